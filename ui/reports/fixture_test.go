package reports

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/i18n"
	"anxun/ui/preference"
	"anxun/ui/task"
)

// fakeHost is the window as the presenter sees it.
type fakeHost struct {
	catalog     *i18n.Catalog
	start       task.Start
	now         time.Time
	department  inspection.DepartmentID
	preferences preference.Values
	errors      []error
	toasts      []string
	opened      []string
	exported    [][]any
}

func newHost(t testing.TB) *fakeHost {
	t.Helper()
	catalog, err := i18n.New(i18n.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	return &fakeHost{catalog: catalog, start: task.Inline{}.Go, now: inspectiontest.Noon, preferences: preference.Values{LastFolder: t.TempDir()}}
}

func (h *fakeHost) T(key string, args ...any) string                  { return h.catalog.T(key, args...) }
func (h *fakeHost) ErrorText(err error) string                        { return h.catalog.Error(err) }
func (h *fakeHost) ShowError(err error)                               { h.errors = append(h.errors, err) }
func (h *fakeHost) Toast(text string)                                 { h.toasts = append(h.toasts, text) }
func (h *fakeHost) ToastAction(text, _ string, _ func())              { h.toasts = append(h.toasts, text) }
func (h *fakeHost) Person() string                                    { return "张建国" }
func (h *fakeHost) Now() time.Time                                    { return h.now }
func (h *fakeHost) Department() inspection.DepartmentID               { return h.department }
func (h *fakeHost) Preferences() preference.Values                    { return h.preferences }
func (h *fakeHost) ChangePreferences(change func(*preference.Values)) { change(&h.preferences) }
func (h *fakeHost) Departments() []inspection.Department {
	return []inspection.Department{{ID: "emergency", Name: "应急管理", HasReport: true}, {ID: "market", Name: "市场监管", HasReport: true},
		{ID: "fire", Name: "消防救援"}, {ID: "civil", Name: "民政", HasReport: true}, {ID: "urban", Name: "城市管理", HasReport: true}}
}
func (h *fakeHost) ExportList(name string, headers []string, rows func(context.Context, func([]any) error) error) {
	h.exported = [][]any{{name, len(headers)}}
	if err := rows(context.Background(), func(row []any) error { h.exported = append(h.exported, row); return nil }); err != nil {
		h.errors = append(h.errors, err)
	}
}
func (h *fakeHost) OpenPath(path string) error {
	h.opened = append(h.opened, path)
	return nil
}
func (h *fakeHost) Run(label string, work func(context.Context, task.Progress) error, done func(error)) task.Handle {
	return h.start(label, work, done)
}

// fakeView keeps the last state.
type fakeView struct {
	state    State
	followed []task.Handle
}

func (v *fakeView) Render(s State)       { v.state = s }
func (v *fakeView) Follow(h task.Handle) { v.followed = append(v.followed, h) }

// export is one call of fakeExporter.Export.
type exported struct {
	Name      string
	From, To  inspection.Day
	Overwrite bool
}

// fakeExporter counts and writes nothing; taken and busy are names of files.
type fakeExporter struct {
	counts   Counts
	countErr error
	writeErr error
	taken    map[string]bool
	busy     map[string]bool
	counted  []string
	calls    []exported
	fakeArchive

	photoSizes []string // of the calls
	personal   []bool
}

func (e *fakeExporter) Count(ctx context.Context, department inspection.DepartmentID, from, to inspection.Day) (Counts, error) {
	e.counted = append(e.counted, string(department)+" "+string(from)+" "+string(to))
	if err := ctx.Err(); err != nil {
		return Counts{}, err
	}
	return e.counts, e.countErr
}

func (e *fakeExporter) Export(ctx context.Context, _, path string, _ inspection.DepartmentID, from, to inspection.Day,
	photoSize string, personal, overwrite bool, progress task.Progress) (Summary, error) {
	name := filepath.Base(path)
	e.photoSizes, e.personal = append(e.photoSizes, photoSize), append(e.personal, personal)
	e.calls = append(e.calls, exported{name, from, to, overwrite})
	progress.SetTotal(10)
	progress.Add(10)
	switch {
	case ctx.Err() != nil:
		return Summary{}, inspection.Wrap(ctx.Err(), inspection.CodeInternal, "error.cancelled")
	case e.writeErr != nil:
		return Summary{}, e.writeErr
	case e.taken[name] && !overwrite:
		return Summary{}, inspection.Conflict("error.export_exists", "path", path)
	case e.busy[name]:
		return Summary{}, &inspection.Error{Code: inspection.CodeBusy, Key: "error.export_busy", Args: []any{"path", path}}
	}
	return Summary{Path: path, Size: 320_000, Sheets: []Sheet{{"汇总", 30}, {"检查明细", 12}, {"隐患台账", 1234}}}, nil
}

func someCounts() Counts {
	return Counts{Inspections: 12, Places: 10, Pass: 1210, Fail: 48, NA: 96, Hazards: 51, General: 38, Serious: 11, Suspected: 1, Major: 1,
		Awaiting: 9, Submitted: 4, Closed: 35, Shelved: 1, Transferred: 2, Overdue: 3, Drafts: 2,
		Files: []File{{"none", 0, 250_000}, {"thumbnail", 64, 2_400_000}, {"report", 64, 9_800_000}, {"original", 60, 190_000_000}}}
}

func present(t testing.TB, host *fakeHost, exporter *fakeExporter) (*Presenter, *fakeView) {
	t.Helper()
	p, view := NewPresenter(host, exporter), &fakeView{}
	p.Attach(view)
	p.Enter()
	return p, view
}
