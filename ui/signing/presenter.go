package signing

import (
	"context"
	"image"
	"strings"
	"sync"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// Service is what the screen needs of inspection.Service.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	Sign(ctx context.Context, by string, in inspection.Signature) (inspection.Signature, error)
	RefuseSignature(ctx context.Context, by string, in inspection.Signature) (inspection.Signature, error)
	RemoveSignature(ctx context.Context, by string, inspectionID, id inspection.ID) error
}

// Files keeps and reads the pictures of signatures. Its methods are called in the background.
type Files interface {
	// Keep makes a picture durable, so that a record may refer to it.
	Keep(ctx context.Context, name string, data []byte) (inspection.Evidence, error)
	// Picture returns a picture with its longer side at most side pixels.
	Picture(ctx context.Context, picture inspection.Evidence, side int) (image.Image, error)
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
	Now() time.Time
}

// State is everything the screen shows.
type State struct {
	Loaded  bool
	Problem string // why nothing can be shown
	Title   string // the inspection: number, place and day
	Rows    []Row
	Summary string // how many still have to sign
	Done    bool
	Pad     *Pad // somebody is about to sign, nil for nobody
}

// Row is one who signs.
type Row struct {
	Capacity inspection.SignerCapacity
	Role     string // 检查人员, 被检查单位
	Name     string // "" for a unit that nobody has signed for yet
	Detail   string // department and certificate
	Status   string
	Signed   bool
	Refused  bool
	Picture  string // what ReadPicture knows it by, "" without

	id inspection.ID
}

// Pad asks for a signature, or for a refusal.
type Pad struct {
	Row     int
	Refusal bool
	Title   string
	Name    string // of who signs or refuses; proposed for the unit, fixed for an inspector
	AskName bool
	Saving  bool
	Problem string
	Field   string // what is wrong: name, reason, witness or pad
}

// Input is what was given on a Pad.
type Input struct {
	Name    string
	Reason  string
	Witness string
	Picture []byte // PNG; empty when nothing was written
	Enough  bool   // there is more than a slip of the hand
}

// View shows a State.
type View interface{ Render(State) }

// Presenter decides what the screen 签名 shows and does. All methods but ReadPicture are called on the goroutine of the
// user interface.
type Presenter struct {
	host    host
	service Service
	files   Files
	view    View
	state   State
	visit   inspection.ID
	unit    string // who accompanied the visit
	reading *task.Latest
	names   func() []inspection.Department

	mutex    sync.Mutex
	pictures map[string]inspection.Evidence
}

// NewPresenter returns a presenter that shows nothing until Enter.
func NewPresenter(host host, service Service, files Files, departments func() []inspection.Department) *Presenter {
	return &Presenter{host: host, service: service, files: files, names: departments, reading: task.NewLatest(host.Run),
		pictures: map[string]inspection.Evidence{}}
}

// Attach gives the presenter its view.
func (p *Presenter) Attach(view View) { p.view = view }

// Enter shows who signs an inspection.
func (p *Presenter) Enter(id string) {
	if id != string(p.visit) {
		p.visit, p.state = inspection.ID(id), State{}
	}
	p.Refresh()
}

// Refresh reads the signatures again.
func (p *Presenter) Refresh() {
	id := p.visit
	var sheet inspection.SignatureSheet
	var place inspection.Place
	p.reading.Do("signing.read", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			if sheet, err = inspection.ReadSignatures(ctx, r, id); err != nil {
				return err
			}
			place, err = r.Place(ctx, sheet.Inspection.PlaceID)
			return err
		})
	}, func(err error) {
		p.state.Loaded = true
		if err != nil {
			p.state.Problem = p.host.ErrorText(err)
			p.view.Render(p.state)
			return
		}
		p.show(sheet, place)
	})
	p.view.Render(p.state)
}

func (p *Presenter) show(sheet inspection.SignatureSheet, place inspection.Place) {
	visit := sheet.Inspection
	p.unit = visit.AccompaniedBy
	p.state.Problem = ""
	if visit.Status != inspection.StatusFinished {
		p.state.Problem = p.host.T("error.sign_not_finished", "no", visit.No)
	}
	p.state.Title = visit.No + " · " + place.Name + " · " + string(inspection.DayOf(visit.Started))
	p.state.Rows = nil
	for i, signature := range sheet.Inspectors {
		row := p.row(signature, p.host.T("signing.inspector"))
		row.Detail = p.inspector(visit.Inspectors[i])
		p.state.Rows = append(p.state.Rows, row)
	}
	unit := p.row(sheet.Unit, p.host.T("signing.unit"))
	unit.Capacity, unit.Detail = inspection.SignerUnit, place.Name
	if unit.Name == "" {
		unit.Name = visit.AccompaniedBy
	}
	p.state.Rows = append(p.state.Rows, unit)
	missing := sheet.Missing()
	p.state.Done = missing == 0
	p.state.Summary = p.host.T("signing.missing", "n", missing)
	if missing == 0 {
		p.state.Summary = p.host.T("signing.complete")
	}
	p.view.Render(p.state)
}

