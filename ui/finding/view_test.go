package finding

import (
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type window struct {
	*fakehost.Host
	window fyne.Window
	backs  int
}

func (w *window) Window() fyne.Window     { return w.window }
func (w *window) Files() uikit.FilePicker { return nil }
func (w *window) Back()                   { w.backs++ }

func TestWindow(t *testing.T) {
	uitest.NewApp(t)
	shell := &window{Host: fakehost.New(t)}
	page := New(shell, fakehost.NewService(t, shell.Clock, inspectiontest.APlace()), camera{}).(*screen)
	shell.window, _ = uitest.Window(t, page.Content(), uitest.Screen)
	page.Enter("")
	uitest.Settle(shell.window)
	place := inspectiontest.APlace()
	uitest.HasText(t, shell.window, shell.T("finding.title"), place.Name)
	if !page.HandleKey(nav.KeyEnter) {
		t.Fatal("Enter does not take the place")
	}
	uitest.HasText(t, shell.window, place.Name, shell.T("inspections.change_place"), shell.T("finding.due_rule", "rule", shell.T("finding.rule.same_day")))
	page.HandleKey(nav.Ctrl(nav.KeyEnter))
	uitest.HasText(t, shell.window, shell.T("finding.need_description"))
	page.description.SetText("楼道堆放纸箱")
	page.presenter.SetDescription(page.description.Text())
	page.HandleKey(nav.Ctrl(nav.KeyEnter))
	if len(shell.Routes) != 1 || shell.Routes[0].Page != nav.Hazards {
		t.Errorf("went to %v; %v", shell.Routes, shell.Errors)
	}
	page.HandleKey(nav.KeyEscape)
	if shell.backs != 1 {
		t.Error("Esc does not lead back")
	}
}
