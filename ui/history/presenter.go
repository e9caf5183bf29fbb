// Package history is the sheet 变更记录: who changed what of a record and its parts, when, on which laptop, from what to
// what.
package history

import (
	"context"
	"slices"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/task"
)

// Service is what the sheet needs of the product.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
}

// Host is what the sheet needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	T(key string, args ...any) string
	ErrorText(err error) string
	Departments() []inspection.Department
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
}

// View shows a State.
type View interface {
	Render(State)
}

// State is everything the sheet shows.
type State struct {
	Loaded  bool
	Problem string
	Rows    []Row // newest first
}

// Row is one field that changed, or that a new record began with.
type Row struct {
	When      string
	Who       string
	Device    string
	Record    string // which part of what is looked at
	Field     string
	From, To  string
	New       bool // the record was made then
	Corrected bool // part of a correction of a finished inspection
}

// Presenter decides what the sheet shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host    Host
	service Service
	view    View
}

// NewPresenter returns the presenter of view.
func NewPresenter(host Host, service Service, view View) *Presenter {
	return &Presenter{host: host, service: service, view: view}
}

// Load reads the history of a record.
func (p *Presenter) Load(kind inspection.RecordKind, id inspection.ID) {
	var rows []Row
	p.host.Run("history", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) error {
			changes, err := inspection.History(ctx, r, kind, id)
			if err != nil {
				return err
			}
			reader, err := p.newReader(ctx, r)
			if err != nil {
				return err
			}
			rows = reader.rows(ctx, changes)
			return nil
		})
	}, func(err error) {
		if err != nil {
			p.view.Render(State{Problem: p.host.ErrorText(err)})
			return
		}
		p.view.Render(State{Loaded: true, Rows: rows})
	})
}

// reader turns journal entries into words. It works in the background, within one View.
type reader struct {
	r           inspection.Reader
	words       *i18n.Catalog
	device      string // of this laptop
	code        string // two characters that keep its numbers apart
	departments map[string]string
}

func (p *Presenter) newReader(ctx context.Context, r inspection.Reader) (*reader, error) {
	head, err := r.SignedHead(ctx, "")
	if err != nil {
		return nil, err
	}
	code, err := r.Setting(ctx, inspection.SettingDeviceCode)
	names := map[string]string{}
	for _, department := range p.host.Departments() {
		names[string(department.ID)] = department.Name
	}
	return &reader{r: r, words: p.host.Catalog(), device: head.Device, code: code, departments: names}, err
}

func (h *reader) rows(ctx context.Context, changes []inspection.Change) []Row {
	corrections := map[int64]bool{}
	for _, change := range changes {
		if change.RecordKind == inspection.KindCorrection {
			corrections[change.Transaction] = true
		}
	}
	var rows []Row
	for _, change := range changes {
		// Entries made together with a correction are part of it.
		corrected := corrections[change.Transaction] && change.RecordKind != inspection.KindInspection
		for _, field := range shown(change) {
			rows = append(rows, Row{
				When: h.words.DayTime(change.Time.Instant().In(inspection.Zone)), Who: change.Actor, Device: h.deviceName(change.Device),
				Record: h.record(change), Field: h.words.T("history.field." + string(change.RecordKind) + "." + field.Field),
				From: h.value(ctx, change.RecordKind, field.Field, field.Old), To: h.value(ctx, change.RecordKind, field.Field, field.New),
				New: isNew(change), Corrected: corrected})
		}
	}
	return rows
}

func (h *reader) deviceName(device string) string {
	if device == h.device {
		return h.words.T("history.device.this", "code", h.code)
	}
	return h.words.T("history.device.other", "code", device[:min(len(device), 8)])
}

// record names the part: an item of an inspection by its code.
func (h *reader) record(change inspection.Change) string {
	name := h.words.T("history.kind." + string(change.RecordKind))
	if change.RecordKind == inspection.KindAnswer {
		_, item := inspection.SplitAnswerID(change.Record)
		return name + " " + string(item)
	}
	return name
}

// isNew reports whether the entry is the first of its record: every kind has a field that is never empty.
func isNew(change inspection.Change) bool {
	key := map[inspection.RecordKind]string{
		inspection.KindPlace: "code", inspection.KindInspection: "no", inspection.KindAnswer: "checklist", inspection.KindHazard: "no",
		inspection.KindAction: "hazard", inspection.KindEvidence: "hazard", inspection.KindSignature: "inspection",
		inspection.KindCorrection: "inspection", inspection.KindInspector: "name", inspection.KindSetting: "value",
	}[change.RecordKind]
	return slices.ContainsFunc(change.Fields, func(f inspection.FieldChange) bool { return f.Field == key && f.Old == "" && f.New != "" })
}
