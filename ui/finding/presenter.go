// Package finding is the page 登记隐患: a hazard that no checklist names, found in passing (随手拍) or during an inspection
// beside its checklists. What was written is kept as a draft until it is registered or thrown away.
package finding

import (
	"context"
	"time"

	"anxun/inspection"
	"anxun/ui/album"
	"anxun/ui/find"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// Service is what the page needs of the product.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	SaveSetting(ctx context.Context, by string, name inspection.ID, value string) error
	Deadlines(ctx context.Context) (inspection.Deadlines, error)
	ReportHazard(ctx context.Context, by string, in inspection.NewHazard) (inspection.Hazard, error)
}

// Host is what the page needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	T(key string, args ...any) string
	ErrorText(err error) string
	ShowError(err error)
	Toast(text string)
	Go(route nav.Route)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Person() string
	Departments() []inspection.Department
	Now() time.Time
}

// View shows a State.
type View interface {
	Render(State)
	// FocusPlace puts the keyboard into the search for the place, FocusDescription into the description.
	FocusPlace()
	FocusDescription()
}

// PlaceLine is a place as listed.
type PlaceLine struct {
	ID     inspection.ID
	Name   string
	Detail string
}

// Photo is a photo of the finding.
type Photo struct {
	ID      string // what ReadPhoto knows it by
	Caption string
	Mark    string // what is odd about when it was taken, "" for nothing
}

// Choice is one department to choose.
type Choice struct {
	ID, Text string
	On       bool
}

// State is everything the page shows.
type State struct {
	Loaded   bool
	NoPlaces bool
	Text     string // searched for
	Places   []PlaceLine
	Selected int // index in Places
	More     int // places found beyond those listed

	Place       *PlaceLine // chosen
	Visit       string     // number of the inspection it is recorded under, "" for none
	Description string
	Severity    string // general, serious or suspected
	Departments []Choice
	Responsible string
	Remedy      string
	Due         inspection.Day
	DueHint     string
	Photos      []Photo
	Reading     int               // photos being read
	Open        []string          // hazards of the place that are not closed
	Alike       []string          // those of them, and earlier ones, that are worded alike
	Problems    map[string]string // by field: place, description, departments, due, photos
	Saving      bool
}

// The severities to choose from. A major hazard follows from a standard that an item names; found ad hoc it can only be
// suspected.
const (
	General   = string(inspection.SeverityGeneral)
	Serious   = string(inspection.SeveritySerious)
	Suspected = "suspected"
)

// maxOpen bounds the hazards listed beside the form.
const maxOpen = 8

// Presenter decides what the page shows. Its methods belong to the goroutine of the user interface, but for ReadPhoto.
type Presenter struct {
	host    Host
	service Service
	photos  album.Store
	view    View
	state   State
	draft   draft

	places find.Register
	found  []inspection.Place // as listed
	named  bool               // the day was named by a person
	turn   int
	alike  *task.Latest
	shelf  album.Shelf
}

// NewPresenter returns the presenter of a page; Attach gives it its view.
func NewPresenter(host Host, service Service, photos album.Store) *Presenter {
	return &Presenter{host: host, service: service, photos: photos, alike: task.NewLatest(host.Run)}
}

// Attach gives the presenter its view.
func (p *Presenter) Attach(view View) { p.view = view }

// State returns what is shown.
func (p *Presenter) State() State { return p.state }

// Enter shows the draft, or an empty form. arg presets what it is about: “place:” or “inspection:” and the id.
func (p *Presenter) Enter(arg string) {
	p.turn++
	turn := p.turn
	var read content
	p.host.Run("finding", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) error { return read.read(ctx, r, arg) })
	}, func(err error) {
		if turn != p.turn {
			return
		}
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.show(read)
	})
}

// content is what the page reads when it is entered.
type content struct {
	places find.Register
	draft  draft
}

func (c *content) read(ctx context.Context, r inspection.Reader, arg string) error {
	places, err := r.Places(ctx, inspection.PlaceFilter{})
	if err != nil {
		return err
	}
	c.places = find.NewRegister(places)
	text, err := r.Setting(ctx, inspection.SettingFindingDraft)
	if err != nil {
		return err
	}
	c.draft = parseDraft(text)
	if visit, under := idIn(arg, "inspection:"); under {
		found, err := r.Inspection(ctx, visit)
		if err != nil {
			return err
		}
		c.draft.Place, c.draft.Inspection, c.draft.Visit = found.PlaceID, found.ID, found.No
	} else if place, given := idIn(arg, "place:"); given && place != c.draft.Place {
		c.draft.Place, c.draft.Inspection, c.draft.Visit = place, "", ""
	}
	return nil
}

func (p *Presenter) show(read content) {
	p.places, p.draft = read.places, read.draft
	p.named = p.draft.Due != ""
	p.state = State{Loaded: true, NoPlaces: p.places.Len() == 0}
	if len(p.draft.Departments) == 0 {
		p.draft.Departments = p.ownDepartment()
	}
	p.find()
	p.fill()
	if place, known := p.places.ByID(p.draft.Place); known {
		p.choose(place)
		return
	}
	p.draft.Place, p.draft.Inspection, p.draft.Visit = "", "", ""
	p.render()
	p.proposeDue()
	p.view.FocusPlace()
}

// fill shows the draft.
func (p *Presenter) fill() {
	d := &p.draft
	if d.Severity == "" {
		d.Severity = General
	}
	p.state.Visit, p.state.Description, p.state.Severity = d.Visit, d.Description, d.Severity
	p.state.Responsible, p.state.Remedy, p.state.Due = d.Responsible, d.Remedy, d.Due
	p.showDepartments()
	p.showPhotos()
}

func (p *Presenter) render() { p.view.Render(p.state) }
