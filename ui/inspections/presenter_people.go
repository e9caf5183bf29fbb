package inspections

import (
	"context"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// started returns when the inspection began; the zero time means now. problem says what is wrong with what was written.
func (p *StartPresenter) started() (at time.Time, problem string) {
	if !p.edited {
		return time.Time{}, ""
	}
	at, err := time.ParseInLocation("2006-01-02 15:4", string(p.state.Day)+" "+plainClock(p.state.Clock), inspection.Zone)
	switch {
	case err != nil:
		return at, p.host.T("inspections.time_wrong")
	case at.After(p.host.Now()):
		return at, p.host.T("inspections.time_future")
	}
	return at, ""
}

// plainClock writes hours and minutes with a colon between, whatever stood there, and in half-width digits.
func plainClock(text string) string {
	var plain []rune
	for _, r := range strings.TrimSpace(text) {
		switch {
		case r >= '０' && r <= '９':
			plain = append(plain, r-'０'+'0')
		case r >= '0' && r <= '9':
			plain = append(plain, r)
		case len(plain) > 0 && plain[len(plain)-1] != ':':
			plain = append(plain, ':')
		}
	}
	return strings.TrimSuffix(string(plain), ":")
}

// AddInspector puts a person on the roster and takes him along.
func (p *StartPresenter) AddInspector(name string, department inspection.DepartmentID, certificate string, done func()) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		p.state.AddProblem = p.host.T("inspections.name_missing")
	case department == "":
		p.state.AddProblem = p.host.T("inspections.department_missing")
	case slices.ContainsFunc(p.roster, func(i inspection.Inspector) bool { return i.Name == name }):
		p.taken[name] = true
		p.state.AddProblem = ""
		p.render()
		done()
		return
	default:
		p.saveInspector(inspection.Inspector{Name: name, Department: department, Certificate: certificate}, done)
		return
	}
	p.render()
}

func (p *StartPresenter) saveInspector(person inspection.Inspector, done func()) {
	by := p.host.Person()
	if by == "" {
		by = person.Name
	}
	var saved inspection.Inspector
	p.host.Run("inspections.inspector", func(ctx context.Context, _ task.Progress) (err error) {
		saved, err = p.service.SaveInspector(ctx, by, person)
		return err
	}, func(err error) {
		if err != nil {
			p.state.AddProblem = p.host.ErrorText(err)
			p.render()
			return
		}
		p.state.AddProblem = ""
		p.roster = append(p.roster, saved)
		p.taken[saved.Name] = true
		p.render()
		done()
	})
}

// ClearAddProblem forgets what was wrong with a new inspector.
func (p *StartPresenter) ClearAddProblem() { p.state.AddProblem = ""; p.render() }

// Start begins the inspection and opens it.
func (p *StartPresenter) Start() {
	p.complete()
	if p.state.Busy || p.state.Missing != "" || p.state.Chosen == nil {
		p.render()
		return
	}
	at, _ := p.started()
	in := inspection.NewInspection{PlaceID: p.place.ID, AccompaniedBy: strings.TrimSpace(p.state.Escort), Started: at, Sample: p.place.Sample}
	for _, list := range p.state.Lists {
		if list.On {
			in.Checklists = append(in.Checklists, list.Code)
		}
	}
	for _, person := range p.roster {
		if p.taken[person.Name] {
			in.Inspectors = append(in.Inspectors, person)
		}
	}
	by := p.host.Person()
	if by == "" {
		by = in.Inspectors[0].Name
	}
	p.state.Busy, p.state.Trouble = true, ""
	p.render()
	var begun inspection.Inspection
	p.host.Run("inspections.begin", func(ctx context.Context, _ task.Progress) (err error) {
		begun, err = p.service.StartInspection(ctx, by, in)
		return err
	}, func(err error) {
		p.state.Busy = false
		if err != nil {
			p.state.Trouble = p.host.ErrorText(err)
			p.render()
			return
		}
		p.host.Go(nav.Route{Page: nav.Inspecting, Arg: string(begun.ID)})
	})
}
