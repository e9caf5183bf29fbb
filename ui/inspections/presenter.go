package inspections

import (
	"context"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/assign"
	"anxun/ui/find"
	"anxun/ui/nav"
	"anxun/ui/table"
	"anxun/ui/task"
)

// Service is what the list needs of the product.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	Assign(ctx context.Context, by string, kind inspection.RecordKind, records []inspection.ID, person, note string) (int, error)
}

// Host is what both pages ask of the window, apart from drawing.
type Host interface {
	T(key string, args ...any) string
	ErrorText(err error) string
	Go(route nav.Route)
	ShowError(err error)
	Toast(text string)
	Copy(text string)
	// Find asks the index of the program; it may be called from any goroutine.
	Find(kind find.Kind, text string) (ids []inspection.ID, ready bool)
	ExportList(name string, headers []string, rows func(ctx context.Context, yield func([]any) error) error)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Person() string
	Departments() []inspection.Department
	Now() time.Time
}

// The filters of the list.
const (
	FilterDraft    = "draft"
	FilterFinished = "finished"
	FilterVoid     = "void"
	FilterAll      = "all"
)

// Filters lists the filters in the order shown.
func Filters() []string { return []string{FilterDraft, FilterFinished, FilterVoid, FilterAll} }

// The periods of the list, by the day an inspection began.
const (
	PeriodAll     = "all"
	PeriodToday   = "today"
	PeriodWeek    = "week"
	PeriodMonth   = "month"
	PeriodQuarter = "quarter"
	PeriodYear    = "year"
)

// Periods lists the periods in the order shown.
func Periods() []string {
	return []string{PeriodAll, PeriodToday, PeriodWeek, PeriodMonth, PeriodQuarter, PeriodYear}
}

// Row is one inspection as the list shows it.
type Row struct {
	ID         inspection.ID
	No         string
	Place      string
	Code       string
	Started    string
	Lists      string
	Inspectors string
	Assigned   string // to whom it was given, "" for nobody
	Status     inspection.Status
	StatusText string
	Result     string
	Rest       string // the other counts
	Failed     bool

	place inspection.ID
}

// ListState is everything the list shows.
type ListState struct {
	Loaded    bool
	Trouble   string
	Filter    string
	Period    string
	Text      string
	Assigned  string   // only what was given to this person, "" for everything
	People    []string // to whom inspections were given
	Sort      string   // the column that the list is sorted by, "" for the newest first
	Ascending bool
	Counts    map[string]int
	Total     int
	Selected  int // row, -1 for none
	Marked    int // rows chosen for an action on several
	Version   int // changes whenever rows did
}

// ListView draws the list.
type ListView interface {
	Render(ListState)
	// ScrollTo makes a row the first that is seen.
	ScrollTo(row int)
}

// ListPresenter decides what the list does. All methods belong to the UI goroutine.
type ListPresenter struct {
	host    Host
	service Service
	view    ListView
	state   ListState
	pages   map[int][]Row
	reading map[int]bool
	turn    int
	titles  map[string]string // of checklists, by code
	chosen  inspection.ID     // in the selected row
	marks   table.Marking[inspection.ID]
	given   assign.Given
	kept    *kept // to be shown by the next Enter
	scroll  int   // row to be the first seen once the list is read, 0 for none
}

const pageSize = 200 // rows read at a time

// NewListPresenter returns a presenter; Attach gives it its view.
func NewListPresenter(host Host, service Service) *ListPresenter {
	p := &ListPresenter{host: host, service: service, state: ListState{Filter: FilterAll, Period: PeriodAll, Selected: -1, Counts: map[string]int{}},
		pages: map[int][]Row{}, reading: map[int]bool{}, titles: map[string]string{}}
	p.marks.MarkOn(p.markRows())
	return p
}

// Attach gives the presenter its view.
func (p *ListPresenter) Attach(view ListView) { p.view = view }

// State returns what is shown.
func (p *ListPresenter) State() ListState { return p.state }

// Enter reads the list; arg may be a filter, a period, or both with a colon between them.
func (p *ListPresenter) Enter(arg string) {
	if p.enterKept() {
		return
	}
	if person, assigned := strings.CutPrefix(arg, "assigned:"); assigned {
		p.state.Filter, p.state.Period, p.state.Text, p.state.Assigned = FilterAll, PeriodAll, "", person
		p.reload("", -1)
		return
	}
	if filter, period, _ := strings.Cut(arg, ":"); arg != "" {
		if slices.Contains(Periods(), filter) && !slices.Contains(Filters(), filter) {
			filter, period = FilterAll, filter
		}
		if slices.Contains(Filters(), filter) {
			p.state.Filter, p.state.Period, p.state.Text, p.state.Assigned = filter, PeriodAll, "", ""
			if slices.Contains(Periods(), period) {
				p.state.Period = period
			}
			p.reload("", -1)
			return
		}
	}
	p.Reload()
}

