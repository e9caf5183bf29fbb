// Package places is the page 检查对象: the register of places, found by typing, changed where it stands, imported from and
// exported to spreadsheets.
package places

import (
	"context"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/assign"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/pinyin"
	"anxun/ui/table"
	"anxun/ui/task"
)

// Service is what the page needs of the product.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	SavePlace(ctx context.Context, by string, place inspection.Place) (inspection.Place, error)
	SetPlacesRemoved(ctx context.Context, by string, ids []inspection.ID, removed bool) ([]inspection.ID, error)
	Assign(ctx context.Context, by string, kind inspection.RecordKind, records []inspection.ID, person, note string) (int, error)
	ImportPlaces(ctx context.Context, by string, places []inspection.Place) (inspection.ImportReport, error)
}

// Host is what the page needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	ErrorText(err error) string
	ShowError(err error)
	Toast(text string)
	Copy(text string)
	ToastAction(text, label string, action func())
	Go(route nav.Route)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	OpenPath(path string) error
	Person() string
	Now() time.Time
}

// View shows what the presenter decides.
type View interface {
	// RenderList shows the list and its filters.
	RenderList(List)
	// ScrollTo makes a row the first that is seen.
	ScrollTo(row int)
	// RenderForm shows the place that is looked at; nil for none.
	RenderForm(*Form)
	// AskImport asks whether the good rows of a workbook with wrong ones are to be imported.
	AskImport(Result)
	// ShowResult shows what an import did.
	ShowResult(Result)
	// AskOverwrite asks whether an existing file may be replaced.
	AskOverwrite(path string, yes func())
}

// Filter is what of the register is listed: every kind, one kind, or what was taken off.
type Filter string

// The filters beside one for each kind.
const (
	FilterAll     Filter = ""
	FilterRemoved Filter = "removed"
)

// lets reports whether the filter lets the place through. What was taken off shows only when asked for.
func (f Filter) lets(place inspection.Place) bool {
	if f == FilterRemoved || place.Removed {
		return f == FilterRemoved && place.Removed
	}
	return f == FilterAll || f == FilterDue || f == Filter(place.PlaceKind)
}

// List is the register as listed.
type List struct {
	Loaded   bool
	Empty    bool // the register has no place at all
	Query    string
	Filter   Filter
	Counts   map[Filter]int // of what matches the query
	Planned  bool           // the office has a plan, so that something can be due
	Assigned string         // only what was given to this person, "" for everything
	People   []string       // to whom places were given
	Rows     []Row
	Selected int // index in Rows, -1 for none

	Sort      string // the column that the rows are sorted by, "" for their codes
	Ascending bool
	Marked    int // rows chosen for an action on several
}

// Row is one place as listed.
type Row struct {
	ID      inspection.ID
	Code    string
	Name    string
	Where   string
	Kind    string
	SubKind string
	Manager string
	Phone   string
	Given   string // to whom it was given, "" for nobody
	Plan    string // how it stands in the office's plan; "" where none is planned
	Sample  bool
}

// entry is a place made ready for finding, sorting and showing.
type entry struct {
	place inspection.Place
	key   pinyin.Key
	row   Row
	ranks map[string]int // by column sorted by

	standing inspection.PlanStanding // without visits where none is planned
}

// Presenter decides what the page shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host     Host
	service  Service
	workbook Workbook
	view     View

	entries []entry
	planned bool
	given   assign.Given
	person  string // only what was given to this person, "" for everything
	loaded  bool
	query   string
	filter  Filter
	wanted  inspection.ID // to be selected once it is read

	form   *Form
	stored inspection.Place // the place of the form as it is on disk
	dirty  bool
	saving bool
	orders []order
	loads  *task.Latest
	looks  *task.Latest

	sort      string
	ascending bool
	rows      []Row // listed now
	marks     table.Marking[inspection.ID]
	later     []func() // waits until everything changed in the form is stored
	restored  *kept    // for the next Enter
	scroll    int      // row to be the first seen once the register is read
}

// NewPresenter returns the presenter of view.
func NewPresenter(host Host, service Service, workbook Workbook, view View) *Presenter {
	p := &Presenter{host: host, service: service, workbook: workbook, view: view,
		loads: task.NewLatest(host.Run), looks: task.NewLatest(host.Run)}
	p.marks.MarkOn(p.markRows())
	return p
}

// Enter shows the register, with the place selected that arg names as "id:…", what is due for "due", or what was
// given to somebody as "assigned:…".
func (p *Presenter) Enter(arg string) {
	if p.enterRestored() {
		p.Load()
		return
	}
	if id, named := strings.CutPrefix(arg, "id:"); named {
		p.wanted = inspection.ID(id)
		p.query, p.filter, p.person = "", FilterAll, ""
	}
	if person, assigned := strings.CutPrefix(arg, "assigned:"); assigned {
		p.query, p.filter, p.person = "", FilterAll, person
	}
	if arg == string(FilterDue) {
		p.query, p.filter, p.person = "", FilterDue, ""
	}
	p.Load()
}

