// Package fakehost stands in for the window in tests of presenters. It knows no toolkit.
package fakehost

import (
	"context"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/find"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/preference"
	"anxun/ui/task"
)

// Host records what a page asked of the window. Background work is done at once unless Start says otherwise.
type Host struct {
	Words *i18n.Catalog
	Start task.Start
	Name  string // of the person on this laptop
	Clock func() time.Time
	Look  preference.Values
	Only  bool // the window only looks

	Routes  []nav.Route
	Errors  []error
	Toasts  []string
	Actions []func() // of the toasts that had one
	Opened  []string // paths
	Copied  []string

	Exported [][]any // the list that was exported last, with its headers as the first row
}

// New returns a host in Chinese at inspectiontest.Noon, on the laptop of Zhang Jianguo.
func New(t testing.TB) *Host {
	t.Helper()
	words, err := i18n.New(i18n.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	return &Host{Words: words, Start: task.Inline{}.Go, Name: "Zhang Jianguo", Clock: inspectiontest.FixedClock(inspectiontest.Noon)}
}

// Catalog returns the words.
func (h *Host) Catalog() *i18n.Catalog { return h.Words }

// T returns the words for key.
func (h *Host) T(key string, args ...any) string { return h.Words.T(key, args...) }

// ErrorText returns a sentence about err.
func (h *Host) ErrorText(err error) string { return h.Words.Error(err) }

// ShowError records err unless it is nil, as the window does.
func (h *Host) ShowError(err error) {
	if err != nil {
		h.Errors = append(h.Errors, err)
	}
}

// Toast records text.
func (h *Host) Toast(text string) { h.Toasts = append(h.Toasts, text) }

// ToastAction records text and action.
func (h *Host) ToastAction(text, _ string, action func()) {
	h.Toasts, h.Actions = append(h.Toasts, text), append(h.Actions, action)
}

// Go records route.
func (h *Host) Go(route nav.Route) { h.Routes = append(h.Routes, route) }

// Run does work as Start says.
func (h *Host) Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle {
	return h.Start(label, work, done)
}

// Departments returns three departments.
func (h *Host) Departments() []inspection.Department {
	return []inspection.Department{{ID: inspection.DepartmentEmergency, Name: "Emergency management", Short: "Emergency", HasReport: true},
		{ID: inspection.DepartmentCivil, Name: "Civil affairs", Short: "Civil", HasReport: true}, {ID: "fire", Name: "Fire and rescue", Short: "Fire"}}
}

// Person returns Name.
func (h *Host) Person() string { return h.Name }

// Office returns the name of an office.
func (h *Host) Office() string { return "Tongbai Road" }

// Post runs f at once.
func (h *Host) Post(f func()) { f() }

// ReadOnly returns Only.
func (h *Host) ReadOnly() bool { return h.Only }

// Now tells the time.
func (h *Host) Now() time.Time { return h.Clock().In(inspection.Zone) }

// Folder returns a folder.
func (h *Host) Folder() string { return "folder" }

// Version returns a version.
func (h *Host) Version() string { return "1.2.3" }

// OpenPath records path.
func (h *Host) OpenPath(path string) error {
	h.Opened = append(h.Opened, path)
	return nil
}

// Preferences returns Look.
func (h *Host) Preferences() preference.Values { return h.Look }

// ChangePreferences changes Look.
func (h *Host) ChangePreferences(change func(*preference.Values)) { change(&h.Look) }

// Copy records text.
func (h *Host) Copy(text string) { h.Copied = append(h.Copied, text) }

// ExportList keeps the whole list.
func (h *Host) ExportList(_ string, headers []string, rows func(ctx context.Context, yield func([]any) error) error) {
	head := make([]any, len(headers))
	for i, header := range headers {
		head[i] = header
	}
	h.Exported = [][]any{head}
	h.ShowError(rows(context.Background(), func(row []any) error {
		h.Exported = append(h.Exported, row)
		return nil
	}))
}

// Find finds nothing, as long as the index is not ready.
func (h *Host) Find(find.Kind, string) ([]inspection.ID, bool) { return nil, false }

// NewService returns a service on an empty store in memory, at the time of the host's clock.
func NewService(t testing.TB, clock inspection.Clock, records ...inspection.Record) *inspection.Service {
	t.Helper()
	library, err := inspection.ParseLibrary()
	if err != nil {
		t.Fatal(err)
	}
	store := inspectiontest.NewMemory(clock)
	_, err = store.Update(context.Background(), "test", func(w inspection.Writer) error {
		for _, record := range records {
			if err := w.Put(context.Background(), record); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return inspection.NewService(store, library, clock, inspectiontest.SequentialIDs())
}
