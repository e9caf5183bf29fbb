package bin

import (
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

func removedPlace() inspection.Place {
	return inspectiontest.APlace(func(p *inspection.Place) {
		p.ID, p.Code, p.Name, p.Removed = "gone", "YL-009", "西岗日间照料中心", true
	})
}

func TestBinThroughTheWindow(t *testing.T) {
	uitest.NewApp(t)
	host := fakehost.New(t)
	service := fakehost.NewService(t, host.Clock, removedPlace())
	p := New(host, service)
	w, router := uitest.Window(t, p.Content(), uitest.Screen)
	router.SetPage(p.(page.KeyHandler))
	p.Enter("")
	uitest.Settle(w)
	uitest.HasText(t, w, host.T("bin.title"), "西岗日间照料中心", "YL-009", "2026-11-20 12:00", "test")
	uitest.Render(t, w, "bin")
	uitest.TapText(t, w, host.T("common.export_list"))
	if len(host.Exported) != 2 || host.Exported[1][1] != "西岗日间照料中心" {
		t.Errorf("exported %v", host.Exported)
	}
	if !p.(page.KeyHandler).HandleKey(nav.KeyEnter) {
		t.Error("Enter was not taken")
	}
	uitest.Settle(w)
	uitest.HasText(t, w, host.T("bin.empty"))
	if len(host.Toasts) != 1 || len(host.Errors) != 0 {
		t.Errorf("%v %v", host.Toasts, host.Errors)
	}
	uitest.TapText(t, w, host.T("bin.back"))
	if len(host.Routes) != 1 || host.Routes[0].Page != nav.Settings {
		t.Errorf("went %v", host.Routes)
	}
}

type seen struct{ state State }

func (v *seen) Render(s State) { v.state = s }

// What cannot be brought back says why, and stays.
func TestBlocked(t *testing.T) {
	host, view := fakehost.New(t), &seen{}
	service := fakehost.NewService(t, host.Clock, removedPlace(),
		inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "other", "YL-009" }))
	p := NewPresenter(host, service, view)
	p.Load()
	if row, selected := view.state.Current(); !selected || row.Blocked == "" {
		t.Errorf("%+v", view.state)
	}
	p.Restore()
	if len(host.Errors) != 1 || len(view.state.Rows) != 1 || view.state.Working {
		t.Errorf("%v %+v", host.Errors, view.state)
	}
}
