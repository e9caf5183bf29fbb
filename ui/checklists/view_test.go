package checklists

import (
	"testing"

	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

func TestWindow(t *testing.T) {
	uitest.NewApp(t)
	host := fakehost.New(t)
	p := New(host, builtIn(t))
	w, _ := uitest.Window(t, p.Content(), uitest.Screen)
	p.Enter("CF-09")
	uitest.Settle(w)
	uitest.HasText(t, w, "CF-09", host.T("term.method"), host.T("term.basis"), host.T("checklists.documents"))
	uitest.TapText(t, w, host.T("checklists.documents"))
	uitest.HasText(t, w, host.T("checklists.clauses"), host.T("checklists.source"))
}
