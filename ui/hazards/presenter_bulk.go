package hazards

import (
	"context"
	"strings"

	"anxun/inspection"
	"anxun/ui/task"
)

// BulkKind is what can be done to several hazards at once.
type BulkKind string

// The actions on several hazards.
const (
	BulkAssign BulkKind = "assign" // another person responsible
	BulkExtend BulkKind = "extend" // ask for a later deadline, as the table of transitions allows
)

// Bulk is an action on several hazards, from asking what is needed to what became of it.
type Bulk struct {
	Kind     BulkKind
	Count    int
	Busy     bool
	Problem  string // what is wrong with the input, one sentence
	Finished bool
	Done     int
	Failed   []string // a sentence for each hazard that was left as it was

	ids []inspection.ID
}

// BulkInput is what a person put into the form of a Bulk.
type BulkInput struct {
	Responsible string
	Until       string // YYYY-MM-DD
	Note        string
}

// BeginBulk asks for what an action on the chosen hazards needs.
func (p *Presenter) BeginBulk(kind BulkKind) {
	ids := p.marks.Chosen(p.shown)
	switch {
	case len(ids) == 0 || p.host.ReadOnly():
		return
	case p.host.Person() == "":
		p.OpenSettings()
		return
	}
	p.state.Bulk = &Bulk{Kind: kind, Count: len(ids), ids: ids}
	p.render()
}

// EndBulk closes the form or the result.
func (p *Presenter) EndBulk() {
	if bulk := p.state.Bulk; bulk != nil && !bulk.Busy {
		p.state.Bulk = nil
		p.render()
	}
}

// Bulk carries the action out, hazard by hazard, each in a transaction of its own: what one hazard does not allow keeps
// none of the others from it.
func (p *Presenter) Bulk(input BulkInput) {
	bulk := p.state.Bulk
	if bulk == nil || bulk.Busy || bulk.Finished {
		return
	}
	input.Responsible, input.Until, input.Note = strings.TrimSpace(input.Responsible), strings.TrimSpace(input.Until), strings.TrimSpace(input.Note)
	if bulk.Problem = p.wrong(bulk.Kind, input); bulk.Problem != "" {
		p.render()
		return
	}
	bulk.Busy = true
	p.render()
	var done []inspection.ID
	person := p.host.Person()
	p.host.Run("hazards.bulk", func(ctx context.Context, progress task.Progress) error {
		progress.SetTotal(len(bulk.ids))
		for _, id := range bulk.ids {
			if err := ctx.Err(); err != nil {
				return err
			}
			hazard, err := p.bulkOne(ctx, person, bulk.Kind, id, input)
			if err == nil {
				done = append(done, id)
			} else {
				bulk.Failed = append(bulk.Failed, p.host.T("hazards.bulk.failed", "no", hazard.No, "reason", p.host.ErrorText(err)))
			}
			progress.Add(1)
		}
		return nil
	}, func(err error) {
		bulk.Busy, bulk.Finished, bulk.Done = false, true, len(done)
		p.marks.Drop(done...)
		p.state.Marked = p.marks.Len()
		if err != nil {
			p.host.ShowError(err)
		}
		if len(bulk.Failed) == 0 {
			p.state.Bulk = nil
			p.host.Toast(p.host.T("hazards.bulk.done", "n", bulk.Done))
		}
		p.Refresh()
	})
}

// wrong is what is missing in the input; the rest is up to the rules of the domain.
func (p *Presenter) wrong(kind BulkKind, input BulkInput) string {
	switch {
	case kind == BulkAssign && input.Responsible == "":
		return p.host.T("hazards.bulk.no_person")
	case kind == BulkExtend && input.Until == "":
		return p.host.T("hazards.bulk.no_day")
	case kind == BulkExtend && input.Note == "":
		return p.host.T("hazards.bulk.no_reason")
	default:
		return ""
	}
}

func (p *Presenter) bulkOne(ctx context.Context, person string, kind BulkKind, id inspection.ID, input BulkInput) (inspection.Hazard, error) {
	var hazard inspection.Hazard
	err := p.service.View(ctx, func(r inspection.Reader) (err error) {
		hazard, err = r.Hazard(ctx, id)
		return err
	})
	if err != nil {
		return hazard, err
	}
	if kind == BulkAssign {
		seen := hazard.TakeMeasures()
		want := seen
		want.Responsible = input.Responsible
		_, err = p.service.SaveMeasures(ctx, person, id, seen, want)
		return hazard, err
	}
	_, err = p.service.Act(ctx, id, inspection.ActionInput{Action: inspection.ActionExtend, By: person, Note: input.Note, Until: inspection.Day(input.Until)}, nil)
	return hazard, err
}
