package inspections

import (
	"context"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/pinyin"
	"anxun/ui/task"
)

// StartService is what beginning an inspection needs.
type StartService interface {
	Service
	StartInspection(ctx context.Context, by string, in inspection.NewInspection) (inspection.Inspection, error)
	SaveInspector(ctx context.Context, by string, inspector inspection.Inspector) (inspection.Inspector, error)
}

// maxOffered bounds the places listed for what was typed; more are found by typing more.
const maxOffered = 60

// PlaceRow is a place to choose.
type PlaceRow struct {
	ID     inspection.ID
	Name   string
	Detail string // code, kind, community
}

// ChosenPlace is the place that will be inspected.
type ChosenPlace struct {
	ID       inspection.ID
	Name     string
	Kind     string
	Detail   string // code, community, address
	Features string
	Visit    string // when and how it was inspected last
	Open     string // hazards not closed, empty if there are none
	Draft    inspection.ID
	DraftNo  string // an unfinished inspection of the same place
}

// ListChoice is a checklist that may be taken.
type ListChoice struct {
	Code     string
	Title    string
	Items    int // that apply to the place
	Proposed bool
	On       bool
}

// InspectorChoice is a person who may take part.
type InspectorChoice struct {
	Name       string
	Department string
	On         bool
}

// StartState is everything the page shows.
type StartState struct {
	Loaded     bool
	Trouble    string
	NoPlaces   bool
	Text       string
	Places     []PlaceRow
	More       int // places that match but are not listed
	Selected   int // in Places
	Chosen     *ChosenPlace
	Lists      []ListChoice
	Items      int // of all lists taken
	Inspectors []InspectorChoice
	AddProblem string
	Escort     string // 陪同人员
	Day        inspection.Day
	Clock      string // HH:MM
	TimeWrong  string
	Missing    string // what is still needed, empty when it can begin
	Busy       bool
}

// StartView draws the page.
type StartView interface {
	Render(StartState)
	// FocusPlace puts the keyboard into the search, FocusStart onto the button.
	FocusPlace()
	FocusStart()
}

// placeKey finds a place: by its name and code first, by where it lies after that.
type placeKey struct{ named, elsewhere pinyin.Key }

// StartPresenter decides what the page does. All methods belong to the UI goroutine.
type StartPresenter struct {
	host    Host
	service StartService
	view    StartView
	state   StartState

	places  []inspection.Place
	keys    []placeKey
	found   []int // of places, as listed
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
	var places []inspection.Place
	var keys []placeKey
	var lists []inspection.Checklist
	var roster []inspection.Inspector
	p.host.Run("inspections.start", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			if places, err = r.Places(ctx, inspection.PlaceFilter{}); err != nil {
				return err
			}
			for _, place := range places {
				keys = append(keys, placeKey{pinyin.NewKey(place.Name, place.Code), pinyin.NewKey(place.Community, place.Address)})
			}
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
		p.places, p.keys, p.lists = places, keys, lists
		p.roster = slices.DeleteFunc(roster, func(i inspection.Inspector) bool { return i.Inactive })
		p.taken[p.host.Person()] = true
		p.state.Loaded, p.state.NoPlaces = true, len(places) == 0
		p.find()
		p.render()
		p.chooseWanted()
	})
	p.render()
}

func (p *StartPresenter) chooseWanted() {
	for _, place := range p.places {
		if place.ID == p.wanted {
			p.choose(place)
			return
		}
	}
	if p.view != nil {
		p.view.FocusPlace()
	}
}

func (p *StartPresenter) setNow() {
	now := p.host.Now().In(inspection.Zone)
	p.state.Day, p.state.Clock = inspection.DayOf(now), now.Format("15:04")
}

// Search lists the places that match what was typed: code, name or community, in characters, pinyin or initials.
func (p *StartPresenter) Search(text string) {
	p.state.Text = text
	p.state.Selected = 0
	p.find()
	p.render()
}

func (p *StartPresenter) find() {
	p.found, p.state.Places, p.state.More = nil, nil, 0
	var others []int
	for i, key := range p.keys {
		switch {
		case key.named.Match(p.state.Text):
			p.found = append(p.found, i)
		case key.elsewhere.Match(p.state.Text):
			others = append(others, i)
		}
	}
	p.found = append(p.found, others...)
	if len(p.found) > maxOffered {
		p.state.More = len(p.found) - maxOffered
		p.found = p.found[:maxOffered]
	}
	for _, i := range p.found {
		p.state.Places = append(p.state.Places, p.placeRow(p.places[i]))
	}
	p.state.Selected = max(min(p.state.Selected, len(p.found)-1), 0)
}

func (p *StartPresenter) placeRow(place inspection.Place) PlaceRow {
	return PlaceRow{ID: place.ID, Name: place.Name, Detail: joinDot(place.Code, p.kind(place), place.Community)}
}

