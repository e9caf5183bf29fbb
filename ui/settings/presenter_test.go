package settings

import (
	"context"
	"errors"
	"os"
	"reflect"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/preference"
	"anxun/ui/task"
	"anxun/ui/uitest/fakehost"
)

type shown struct {
	state    State
	edited   *inspection.Inspector
	problems map[string]string
}

func (v *shown) Render(s State)                       { v.state = s }
func (v *shown) EditInspector(i inspection.Inspector) { v.edited, v.problems = &i, map[string]string{} }
func (v *shown) CloseEditor()                         { v.edited = nil }
func (v *shown) EditorProblem(field, text string)     { v.problems[field] = text }

func newFixture(t *testing.T, records ...inspection.Record) (*Presenter, *shown, *fakehost.Host, *inspection.Service) {
	t.Helper()
	host, view := fakehost.New(t), &shown{problems: map[string]string{}}
	service := fakehost.NewService(t, host.Clock, records...)
	return NewPresenter(host, service, os.ReadFile, view), view, host, service
}

func setting(t *testing.T, service *inspection.Service, name inspection.ID) string {
	t.Helper()
	value, err := service.Setting(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestOffice(t *testing.T) {
	p, view, host, service := newFixture(t, inspection.Setting{Name: inspection.SettingOffice, Value: "Office"})
	p.Load()
	if !view.state.Loaded || view.state.Office != "Office" || view.state.Folder != "folder" || view.state.Version != "1.2.3" {
		t.Fatalf("state %+v", view.state)
	}
	p.Set(inspection.SettingOffice, "  Other  ")
	if got := setting(t, service, inspection.SettingOffice); got != "Other" || view.state.Saved.IsZero() {
		t.Errorf("stored %q, state %+v", got, view.state)
	}
	p.Set(inspection.SettingOffice, " ")
	if view.state.Problems[inspection.SettingOffice] == "" || setting(t, service, inspection.SettingOffice) != "Other" {
		t.Error("an empty name was accepted")
	}
	p.Set(inspection.SettingOffice, "Other")
	if len(view.state.Problems) != 0 || len(host.Errors) != 0 {
		t.Errorf("problems %v, errors %v", view.state.Problems, host.Errors)
	}
}

func TestTheLastValueIsStored(t *testing.T) {
	p, _, host, service := newFixture(t)
	manual := &task.Manual{}
	host.Start = manual.Go
	for _, name := range []string{"a", "b", "c"} {
		p.Set(inspection.SettingOffice, name)
	}
	manual.Run()
	if got := setting(t, service, inspection.SettingOffice); got != "c" {
		t.Errorf("stored %q", got)
	}
}

func TestNamingOneselfWhenNobodyIs(t *testing.T) {
	p, view, host, service := newFixture(t)
	host.Name = ""
	p.Set(inspection.SettingOperator, "Li Min")
	if setting(t, service, inspection.SettingOperator) != "Li Min" || view.state.Failure != "" {
		t.Errorf("state %+v", view.state)
	}
}

type failing struct{ Service }

func (failing) SaveSetting(context.Context, string, inspection.ID, string) error {
	return errors.New("disk full")
}

func TestFailureIsShown(t *testing.T) {
	_, view, host, service := newFixture(t)
	p := NewPresenter(host, failing{service}, nil, view)
	p.Set(inspection.SettingOffice, "x")
	if view.state.Failure == "" || !view.state.Saved.IsZero() {
		t.Errorf("state %+v", view.state)
	}
}

func TestRoster(t *testing.T) {
	p, view, _, service := newFixture(t, inspectiontest.AnInspector())
	p.Load()
	p.Add()
	p.SaveInspector(inspection.Inspector{})
	if view.problems["name"] == "" || view.edited == nil {
		t.Fatal("an inspector without a name was accepted")
	}
	p.SaveInspector(inspection.Inspector{Name: "Li"})
	if view.problems["department"] == "" {
		t.Fatal("an inspector without a department was accepted")
	}
	p.SaveInspector(inspection.Inspector{Name: inspectiontest.AnInspector().Name, Department: "civil"})
	if view.edited == nil {
		t.Fatal("a second inspector of the same name was accepted")
	}
	p.SaveInspector(inspection.Inspector{Name: " Li ", Department: "civil", Certificate: "007"})
	if view.edited != nil || len(view.state.Inspectors) != 2 {
		t.Fatalf("state %+v", view.state)
	}
	p.Edit(inspectiontest.AnInspector().ID)
	changed := *view.edited
	changed.Inactive = true
	p.SaveInspector(changed)
	active, err := service.ActiveInspectors(context.Background())
	if err != nil || len(active) != 1 || active[0].Name != "Li" || active[0].Certificate != "007" {
		t.Errorf("active %v, %v", active, err)
	}
}

func TestLook(t *testing.T) {
	p, _, host, _ := newFixture(t)
	p.SetLanguage("en")
	p.SetTheme("dark")
	p.SetTextScale(1.5, 1360, 744)
	if want := (preference.Values{Language: "en", Theme: "dark", TextScale: 1.5}); !reflect.DeepEqual(host.Look, want) {
		t.Errorf("look = %+v", host.Look)
	}
	p.OpenFolder()
	if len(host.Opened) != 1 || host.Opened[0] != "folder" {
		t.Errorf("opened %v", host.Opened)
	}
}

func TestTheLargestTextNeedsALargeWindow(t *testing.T) {
	p, view, host, _ := newFixture(t)
	p.Load()
	p.SetTextScale(2, 1360, 744)
	if host.Look.TextScale == 2 || view.state.ScaleProblem == "" {
		t.Errorf("in a window of 1360×744: size %v, said %q", host.Look.TextScale, view.state.ScaleProblem)
	}
	p.SetTextScale(2, 1912, 1040)
	if host.Look.TextScale != 2 || p.state.ScaleProblem != "" {
		t.Errorf("in a window of 1912×1040: size %v, said %q", host.Look.TextScale, p.state.ScaleProblem)
	}
}

func TestPhotoFolder(t *testing.T) {
	p, view, host, _ := newFixture(t)
	p.Load()
	p.SetPhotoFolder("/phone")
	if view.state.PhotoFolder != "/phone" || host.Look.PhotoFolder != "/phone" {
		t.Errorf("%+v", view.state)
	}
	p.SetPhotoFolder("")
	if view.state.PhotoFolder != "" || host.Look.PhotoFolder != "" {
		t.Errorf("%+v", view.state)
	}
}
