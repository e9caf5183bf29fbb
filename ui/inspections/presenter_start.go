package inspections

import (
	"context"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/ui/find"
	"anxun/ui/task"
)

// StartService is what beginning an inspection needs.
type StartService interface {
	Service
	StartInspection(ctx context.Context, by string, in inspection.NewInspection) (inspection.Inspection, error)
	SaveInspector(ctx context.Context, by string, inspector inspection.Inspector) (inspection.Inspector, error)
}

// StartView draws the page.
type StartView interface {
	Render(StartState)
	// FocusPlace puts the keyboard into the search, FocusStart onto the button.
	FocusPlace()
	FocusStart()
}

// StartPresenter decides what the page does. All methods belong to the UI goroutine.
type StartPresenter struct {
	host    Host
	service StartService
	view    StartView
	state   StartState

	places  find.Register
	found   []inspection.Place // as listed
	lists   []inspection.Checklist
	roster  []inspection.Inspector
	taken   map[string]bool // inspectors, by name
	on      map[string]bool // checklists, by code
	place   inspection.Place
	escort  string // proposed last
	edited  bool   // the time was changed by hand
	turn    int
	wanted  inspection.ID // place to choose once the register is read
	choices int
}

// NewStartPresenter returns a presenter; Attach gives it its view.
func NewStartPresenter(host Host, service StartService) *StartPresenter {
	return &StartPresenter{host: host, service: service, taken: map[string]bool{}, on: map[string]bool{}}
}

// Attach gives the presenter its view.
func (p *StartPresenter) Attach(view StartView) { p.view = view }

// State returns what is shown.
func (p *StartPresenter) State() StartState { return p.state }

// Enter begins anew; arg is the id of the place, or "".
func (p *StartPresenter) Enter(arg string) {
	p.turn++
	turn := p.turn
	p.state = StartState{Selected: 0}
	p.escort = ""
	p.place, p.edited, p.on, p.taken, p.wanted = inspection.Place{}, false, map[string]bool{}, map[string]bool{}, inspection.ID(arg)
	p.setNow()
	var places find.Register
	var lists []inspection.Checklist
	var roster []inspection.Inspector
	p.host.Run("inspections.start", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			register, err := r.Places(ctx, inspection.PlaceFilter{})
			if err != nil {
				return err
			}
			places = find.NewRegister(register)
			all, err := r.Checklists(ctx)
			if err != nil {
				return err
			}
			lists = inspection.NewestVersions(all)
			roster, err = r.Inspectors(ctx)
			return err
		})
	}, func(err error) {
		if turn != p.turn {
			return
		}
		if err != nil {
			p.state.Trouble = p.host.ErrorText(err)
			p.render()
			return
		}
		p.places, p.lists = places, lists
		p.roster = inspection.OfferedInspectors(roster)
		p.taken[p.host.Person()] = true
		p.state.Loaded, p.state.NoPlaces = true, places.Len() == 0
		p.find()
		p.render()
		p.chooseWanted()
	})
	p.render()
}

func (p *StartPresenter) chooseWanted() {
	if place, known := p.places.ByID(p.wanted); known {
		p.choose(place)
		return
	}
	if p.view != nil {
		p.view.FocusPlace()
	}
}

func (p *StartPresenter) setNow() {
	now := p.host.Now().In(inspection.Zone)
	p.state.Day, p.state.Clock = inspection.DayOf(now), now.Format("15:04")
}

// ToggleList takes a checklist or leaves it.
func (p *StartPresenter) ToggleList(code string) { p.on[code] = !p.on[code]; p.render() }

// ToggleInspector takes a person of the roster along or not.
func (p *StartPresenter) ToggleInspector(name string) { p.taken[name] = !p.taken[name]; p.render() }

// SetEscort changes who of the inspected unit accompanies.
func (p *StartPresenter) SetEscort(name string) { p.state.Escort = name }

// SetDay changes the day on which the inspection began.
func (p *StartPresenter) SetDay(day string) {
	p.state.Day, p.edited = inspection.Day(day), true
	p.render()
}

// SetClock changes the time of day, written HH:MM.
func (p *StartPresenter) SetClock(text string) {
	p.state.Clock, p.edited = text, true
	p.render()
}

// complete works out what follows from the choices.
func (p *StartPresenter) complete() {
	p.state.Lists, p.state.Items, p.state.Inspectors = nil, 0, nil
	proposed := map[string]bool{}
	for _, list := range inspection.ProposeChecklists(p.lists, p.place) {
		proposed[list.Code] = true
	}
	taken := 0
	for _, list := range p.lists {
		choice := ListChoice{Code: list.Code, Title: list.Title, Items: countItems(list, p.place), Proposed: proposed[list.Code], On: p.on[list.Code]}
		if choice.On {
			taken++
			p.state.Items += choice.Items
		}
		p.state.Lists = append(p.state.Lists, choice)
	}
	slices.SortStableFunc(p.state.Lists, func(a, b ListChoice) int {
		switch {
		case a.Proposed == b.Proposed:
			return 0
		case a.Proposed:
			return -1
		}
		return 1
	})
	people := 0
	for _, person := range p.roster {
		p.state.Inspectors = append(p.state.Inspectors, InspectorChoice{Name: person.Name, Department: p.department(person.Department), On: p.taken[person.Name]})
		if p.taken[person.Name] {
			people++
		}
	}
	_, p.state.TimeWrong = p.started()
	p.state.Missing = p.missing(taken, people)
}

func (p *StartPresenter) missing(lists, people int) string {
	switch {
	case p.state.Chosen == nil:
		return p.host.T("inspections.need_place")
	case lists == 0:
		return p.host.T("inspections.need_list")
	case p.state.Items == 0:
		return p.host.T("inspections.need_items")
	case people == 0:
		return p.host.T("inspections.need_inspector")
	}
	return p.state.TimeWrong
}

func countItems(list inspection.Checklist, place inspection.Place) int {
	n := 0
	for _, part := range inspection.NewWorksheetParts([]inspection.Checklist{list}, place, nil) {
		n += len(part.Items)
	}
	return n
}

func (p *StartPresenter) department(id inspection.DepartmentID) string {
	for _, department := range p.host.Departments() {
		if department.ID == id {
			return department.Short
		}
	}
	return string(id)
}

func (p *StartPresenter) render() {
	p.complete()
	if p.view != nil {
		p.view.Render(p.state)
	}
}

func joinDot(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, " · ")
}
