package places

import (
	"context"
	"errors"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/uitest/fakehost"
)

type shown struct {
	list      List
	form      *Form
	asked     *Result
	result    *Result
	overwrite func()
	top       int
}

func (v *shown) RenderList(l List)                 { v.list = l }
func (v *shown) ScrollTo(row int)                  { v.top = row }
func (v *shown) RenderForm(f *Form)                { v.form = f }
func (v *shown) AskImport(r Result)                { v.asked = &r }
func (v *shown) ShowResult(r Result)               { v.result = &r }
func (v *shown) AskOverwrite(_ string, yes func()) { v.overwrite = yes }

type fakeWorkbook struct {
	register Register
	err      error
	wrote    []inspection.Place
	replaced bool
	exists   bool
}

func (w *fakeWorkbook) ReadPlaces(string) (Register, error) { return w.register, w.err }

func (w *fakeWorkbook) WritePlaces(_ string, places []inspection.Place, overwrite bool) error {
	if w.exists && !overwrite {
		return inspection.Conflict("error.file_exists")
	}
	w.wrote, w.replaced = places, overwrite
	return nil
}

func (w *fakeWorkbook) WriteTemplate(path string, overwrite bool) error {
	return w.WritePlaces(path, nil, overwrite)
}

type fixture struct {
	host     *fakehost.Host
	service  *inspection.Service
	view     *shown
	workbook *fakeWorkbook
	*Presenter
}

func newFixture(t *testing.T, more ...inspection.Record) *fixture {
	t.Helper()
	f := &fixture{host: fakehost.New(t), view: &shown{}, workbook: &fakeWorkbook{}}
	f.service = fakehost.NewService(t, f.host.Clock, append(more, inspectiontest.APlace(),
		inspectiontest.APlace(func(p *inspection.Place) {
			p.ID, p.Code, p.Name, p.PlaceKind, p.SubKind, p.Features = "place-2", "LD-001", "\u91cd\u5e86\u8def", inspection.PlaceRoad, "", nil
		}),
		inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code, p.Name, p.Removed = "place-3", "YL-009", "Old", true }))...)
	f.Presenter = NewPresenter(f.host, f.service, f.workbook, f.view)
	return f
}

