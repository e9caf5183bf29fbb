//go:build test

package inspections

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/preference"
	"anxun/ui/theme"
	"anxun/ui/uitest"
)

// windowShell is the fake host with a window.
type windowShell struct {
	*fakeHost
	catalog *i18n.Catalog
	window  fyne.Window
	look    preference.Values
}

func (s *windowShell) Preferences() preference.Values                    { return s.look }
func (s *windowShell) ChangePreferences(change func(*preference.Values)) { change(&s.look) }

func (s *windowShell) Catalog() *i18n.Catalog { return s.catalog }
func (s *windowShell) Window() fyne.Window    { return s.window }

var pageSizeOnScreen = fyne.NewSize(1366-theme.RailWidth, 768)

func TestListPicture(t *testing.T) {
	for mode, name := range map[theme.Mode]string{theme.Light: "light", theme.Dark: "dark"} {
		uitest.NewAppWith(t, mode, theme.ScaleNormal)
		o := newOffice(t)
		for range 3 {
			o.start(t, "CF", "CE")
		}
		o.finished(t, "CF")
		shell := &windowShell{fakeHost: o.host, catalog: uitest.Catalog(t)}
		s := New(shell, o.service).(*listScreen)
		w, router := uitest.Window(t, s.Content(), pageSizeOnScreen)
		shell.window = w
		router.SetPage(s)
		s.Enter("")
		uitest.Render(t, w, "inspections-"+name)
		uitest.HasText(t, w, "西安东社区养老服务中心")
		uitest.Press(w, fyne.KeyDown)
		router.Dispatch(nav.KeySpace)
		if !s.marks.Object.Visible() {
			t.Error("a marked row shows no bar")
		}
		uitest.Render(t, w, "inspections-marked-"+name)
		router.Dispatch(nav.KeyEscape)
		uitest.Press(w, fyne.KeyReturn)
		if len(o.host.went) != 1 || o.host.went[0].Page != nav.Inspecting {
			t.Fatalf("Enter went to %v", o.host.went)
		}
	}
}

func TestAFilterIsSavedRenamedAndRemovedByKeyboard(t *testing.T) {
	uitest.NewApp(t)
	o := newOffice(t)
	o.start(t, "CF")
	o.finished(t, "CF")
	shell := &windowShell{fakeHost: o.host, catalog: uitest.Catalog(t)}
	s := New(shell, o.service).(*listScreen)
	w, _ := uitest.Window(t, s.Content(), pageSizeOnScreen)
	shell.window = w
	s.Enter("finished:month")
	uitest.TapText(t, w, shell.T("filters.save"))
	uitest.Type(w, "本月完成")
	uitest.Press(w, fyne.KeyReturn)
	s.Enter(FilterDraft)
	uitest.TapText(t, w, "本月完成")
	if state := s.presenter.State(); state.Filter != FilterFinished || state.Period != PeriodMonth {
		t.Fatalf("the saved filter shows %+v", state)
	}
	uitest.TapText(t, w, shell.T("filters.manage"))
	uitest.Type(w, "（旧）")
	uitest.TapText(t, w, shell.T("common.save"))
	if saved := shell.look.Filters; len(saved) != 1 || !strings.Contains(saved[0].Name, "（旧）") {
		t.Fatalf("saved %+v", saved)
	}
	uitest.HasText(t, w, shell.look.Filters[0].Name)
	uitest.TapText(t, w, shell.T("filters.manage"))
	uitest.TapText(t, w, shell.T("filters.remove"))
	uitest.TapText(t, w, shell.T("common.save"))
	if len(shell.look.Filters) != 0 {
		t.Errorf("still saved: %+v", shell.look.Filters)
	}
}

func TestStartByKeyboard(t *testing.T) {
	for mode, name := range map[theme.Mode]string{theme.Light: "light", theme.Dark: "dark"} {
		uitest.NewAppWith(t, mode, theme.ScaleNormal)
		o := newOffice(t)
		o.finished(t, "CF")
		shell := &windowShell{fakeHost: o.host, catalog: uitest.Catalog(t)}
		s := NewStart(shell, o.service).(*startScreen)
		w, router := uitest.Window(t, s.Content(), pageSizeOnScreen)
		shell.window = w
		router.SetPage(s)
		var timers uitest.Timers
		s.picker.Search.SetLater(timers.Later)
		s.Enter("")
		uitest.Render(t, w, "start-choose-"+name)
		uitest.Type(w, "xad")
		uitest.Press(w, fyne.KeyReturn) // before the search's delay is over
		uitest.Settle(w)
		if s.state.Chosen == nil || s.state.Chosen.ID != o.place.ID {
			t.Fatalf("chosen %+v", s.state.Chosen)
		}
		uitest.Render(t, w, "start-ready-"+name)
		uitest.HasText(t, w, "西安东社区养老服务中心", "日间照料")
		uitest.Press(w, fyne.KeyReturn)
		if len(o.host.went) != 1 || o.host.went[0].Page != nav.Inspecting {
			t.Fatalf("went %v; missing %q, trouble %q", o.host.went, s.state.Missing, s.state.Trouble)
		}
		rows := o.inspections(t, inspection.StatusDraft)
		if len(rows) != 1 || len(rows[0].Checklists) != len(inspection.ProposeChecklists(o.lists, o.place)) {
			t.Fatalf("began %+v", rows)
		}
	}
}

func TestStartWithPlaceGiven(t *testing.T) {
	uitest.NewApp(t)
	o := newOffice(t)
	o.start(t, "CF")
	shell := &windowShell{fakeHost: o.host, catalog: uitest.Catalog(t)}
	s := NewStart(shell, o.service).(*startScreen)
	w, router := uitest.Window(t, s.Content(), pageSizeOnScreen)
	shell.window = w
	router.SetPage(s)
	s.Enter(string(o.place.ID))
	uitest.Settle(w)
	uitest.HasText(t, w, "继续填写")
	uitest.TapText(t, w, "更换检查对象")
	uitest.Settle(w)
	if s.state.Chosen != nil {
		t.Fatal("the place was not given up")
	}
	if w.Canvas().Focused() == nil {
		t.Fatal("the keyboard is nowhere")
	}
}
