package guide

import (
	"testing"

	"anxun/assets"
	"anxun/ui/nav"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

func TestWindow(t *testing.T) {
	uitest.NewApp(t)
	host := fakehost.New(t)
	p := New(host, assets.Guide)
	w, _ := uitest.Window(t, p.Content(), uitest.Screen)
	p.Enter("")
	uitest.Settle(w)
	uitest.HasText(t, w, host.T("guide.title"), "管理人员：报表")
	uitest.TapText(t, w, host.T("tour.title"))
	if len(host.Routes) != 1 || host.Routes[0].Page != nav.Tour {
		t.Errorf("went %v", host.Routes)
	}
	uitest.TapText(t, w, "管理人员：报表")
	uitest.HasText(t, w, "1", "4")
}
