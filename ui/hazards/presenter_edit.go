package hazards

import (
	"context"
	"unicode/utf8"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// keyEdit opens the sheet of measures; F2 edits elsewhere too.
const keyEdit = nav.KeyF2

// Edit is the sheet in which responsibility, standard and measures are changed.
type Edit struct {
	Fields  []EditField
	Five    int // the first field of the five 落实; they stand under a heading of their own
	Major   bool
	Saving  bool
	Problem string

	seen inspection.HazardMeasures
}

// EditField is one field of the sheet.
type EditField struct {
	Label string
	Text  string
	Rows  int // lines of the entry
}

// editKeys are the fields of the sheet in their order; their names are translated as hazards.fact.KEY.
var editKeys = []string{"responsible", "standard", "remedy", "accountability", "measures", "funds", "time_limit", "contingency"}

// editValues points at the value of each of editKeys.
func editValues(m *inspection.HazardMeasures) []*string {
	return []*string{&m.Responsible, &m.Standard, &m.Remedy, &m.Accountability, &m.Measures, &m.Funds, &m.TimeLimit, &m.Contingency}
}

// firstFive is the place of 责任 in editKeys.
const firstFive = 3

// mayEdit reports whether the measures of the hazard shown can be changed.
func (p *Presenter) mayEdit(d *Detail, h inspection.Hazard) bool {
	return d.Complete && !d.NoPerson && !h.Withdrawn && h.Status.Unresolved()
}

// BeginEdit opens the sheet of measures.
func (p *Presenter) BeginEdit() {
	d := p.state.Detail
	if d == nil || !d.MayEdit || p.state.Form != nil || p.state.Edit != nil {
		return
	}
	edit := &Edit{Five: firstFive, seen: p.record.TakeMeasures()}
	edit.Major = p.record.Severity == inspection.SeverityMajor || p.record.Suspected
	values := editValues(&edit.seen)
	for i, key := range editKeys {
		rows := 2
		if key == "responsible" || key == "time_limit" {
			rows = 1
		}
		edit.Fields = append(edit.Fields, EditField{Label: p.host.T("hazards.fact." + key), Text: *values[i], Rows: rows})
	}
	p.state.Edit = edit
	p.render()
}

// CancelEdit closes the sheet without changing anything.
func (p *Presenter) CancelEdit() {
	if p.state.Edit != nil && !p.state.Edit.Saving {
		p.state.Edit = nil
		p.render()
	}
}

// ConfirmEdit saves the texts, one for each field of the sheet. What somebody else changed in the meantime is told,
// and nothing is written.
func (p *Presenter) ConfirmEdit(texts []string) {
	if p.state.Edit == nil || p.state.Edit.Saving || len(texts) != len(editKeys) {
		return
	}
	edit := *p.state.Edit
	edit.Problem = ""
	var want inspection.HazardMeasures
	for i, value := range editValues(&want) {
		*value = texts[i]
		if utf8.RuneCountInString(texts[i]) > inspection.MaxTextLength {
			edit.Problem = p.host.T("hazards.problem.long", "n", inspection.MaxTextLength)
		}
	}
	edit.Saving = edit.Problem == ""
	p.state.Edit = &edit
	p.render()
	if edit.Saving {
		p.saveMeasures(edit.seen, want)
	}
}

func (p *Presenter) saveMeasures(seen, want inspection.HazardMeasures) {
	id, no, person := p.record.ID, p.record.No, p.host.Person()
	p.host.Run("hazards.measures", func(ctx context.Context, _ task.Progress) error {
		_, err := p.service.SaveMeasures(ctx, person, id, seen, want)
		return err
	}, func(err error) {
		switch {
		case err == nil:
			p.state.Edit = nil
			p.host.Toast(p.host.T("hazards.done.edit", "no", no))
		case p.state.Edit != nil && p.shown == id:
			again := *p.state.Edit
			again.Saving, again.Problem = false, p.host.ErrorText(err)
			p.state.Edit = &again
		default:
			p.host.ShowError(err)
		}
		p.Refresh()
	})
}
