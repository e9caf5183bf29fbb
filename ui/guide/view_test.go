package guide

import (
	"testing"

	"anxun/assets"
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
	uitest.TapText(t, w, "管理人员：报表")
	uitest.HasText(t, w, "1", "4")
}
