// Package home is the page 工作台: what is to be done today and where to go on.
package home

import (
	"cmp"
	"context"
	"strconv"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// Service is what the page needs of the product.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	Progress(ctx context.Context, id inspection.ID) (inspection.Progress, error)
	SaveSetting(ctx context.Context, by string, name inspection.ID, value string) error
	RemoveSample(ctx context.Context, by string) (inspection.SampleCount, error)
	RestoreFromBin(ctx context.Context, by string, id inspection.ID) (inspection.BinEntry, error)
	SaveInspector(ctx context.Context, by string, inspector inspection.Inspector) (inspection.Inspector, error)
}

// Host is what the page needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	ErrorText(err error) string
	ShowError(err error)
	Toast(text string)
	ToastAction(text, label string, action func())
	Go(route nav.Route)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Departments() []inspection.Department
	Person() string
	Now() time.Time
}

// View shows a State.
type View interface {
	Render(State)
}

// Sampler puts the sample register into the data folder.
type Sampler func(ctx context.Context, by string) error

// How many lines the lists show; the pages of the rail have all of them.
const (
	maxHazards = 8
	maxDrafts  = 4
	maxMine    = 4
)

// State is everything the page shows.
type State struct {
	Loaded   bool
	Date     string
	Role     inspection.Role // what the laptop is mostly used for decides what comes first; "" is as RoleInspector
	Welcome  *Welcome        // set while office, name or department are missing
	NoPlaces bool
	Sample   bool // there are sample data and nothing else
	Busy     bool // the sample register is being loaded
	DueToday Stat
	Overdue  Stat
	Waiting  Stat
	Month    Stat
	Hazards  []HazardLine
	Open     int // hazards to deal with, those beyond the list included
	Drafts   []DraftLine
	Mine     []MineLine // given to the person on this laptop and not done
	MoreMine string     // how many more there are, "" for none
	Clash    string     // how many conflicts wait for somebody to settle them, for the manager; "" for none
}

// Welcome is the form of the first start.
type Welcome struct {
	Office, Person, Department string
	Role                       inspection.Role
	Problems                   map[string]string // by field: office, person, department
}

// Stat is one number with the line below it.
type Stat struct {
	Count   int
	Caption string
}

// Urgency says how pressing a hazard is.
type Urgency int

// The urgencies, most pressing first.
const (
	UrgencyOverdue Urgency = iota
	UrgencyToday
	UrgencyReview
	UrgencySoon
	UrgencyLater
)

// HazardLine is one hazard to deal with.
type HazardLine struct {
	ID          inspection.ID
	Urgency     Urgency
	Badge       string
	Title       string
	Detail      string
	Responsible string
}

// DraftLine is one inspection to resume.
type DraftLine struct {
	ID     inspection.ID
	Title  string
	Detail string
}

// Presenter decides what the page shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host    Host
	service Service
	sample  Sampler
	view    View
	state   State
	turn    int // of the newest reading; older ones that come late are dropped
}

// NewPresenter returns the presenter of view.
func NewPresenter(host Host, service Service, sample Sampler, view View) *Presenter {
	return &Presenter{host: host, service: service, sample: sample, view: view}
}

// Load reads everything anew.
func (p *Presenter) Load() {
	p.turn++
	turn, today := p.turn, inspection.DayOf(p.host.Now())
	var found Overview
	p.host.Run("home", func(ctx context.Context, _ task.Progress) (err error) {
		found, err = Read(ctx, p.service, today)
		return err
	}, func(err error) {
		if turn != p.turn {
			return
		}
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.Show(found)
	})
}

// Show shows what was read.
func (p *Presenter) Show(found Overview) {
	today := found.today
	welcome := p.state.Welcome
	if found.complete() {
		welcome = nil
	} else if welcome == nil {
		welcome = &Welcome{Office: found.office, Person: found.person, Department: found.department, Role: found.role}
	}
	p.state = State{Loaded: true, Date: p.host.Catalog().Day(p.host.Now()), Welcome: welcome, NoPlaces: found.noPlaces, Sample: found.sample,
		Busy: p.state.Busy, Open: found.open, Role: found.role}
	t := p.host.Catalog().T
	p.state.DueToday = Stat{Count: found.dueToday, Caption: t("home.due_today.caption", "n", found.dueTodayGrave)}
	p.state.Overdue = Stat{Count: found.overdue, Caption: t("home.overdue.none")}
	if found.overdue > 0 {
		p.state.Overdue.Caption = t("home.overdue.caption", "n", inspection.Overdue(found.oldest, today))
	}
	p.state.Waiting = Stat{Count: found.submitted, Caption: t("home.waiting.caption")}
	p.state.Month = Stat{Count: found.month, Caption: t("home.month.caption", "n", found.drafts)}
	if found.planned {
		p.state.Month.Caption = t("home.month.plan", "n", found.left)
	}
	for _, row := range found.hazards {
		p.state.Hazards = append(p.state.Hazards, p.hazardLine(row, today))
	}
	for _, draft := range found.progress {
		p.state.Drafts = append(p.state.Drafts, p.draftLine(draft))
	}
	p.showMine(found)
	p.view.Render(p.state)
}

