package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"path/filepath"
	"strings"

	"anxun/inspection"
)

// inspectCommand records one inspection from a file: all of it or nothing.
func inspectCommand() command {
	path, again := "", false
	return command{
		name: "inspect", access: accessWrite, summary: "cli.inspect",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&path, "answers", "", "cli.flag.answers")
			f.BoolVar(&again, "again", false, "cli.flag.again")
		},
		run: func(ctx context.Context, c *call) error {
			if path == "" {
				return need("answers")
			}
			outcome, err := c.inspect(ctx, path, again)
			if err != nil {
				return err
			}
			return c.printRecorded(ctx, outcome)
		},
	}
}

// inspect reads, checks and records an answers file.
func (c *call) inspect(ctx context.Context, path string, again bool) (inspection.RecordOutcome, error) {
	reader := answersReader{path: path, tell: c.text.Error}
	file, err := reader.read()
	if err != nil {
		return inspection.RecordOutcome{}, err
	}
	place, err := c.findPlace(ctx, file.place.text)
	if inspection.CodeOf(err) == inspection.CodeNotFound {
		err = reader.at(file.place, err)
	}
	if err != nil {
		return inspection.RecordOutcome{}, err
	}
	current, err := c.Service.CurrentChecklists(ctx)
	if err != nil {
		return inspection.RecordOutcome{}, err
	}
	m, err := reader.match(file, place, current, c.Content, c.env.clock)
	if err != nil {
		return inspection.RecordOutcome{}, err
	}
	m.record.Again = again
	undo, err := c.storePhotos(&m)
	if err != nil {
		return inspection.RecordOutcome{}, err
	}
	by := cmp.Or(c.by, file.by, file.inspectors[0].name.text)
	outcome, err := c.Service.RecordInspection(ctx, by, m.record)
	if err != nil {
		undo()
		return outcome, c.incomplete(path, outcome.Remarks, err)
	}
	return outcome, nil
}

// storePhotos makes the photos durable before any record refers to them. undo takes
// them back.
func (c *call) storePhotos(m *matched) (undo func(), err error) {
	var all []string
	for _, photos := range m.photos {
		all = append(all, photos...)
	}
	added, undo, err := c.Evidence.AddAll(all)
	if err != nil {
		return undo, err
	}
	for i, photos := range m.photos {
		m.record.Answers[i].Photos, added = added[:len(photos)], added[len(photos):]
	}
	return undo, nil
}

// maxListed is how many missing items an error names.
const maxListed = 12

// incomplete says what is missing, as the inspection itself was not saved and cannot
// be looked at.
func (c *call) incomplete(path string, remarks []inspection.Remark, err error) error {
	if inspection.CodeOf(err) != inspection.CodeIncomplete {
		return err
	}
	var missing []string
	n := 0
	for _, remark := range remarks {
		if !remark.Blocking {
			continue
		}
		if n++; n <= maxListed {
			missing = append(missing, strings.TrimSpace(string(remark.Item)+" "+c.text.T(remark.Key, remark.Args...)))
		}
	}
	items := strings.Join(missing, c.text.T("cli.separator"))
	if n > maxListed {
		items += "…"
	}
	return &inspection.Error{Code: inspection.CodeIncomplete, Key: "error.answers_incomplete",
		Args: []any{"file", filepath.Base(path), "n", n, "items", items}, Err: errors.Unwrap(err)}
}

func (c *call) printRecorded(ctx context.Context, outcome inspection.RecordOutcome) error {
	sheet, err := c.Service.Worksheet(ctx, outcome.Inspection.ID)
	if err != nil {
		return err
	}
	type document struct {
		inspectionDocument
		Hazards   []string `json:"hazards"` // numbers
		Reminders []string `json:"reminders"`
	}
	d := document{inspectionDocument: inspectionJSON(sheet.Inspection, sheet.Place, sheet.Total()), Hazards: []string{}, Reminders: []string{}}
	for _, hazard := range outcome.Hazards {
		d.Hazards = append(d.Hazards, hazard.No)
	}
	for _, remark := range outcome.Remarks {
		d.Reminders = append(d.Reminders, strings.TrimSpace(string(remark.Item)+" "+c.text.T(remark.Key, remark.Args...)))
	}
	return c.emit(d, func() {
		total := sheet.Total()
		c.say("cli.inspect.done", "no", d.No, "place", d.PlaceName, "status", c.text.T("inspection.status."+string(d.Status)),
			"pass", total.Pass, "fail", total.Fail, "na", total.NA, "open", total.Open)
		for _, hazard := range outcome.Hazards {
			c.say("cli.inspect.hazard", "no", hazard.No, "item", hazard.Item, "severity", c.grade(hazard), "due", hazard.Due, "description", hazard.Description)
		}
		for _, reminder := range d.Reminders {
			c.say("cli.inspect.reminder", "text", reminder)
		}
	})
}

// grade is the word for how severe a hazard is.
func (c *call) grade(hazard inspection.Hazard) string {
	return c.text.T("severity." + gradeKey(hazard))
}

func gradeKey(hazard inspection.Hazard) string {
	if hazard.Suspected {
		return "suspected_major"
	}
	return string(hazard.Severity)
}
