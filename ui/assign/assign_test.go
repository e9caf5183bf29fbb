package assign

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type fakeShell struct {
	*fakehost.Host
	window fyne.Window
}

func (s *fakeShell) Window() fyne.Window { return s.window }

// asked keeps the question.
type asked struct{ ask *Ask }

func (a *asked) Ask(ask Ask) { a.ask = &ask }

func given(t *testing.T, service *inspection.Service, kind inspection.RecordKind) (g Given) {
	t.Helper()
	err := service.View(context.Background(), func(r inspection.Reader) (err error) {
		g, err = Read(context.Background(), r, kind)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// A place is given to somebody, then to nobody; whoever was given something is offered the next time.
func TestGiveAndTakeBack(t *testing.T) {
	host, view := fakehost.New(t), &asked{}
	place := inspectiontest.APlace()
	service := fakehost.NewService(t, host.Clock, place, inspectiontest.AnInspector())
	var done []inspection.ID
	p := NewPresenter(host, service, inspection.KindPlace, view, func(ids []inspection.ID) { done = ids })
	p.Begin(nil)
	if view.ask != nil {
		t.Fatal("asked about nothing")
	}
	p.Begin([]inspection.ID{place.ID})
	if view.ask.Count != 1 || view.ask.Person != "" || len(view.ask.People) != 1 {
		t.Errorf("%+v", view.ask)
	}
	p.Give(*view.ask, " 王强 ", "本周内")
	g := given(t, service, inspection.KindPlace)
	if g.To(place.ID) != "王强" || !slices.Equal(g.People(), []string{"王强"}) || len(done) != 1 {
		t.Errorf("%+v, told %v, errors %v", g, done, host.Errors)
	}
	if got := given(t, service, inspection.KindHazard); got.To(place.ID) != "" || len(got.People()) != 0 {
		t.Errorf("hazards: %+v", got)
	}
	p.Begin([]inspection.ID{place.ID})
	if view.ask.Person != "王强" || view.ask.Note != "本周内" || !slices.Contains(view.ask.People, "王强") {
		t.Errorf("%+v", view.ask)
	}
	p.Give(*view.ask, "", "")
	if g := given(t, service, inspection.KindPlace); g.To(place.ID) != "" || len(g.IDs("王强")) != 0 {
		t.Errorf("%+v", g)
	}
}

func TestWithin(t *testing.T) {
	a, b := []inspection.ID{"1", "2", "3"}, []inspection.ID{"3", "1"}
	if got := Within(a, b); !slices.Equal(got, []inspection.ID{"1", "3"}) {
		t.Errorf("%v", got)
	}
	if Within(nil, nil) != nil || !slices.Equal(Within(nil, b), b) || !slices.Equal(Within(a, nil), a) {
		t.Error("nil does not stand for everything")
	}
	if got := Within(a, []inspection.ID{}); got == nil || len(got) != 0 {
		t.Errorf("%v: none is not everything", got)
	}
}

// The sheet refuses an empty name, takes one that is tapped, and gives.
func TestSheet(t *testing.T) {
	uitest.NewApp(t)
	shell := &fakeShell{Host: fakehost.New(t)}
	place, person := inspectiontest.APlace(), inspectiontest.AnInspector()
	service := fakehost.NewService(t, shell.Clock, place, person)
	shell.window, _ = uitest.Window(t, uikit.NewBody(""), uitest.Screen)
	sheet := NewSheet(shell, service, inspection.KindPlace, func([]inspection.ID) {})
	sheet.Open([]inspection.ID{place.ID})
	uitest.Settle(shell.window)
	uitest.TapText(t, shell.window, shell.T("assign.action"))
	uitest.HasText(t, shell.window, shell.T("assign.missing"))
	uitest.TapText(t, shell.window, person.Name)
	uitest.TapText(t, shell.window, shell.T("assign.action"))
	if got := given(t, service, inspection.KindPlace).To(place.ID); got != person.Name {
		t.Errorf("given to %q, errors %v", got, shell.Errors)
	}
}

// The filter shows only once something was given, one's own first.
func TestFilter(t *testing.T) {
	uitest.NewApp(t)
	shell := &fakeShell{Host: fakehost.New(t)}
	f := NewFilter(shell, func(string) {})
	if f.Show(nil, "") || f.Object.Visible() {
		t.Error("it shows although nobody was given anything")
	}
	if !f.Show([]string{"王强"}, "") || !f.Object.Visible() {
		t.Error("it does not show")
	}
}