func (p *StartPresenter) kind(place inspection.Place) string {
	if place.SubKind != "" {
		return p.host.T("subkind." + string(place.SubKind))
	}
	return p.host.T("kind." + string(place.PlaceKind))
}

// Move selects another place of the list.
func (p *StartPresenter) Move(by int) {
	if n := len(p.found); n > 0 {
		p.state.Selected = max(min(p.state.Selected+by, n-1), 0)
		p.render()
	}
}

// ChooseSelected takes the selected place of the list.
func (p *StartPresenter) ChooseSelected() {
	if p.state.Selected < len(p.found) {
		p.choose(p.places[p.found[p.state.Selected]])
	}
}

// ChooseAt takes a place of the list.
func (p *StartPresenter) ChooseAt(i int) {
	if i >= 0 && i < len(p.found) {
		p.state.Selected = i
		p.ChooseSelected()
	}
}

func (p *StartPresenter) choose(place inspection.Place) {
	if p.state.Escort == "" || p.state.Escort == p.escort {
		p.state.Escort, p.escort = place.Manager, place.Manager
	}
	p.place = place
	p.on = map[string]bool{}
	for _, list := range inspection.ProposeChecklists(p.lists, place) {
		p.on[list.Code] = true
	}
	var features []string
	for _, feature := range place.Features {
		features = append(features, p.host.T("feature."+string(feature)))
	}
	if place.Sample {
		features = append(features, p.host.T("inspections.sample"))
	}
	p.state.Chosen = &ChosenPlace{ID: place.ID, Name: place.Name, Kind: p.kind(place), Detail: joinDot(place.Code, place.Community, place.Address),
		Features: strings.Join(features, "、")}
	p.readHistory(place.ID)
	p.render() // before the keyboard goes there: a disabled button does not take it
	if p.view != nil {
		p.view.FocusStart()
	}
}

// readHistory looks up the last visit, open hazards and an unfinished inspection.
func (p *StartPresenter) readHistory(id inspection.ID) {
	p.choices++
	choice := p.choices
	var last, drafts []inspection.InspectionRow
	open := 0
	p.host.Run("inspections.history", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			if last, err = r.Inspections(ctx, inspection.InspectionFilter{PlaceID: id, Status: inspection.StatusFinished, Limit: 1}); err != nil {
				return err
			}
			if drafts, err = r.Inspections(ctx, inspection.InspectionFilter{PlaceID: id, Status: inspection.StatusDraft, Limit: 1}); err != nil {
				return err
			}
			open, err = r.CountHazards(ctx, inspection.HazardFilter{PlaceID: id, Statuses: []inspection.HazardStatus{inspection.HazardOpen,
				inspection.HazardSubmitted, inspection.HazardShelved, inspection.HazardTransferred}})
			return err
		})
	}, func(err error) {
		if choice != p.choices || p.state.Chosen == nil {
			return
		}
		chosen := *p.state.Chosen
		switch {
		case err != nil:
			chosen.Visit = p.host.ErrorText(err)
		case len(last) == 0:
			chosen.Visit = p.host.T("inspections.never")
		default:
			chosen.Visit = p.host.T("inspections.last", "day", string(inspection.DayOf(last[0].Started)), "fail", last[0].Score.Fail)
		}
		if open > 0 {
			chosen.Open = p.host.T("inspections.open_hazards", "n", open)
		}
		if len(drafts) > 0 {
			chosen.Draft, chosen.DraftNo = drafts[0].ID, drafts[0].No
		}
		p.state.Chosen = &chosen
		p.render()
	})
}

// Change gives the place up and goes back to the list of places.
func (p *StartPresenter) Change() {
	p.choices++
	p.place, p.state.Chosen = inspection.Place{}, nil
	p.render()
	if p.view != nil {
		p.view.FocusPlace()
	}
}

// ResumeDraft opens the unfinished inspection of the place.
func (p *StartPresenter) ResumeDraft() {
	if p.state.Chosen != nil && p.state.Chosen.Draft != "" {
		p.host.Go(nav.Route{Page: nav.Inspecting, Arg: string(p.state.Chosen.Draft)})
	}
}

// ToggleList takes a checklist or leaves it.
func (p *StartPresenter) ToggleList(code string) { p.on[code] = !p.on[code]; p.render() }

// ToggleInspector takes a person of the roster along or not.
func (p *StartPresenter) ToggleInspector(name string) { p.taken[name] = !p.taken[name]; p.render() }

// SetEscort changes who of the inspected unit accompanies.
func (p *StartPresenter) SetEscort(name string) { p.state.Escort = name }

// SetDay and SetClock change when the inspection began.
func (p *StartPresenter) SetDay(day string) {
	p.state.Day, p.edited = inspection.Day(day), true
	p.render()
}

// SetClock changes the time of day, written HH:MM.
func (p *StartPresenter) SetClock(text string) {
	p.state.Clock, p.edited = text, true
	p.render()
}

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
