package inspections

import (
	"context"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// Service is what the list reads.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
}

// Host is what both pages ask of the window, apart from drawing.
type Host interface {
	T(key string, args ...any) string
	ErrorText(err error) string
	Go(route nav.Route)
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
	Status     inspection.Status
	StatusText string
	Result     string
	Rest       string // the other counts
	Failed     bool
}

// ListState is everything the list shows.
type ListState struct {
	Loaded  bool
	Trouble string
	Filter  string
	Period  string
	Text    string
	Counts  map[string]int
	Total   int
	Version int // changes whenever rows did
}

// ListView draws the list.
type ListView interface{ Render(ListState) }

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
}

const pageSize = 200 // rows read at a time

// NewListPresenter returns a presenter; Attach gives it its view.
func NewListPresenter(host Host, service Service) *ListPresenter {
	return &ListPresenter{host: host, service: service, state: ListState{Filter: FilterAll, Period: PeriodAll, Counts: map[string]int{}},
		pages: map[int][]Row{}, reading: map[int]bool{}, titles: map[string]string{}}
}

// Attach gives the presenter its view.
func (p *ListPresenter) Attach(view ListView) { p.view = view }

// State returns what is shown.
func (p *ListPresenter) State() ListState { return p.state }

// Enter reads the list; arg may be one of the filters.
func (p *ListPresenter) Enter(arg string) {
	for _, filter := range Filters() {
		if arg == filter {
			p.state.Filter = filter
		}
	}
	p.Reload()
}

// ChooseFilter shows inspections of one state.
func (p *ListPresenter) ChooseFilter(filter string) { p.state.Filter = filter; p.Reload() }

// ChoosePeriod shows inspections of one period.
func (p *ListPresenter) ChoosePeriod(period string) { p.state.Period = period; p.Reload() }

// Search shows inspections whose number, place or code holds text.
func (p *ListPresenter) Search(text string) {
	if text = strings.TrimSpace(text); text != p.state.Text {
		p.state.Text = text
		p.Reload()
	}
}

// ClearFilters shows every inspection.
func (p *ListPresenter) ClearFilters() {
	p.state.Filter, p.state.Period, p.state.Text = FilterAll, PeriodAll, ""
	p.Reload()
}

// Filtered reports whether anything is left out.
func (s ListState) Filtered() bool {
	return s.Filter != FilterAll || s.Period != PeriodAll || s.Text != ""
}

func (p *ListPresenter) filter(status string) inspection.InspectionFilter {
	f := inspection.InspectionFilter{Text: p.state.Text}
	if status != FilterAll {
		f.Status = inspection.Status(status)
	}
	f.From = firstDay(p.state.Period, inspection.DayOf(p.host.Now()))
	return f
}

// firstDay returns the first day of a period that ends today; "" for all time. Weeks begin on Monday.
func firstDay(period string, today inspection.Day) inspection.Day {
	start := today.Start()
	switch period {
	case PeriodToday:
		return today
	case PeriodWeek:
		return today.Add(-(int(start.Weekday()) + 6) % 7)
	case PeriodMonth:
		return today.Add(1 - start.Day())
	case PeriodQuarter:
		month := time.Month((int(start.Month())-1)/3*3 + 1)
		return inspection.DayOf(time.Date(start.Year(), month, 1, 0, 0, 0, 0, inspection.Zone))
	case PeriodYear:
		return inspection.DayOf(time.Date(start.Year(), 1, 1, 0, 0, 0, 0, inspection.Zone))
	}
	return ""
}

// Reload reads counts and the first page anew.
func (p *ListPresenter) Reload() {
	p.turn++
	turn, filter := p.turn, p.filter(p.state.Filter)
	counts, total := map[string]int{}, 0
	var rows []inspection.InspectionRow
	titles := map[string]string{}
	p.host.Run("inspections.list", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			for _, status := range Filters() {
				if counts[status], err = r.CountInspections(ctx, p.filter(status)); err != nil {
					return err
				}
			}
			if total, err = r.CountInspections(ctx, filter); err != nil {
				return err
			}
			lists, err := r.Checklists(ctx)
			if err != nil {
				return err
			}
			for _, list := range lists {
				titles[list.Code] = list.Title
			}
			first := filter
			first.Limit = pageSize
			rows, err = r.Inspections(ctx, first)
			return err
		})
	}, func(err error) {
		if turn != p.turn {
			return
		}
		p.state.Loaded = true
		if err != nil {
			p.state.Trouble = p.host.ErrorText(err)
			p.render()
			return
		}
		p.titles = titles
		p.pages, p.reading = map[int][]Row{0: p.rows(rows)}, map[int]bool{}
		p.state.Trouble, p.state.Counts, p.state.Total = "", counts, total
		p.state.Version++
		p.render()
	})
	p.render()
}

// Row returns row i, or one with Loaded text only while its page is being read.
func (p *ListPresenter) Row(i int) Row {
	page, here := p.pages[i/pageSize]
	if !here {
		p.read(i / pageSize)
		return Row{}
	}
	if i%pageSize >= len(page) {
		return Row{}
	}
	return page[i%pageSize]
}

func (p *ListPresenter) read(number int) {
	if p.reading[number] {
		return
	}
	p.reading[number] = true
	turn, filter := p.turn, p.filter(p.state.Filter)
	filter.Limit, filter.Offset = pageSize, number*pageSize
	var rows []inspection.InspectionRow
	p.host.Run("inspections.page", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			rows, err = r.Inspections(ctx, filter)
			return err
		})
	}, func(err error) {
		if turn != p.turn {
			return
		}
		delete(p.reading, number)
		if err != nil {
			p.state.Trouble = p.host.ErrorText(err)
		} else {
			p.pages[number] = p.rows(rows)
			p.state.Version++
		}
		p.render()
	})
}

func (p *ListPresenter) rows(records []inspection.InspectionRow) []Row {
	rows := make([]Row, 0, len(records))
	for _, record := range records {
		rows = append(rows, p.row(record))
	}
	return rows
}

func (p *ListPresenter) row(r inspection.InspectionRow) Row {
	row := Row{ID: r.ID, No: r.No, Place: r.PlaceName, Code: r.PlaceCode, Started: r.Started.In(inspection.Zone).Format("2006-01-02 15:04"),
		Status: r.Status, StatusText: p.host.T("inspection.status." + string(r.Status)), Failed: r.Score.Fail > 0}
	var lists, names []string
	for _, ref := range r.Checklists {
		title := p.titles[ref.Code()]
		if title == "" {
			title = ref.Code()
		}
		lists = append(lists, title)
	}
	for _, inspector := range r.Inspectors {
		names = append(names, inspector.Name)
	}
	row.Lists, row.Inspectors = strings.Join(lists, "、"), strings.Join(names, "、")
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
