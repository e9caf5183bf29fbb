package inspecting

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"testing"
	"time"

	"anxun/assets"
	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/i18n"
	"anxun/ui/task"
)

// office is a store in memory with the built-in checklists and one place.
type office struct {
	clock   *inspectiontest.Clock
	service *inspection.Service
	place   inspection.Place
}

func files(t testing.TB, from fs.FS, pattern string) [][]byte {
	t.Helper()
	names, err := fs.Glob(from, pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v %v", pattern, names, err)
	}
	var all [][]byte
	for _, name := range names {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	return all
}

func newOffice(t testing.TB) *office {
	t.Helper()
	var documents [][]byte
	for _, name := range []string{"laws", "local", "notices", "regulations", "rules", "standards"} {
		documents = append(documents, files(t, assets.BasisLibrary, "basis/"+name+".json")...)
	}
	library, err := inspection.ParseLibrary(documents...)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{clock: &inspectiontest.Clock{}}
	o.service = inspection.NewService(inspectiontest.NewMemory(o.clock.Now), library, o.clock.Now, inspectiontest.SequentialIDs())
	var lists []inspection.Checklist
	for _, data := range files(t, assets.Checklists, "checklists/*.json") {
		list, err := inspection.ParseChecklist(data)
		if err != nil {
			t.Fatal(err)
		}
		lists = append(lists, list)
	}
	o.must(t, o.service.InstallChecklists(context.Background(), "张建国", lists))
	place := inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Name = "", "西安东社区养老服务中心" })
	o.place, err = o.service.SavePlace(context.Background(), "张建国", place)
	o.must(t, err)
	return o
}

func (o *office) must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// start begins an inspection of the place.
func (o *office) start(t testing.TB, lists ...string) inspection.Inspection {
	t.Helper()
	started, err := o.service.StartInspection(context.Background(), "张建国", inspection.NewInspection{PlaceID: o.place.ID, Checklists: lists,
		Inspectors: []inspection.Inspector{{Name: "张建国", Department: "emergency"}, {Name: "李敏", Department: "civil"}}, AccompaniedBy: "王院长"})
	o.must(t, err)
	return started
}

// visited leaves a finished inspection a month ago behind: one failed item, one not applicable, all others passed.
func (o *office) visited(t testing.TB, lists ...string) inspection.Inspection {
	t.Helper()
	ctx := context.Background()
	o.clock.Advance(-33 * 24 * time.Hour)
	old := o.start(t, lists...)
	sheet, err := o.service.Worksheet(ctx, old.ID)
	o.must(t, err)
	for p, part := range sheet.Parts {
		for i, item := range part.Items {
			in := inspection.AnswerInput{InspectionID: old.ID, Item: item.Code, Result: inspection.ResultPass}
			switch {
			case p == 0 && i == 1:
				in.Result = inspection.ResultFail
			case p == 0 && i == 2:
				in.Result, in.Note = inspection.ResultNA, "未设消防控制室"
			}
			outcome, err := o.service.GiveAnswer(ctx, "张建国", in)
			o.must(t, err)
			if outcome.Hazard != nil {
				details := outcome.Hazard.Details()
				details.Description = "二层东侧安全出口堆放轮椅3台，净宽不足0.9米"
				_, err = o.service.DescribeHazard(ctx, "张建国", outcome.Hazard.ID, details)
				o.must(t, err)
			}
		}
	}
	_, err = o.service.Finish(ctx, "张建国", old.ID, inspection.FinishInput{})
	o.must(t, err)
	o.clock.Advance(33 * 24 * time.Hour)
	return old
}

// stubView remembers what it was told.
type stubView struct {
	state  State
	focus  Target
	toasts []string
	asked  []inspection.EvidenceRole
	drawn  int
}

func (v *stubView) Render(s State)  { v.state = s; v.drawn++ }
func (v *stubView) Focus(to Target) { v.focus = to }
func (v *stubView) Toast(s string)  { v.toasts = append(v.toasts, s) }
func (v *stubView) ChoosePhotos(role inspection.EvidenceRole) {
	v.asked = append(v.asked, role)
}

// timers is a Later moved by hand.
type timers struct {
	now     time.Duration
	waiting []*timer
}

