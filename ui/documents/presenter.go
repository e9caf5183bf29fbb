package documents

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// Service is what the screen needs of inspection.Service.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	DocumentOffers(ctx context.Context, subject inspection.DocumentSubject) ([]inspection.DocumentOffer, error)
}

// Issuer makes documents. Its methods are called in the background.
type Issuer interface {
	// CheckTemplate says why the template of an order cannot be used, if it cannot, in a sentence about the file.
	CheckTemplate(ctx context.Context, order Order) error
	// Issue gives the document its number and writes its file. A file that exists gives CodeConflict unless it may be
	// replaced.
	Issue(ctx context.Context, order Order) (Made, error)
}

// Order says which document is wanted, and where.
type Order struct {
	Kind      inspection.FormKind
	Subject   inspection.DocumentSubject
	Template  string // the office's own template; "" for the built-in one
	Out       string
	Overwrite bool
	By        string
}

// Made is a document that was made.
type Made struct {
	Path    string
	No      string
	Prints  int
	Photos  int
	Skipped []string // photos that could not be shown
}

// host is what the presenter needs of the window.
type host interface {
	T(key string, args ...any) string
	ErrorText(err error) string
	Go(route nav.Route)
	ShowError(err error)
	Toast(text string)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Person() string
	OpenPath(path string) error
	Folder() string
}

// State is everything the screen shows.
type State struct {
	Loaded   bool
	Problem  string // why nothing can be shown
	Rows     []Row
	Working  bool
	Question *Question // a file exists
	Done     *Done     // the document made last
	Visit    bool      // there is an inspection that can be signed
	Office   []string  // what the settings of the office lack, one sentence each
}

// Row is one document.
type Row struct {
	Kind     inspection.FormKind
	Title    string
	About    string
	Number   string   // the number it has, or that it gets one
	Gaps     []string // what it will lack, one sentence each
	Problem  string   // why it cannot be made, "" if it can
	Template string   // name of the office's own template, "" for the built-in one

	subject  inspection.DocumentSubject
	template string
}

// Question asks whether a file may be replaced.
type Question struct {
	Path string

	row   int
	print bool
}

// Done is a document that was made.
type Done struct {
	Title string
	Name  string // of the file
	Note  string // what is to be known about it

	path string
}

// View shows a State.
type View interface{ Render(State) }

// Presenter decides what the screen 文书 shows and does. Its methods are called on the goroutine of the user interface.
type Presenter struct {
	host    host
	service Service
	issuer  Issuer
	view    View
	state   State
	subject inspection.DocumentSubject
	visit   inspection.ID
	reading *task.Latest
}

// NewPresenter returns a presenter that shows nothing until Enter.
func NewPresenter(host host, service Service, issuer Issuer) *Presenter {
	return &Presenter{host: host, service: service, issuer: issuer, reading: task.NewLatest(host.Run)}
}

// Attach gives the presenter its view.
func (p *Presenter) Attach(view View) { p.view = view }

// Enter shows the documents of "inspection:…" or "hazard:…".
func (p *Presenter) Enter(arg string) {
	what, id, _ := strings.Cut(arg, ":")
	subject := inspection.DocumentSubject{InspectionID: inspection.ID(id)}
	if what == "hazard" {
		subject = inspection.DocumentSubject{HazardID: inspection.ID(id)}
	}
	if subject != p.subject {
		p.subject, p.state = subject, State{}
	}
	p.Refresh()
}

// Refresh reads again what can be made.
func (p *Presenter) Refresh() {
	subject := p.subject
	var offers []inspection.DocumentOffer
	var about subjects
	p.reading.Do("documents.read", func(ctx context.Context, _ task.Progress) (err error) {
		if offers, err = p.service.DocumentOffers(ctx, subject); err != nil {
			return err
		}
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			about, err = readSubjects(ctx, r, subject)
			return err
		})
	}, func(err error) {
		p.state.Loaded, p.state.Problem = true, ""
		if err != nil {
			p.state.Problem = p.host.ErrorText(err)
			p.view.Render(p.state)
			return
		}
		p.visit = about.visit.ID
		p.state.Visit = about.visit.Status == inspection.StatusFinished
		p.show(offers, about)
	})
	p.view.Render(p.state)
}

// subjects are what the documents are about.
type subjects struct {
	hazard inspection.Hazard
	visit  inspection.Inspection
	place  inspection.Place
}

func readSubjects(ctx context.Context, r inspection.Reader, subject inspection.DocumentSubject) (found subjects, err error) {
	visit := subject.InspectionID
	if subject.HazardID != "" {
		if found.hazard, err = r.Hazard(ctx, subject.HazardID); err != nil {
			return found, err
		}
		visit = found.hazard.InspectionID
	}
	place := found.hazard.PlaceID
	if visit != "" {
		if found.visit, err = r.Inspection(ctx, visit); err != nil {
			return found, err
		}
		place = found.visit.PlaceID
	}
	found.place, err = r.Place(ctx, place)
	return found, err
}

func (p *Presenter) show(offers []inspection.DocumentOffer, about subjects) {
	t := p.host.T
	chosen := map[inspection.FormKind]string{}
	for _, row := range p.state.Rows {
		chosen[row.Kind] = row.template
	}
	var rows []Row
	p.state.Office = nil
	for _, offer := range offers {
		row := Row{Kind: offer.Kind, subject: offer.Subject, Title: t("documents.kind." + string(offer.Kind)), template: chosen[offer.Kind]}
		row.About = t("documents.about.inspection", "no", about.visit.No, "place", about.place.Name)
		if offer.Subject.HazardID != "" {
			row.About = t("documents.about.hazard", "no", about.hazard.No, "place", about.place.Name)
		}
		if row.template != "" {
			row.Template = filepath.Base(row.template)
		}
		if offer.Problem != nil {
			row.Problem = p.host.ErrorText(offer.Problem)
		}
		row.Number = t("documents.number.new")
		if offer.Document.No != "" {
			row.Number = t("documents.number.known", "no", offer.Document.No, "n", offer.Document.Prints)
		}
		for _, gap := range offer.Gaps {
			text := t("documents.gap."+string(gap), "n", offer.Unsigned)
			switch {
			case gap != inspection.GapOffice && gap != inspection.GapMark:
				row.Gaps = append(row.Gaps, text)
			case !slices.Contains(p.state.Office, text): // the same for every document
				p.state.Office = append(p.state.Office, text)
			}
		}
		rows = append(rows, row)
	}
	p.state.Rows = rows
	p.view.Render(p.state)
}

// OpenSigning leads to the signatures of the inspection.
func (p *Presenter) OpenSigning() {
	if p.state.Visit {
		p.host.Go(nav.Route{Page: nav.Signing, Arg: string(p.visit)})
	}
}

// OpenSettings leads to where the office is set.
func (p *Presenter) OpenSettings() { p.host.Go(nav.Route{Page: nav.Settings}) }