func (p *Presenter) hazardLine(row inspection.HazardRow, today inspection.Day) HazardLine {
	t := p.host.Catalog().T
	late, due := inspection.Overdue(row.Due, today), row.DueState(today)
	detail := []string{row.PlaceName}
	if row.Item != "" {
		detail = append(detail, string(row.Item))
	}
	line := HazardLine{ID: row.ID, Title: cmp.Or(row.Description, row.Standard), Responsible: row.Responsible}
	switch {
	case row.Status == inspection.HazardSubmitted:
		line.Urgency, line.Badge = UrgencyReview, t("hazard.status.submitted")
		if late > 0 {
			detail = append(detail, t("home.badge.overdue", "n", late))
		}
	case late > 0:
		line.Urgency, line.Badge = UrgencyOverdue, t("home.badge.overdue", "n", late)
	case due.Kind == inspection.DueToday:
		line.Urgency, line.Badge = UrgencyToday, t("home.badge.today")
	case due.Kind == inspection.DueSoon:
		line.Urgency, line.Badge = UrgencySoon, t("home.badge.left", "n", due.Days)
	default:
		line.Urgency, line.Badge = UrgencyLater, t("home.badge.left", "n", today.DaysUntil(row.Due))
	}
	switch {
	case row.Suspected:
		detail = append(detail, t("severity.suspected_major"))
	case row.Severity != inspection.SeverityGeneral:
		detail = append(detail, t("severity."+string(row.Severity)))
	}
	line.Detail = strings.Join(detail, " · ")
	return line
}

func (p *Presenter) draftLine(draft draftProgress) DraftLine {
	saved := draft.row.Updated
	if saved.IsZero() {
		saved = draft.row.Started
	}
	catalog := p.host.Catalog()
	return DraftLine{ID: draft.row.ID, Title: draft.row.PlaceName, Detail: catalog.T("home.draft.detail",
		"lists", strings.Join(draft.progress.Lists, " "), "done", draft.progress.Score.Answered(), "total", draft.progress.Score.Total(),
		"saved", catalog.Ago(saved.In(inspection.Zone), p.host.Now()))}
}

// Begin goes to the form of a new inspection.
func (p *Presenter) Begin() { p.host.Go(nav.Route{Page: nav.Start}) }

// Resume goes on with a draft.
func (p *Presenter) Resume(id inspection.ID) {
	p.host.Go(nav.Route{Page: nav.Inspecting, Arg: string(id)})
}

// Hazard shows one hazard.
func (p *Presenter) Hazard(id inspection.ID) {
	p.host.Go(nav.Route{Page: nav.Hazards, Arg: "id:" + string(id)})
}

// Hazards shows the hazards that match a filter of that page, "" for all.
func (p *Presenter) Hazards(filter string) { p.host.Go(nav.Route{Page: nav.Hazards, Arg: filter}) }

// Conflicts shows what two laptops wrote differently.
func (p *Presenter) Conflicts() { p.host.Go(nav.Route{Page: nav.Exchange, Arg: "conflicts"}) }

// Inspections shows the inspections that were finished this month, as its figure counts them.
func (p *Presenter) Inspections() { p.host.Go(nav.Route{Page: nav.Inspections, Arg: "finished:month"}) }

// Places shows the register.
func (p *Presenter) Places() { p.host.Go(nav.Route{Page: nav.Places}) }

// Introduce saves what the welcome form asks for: the office, the person on this laptop, who also joins the roster of
// inspectors, and their department.
func (p *Presenter) Introduce(form Welcome) {
	form.Office, form.Person = strings.TrimSpace(form.Office), strings.TrimSpace(form.Person)
	form.Problems = map[string]string{}
	for field, value := range map[string]string{"office": form.Office, "person": form.Person, "department": form.Department} {
		if value == "" {
			form.Problems[field] = p.host.Catalog().T("home.welcome.missing." + field)
		}
	}
	p.state.Welcome = &form
	if len(form.Problems) > 0 {
		p.view.Render(p.state)
		return
	}
	p.host.Run("introduce", func(ctx context.Context, _ task.Progress) error { return p.save(ctx, form) }, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.Load()
		p.host.Go(nav.Route{Page: nav.Tour})
	})
}

// LoadSample puts the sample register into the data folder.
func (p *Presenter) LoadSample() {
	p.state.Busy = true
	p.view.Render(p.state)
	by := p.host.Person()
	p.host.Run("sample", func(ctx context.Context, _ task.Progress) error { return p.sample(ctx, by) }, func(err error) {
		p.state.Busy = false
		if err != nil {
			p.view.Render(p.state)
			p.host.ShowError(err)
			return
		}
		p.host.Toast(p.host.Catalog().T("home.sample.loaded"))
		p.Load()
	})
}

// Figure writes a count as it is shown.
func (s Stat) Figure() string { return strconv.Itoa(s.Count) }