type timer struct {
	at time.Duration
	f  func()
}

func (ts *timers) later(d time.Duration, f func()) func() {
	t := &timer{ts.now + d, f}
	ts.waiting = append(ts.waiting, t)
	return func() { t.f = nil }
}

func (ts *timers) advance(d time.Duration) {
	ts.now += d
	for i := 0; i < len(ts.waiting); i++ {
		if t := ts.waiting[i]; t.f != nil && t.at <= ts.now {
			f := t.f
			t.f = nil
			f()
		}
	}
}

// words is the Chinese catalog.
type words struct{ *i18n.Catalog }

func (w words) ErrorText(err error) string { return w.Error(err) }

// faulty is a service whose writes can be made to fail.
type faulty struct {
	*inspection.Service
	mutex sync.Mutex
	err   error
}

func (f *faulty) breakWith(err error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.err = err
}

func (f *faulty) broken() error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.err
}

func (f *faulty) GiveAnswer(ctx context.Context, by string, in inspection.AnswerInput) (inspection.AnswerOutcome, error) {
	if err := f.broken(); err != nil {
		return inspection.AnswerOutcome{}, err
	}
	return f.Service.GiveAnswer(ctx, by, in)
}

func (f *faulty) GiveAnswers(ctx context.Context, by string, in []inspection.AnswerInput) error {
	if err := f.broken(); err != nil {
		return err
	}
	return f.Service.GiveAnswers(ctx, by, in)
}

func (f *faulty) DescribeHazard(ctx context.Context, by string, id inspection.ID, d inspection.HazardDetails) (inspection.Hazard, error) {
	if err := f.broken(); err != nil {
		return inspection.Hazard{}, err
	}
	return f.Service.DescribeHazard(ctx, by, id, d)
}

func (f *faulty) Act(ctx context.Context, id inspection.ID, in inspection.ActionInput, photos []inspection.Evidence) (inspection.Hazard, error) {
	if err := f.broken(); err != nil {
		return inspection.Hazard{}, err
	}
	return f.Service.Act(ctx, id, in, photos)
}

var errDiskFull = inspection.Wrap(errors.New("no space left on device"), inspection.CodeUnwritable, "error.disk_full")

// desk is a presenter at work.
type desk struct {
	*office
	*Presenter
	view   *stubView
	timers *timers
	faulty *faulty
	photos *fakePhotos
	runner task.Runner
	folder string
	only   bool // the window only looks
	id     inspection.ID

	reported []inspection.ID // inspections from which another problem was to be registered
}

func newDesk(t testing.TB, o *office, id inspection.ID) *desk {
	t.Helper()
	catalog, err := i18n.New(i18n.Chinese)
	o.must(t, err)
	d := &desk{office: o, view: &stubView{}, timers: &timers{}, faulty: &faulty{Service: o.service}, photos: newFakePhotos(), runner: task.Inline{}, id: id}
	d.Presenter = NewPresenter(Config{Service: d.faulty, Photos: d.photos, PhotoFolder: func() string { return d.folder }, ReadOnly: func() bool { return d.only },
		Run: func(label string, work func(context.Context, task.Progress) error, done func(error)) task.Handle {
			return d.runner.Go(label, work, done)
		}, Words: words{catalog}, View: d.view,
		Departments: func() []inspection.Department {
			return []inspection.Department{{ID: "emergency", Short: "应急"}, {ID: "civil", Short: "民政"}}
		},
		Person: func() string { return "张建国" },
		Load:   func(work func(context.Context) error, done func(error)) { done(work(context.Background())) },
		Spawn:  inline, Post: inline, Later: d.timers.later,
		Report: func(id inspection.ID) { d.reported = append(d.reported, id) }})
	d.Open(id)
	if d.view.state.Phase == Loading || d.view.state.Phase == Broken {
		t.Fatalf("the inspection did not open: %q", d.view.state.Trouble)
	}
	return d
}

// stored reads the inspection anew.
func (d *desk) stored(t testing.TB) inspection.Worksheet {
	t.Helper()
	sheet, err := d.service.Worksheet(context.Background(), d.id)
	d.must(t, err)
	return sheet
}

func (d *desk) code() inspection.ItemCode { return d.view.state.Panel.Code }
