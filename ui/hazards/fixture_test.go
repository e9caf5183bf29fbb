package hazards

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/find"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// fakeHost is the window as the presenter sees it.
type fakeHost struct {
	exported [][]any
	catalog  *i18n.Catalog
	start    task.Start
	person   string
	only     bool // the window only looks
	now      time.Time
	went     []nav.Route
	errors   []error
	toasts   []string
	copied   []string
	found    []inspection.ID // by the index; nil while it is not ready
}

func newHost(t testing.TB) *fakeHost {
	t.Helper()
	catalog, err := i18n.New(i18n.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	return &fakeHost{catalog: catalog, start: task.Inline{}.Go, person: "张建国", now: inspectiontest.Noon}
}

func (h *fakeHost) ReadOnly() bool                                 { return h.only }
func (h *fakeHost) T(key string, args ...any) string               { return h.catalog.T(key, args...) }
func (h *fakeHost) ErrorText(err error) string                     { return h.catalog.Error(err) }
func (h *fakeHost) Go(route nav.Route)                             { h.went = append(h.went, route) }
func (h *fakeHost) ShowError(err error)                            { h.errors = append(h.errors, err) }
func (h *fakeHost) Toast(text string)                              { h.toasts = append(h.toasts, text) }
func (h *fakeHost) Copy(text string)                               { h.copied = append(h.copied, text) }
func (h *fakeHost) Find(find.Kind, string) ([]inspection.ID, bool) { return h.found, h.found != nil }
func (h *fakeHost) Post(f func())                                  { f() }
func (h *fakeHost) Person() string                                 { return h.person }
func (h *fakeHost) Now() time.Time                                 { return h.now }
func (h *fakeHost) Departments() []inspection.Department {
	return []inspection.Department{{ID: "emergency", Name: "应急管理", Short: "应急"}, {ID: "civil", Name: "民政", Short: "民政"},
		{ID: "fire", Name: "消防救援", Short: "消防"}}
}
func (h *fakeHost) Run(label string, work func(context.Context, task.Progress) error, done func(error)) task.Handle {
	return h.start(label, work, done)
}

// fakeView keeps the last state.
type fakeView struct {
	state    State
	revealed int
}

func (v *fakeView) Render(s State)   { v.state = s }
func (v *fakeView) Reveal(index int) { v.revealed = index }

// store holds a finished inspection and gives hazards to it.
type store struct {
	t       testing.TB
	memory  *inspectiontest.Memory
	service *inspection.Service
	made    int
}

func newStore(t testing.TB) *store {
	t.Helper()
	clock := inspectiontest.FixedClock(inspectiontest.Noon)
	s := &store{t: t, memory: inspectiontest.NewMemory(clock)}
	s.service = inspection.NewService(s.memory, nil, clock, inspectiontest.SequentialIDs())
	s.put(inspectiontest.APlace(), inspectiontest.AChecklist(), inspectiontest.AnInspection(func(i *inspection.Inspection) {
		i.Status, i.Finished = inspection.StatusFinished, i.Started.Add(time.Hour)
	}))
	return s
}

func (s *store) put(records ...inspection.Record) {
	s.t.Helper()
	_, err := s.memory.Update(context.Background(), "test", func(w inspection.Writer) error {
		for _, record := range records {
			if err := w.Put(context.Background(), record); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *store) read(id inspection.ID) (h inspection.Hazard) {
	s.t.Helper()
	err := s.memory.View(context.Background(), func(r inspection.Reader) (err error) {
		h, err = r.Hazard(context.Background(), id)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return h
}

// hazard stores a hazard due on the day.
func (s *store) hazard(due inspection.Day, changes ...func(*inspection.Hazard)) inspection.Hazard {
	s.t.Helper()
	h := s.build(due, changes...)
	s.put(h)
	return h
}

func (s *store) build(due inspection.Day, changes ...func(*inspection.Hazard)) inspection.Hazard {
	s.made++
	h := inspectiontest.AHazard(func(h *inspection.Hazard) {
		h.ID, h.No = inspection.ID(fmt.Sprintf("hazard-%06d", s.made)), fmt.Sprintf("Y2026-K7-%04d", s.made)
		h.Description, h.Due = fmt.Sprintf("第 %d 处隐患", s.made), due
	})
	for _, change := range changes {
		change(&h)
	}
	return h
}

func status(status inspection.HazardStatus) func(*inspection.Hazard) {
	return func(h *inspection.Hazard) {
		h.Status = status
		switch status {
		case inspection.HazardSubmitted:
			h.SubmittedBy = "王院长"
		case inspection.HazardClosed:
			h.ClosedBy, h.Closed = "李敏", inspectiontest.Noon
		case inspection.HazardTransferred:
			h.TransferTo = "消防救援"
		case inspection.HazardShelved:
			h.ShelvedUntil = "2026-12-20"
		}
	}
}

func severity(severity inspection.Severity) func(*inspection.Hazard) {
	return func(h *inspection.Hazard) { h.Severity = severity }
}

// present makes a presenter over the store.
func present(t testing.TB, s *store, host *fakeHost) (*Presenter, *fakeView) {
	t.Helper()
	p, view := NewPresenter(host, s.service, &fakePhotos{}), &fakeView{revealed: -1}
	p.Attach(view)
	return p, view
}

func descriptions(p *Presenter, n int) []string {
	var all []string
	for i := range n {
		row, _ := p.Row(i)
		all = append(all, row.Description)
	}
	return all
}

// ExportList keeps the whole list.
func (h *fakeHost) ExportList(_ string, headers []string, rows func(context.Context, func([]any) error) error) {
	head := make([]any, len(headers))
	for i, header := range headers {
		head[i] = header
	}
	h.exported = [][]any{head}
	err := rows(context.Background(), func(row []any) error {
		h.exported = append(h.exported, row)
		return nil
	})
	if err != nil {
		h.exported = append(h.exported, []any{err})
	}
}
