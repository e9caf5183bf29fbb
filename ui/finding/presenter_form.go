package finding

import (
	"context"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// SetDescription changes what was found.
func (p *Presenter) SetDescription(text string) {
	p.draft.Description, p.state.Description = text, text
	p.clear("description")
	p.keep()
	p.findAlike()
}

// SetRemedy changes what is to be done.
func (p *Presenter) SetRemedy(text string) {
	p.draft.Remedy, p.state.Remedy = text, text
	p.keep()
}

// SetResponsible changes who is to put it right.
func (p *Presenter) SetResponsible(name string) {
	p.draft.Responsible, p.state.Responsible = name, name
	p.keep()
}

// SetSeverity changes the severity: General, Serious or Suspected.
func (p *Presenter) SetSeverity(severity string) {
	p.draft.Severity, p.state.Severity = severity, severity
	p.keep()
	p.proposeDue()
}

// SetDue names the day; "" goes back to the office's rule.
func (p *Presenter) SetDue(day string) {
	if day == string(p.state.Due) {
		return
	}
	p.named = day != ""
	p.draft.Due, p.state.Due = inspection.Day(day), inspection.Day(day)
	p.clear("due")
	p.keep()
	p.proposeDue()
}

// ToggleDepartment says whether the hazard concerns a department.
func (p *Presenter) ToggleDepartment(id string) {
	department := inspection.DepartmentID(id)
	if i := slices.Index(p.draft.Departments, department); i >= 0 {
		p.draft.Departments = slices.Delete(slices.Clone(p.draft.Departments), i, i+1)
	} else {
		p.draft.Departments = append(slices.Clone(p.draft.Departments), department)
	}
	p.showDepartments()
	p.clear("departments")
	p.keep()
	p.render()
}

func (p *Presenter) showDepartments() {
	p.state.Departments = nil
	for _, department := range p.host.Departments() {
		p.state.Departments = append(p.state.Departments, Choice{ID: string(department.ID), Text: department.Short,
			On: slices.Contains(p.draft.Departments, department.ID)})
	}
}

// ownDepartment is the first department that has a report of its own: somebody must see the hazard.
func (p *Presenter) ownDepartment() []inspection.DepartmentID {
	for _, department := range p.host.Departments() {
		if department.HasReport {
			return []inspection.DepartmentID{department.ID}
		}
	}
	return nil
}

func (p *Presenter) severity() (severity inspection.Severity, suspected bool) {
	switch p.draft.Severity {
	case Serious:
		return inspection.SeveritySerious, false
	case Suspected:
		return inspection.SeveritySerious, true
	default:
		return inspection.SeverityGeneral, false
	}
}

// proposeDue shows the office's rule and, where nobody named a day, the day it gives.
func (p *Presenter) proposeDue() {
	severity, _ := p.severity()
	turn, now := p.turn, p.host.Now()
	var deadlines inspection.Deadlines
	p.host.Run("finding.due", func(ctx context.Context, _ task.Progress) (err error) {
		deadlines, err = p.service.Deadlines(ctx)
		return err
	}, func(err error) {
		if err != nil || turn != p.turn {
			p.host.ShowError(err)
			return
		}
		due, guessed := deadlines.Due(nil, severity, now)
		if !p.named {
			p.state.Due = due
		}
		rule := deadlines.RuleFor(nil, severity)
		p.state.DueHint = p.host.T("finding.due_rule", "rule", p.host.T("finding.rule."+string(rule.Rule), "n", rule.Days))
		if guessed {
			p.state.DueHint = p.host.T("finding.due_guessed", "hint", p.state.DueHint)
		}
		p.render()
	})
}

// findAlike looks for hazards at the place whose words are alike. They are only shown: whether it is the same trouble is
// for a person to say.
func (p *Presenter) findAlike() {
	if p.draft.Place == "" || strings.TrimSpace(p.draft.Description) == "" {
		p.state.Alike = nil
		p.render()
		return
	}
	asked := inspection.Hazard{PlaceID: p.draft.Place, Description: p.draft.Description, Found: p.host.Now()}
	var repeats inspection.Repeats
	p.alike.Do("finding.alike", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			repeats, err = inspection.FindRepeats(ctx, r, asked)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.state.Alike = nil
		for _, alike := range repeats.Alike {
			p.state.Alike = append(p.state.Alike, p.known(alike.Hazard))
		}
		p.render()
	})
}

// keep stores the draft. It is not told when it succeeds: a draft is no record.
func (p *Presenter) keep() {
	text, by := p.draft.String(), p.host.Person()
	p.host.Run("finding.draft", func(ctx context.Context, _ task.Progress) error {
		return p.service.SaveSetting(ctx, by, inspection.SettingFindingDraft, text)
	}, p.host.ShowError)
}

func (p *Presenter) clear(field string) {
	if p.state.Problems[field] != "" {
		problems := map[string]string{}
		for name, text := range p.state.Problems {
			if name != field {
				problems[name] = text
			}
		}
		p.state.Problems = problems
		p.render()
	}
}

// check tells what is missing.
func (p *Presenter) check() map[string]string {
	problems := map[string]string{}
	if p.draft.Place == "" {
		problems["place"] = p.host.T("finding.need_place")
	}
	if strings.TrimSpace(p.draft.Description) == "" {
		problems["description"] = p.host.T("finding.need_description")
	}
	if len(p.draft.Departments) == 0 {
		problems["departments"] = p.host.T("finding.need_department")
	}
	if p.state.Reading > 0 {
		problems["photos"] = p.host.T("finding.photos_reading")
	}
	return problems
}

// Register records the hazard and goes to it, or back to the inspection during which it was found.
func (p *Presenter) Register() {
	if p.state.Saving {
		return
	}
	if p.state.Problems = p.check(); len(p.state.Problems) > 0 {
		p.render()
		return
	}
	severity, suspected := p.severity()
	in := inspection.NewHazard{PlaceID: p.draft.Place, InspectionID: p.draft.Inspection, Description: p.draft.Description, Severity: severity,
		Suspected: suspected, Departments: p.draft.Departments, Responsible: p.draft.Responsible, Remedy: p.draft.Remedy, Due: p.draft.Due,
		Photos: p.draft.evidence(), Draft: inspection.SettingFindingDraft}
	by := p.host.Person()
	var hazard inspection.Hazard
	p.state.Saving = true
	p.render()
	p.host.Run("finding.register", func(ctx context.Context, _ task.Progress) (err error) {
		hazard, err = p.service.ReportHazard(ctx, by, in)
		return err
	}, func(err error) {
		p.state.Saving = false
		if err != nil {
			p.render()
			p.host.ShowError(err)
			return
		}
		p.draft = draft{}
		p.host.Toast(p.host.T("finding.done", "no", hazard.No))
		p.leave(hazard)
	})
}

func (p *Presenter) leave(hazard inspection.Hazard) {
	if hazard.InspectionID != "" {
		p.host.Go(nav.Route{Page: nav.Inspecting, Arg: string(hazard.InspectionID)})
		return
	}
	p.host.Go(nav.Route{Page: nav.Hazards, Arg: "id:" + string(hazard.ID)})
}

// Discard throws the draft away. The photos stay in the evidence folder; nothing refers to them.
func (p *Presenter) Discard() {
	p.draft = draft{}
	p.keep()
	p.show(content{places: p.places})
}

// WorthKeeping reports whether leaving would lose something a person wrote, were it not kept as a draft.
func (p *Presenter) WorthKeeping() bool { return p.draft.worthKeeping() }

func (p *Presenter) today() time.Time { return p.host.Now().In(inspection.Zone) }
