package finding

import (
	"context"
	"errors"
	"image"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/uitest/fakehost"
)

type shown struct {
	state   State
	focused string
}

func (v *shown) Render(s State)    { v.state = s }
func (v *shown) FocusPlace()       { v.focused = "place" }
func (v *shown) FocusDescription() { v.focused = "description" }

// camera stands in for the photo store: a file named bad is none.
type camera struct{}

func (camera) Import(_ context.Context, paths []string, each func(string, inspection.Evidence, error)) error {
	for _, path := range paths {
		if strings.HasPrefix(path, "bad") {
			each(path, inspection.Evidence{}, errors.New(path))
			continue
		}
		each(path, inspection.Evidence{SHA256: strings.Repeat(path[:1], 64), Format: "jpg", Name: path, Size: 1, Width: 4, Height: 3}, nil)
	}
	return nil
}

func (camera) Picture(context.Context, inspection.Evidence, int) (image.Image, error) {
	return image.NewGray(image.Rect(0, 0, 4, 3)), nil
}

type fixture struct {
	*Presenter
	host    *fakehost.Host
	service *inspection.Service
	view    *shown
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	host := fakehost.New(t)
	visit := inspectiontest.AnInspection()
	f := &fixture{host: host, service: fakehost.NewService(t, host.Clock, inspectiontest.APlace(), inspectiontest.AChecklist(), visit), view: &shown{}}
	f.open("")
	return f
}

// open makes the page anew, as after a restart.
func (f *fixture) open(arg string) {
	f.Presenter = NewPresenter(f.host, f.service, camera{})
	f.Attach(f.view)
	f.Enter(arg)
}

func (f *fixture) hazards(t *testing.T) (rows []inspection.HazardRow) {
	t.Helper()
	err := f.service.View(context.Background(), func(r inspection.Reader) (err error) {
		rows, err = r.Hazards(context.Background(), inspection.HazardFilter{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestRegister(t *testing.T) {
	f := newFixture(t)
	if f.view.focused != "place" || len(f.view.state.Places) != 1 {
		t.Fatalf("an empty form shows %+v, keyboard in %s", f.view.state, f.view.focused)
	}
	f.Search(inspectiontest.APlace().Code)
	f.ChooseSelected()
	if f.view.state.Place == nil || f.view.state.Responsible != inspectiontest.APlace().Manager || f.view.focused != "description" {
		t.Fatalf("after choosing %+v", f.view.state)
	}
	if f.view.state.Due != inspection.DayOf(f.host.Now()) {
		t.Errorf("小事不过夜: due %s", f.view.state.Due)
	}
	f.SetDescription("楼道堆放纸箱")
	f.SetSeverity(Serious)
	if want := inspection.DayOf(f.host.Now()).Add(3); f.view.state.Due != want {
		t.Errorf("大事不过三: due %s, want %s", f.view.state.Due, want)
	}
	f.ToggleDepartment("fire")
	f.AddPhotos([]string{"a.jpg", "bad.jpg", "a.jpg"})
	if len(f.view.state.Photos) != 1 || f.view.state.Problems["photos"] == "" || f.view.state.Reading != 0 {
		t.Errorf("photos %+v, problems %v", f.view.state.Photos, f.view.state.Problems)
	}
	f.Register()
	rows := f.hazards(t)
	if len(rows) != 1 {
		t.Fatalf("%d hazards, errors %v", len(rows), f.host.Errors)
	}
	if h := rows[0]; h.Description != "楼道堆放纸箱" || h.Severity != inspection.SeveritySerious || h.InspectionID != "" || h.Item != "" ||
		len(h.Departments) != 2 || h.FoundBy != f.host.Name {
		t.Errorf("registered %+v", h.Hazard)
	}
	if want := (nav.Route{Page: nav.Hazards, Arg: "id:" + string(rows[0].ID)}); len(f.host.Routes) != 1 || f.host.Routes[0] != want {
		t.Errorf("went to %v", f.host.Routes)
	}
	f.open("")
	if f.view.state.Description != "" || len(f.view.state.Photos) != 0 {
		t.Errorf("the draft outlived the registering: %+v", f.view.state)
	}
}

func TestMissing(t *testing.T) {
	f := newFixture(t)
	f.ToggleDepartment("emergency") // the one preset
	f.Register()
	for _, field := range []string{"place", "description", "departments"} {
		if f.view.state.Problems[field] == "" {
			t.Errorf("nothing is said about %s", field)
		}
	}
	f.ChooseAt(0)
	f.SetDescription("地面有油污")
	f.ToggleDepartment("civil")
	if len(f.view.state.Problems) != 0 || len(f.hazards(t)) != 0 {
		t.Errorf("problems %v", f.view.state.Problems)
	}
}

// What was written is there again after the program was killed; 清空 throws it away.
func TestDraftOutlivesTheProgram(t *testing.T) {
	f := newFixture(t)
	f.ChooseAt(0)
	f.SetDescription("地面有油污")
	f.SetDue("2026-12-01")
	f.AddPhotos([]string{"a.jpg"})
	f.open("")
	s := f.view.state
	if s.Place == nil || s.Description != "地面有油污" || s.Due != "2026-12-01" || len(s.Photos) != 1 || !f.WorthKeeping() {
		t.Fatalf("restored %+v", s)
	}
	f.Discard()
	f.open("")
	if s := f.view.state; s.Description != "" || s.Place != nil || len(s.Photos) != 0 {
		t.Errorf("thrown away, but %+v", s)
	}
	if parseDraft("{").worthKeeping() {
		t.Error("a damaged draft is worth keeping")
	}
}

func TestDuringInspection(t *testing.T) {
	f := newFixture(t)
	visit := inspectiontest.AnInspection()
	f.open("inspection:" + string(visit.ID))
	if f.view.state.Place == nil || f.view.state.Visit != visit.No {
		t.Fatalf("%+v", f.view.state)
	}
	f.SetDescription("门口台阶破损")
	f.Register()
	rows := f.hazards(t)
	if len(rows) != 1 || rows[0].InspectionID != visit.ID {
		t.Fatalf("%+v, errors %v", rows, f.host.Errors)
	}
	if want := (nav.Route{Page: nav.Inspecting, Arg: string(visit.ID)}); f.host.Routes[0] != want {
		t.Errorf("went to %v", f.host.Routes)
	}
	f.host.Clock = inspectiontest.FixedClock(inspectiontest.Noon.Add(time.Hour))
	f.open("place:" + string(inspectiontest.APlace().ID))
	f.SetDescription("门口台阶有破损")
	if len(f.view.state.Alike) != 1 || f.view.state.Visit != "" {
		t.Errorf("alike %v, visit %q", f.view.state.Alike, f.view.state.Visit)
	}
}