// Load reads the register anew.
func (p *Presenter) Load() {
	var entries []entry
	var given assign.Given
	planned, today := false, inspection.DayOf(p.host.Now())
	p.loads.Do("places", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) error {
			all, err := r.Places(ctx, inspection.PlaceFilter{IncludeRemoved: true})
			if err != nil {
				return err
			}
			if given, err = assign.Read(ctx, r, inspection.KindPlace); err != nil {
				return err
			}
			standings, err := inspection.ReadStandings(ctx, r, all, today)
			planned = standings != nil
			entries = make([]entry, len(all))
			for i, place := range all {
				standing := standings[place.ID]
				row := p.row(place, standing)
				row.Given = given.To(place.ID)
				entries[i] = entry{place: place, row: row, standing: standing,
					key: pinyin.NewKey(place.Code, place.Name, place.Address, place.Community, place.Operator, place.Manager)}
			}
			rank(entries)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.entries, p.planned, p.given, p.loaded = entries, planned, given, true
		if p.filter == FilterDue && !planned {
			p.filter = FilterAll
		}
		p.refreshForm()
		p.list()
		if top := p.scroll; top > 0 {
			p.scroll = 0
			p.view.ScrollTo(top)
		}
	})
}

// Search lists what matches the text.
func (p *Presenter) Search(text string) {
	p.query = text
	p.list()
}

// Show lists what the filter lets through.
func (p *Presenter) Show(filter Filter) {
	p.filter = filter
	p.list()
}

// ShowAssigned lists only what was given to a person; "" lists everything.
func (p *Presenter) ShowAssigned(person string) {
	p.person = person
	p.list()
}

func (p *Presenter) list() {
	list := List{Loaded: p.loaded, Query: p.query, Filter: p.filter, Counts: map[Filter]int{}, Selected: -1,
		Sort: p.sort, Ascending: p.ascending, Marked: p.marks.Len(), Planned: p.planned,
		Assigned: p.person, People: p.given.People()}
	list.Empty = p.loaded && !slices.ContainsFunc(p.entries, func(e entry) bool { return !e.place.Removed })
	var listed []*entry
	for i := range p.entries {
		e := &p.entries[i]
		if p.person != "" && e.row.Given != p.person || !e.key.Match(p.query) {
			continue
		}
		of := Filter(e.place.PlaceKind)
		if e.place.Removed {
			of = FilterRemoved
		} else {
			list.Counts[FilterAll]++
		}
		list.Counts[of]++
		if e.due() {
			list.Counts[FilterDue]++
		}
		if p.filter.lets(e.place) && (p.filter != FilterDue || e.due()) {
			listed = append(listed, e)
		}
	}
	p.arrange(listed)
	for i, e := range listed {
		if p.form != nil && e.place.ID == p.form.Place.ID {
			list.Selected = i
		}
		list.Rows = append(list.Rows, e.row)
	}
	p.rows = list.Rows
	p.view.RenderList(list)
}

func (p *Presenter) row(place inspection.Place, standing inspection.PlanStanding) Row {
	t := p.host.Catalog().T
	where := []string{place.Community, place.Address, place.Operator}
	where = slices.DeleteFunc(where, func(s string) bool { return s == "" })
	row := Row{ID: place.ID, Code: place.Code, Name: place.Name, Where: strings.Join(where, " · "),
		Kind: t("kind." + string(place.PlaceKind)), Manager: place.Manager, Phone: place.Phone, Sample: place.Sample, Plan: p.planText(standing)}
	if place.SubKind != "" {
		row.SubKind = t("subkind." + string(place.SubKind))
	}
	return row
}

func (p *Presenter) find(id inspection.ID) (inspection.Place, bool) {
	for _, e := range p.entries {
		if e.place.ID == id {
			return e.place, true
		}
	}
	return inspection.Place{}, false
}

// Start begins an inspection of the place that is looked at.
func (p *Presenter) Start() {
	if p.form != nil && !p.form.New {
		p.host.Go(nav.Route{Page: nav.Start, Arg: string(p.form.Place.ID)})
	}
}

// Changes shows who changed what of the place that is looked at.
func (p *Presenter) Changes() {
	if p.form != nil && !p.form.New {
		p.host.Go(nav.Route{Page: nav.Changes, Arg: "place:" + string(p.form.Place.ID)})
	}
}

// Hazards shows the page of hazards; Inspection one inspection.
func (p *Presenter) Hazards() { p.host.Go(nav.Route{Page: nav.Hazards}) }

// Inspection shows an inspection.
func (p *Presenter) Inspection(id inspection.ID) {
	p.host.Go(nav.Route{Page: nav.Inspecting, Arg: string(id)})
}
