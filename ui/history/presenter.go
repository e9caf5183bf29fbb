// Package history is the sheet 变更记录: who changed what of a record and its parts, when, on which laptop, from what to
// what.
package history

import (
	"context"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/task"
	"anxun/ui/wording"
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
	Settled   bool // somebody settled what two laptops had written differently
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
	*wording.Writer
	words  *i18n.Catalog
	device string            // of this laptop
	codes  map[string]string // by device, two characters that keep its numbers apart
}

func (p *Presenter) newReader(ctx context.Context, r inspection.Reader) (*reader, error) {
	h := &reader{Writer: wording.NewWriter(r, p.host.Catalog(), p.host.Departments()), words: p.host.Catalog(), codes: map[string]string{}}
	head, err := r.SignedHead(ctx, "")
	if err != nil {
		return nil, err
	}
	devices, err := r.Devices(ctx)
	if err != nil {
		return nil, err
	}
	for _, device := range devices {
		h.codes[device.ID] = device.Code
	}
	h.device = head.Device
	h.codes[h.device], err = r.Setting(ctx, inspection.SettingDeviceCode)
	return h, err
}

// made is a transaction of a laptop.
type made struct {
	device      string
	transaction int64
}

func madeIn(change inspection.Change) made { return made{change.Device, change.Transaction} }

func (h *reader) rows(ctx context.Context, changes []inspection.Change) []Row {
	corrections := map[made]bool{}
	for _, change := range changes {
		if change.RecordKind == inspection.KindCorrection {
			corrections[madeIn(change)] = true
		}
	}
	var rows []Row
	for _, change := range changes {
		if change.RecordKind == inspection.KindDecision {
			rows = append(rows, h.decision(ctx, change))
			continue
		}
		// Entries made together with a correction are part of it.
		corrected := corrections[madeIn(change)] && change.RecordKind != inspection.KindInspection
		for _, field := range wording.Changed(change) {
			row := h.row(change)
			row.Record, row.Field = h.record(change), h.Field(change.RecordKind, field.Field)
			row.From, row.To = h.Value(ctx, change.RecordKind, field.Field, field.Old), h.Value(ctx, change.RecordKind, field.Field, field.New)
			row.New, row.Corrected = isNew(change), corrected
			rows = append(rows, row)
		}
	}
	return rows
}

// row says who wrote an entry, when and where.
func (h *reader) row(change inspection.Change) Row {
	return Row{When: h.words.DayTime(change.Time.Instant().In(inspection.Zone)), Who: change.Actor, Device: h.deviceName(change.Device)}
}

// decision is how somebody settled a conflict between two laptops.
func (h *reader) decision(ctx context.Context, change inspection.Change) Row {
	fields := inspection.Fields{}
	for _, field := range change.Fields {
		fields[field.Field] = field.New
	}
	row, kind := h.row(change), inspection.RecordKind(fields["record_kind"])
	row.Record, row.Field, row.Settled = h.words.T("history.kind.decision"), h.words.T("history.settled"), true
	if wording.Known(kind, fields["field"]) { // rather than a step or a late answer
		row.Field, row.To = h.Field(kind, fields["field"]), h.Value(ctx, kind, fields["field"], fields["value"])
	}
	if note := fields["note"]; note != "" {
		row.To = strings.TrimSpace(row.To + h.words.T("history.settled.note", "note", note))
	}
	return row
}

func (h *reader) deviceName(device string) string {
	code := h.codes[device]
	if device == h.device {
		return h.words.T("history.device.this", "code", code)
	}
	if code == "" {
		code = device[:min(len(device), 8)]
	}
	return h.words.T("history.device.other", "code", code)
}

// record names the part: an item of an inspection by its code.
func (h *reader) record(change inspection.Change) string {
	name := h.Kind(change.RecordKind)
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
