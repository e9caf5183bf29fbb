package main

import (
	"cmp"
	"context"
	"flag"

	"anxun/inspection"
)

// inspectionsCorrectCommand corrects one answer of a finished inspection.
func inspectionsCorrectCommand() command {
	in, item, result := inspection.CorrectionInput{}, "", ""
	return command{
		name: "inspections correct", args: []string{"NO"}, access: accessWrite, summary: "cli.inspections_correct",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&item, "item", "", "cli.flag.correct_item")
			f.StringVar(&result, "result", "", "cli.flag.correct_result")
			f.StringVar(&in.Value, "value", "", "cli.flag.correct_value")
			f.StringVar(&in.Note, "note", "", "cli.flag.correct_note")
			f.StringVar(&in.Reason, "reason", "", "cli.flag.correct_reason")
		},
		run: func(ctx context.Context, c *call) error {
			switch "" {
			case item:
				return need("item")
			case result:
				return need("result")
			case in.Reason:
				return need("reason")
			}
			in.Item, in.Result = inspection.ItemCode(item), inspection.Result(result)
			if !in.Result.Valid() {
				return c.wrongWord("result", result, []string{"pass", "fail", "na", "value"})
			}
			visit, err := c.findInspection(ctx, c.args[0])
			if err != nil {
				return err
			}
			in.InspectionID = visit.ID
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			done, err := c.Service.Correct(ctx, by, in)
			if err != nil {
				return err
			}
			return c.emit(correctionJSON(done), func() {
				c.say("cli.correct.done", "no", visit.No, "item", string(done.Item), "old", c.resultWord(done.OldResult), "new", c.resultWord(done.NewResult))
			})
		},
	}
}

// findInspection finds an inspection by its number.
func (c *call) findInspection(ctx context.Context, no string) (inspection.Inspection, error) {
	var found inspection.Inspection
	err := c.Service.View(ctx, func(r inspection.Reader) (err error) {
		found, err = r.InspectionByNo(ctx, no)
		return err
	})
	if inspection.CodeOf(err) == inspection.CodeNotFound {
		err = inspection.NotFound("error.inspection_not_found", "record", no)
	}
	return found, err
}

func (c *call) resultWord(result inspection.Result) string {
	return c.term("answer", cmp.Or(string(result), "open"))
}

// correctionDocument is a correction as --json prints it.
type correctionDocument struct {
	Item      inspection.ItemCode `json:"item"`
	Reason    string              `json:"reason"`
	By        string              `json:"by"`
	At        *string             `json:"at"`
	OldResult inspection.Result   `json:"old_result"`
	OldValue  string              `json:"old_value"`
	OldNote   string              `json:"old_note"`
	OldBy     string              `json:"old_by"`
	OldAt     *string             `json:"old_at"`
	NewResult inspection.Result   `json:"new_result"`
	NewValue  string              `json:"new_value"`
	NewNote   string              `json:"new_note"`
}

func correctionJSON(k inspection.Correction) correctionDocument {
	return correctionDocument{Item: k.Item, Reason: k.Reason, By: k.By, At: instant(k.At), OldResult: k.OldResult, OldValue: k.OldValue,
		OldNote: k.OldNote, OldBy: k.OldBy, OldAt: instant(k.OldAt), NewResult: k.NewResult, NewValue: k.NewValue, NewNote: k.NewNote}
}
