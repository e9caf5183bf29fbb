package history

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type fakeShell struct {
	*fakehost.Host
	window fyne.Window
}

func (s *fakeShell) Window() fyne.Window { return s.window }

func TestSheet(t *testing.T) {
	uitest.NewApp(t)
	shell := &fakeShell{Host: fakehost.New(t)}
	service, visit := corrected(t, shell.Clock)
	shell.window, _ = uitest.Window(t, container.NewStack(), uitest.Screen)
	sheet := Show(shell, service, inspection.KindInspection, visit.ID)
	uitest.Settle(shell.window)
	uitest.HasText(t, shell.window, shell.T("history.title"), shell.T("history.corrected"), "符合 → 不适用")
	uitest.Render(t, shell.window, "history")
	sheet.Close()
}
