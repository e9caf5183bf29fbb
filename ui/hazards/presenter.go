package hazards

import (
	"context"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/album"
	"anxun/ui/assign"
	"anxun/ui/find"
	"anxun/ui/nav"
	"anxun/ui/table"
	"anxun/ui/task"
)

// Service is what the screen needs of inspection.Service.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	Act(ctx context.Context, hazardID inspection.ID, input inspection.ActionInput, photos []inspection.Evidence) (inspection.Hazard, error)
	Deadlines(ctx context.Context) (inspection.Deadlines, error)
	DueGuessed(ctx context.Context, hazard inspection.Hazard) (bool, error)
	Assign(ctx context.Context, by string, kind inspection.RecordKind, records []inspection.ID, person, note string) (int, error)
	SaveMeasures(ctx context.Context, by string, id inspection.ID, seen, want inspection.HazardMeasures) (inspection.Hazard, error)
}

// host is what the presenter needs of the window.
type host interface {
	T(key string, args ...any) string
	ErrorText(err error) string
	Go(route nav.Route)
	ShowError(err error)
	Toast(text string)
	Copy(text string)
	ExportList(name string, headers []string, rows func(ctx context.Context, yield func([]any) error) error)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Post(f func())
	Person() string
	// ReadOnly reports whether the window only looks at what another one writes.
	ReadOnly() bool
	Departments() []inspection.Department
	Now() time.Time
	// Find asks the index of the program; it may be called from any goroutine.
	Find(kind find.Kind, text string) (ids []inspection.ID, ready bool)
}

// State is everything the screen shows, but for the rows of the list, which it asks for one by one with Presenter.Row.
type State struct {
	Filter    string
	Text      string         // searched for
	Assigned  string         // only what was given to this person, "" for everything
	People    []string       // to whom hazards were given
	Counts    map[string]int // by filter; a filter that was not counted yet is missing
	Total     int            // rows of the list
	Selected  int            // -1 for none
	List      int            // grows whenever rows or selection changed
	Loaded    bool           // false until the list was read for the first time
	Problem   string         // why the list could not be read, one sentence
	Detail    *Detail        // nil: nothing is selected
	Form      *Form          // the action being taken, nil for none
	Edit      *Edit          // the measures being changed, nil for none
	Sort      string         // the column that the list is sorted by, "" for the order of the filter
	Ascending bool
	Marked    int   // rows chosen for an action on several
	Bulk      *Bulk // the action on several, nil for none
}

// View shows a State.
type View interface {
	Render(State)
	// Reveal scrolls the list until the row is seen.
	Reveal(row int)
}

// Presenter decides what the screen 隐患整改 shows and does. All methods are called on the goroutine of the user interface.
type Presenter struct {
	host    host
	service Service
	photos  album.Store
	view    View
	state   State

	list, pages, counts, detail *task.Latest
	pager                       *pager
	wanted                      int // page being read, -1 for none
	shown                       inspection.ID
	record                      inspection.Hazard // behind the detail, once it was read
	deadlines                   inspection.Deadlines
	named                       map[string]string // departments by id
	shelf                       album.Shelf
	newest                      inspection.ID // the last step of the hazard shown
	turn                        int           // counts forms, to tell one from the next
	marks                       table.Marking[inspection.ID]
	given                       assign.Given
	restored                    *kept // for the next Enter
}

// NewPresenter returns a presenter that shows nothing until Enter.
func NewPresenter(host host, service Service, photos album.Store) *Presenter {
	p := &Presenter{host: host, service: service, photos: photos, wanted: -1, pager: newPager(0), named: map[string]string{},
		state: State{Filter: FilterOpen, Selected: -1, Counts: map[string]int{}}}
	p.list, p.pages = task.NewLatest(host.Run), task.NewLatest(host.Run)
	p.counts, p.detail = task.NewLatest(host.Run), task.NewLatest(host.Run)
	p.marks.MarkOn(p.markRows())
	return p
}

// Attach gives the presenter its view.
func (p *Presenter) Attach(view View) { p.view = view }

// Enter shows what a route asks for: a filter by its id, one hazard as "id:…", what was given to somebody as "assigned:…", or for "" what was shown before.
func (p *Presenter) Enter(arg string) {
	p.named = map[string]string{}
	for _, department := range p.host.Departments() {
		p.named[string(department.ID)] = department.Name
	}
	if p.enterRestored() {
		return
	}
	if id, one := strings.CutPrefix(arg, "id:"); one {
		p.state.Filter, p.state.Text, p.state.Assigned = FilterAll, "", ""
		p.show(inspection.ID(id), nil)
		p.reload(inspection.ID(id), -1)
		return
	}
	if person, assigned := strings.CutPrefix(arg, "assigned:"); assigned {
		p.state.Filter, p.state.Text, p.state.Assigned = FilterAll, "", person
		p.reload("", 0)
		return
	}
	if slices.Contains(Filters(), arg) {
		p.state.Filter, p.state.Text, p.state.Assigned = arg, "", ""
		p.reload("", 0)
		return
	}
	p.Refresh()
}

