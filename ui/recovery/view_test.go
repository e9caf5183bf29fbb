package recovery

import (
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/uikit"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type fakeShell struct {
	host
	window fyne.Window
	files  uikit.FakePicker
}

func (s *fakeShell) Window() fyne.Window     { return s.window }
func (s *fakeShell) Files() uikit.FilePicker { return &s.files }

func TestSheet(t *testing.T) {
	uitest.NewApp(t)
	shell := &fakeShell{host: host{Host: fakehost.New(t)}}
	shell.window, _ = uitest.Window(t, uikit.NewTitle("page"), uitest.Screen)
	vault := &fakeVault{staged: &fakeStaged{outcome: Outcome{Rows: 20518, Files: 1204, Problems: 2, First: []Message{{Key: "problem.guard_missing"}}}}}
	Open(shell, vault, vault)
	uitest.Render(t, shell.window, "recovery")
	uitest.HasText(t, shell.window, shell.T("recovery.title"), "2026-11-20 09:05", shell.T("recovery.cause.daily"), shell.T("recovery.unusable"))
	uitest.TapText(t, shell.window, shell.T("recovery.make"))
	uitest.HasText(t, shell.window, shell.T("recovery.made", "folder", "/b", "inspections", 3, "hazards", 2, "files", 1))
	uitest.Render(t, shell.window, "recovery-made")
	uitest.TapText(t, shell.window, shell.T("recovery.restore"))
	uitest.Render(t, shell.window, "recovery-question")
	uitest.HasText(t, shell.window, shell.T("recovery.unsound", "n", 2))
	uitest.TapText(t, shell.window, shell.T("recovery.use_unsound"))
	if shell.used != vault.staged || shell.window.Canvas().Overlays().Top() != nil {
		t.Error("the sheet stays open, or nothing is used")
	}
}

func TestSheetWithAStartPassword(t *testing.T) {
	uitest.NewApp(t)
	shell := &fakeShell{host: host{Host: fakehost.New(t)}}
	shell.window, _ = uitest.Window(t, uikit.NewTitle("page"), uitest.Screen)
	vault := &fakeVault{password: "晚晴 2026 安巡"}
	Open(shell, vault, vault)
	uitest.Render(t, shell.window, "recovery-password")
	uitest.HasText(t, shell.window, shell.T("recovery.explain")+"\n"+shell.T("recovery.explain.encrypted"))
}

func TestSheetWithoutData(t *testing.T) {
	uitest.NewApp(t)
	shell := &fakeShell{host: host{Host: fakehost.New(t)}}
	shell.window, _ = uitest.Window(t, uikit.NewTitle("page"), uitest.Screen)
	Open(shell, &fakeVault{}, nil)
	uitest.Render(t, shell.window, "recovery-without-data")
	if uitest.FindText(shell.window, shell.T("recovery.make")) != nil {
		t.Error("a backup of what cannot be opened is offered")
	}
}
