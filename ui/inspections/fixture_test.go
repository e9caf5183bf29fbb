package inspections

import (
	"context"
	"io/fs"
	"testing"
	"time"

	"anxun/assets"
	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/find"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// fakeHost is a window that works at once.
type fakeHost struct {
	exported [][]any
	words    *i18n.Catalog
	clock    *inspectiontest.Clock
	person   string
	went     []nav.Route
	errors   []error
	toasts   []string
	copied   []string
	found    []inspection.ID // by the index; nil while it is not ready
}

func (h *fakeHost) T(key string, args ...any) string { return h.words.T(key, args...) }
func (h *fakeHost) ErrorText(err error) string       { return h.words.Error(err) }
func (h *fakeHost) Go(route nav.Route)               { h.went = append(h.went, route) }
func (h *fakeHost) ShowError(err error)              { h.errors = append(h.errors, err) }
func (h *fakeHost) Toast(text string)                { h.toasts = append(h.toasts, text) }
func (h *fakeHost) Copy(text string)                 { h.copied = append(h.copied, text) }
func (h *fakeHost) Find(find.Kind, string) ([]inspection.ID, bool) {
	return h.found, h.found != nil
}
func (h *fakeHost) Person() string { return h.person }
func (h *fakeHost) Now() time.Time { return h.clock.Now() }
func (h *fakeHost) Departments() []inspection.Department {
	return []inspection.Department{{ID: "emergency", Name: "应急管理", Short: "应急"}, {ID: "civil", Name: "民政", Short: "民政"}}
}
func (h *fakeHost) Run(label string, work func(context.Context, task.Progress) error, done func(error)) task.Handle {
	return task.Inline{}.Go(label, work, done)
}

// office is a store in memory with the built-in checklists, a roster of two and three places.
type office struct {
	host    *fakeHost
	service *inspection.Service
	place   inspection.Place
	lists   []inspection.Checklist
}

func newOffice(t testing.TB) *office {
	t.Helper()
	catalog, err := i18n.New(i18n.Chinese)
	must(t, err)
	o := &office{host: &fakeHost{words: catalog, clock: &inspectiontest.Clock{}, person: "张建国"}}
	library, err := inspection.ParseLibrary()
	must(t, err)
	o.service = inspection.NewService(inspectiontest.NewMemory(o.host.clock.Now), library, o.host.clock.Now, inspectiontest.SequentialIDs())
	names, err := fs.Glob(assets.Checklists, "checklists/*.json")
	must(t, err)
	for _, name := range names {
		data, err := fs.ReadFile(assets.Checklists, name)
		must(t, err)
		list, err := inspection.ParseChecklist(data)
		must(t, err)
		o.lists = append(o.lists, list)
	}
	ctx := context.Background()
	must(t, o.service.InstallChecklists(ctx, "张建国", o.lists))
	for _, person := range []inspection.Inspector{{Name: "张建国", Department: "emergency"}, {Name: "李敏", Department: "civil"}} {
		_, err := o.service.SaveInspector(ctx, "张建国", person)
		must(t, err)
	}
	o.place = o.add(t, func(p *inspection.Place) { p.Name = "西安东社区养老服务中心" })
	o.add(t, func(p *inspection.Place) { p.Code, p.Name = "YL-002", "晚晴日间照料中心" })
	o.add(t, func(p *inspection.Place) {
		p.Code, p.Name, p.PlaceKind, p.SubKind, p.Features, p.Manager = "DL-001", "重庆路（嵩山路至中原路）", inspection.PlaceRoad, "", nil, "刘队"
	})
	return o
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) add(t testing.TB, change func(*inspection.Place)) inspection.Place {
	t.Helper()
	place := inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }, change)
	saved, err := o.service.SavePlace(context.Background(), "张建国", place)
	must(t, err)
	return saved
}

func (o *office) start(t testing.TB, lists ...string) inspection.Inspection {
	t.Helper()
	begun, err := o.service.StartInspection(context.Background(), "张建国", inspection.NewInspection{PlaceID: o.place.ID, Checklists: lists,
		Inspectors: []inspection.Inspector{{Name: "张建国", Department: "emergency"}}})
	must(t, err)
	return begun
}

// finished leaves an inspection behind in which one item failed and the others were not looked at.
func (o *office) finished(t testing.TB, lists ...string) {
	t.Helper()
	ctx := context.Background()
	begun := o.start(t, lists...)
	outcome, err := o.service.GiveAnswer(ctx, "张建国", inspection.AnswerInput{InspectionID: begun.ID, Item: "CF-02", Result: inspection.ResultFail})
	must(t, err)
	details := outcome.Hazard.Details()
	details.Description = "巡查记录未签名"
	_, err = o.service.DescribeHazard(ctx, "张建国", outcome.Hazard.ID, details)
	must(t, err)
	_, err = o.service.Finish(ctx, "张建国", begun.ID, inspection.FinishInput{IncompleteReason: "停电"})
	must(t, err)
}

func (o *office) inspections(t testing.TB, status inspection.Status) []inspection.InspectionRow {
	t.Helper()
	var rows []inspection.InspectionRow
	must(t, o.service.View(context.Background(), func(r inspection.Reader) (err error) {
		rows, err = r.Inspections(context.Background(), inspection.InspectionFilter{Status: status})
		return err
	}))
	return rows
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
