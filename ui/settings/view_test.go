package settings

import (
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type fakeShell struct {
	*fakehost.Host
	window fyne.Window
	files  uikit.FakePicker
}

func (s *fakeShell) Files() uikit.FilePicker { return &s.files }

func (s *fakeShell) OpenBackups()  {}
func (s *fakeShell) OpenPassword() {}
func (s *fakeShell) OpenVerify()   {}

func (s *fakeShell) FolderWarning() string { return "on a network drive" }

func (s *fakeShell) Window() fyne.Window { return s.window }

func TestWindow(t *testing.T) {
	uitest.NewApp(t)
	shell := &fakeShell{Host: fakehost.New(t)}
	service := fakehost.NewService(t, shell.Clock, inspectiontest.AnInspector(), inspection.Setting{Name: inspection.SettingOffice, Value: "Office"})
	p := New(shell, service, nil)
	shell.window, _ = uitest.Window(t, p.Content(), uitest.Screen)
	p.Enter("")
	uitest.Settle(shell.window)
	name := inspectiontest.AnInspector().Name
	uitest.HasText(t, shell.window, name, "folder", "on a network drive", shell.T("settings.inspector.active"))
	uitest.TapText(t, shell.window, name)
	uitest.HasText(t, shell.window, shell.T("settings.inspector.edit"), shell.T("settings.inspector.state.hint"))
	uitest.TapText(t, shell.window, shell.T("history.title"))
	p.(*view).CloseEditor()
	p.(*view).presenter.OpenBin() // its card is below what the window shows
	if len(shell.Routes) != 2 || shell.Routes[0].Page != nav.Changes || shell.Routes[1].Page != nav.Bin {
		t.Errorf("went %v", shell.Routes)
	}
	p.(*view).office.SetText("Other office")
	if err := p.(page.Leaver).Leave(); err != nil {
		t.Error(err)
	}
	if got := setting(t, service, inspection.SettingOffice); got != "Other office" {
		t.Errorf("stored %q", got)
	}
}