// ChooseFilter shows inspections of one state.
func (p *ListPresenter) ChooseFilter(filter string) {
	p.state.Filter = filter
	p.reload("", -1)
}

// ChoosePeriod shows inspections of one period.
func (p *ListPresenter) ChoosePeriod(period string) {
	p.state.Period = period
	p.reload("", -1)
}

// SortBy sorts the list by a column.
func (p *ListPresenter) SortBy(column string, ascending bool) {
	p.state.Sort, p.state.Ascending = column, ascending
	p.Reload()
}

// Search shows inspections that hold what was typed.
func (p *ListPresenter) Search(text string) {
	if text = strings.TrimSpace(text); text != p.state.Text {
		p.state.Text = text
		p.reload("", -1)
	}
}

// ChooseAssigned shows only what was given to a person; "" shows all.
func (p *ListPresenter) ChooseAssigned(person string) {
	if person != p.state.Assigned {
		p.state.Assigned = person
		p.reload("", -1)
	}
}

// chosenOnes are the inspections that an action is about: what is marked, else the selected one.
func (p *ListPresenter) chosenOnes() []inspection.ID { return p.marks.Chosen(p.chosen) }

// Given is told which inspections were given to somebody.
func (p *ListPresenter) Given(ids []inspection.ID) {
	p.marks.Drop(ids...)
	p.state.Marked = p.marks.Len()
	p.Reload()
}

// ClearFilters shows every inspection.
func (p *ListPresenter) ClearFilters() {
	p.state.Filter, p.state.Period, p.state.Text, p.state.Assigned = FilterAll, PeriodAll, "", ""
	p.Reload()
}

// Filtered reports whether anything is left out.
func (s ListState) Filtered() bool {
	return s.Filter != FilterAll || s.Period != PeriodAll || s.Text != "" || s.Assigned != ""
}

// Select notes which row is selected.
func (p *ListPresenter) Select(i int) { p.state.Selected, p.chosen = i, p.Row(i).ID }

func (p *ListPresenter) rows(records []inspection.InspectionRow) []Row {
	rows := make([]Row, 0, len(records))
	for _, record := range records {
		rows = append(rows, p.row(record))
	}
	return rows
}

func (p *ListPresenter) row(r inspection.InspectionRow) Row {
	row := Row{ID: r.ID, No: r.No, Place: r.PlaceName, Code: r.PlaceCode, Started: r.Started.In(inspection.Zone).Format("2006-01-02 15:04"),
		Status: r.Status, StatusText: p.host.T("inspection.status." + string(r.Status)), Failed: r.Score.Fail > 0, place: r.PlaceID}
	row.Assigned = p.given.To(r.ID)
	var lists []string
	for _, ref := range r.Checklists {
		title := p.titles[ref.Code()]
		if title == "" {
			title = ref.Code()
		}
		lists = append(lists, title)
	}
	row.Lists, row.Inspectors = strings.Join(lists, "、"), names(r)
	row.Result = p.host.T("inspections.failed", "n", r.Score.Fail)
	row.Rest = p.host.T("inspections.rest", "pass", r.Score.Pass, "na", r.Score.NA)
	if r.Status == inspection.StatusDraft {
		row.Rest = p.host.T("inspections.progress", "n", r.Score.Answered())
	}
	return row
}

// Open shows the inspection of row i: a draft to be filled in, any other to be looked at.
func (p *ListPresenter) Open(i int) {
	if row := p.Row(i); row.ID != "" {
		p.host.Go(nav.Route{Page: nav.Inspecting, Arg: string(row.ID)})
	}
}

// OpenChanges shows who changed what of an inspection.
func (p *ListPresenter) OpenChanges(i int) {
	if i < 0 {
		return
	}
	if row := p.Row(i); row.ID != "" {
		p.host.Go(nav.Route{Page: nav.Changes, Arg: "inspection:" + string(row.ID)})
	}
}

// OpenDocuments goes to the documents about a finished inspection; there are none about others.
func (p *ListPresenter) OpenDocuments(i int) {
	if i < 0 {
		return
	}
	if row := p.Row(i); row.ID != "" && row.Status == inspection.StatusFinished {
		p.host.Go(nav.Route{Page: nav.Documents, Arg: "inspection:" + string(row.ID)})
	}
}

// Begin goes to the page that begins a new inspection.
func (p *ListPresenter) Begin() { p.host.Go(nav.Route{Page: nav.Start}) }

func (p *ListPresenter) render() {
	if p.view != nil {
		p.view.Render(p.state)
	}
}
