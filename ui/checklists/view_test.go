package checklists

import (
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type fakeShell struct {
	*fakehost.Host
	window fyne.Window
}

func (s *fakeShell) Window() fyne.Window { return s.window }

func TestWindow(t *testing.T) {
	uitest.NewApp(t)
	host := fakehost.New(t)
	shell := &fakeShell{Host: host}
	p := New(shell, builtIn(t))
	w, router := uitest.Window(t, p.Content(), uitest.Screen)
	shell.window = w
	router.SetPage(p.(page.KeyHandler))
	p.Enter("CF-09")
	uitest.Settle(w)
	uitest.HasText(t, w, "CF-09", host.T("term.method"), host.T("term.basis"), host.T("checklists.documents"))
	router.Dispatch(nav.KeySpace)
	uitest.HasText(t, w, host.T("common.marked", "n", 1))
	router.Dispatch(nav.KeyF10)
	uitest.TapText(t, w, host.T("common.copy_table"))
	if len(host.Copied) != 1 {
		t.Errorf("copied %q", host.Copied)
	}
	router.Dispatch(nav.KeyEscape)
	uitest.TapText(t, w, host.T("checklists.documents"))
	uitest.HasText(t, w, host.T("checklists.clauses"), host.T("checklists.source"))
}