// Refresh reads everything again and keeps the selection. While a form is open its hazard stays, even if it left the list:
// what was written must not be lost because somebody else acted or the day changed.
func (p *Presenter) Refresh() {
	if p.state.Form != nil || p.state.Edit != nil {
		p.show(p.shown, nil)
		p.reload(p.shown, -1)
		return
	}
	index := p.state.Selected
	if p.shown == "" {
		index = max(index, 0)
	}
	p.reload(p.shown, index)
}

// ChooseFilter shows the hazards of another filter.
func (p *Presenter) ChooseFilter(id string) {
	if id != p.state.Filter && slices.Contains(Filters(), id) {
		p.state.Filter = id
		p.reload("", 0)
	}
}

// Search shows only hazards that contain text; "" shows all of the filter.
func (p *Presenter) Search(text string) {
	if text = strings.TrimSpace(text); text != p.state.Text {
		p.state.Text = text
		p.reload("", 0)
	}
}

// ChooseAssigned shows only what was given to a person; "" shows all of the filter.
func (p *Presenter) ChooseAssigned(person string) {
	if person != p.state.Assigned {
		p.state.Assigned = person
		p.reload("", 0)
	}
}

// Chosen hazards are those that an action is about: what is marked, else the one shown.
func (p *Presenter) chosen() []inspection.ID { return p.marks.Chosen(p.shown) }

// Given is told which hazards were given to somebody.
func (p *Presenter) Given(ids []inspection.ID) {
	p.marks.Drop(ids...)
	p.state.Marked = p.marks.Len()
	p.Refresh()
}

// Row returns a row of the list. If it was not read yet it is asked for, and the list is shown anew when it is there.
func (p *Presenter) Row(i int) (Row, bool) {
	if i < 0 || i >= p.pager.total {
		return Row{}, false
	}
	row, here := p.pager.row(i)
	if number := i / pageSize; !here && !p.pager.has(number) {
		p.host.Post(func() { p.readPage(number) })
	}
	return row, here
}

// Move selects the row that is so many rows further on, within the list.
func (p *Presenter) Move(rows int) { p.Select(min(max(p.state.Selected+rows, 0), p.state.Total-1)) }

// Select selects a row of the list and shows its hazard.
func (p *Presenter) Select(i int) {
	if i < 0 || i >= p.state.Total {
		return
	}
	if i != p.state.Selected {
		p.state.Selected = i
		p.state.List++
	}
	if row, here := p.pager.row(i); here {
		p.show(row.ID, &row)
	} else {
		p.readPage(i / pageSize)
	}
	p.render()
	p.view.Reveal(i)
}

// OpenInspection shows the inspection in which the hazard was found.
func (p *Presenter) OpenInspection() {
	if d := p.state.Detail; d != nil && d.inspection != "" {
		p.host.Go(nav.Route{Page: nav.Inspecting, Arg: string(d.inspection)})
	}
}

// OpenPlace shows the place in the register.
func (p *Presenter) OpenPlace() {
	if d := p.state.Detail; d != nil && d.place != "" {
		p.host.Go(nav.Route{Page: nav.Places, Arg: "id:" + string(d.place)})
	}
}

// OpenDocuments leads to the documents about the hazard.
func (p *Presenter) OpenDocuments() {
	if d := p.state.Detail; d != nil && d.Complete {
		p.host.Go(nav.Route{Page: nav.Documents, Arg: "hazard:" + string(d.ID)})
	}
}

// OpenChanges shows who changed what of the hazard.
func (p *Presenter) OpenChanges() {
	if d := p.state.Detail; d != nil {
		p.host.Go(nav.Route{Page: nav.Changes, Arg: "hazard:" + string(d.ID)})
	}
}

// OpenSettings leads to where the person at this laptop is set.
func (p *Presenter) OpenSettings() { p.host.Go(nav.Route{Page: nav.Settings}) }

func (p *Presenter) today() inspection.Day { return inspection.DayOf(p.host.Now()) }

func (p *Presenter) words() words {
	return words{t: p.host.T, today: p.today(), departments: p.named, given: p.given}
}

func (p *Presenter) query() query {
	return query{filter: p.state.Filter, text: p.state.Text, today: p.today(), order: p.state.Sort, reverse: !p.state.Ascending,
		assigned: p.state.Assigned, given: p.given.IDs(p.state.Assigned),
		find: func(text string) ([]inspection.ID, bool) { return p.host.Find(find.Hazards, text) }}
}

func (p *Presenter) render() { p.view.Render(p.state) }