func (p *Presenter) row(s inspection.Signature, role string) Row {
	row := Row{Capacity: s.Capacity, Role: role, Name: s.Signer, id: s.ID, Status: p.host.T("signing.open")}
	if s.ID == "" {
		return row
	}
	at := s.Signed.In(inspection.Zone).Format("2006-01-02 15:04")
	row.Signed, row.Refused = !s.Refused, s.Refused
	row.Status = p.host.T("signing.signed", "at", at)
	if s.Refused {
		row.Status = p.host.T("signing.refused", "at", at, "reason", s.Reason, "witness", s.Witness)
	}
	if s.HasPicture() {
		row.Picture = string(s.ID)
		p.mutex.Lock()
		p.pictures[row.Picture] = s.File()
		p.mutex.Unlock()
	}
	return row
}

// inspector writes department and certificate.
func (p *Presenter) inspector(who inspection.Inspector) string {
	name := string(who.Department)
	for _, department := range p.names() {
		if department.ID == who.Department {
			name = department.Name
		}
	}
	if who.Certificate != "" {
		name += " · " + who.Certificate
	}
	return name
}

// ReadPicture reads the picture of a row. It may be called from any goroutine.
func (p *Presenter) ReadPicture(ctx context.Context, id string, side int) (image.Image, error) {
	p.mutex.Lock()
	file := p.pictures[id]
	p.mutex.Unlock()
	return p.files.Picture(ctx, file, side)
}

// Begin opens the pad for a row.
func (p *Presenter) Begin(row int, refusal bool) {
	if row < 0 || row >= len(p.state.Rows) || p.state.Problem != "" || p.state.Pad != nil {
		return
	}
	r := p.state.Rows[row]
	if refusal && r.Capacity != inspection.SignerUnit {
		return
	}
	pad := &Pad{Row: row, Refusal: refusal, Name: r.Name, AskName: r.Capacity == inspection.SignerUnit}
	switch {
	case refusal:
		pad.Title = p.host.T("signing.refuse.title")
	case pad.AskName:
		pad.Title = p.host.T("signing.sign.unit")
	default:
		pad.Title = p.host.T("signing.sign.title", "name", r.Name)
	}
	p.state.Pad = pad
	p.view.Render(p.state)
}

// Cancel closes the pad.
func (p *Presenter) Cancel() {
	if p.state.Pad != nil && !p.state.Pad.Saving {
		p.state.Pad = nil
		p.view.Render(p.state)
	}
}

// Confirm keeps what was given on the pad. What is missing is said there, and nothing is kept.
func (p *Presenter) Confirm(in Input) {
	if p.state.Pad == nil || p.state.Pad.Saving {
		return
	}
	pad := *p.state.Pad
	pad.Field, pad.Problem = p.check(pad, in)
	pad.Saving = pad.Problem == ""
	p.state.Pad = &pad
	p.view.Render(p.state)
	if pad.Saving {
		p.save(pad, in)
	}
}

func (p *Presenter) check(pad Pad, in Input) (field, problem string) {
	t := p.host.T
	switch {
	case pad.AskName && strings.TrimSpace(in.Name) == "":
		return "name", t("error.signer_missing")
	case pad.Refusal && strings.TrimSpace(in.Reason) == "":
		return "reason", t("error.refusal_reason_missing")
	case pad.Refusal && strings.TrimSpace(in.Witness) == "":
		return "witness", t("error.witness_missing")
	case len(in.Picture) == 0 && pad.Refusal:
		return "", "" // a witness may sign on paper
	case len(in.Picture) == 0:
		return "pad", t("error.signature_missing")
	case !in.Enough:
		return "pad", t("signing.too_short")
	}
	return "", ""
}

func (p *Presenter) save(pad Pad, in Input) {
	row, by := p.state.Rows[pad.Row], p.host.Person()
	signature := inspection.Signature{InspectionID: p.visit, Capacity: row.Capacity, Signer: row.Name, Reason: in.Reason, Witness: in.Witness}
	if pad.AskName {
		signature.Signer = in.Name
	}
	p.host.Run("signing.save", func(ctx context.Context, _ task.Progress) error {
		if len(in.Picture) > 0 {
			file, err := p.files.Keep(ctx, "signature.png", in.Picture)
			if err != nil {
				return err
			}
			signature.SHA256, signature.Format, signature.Size = file.SHA256, file.Format, file.Size
			signature.Width, signature.Height = file.Width, file.Height
		}
		var err error
		if pad.Refusal {
			_, err = p.service.RefuseSignature(ctx, by, signature)
		} else {
			_, err = p.service.Sign(ctx, by, signature)
		}
		return err
	}, func(err error) {
		if err != nil {
			again := pad
			again.Saving, again.Problem = false, p.host.ErrorText(err)
			p.state.Pad = &again
			p.view.Render(p.state)
			return
		}
		p.state.Pad = nil
		p.Refresh()
	})
}

// Remove takes a signature or a refusal off again.
func (p *Presenter) Remove(row int) {
	if row < 0 || row >= len(p.state.Rows) || p.state.Rows[row].id == "" {
		return
	}
	id, visit, by := p.state.Rows[row].id, p.visit, p.host.Person()
	p.host.Run("signing.remove", func(ctx context.Context, _ task.Progress) error {
		return p.service.RemoveSignature(ctx, by, visit, id)
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.host.Toast(p.host.T("signing.removed"))
		p.Refresh()
	})
}

// OpenDocuments leads to the documents of the inspection.
func (p *Presenter) OpenDocuments() {
	p.host.Go(nav.Route{Page: nav.Documents, Arg: "inspection:" + string(p.visit)})
}
