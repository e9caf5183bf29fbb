package inspecting

import (
	"context"
	"slices"
	"strings"

	"anxun/inspection"
)

// fixing is the open sheet of 现场已整改.
type fixing struct {
	code    inspection.ItemCode
	fixer   string
	note    string
	busy    bool
	problem string
}

// ReportOther leads to where a problem is registered that no item of the checklists names. A finished inspection takes none.
func (p *Presenter) ReportOther() {
	if p.phase == Filling {
		p.Report(p.id)
	}
}

// AskFixed opens the sheet for a hazard that was put right while the inspectors are there. Where the table of
// transitions does not allow that, it says why.
func (p *Presenter) AskFixed() {
	item, ok := p.editable()
	if !ok || p.fix != nil || p.sheet.Answers[item.Code].Result != inspection.ResultFail {
		return
	}
	p.flushText()
	hazard := p.sheet.Hazards[item.Code]
	if reason := p.notFixable(hazard); reason != "" {
		p.View.Toast(reason)
		p.render()
		return
	}
	p.fix = &fixing{code: item.Code, fixer: hazard.Responsible}
	p.render()
}

// CloseFixed goes back to filling. Photos that were added stay on the record.
func (p *Presenter) CloseFixed() {
	if p.fix != nil && !p.fix.busy {
		p.fix = nil
		p.render()
	}
}

// SetFixer changes who put the hazard right.
func (p *Presenter) SetFixer(name string) {
	if p.fix != nil && !p.fix.busy && p.fix.fixer != name {
		p.fix.fixer = name
		p.render()
	}
}

// SetFixNote changes what is said about how it was put right.
func (p *Presenter) SetFixNote(note string) {
	if p.fix != nil && !p.fix.busy && p.fix.note != note {
		p.fix.note = note
		p.render()
	}
}

// notFixable says why the hazard cannot be closed on the spot; "" if it can.
func (p *Presenter) notFixable(hazard inspection.Hazard) string {
	switch {
	case slices.Contains(inspection.AllowedActions(hazard, p.by()), inspection.ActionFixed):
	case hazard.Severity == inspection.SeverityMajor:
		return p.Words.T("inspecting.fix.major")
	default:
		return p.Words.T("inspecting.fix.status", "status", p.Words.T("hazard.status."+string(hazard.Status)))
	}
	if strings.TrimSpace(hazard.Description) == "" {
		return p.Words.T("inspecting.fix.undescribed") // a closed hazard can no longer be described
	}
	return ""
}

// fixLacks says what is missing before the hazard can be closed; "" if nothing is. It asks the same rules that the
// store will.
func (p *Presenter) fixLacks(hazard inspection.Hazard) string {
	input := inspection.ActionInput{Action: inspection.ActionFixed, By: p.by(), FixedBy: strings.TrimSpace(p.fix.fixer), At: p.Service.Now()}
	for _, photo := range p.sheet.photos[p.fix.code] {
		input.HasBefore = input.HasBefore || photo.Role == inspection.EvidenceBefore
		input.HasAfter = input.HasAfter || photo.Role == inspection.EvidenceAfter
	}
	switch {
	case !input.HasBefore:
		return p.Words.T("inspecting.fix.no_before")
	case !input.HasAfter:
		return p.Words.T("inspecting.fix.no_after")
	case len(p.imports) > 0:
		return p.Words.T("inspecting.fix.importing")
	}
	if _, _, err := inspection.Apply(hazard, input, ""); err != nil {
		return p.Words.ErrorText(err)
	}
	return ""
}

// Fix closes the hazard as put right on the spot, after everything before it is on disk.
func (p *Presenter) Fix() {
	f := p.fix
	if f == nil || f.busy || p.fixLacks(p.sheet.Hazards[f.code]) != "" {
		return
	}
	f.busy, f.problem = true, ""
	input := inspection.ActionInput{Action: inspection.ActionFixed, By: p.by(), FixedBy: strings.TrimSpace(f.fixer), Note: f.note}
	code, id := f.code, p.sheet.Hazards[f.code].ID
	var after inspection.Hazard
	p.enqueue(Job{
		Write: func(ctx context.Context) (err error) {
			after, err = p.Service.Act(ctx, id, input, nil)
			return err
		},
		Saved: func() {
			p.sheet.Hazards[code], p.sheet.fixed[code] = after, true
			p.fix = nil
			p.forgetItem(code)
			p.View.Toast(p.Words.T("inspecting.fix.done", "code", string(code)))
			p.render() // closes the sheet, which gives the keyboard back to a field that is now locked
			p.View.Focus(TargetList)
		},
		Refused: func(err error) {
			f.busy, f.problem = false, p.Words.ErrorText(err)
		},
	})
	p.render()
}

func (p *Presenter) fixState() *Fix {
	f := p.fix
	item, found := p.sheet.Item(f.code)
	if !found {
		return nil
	}
	hazard := p.sheet.Hazards[f.code]
	photos := p.photoPanel(item, hazard)
	state := &Fix{Code: f.code, Description: hazard.Description, Photos: photos, Fixer: f.fixer, Note: f.note, Busy: f.busy,
		MustNameFixer: hazard.Severity != inspection.SeverityGeneral || hazard.Suspected, Lacks: p.fixLacks(hazard), Problem: f.problem}
	state.Ready = state.Lacks == "" && !f.busy
	if _, failure := p.queue.Status(); failure != nil {
		state.Problem = p.saveTrouble(failure)
	}
	return state
}

// fixedText says of a closed hazard who closed it when; "" for one that is not closed.
func (p *Presenter) fixedText(code inspection.ItemCode) string {
	hazard := p.sheet.Hazards[code]
	if hazard.Status != inspection.HazardClosed {
		return ""
	}
	key := "inspecting.closed_by"
	if p.sheet.fixed[code] {
		key = "inspecting.fix.closed_by"
	}
	return p.Words.T(key, "name", hazard.ClosedBy, "time", clock(hazard.Closed))
}