func (f *fixture) stored(t *testing.T, id inspection.ID) inspection.Place {
	t.Helper()
	var place inspection.Place
	err := f.service.View(context.Background(), func(r inspection.Reader) (err error) {
		place, err = r.Place(context.Background(), id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return place
}

func TestSearchAndFilters(t *testing.T) {
	f := newFixture(t)
	f.Enter("")
	if f.view.list.Counts[FilterAll] != 2 || f.view.list.Counts[FilterRemoved] != 1 || len(f.view.list.Rows) != 2 {
		t.Fatalf("list = %+v", f.view.list)
	}
	for query, want := range map[string]string{"cql": "LD-001", "zhongqing": "LD-001", "yl-0": "YL-001"} {
		f.Search(query)
		if rows := f.view.list.Rows; len(rows) != 1 || rows[0].Code != want {
			t.Errorf("%q found %v, want %s", query, rows, want)
		}
	}
	f.Search("")
	f.Show(Filter(inspection.PlaceRoad))
	if rows := f.view.list.Rows; len(rows) != 1 || rows[0].Code != "LD-001" {
		t.Errorf("roads = %v", rows)
	}
	f.Show(FilterRemoved)
	if rows := f.view.list.Rows; len(rows) != 1 || rows[0].Code != "YL-009" {
		t.Errorf("taken off = %v", rows)
	}
}

func TestRouteSelects(t *testing.T) {
	f := newFixture(t)
	f.Search("nothing like it")
	f.Enter("id:place-2")
	if f.view.form == nil || f.view.form.Place.ID != "place-2" || f.view.list.Selected < 0 {
		t.Fatalf("form %+v, selected %d", f.view.form, f.view.list.Selected)
	}
	f.Start()
	if want := (nav.Route{Page: nav.Start, Arg: "place-2"}); f.host.Routes[0] != want {
		t.Errorf("start leads to %v", f.host.Routes)
	}
}

func TestChangeIsSaved(t *testing.T) {
	f := newFixture(t)
	f.Enter("id:place-1")
	f.Change(FieldManager, " Wang ")
	f.Change(FieldArea, "\uff15\uff16\uff18.5")
	f.Change(FieldBeds, "1,200")
	f.Save()
	place := f.stored(t, "place-1")
	if place.Manager != "Wang" || place.Area != 568.5 || place.Beds != 1200 {
		t.Errorf("stored %+v", place)
	}
	if f.view.form.Saved.IsZero() || len(f.view.form.Problems) > 0 {
		t.Errorf("form = %+v", f.view.form)
	}
}

func TestProblemsStayInTheForm(t *testing.T) {
	f := newFixture(t)
	f.Enter("id:place-1")
	f.Change(FieldName, "")
	f.Change(FieldBeds, "2.5")
	f.Change(FieldArea, "big")
	f.Save()
	for _, field := range []string{FieldName, FieldBeds, FieldArea} {
		if f.view.form.Problems[field] == "" {
			t.Errorf("%s is not marked", field)
		}
	}
	if f.stored(t, "place-1").Name == "" {
		t.Error("an empty name was stored")
	}
	f.Change(FieldManager, "Li")
	f.Settle()
	place := f.stored(t, "place-1")
	if place.Name == "" || place.Manager != "Li" || len(f.host.Toasts) != 1 {
		t.Errorf("after leaving: %+v, toasts %v", place, f.host.Toasts)
	}
}

func TestNewPlace(t *testing.T) {
	f := newFixture(t)
	f.Enter("")
	f.New()
	f.Change(FieldCode, "YL-001")
	f.Save()
	if len(f.view.form.Problems) != 0 {
		t.Errorf("fields not yet written are marked: %v", f.view.form.Problems)
	}
	f.Change(FieldName, "New")
	f.Save()
	if f.view.form.Problems[FieldCode] == "" || !f.view.form.New {
		t.Fatalf("a code in use was accepted: %+v", f.view.form)
	}
	f.Change(FieldCode, "YL-002")
	f.Save()
	if f.view.form.New || f.view.form.Place.ID == "" || len(f.view.form.Problems) > 0 {
		t.Fatalf("not saved: %+v", f.view.form)
	}
	f.ChangeFeatures([]inspection.Feature{inspection.FeatureGas, inspection.FeatureLodging})
	if place := f.stored(t, f.view.form.Place.ID); !place.Has(inspection.FeatureGas) || place.Name != "New" {
		t.Errorf("stored %+v", place)
	}
}

func TestNewPlaceThatIsLeftCanBeCalledBack(t *testing.T) {
	f := newFixture(t)
	f.Enter("")
	f.New()
	f.Change(FieldName, "Half")
	f.Select("place-1")
	if f.view.form.Place.ID != "place-1" || len(f.host.Actions) != 1 {
		t.Fatalf("form %+v", f.view.form)
	}
	f.host.Actions[0]()
	if !f.view.form.New || f.view.form.Place.Name != "Half" {
		t.Errorf("called back: %+v", f.view.form)
	}
	f.Discard()
	if f.view.form != nil {
		t.Error("discarding keeps the form")
	}
}

// TestSavingsKeepTheirOrder changes a place again and again while the first saving is under way, and leaves for another.
func TestSavingsKeepTheirOrder(t *testing.T) {
	f := newFixture(t)
	f.Enter("")
	manual := &task.Manual{}
	f.New()
	f.host.Start = manual.Go
	f.Change(FieldCode, "YL-002")
	f.Change(FieldName, "a")
	f.Save()
	f.Change(FieldName, "b")
	f.Save()
	f.Change(FieldName, "c")
	f.Select("place-1")
	manual.Run()
	var all []inspection.Place
	err := f.service.View(context.Background(), func(r inspection.Reader) (err error) {
		all, err = r.Places(context.Background(), inspection.PlaceFilter{Text: "YL-002"})
		return err
	})
	if err != nil || len(all) != 1 || all[0].Name != "c" {
		t.Errorf("stored %+v, %v", all, err)
	}
}

type failing struct {
	Service
	err error
}

func (f *failing) SavePlace(ctx context.Context, by string, p inspection.Place) (inspection.Place, error) {
	if f.err != nil {
		return inspection.Place{}, f.err
	}
	return f.Service.SavePlace(ctx, by, p)
}

func TestFailedSavingIsTriedAgain(t *testing.T) {
	f := newFixture(t)
	broken := &failing{f.service, errors.New("disk full")}
	f.Presenter = NewPresenter(f.host, broken, f.workbook, f.view)
	f.Enter("id:place-1")
	f.Change(FieldManager, "Wang")
	f.Save()
	if f.view.form.Failure == "" {
		t.Error("the failure is not shown")
	}
	broken.err = nil
	f.Settle()
	if f.stored(t, "place-1").Manager != "Wang" || f.view.form.Failure != "" {
		t.Error("the change was lost")
	}
}

func TestRemoveAndUndo(t *testing.T) {
	f := newFixture(t)
	f.Enter("id:place-1")
	f.SetRemoved(true)
	if !f.stored(t, "place-1").Removed {
		t.Fatal("not taken off")
	}
	f.host.Actions[0]()
	if f.stored(t, "place-1").Removed {
		t.Error("not put back")
	}
}

func goodAndWrong(good ...inspection.Place) Register {
	return Register{Good: len(good), WrongRows: 1, Wrong: []WrongCell{{Sheet: "S", Row: 7, Column: "C", Title: "T",
		Err: inspection.Invalid("error.place_name_missing")}}, Complete: func([]inspection.Place) []inspection.Place { return good }}
}

func TestImportAsksWhenRowsAreWrong(t *testing.T) {
	f := newFixture(t)
	f.Enter("")
	f.workbook.register = goodAndWrong(
		inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Manager = "", "Somebody else" }),
		inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "", "007" }))
	f.Import("x.xlsx")
	if f.view.asked == nil || f.view.asked.Good != 2 || len(f.view.asked.Lines) != 1 || f.view.result != nil {
		t.Fatalf("asked %+v, result %+v", f.view.asked, f.view.result)
	}
	if f.stored(t, "place-1").Manager == "Somebody else" {
		t.Fatal("imported before the person agreed")
	}
	f.view.asked.Confirm()
	r := f.view.result
	if r == nil || r.Created != 1 || r.Updated != 1 || r.Wrong != 1 || len(r.Lines) != 3 {
		t.Fatalf("result %+v", r)
	}
	if !strings.Contains(r.Lines[1].Where, "007") || !strings.Contains(r.Lines[2].What, "Somebody else") {
		t.Errorf("lines %+v", r.Lines)
	}
}

func TestImportErrors(t *testing.T) {
	f := newFixture(t)
	f.workbook.err = inspection.Invalid("error.workbook_unreadable")
	f.Import("x.xlsx")
	if len(f.host.Errors) != 1 || f.view.result != nil {
		t.Errorf("errors %v", f.host.Errors)
	}
	f.workbook.err, f.workbook.register = nil, goodAndWrong()
	f.Import("x.xlsx")
	if f.view.result == nil || f.view.asked != nil {
		t.Error("a workbook without good rows is to be shown, not asked about")
	}
}

func TestExportAsksBeforeItReplaces(t *testing.T) {
	f := newFixture(t)
	f.Enter("")
	f.Search("cql")
	f.workbook.exists = true
	f.Export("x.xlsx")
	if f.workbook.wrote != nil || f.view.overwrite == nil {
		t.Fatal("replaced without asking")
	}
	f.view.overwrite()
	if len(f.workbook.wrote) != 1 || f.workbook.wrote[0].Code != "LD-001" || !f.workbook.replaced {
		t.Errorf("wrote %v", f.workbook.wrote)
	}
	f.host.Actions[0]()
	if len(f.host.Opened) != 1 {
		t.Error("the file is not opened")
	}
}
