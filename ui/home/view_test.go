package home

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type fakeShell struct {
	*fakehost.Host
	window fyne.Window
}

func (s *fakeShell) Window() fyne.Window { return s.window }

func TestWindowShowsTheDay(t *testing.T) {
	uitest.NewApp(t)
	shell := &fakeShell{Host: fakehost.New(t)}
	p := New(shell, fakehost.NewService(t, shell.Clock, full()...), nil, nil)
	shell.window, _ = uitest.Window(t, p.Content(), uitest.Screen)
	p.Enter("")
	uitest.Settle(shell.window)
	uitest.HasText(t, shell.window, shell.T("home.due_today"), shell.T("home.badge.overdue", "n", 3), shell.T("home.resume"))
	uitest.TapText(t, shell.window, shell.T("home.overdue"))
	uitest.TapText(t, shell.window, shell.T("home.resume"))
	uitest.TapText(t, shell.window, shell.T("home.begin"))
	want := []nav.Route{{Page: nav.Hazards, Arg: "overdue"}, {Page: nav.Inspecting, Arg: "draft-1"}, {Page: nav.Start}}
	for i, route := range want {
		if i >= len(shell.Routes) || shell.Routes[i] != route {
			t.Fatalf("went %v, want %v", shell.Routes, want)
		}
	}
}

func TestWindowWelcomesAndOffersWaysToBegin(t *testing.T) {
	uitest.NewApp(t)
	shell := &fakeShell{Host: fakehost.New(t)}
	p := New(shell, fakehost.NewService(t, shell.Clock), func(context.Context, string) error { return nil }, nil)
	shell.window, _ = uitest.Window(t, p.Content(), uitest.Screen)
	p.Enter("")
	uitest.Settle(shell.window)
	v := p.(*view)
	if shell.window.Canvas().Focused() != fyne.Focusable(v.welcome.office) {
		t.Error("the first field does not have the keyboard")
	}
	uitest.TapText(t, shell.window, shell.T("home.welcome.done"))
	uitest.HasText(t, shell.window, shell.T("home.welcome.missing.office"), shell.T("home.welcome.missing.department"))
	v.welcome.office.SetText("Office")
	v.welcome.person.SetText("Li")
	v.welcome.department.SetSelectedID("civil")
	uitest.TapText(t, shell.window, shell.T("home.welcome.done"))
	uitest.HasText(t, shell.window, shell.T("home.first.title"), shell.T("home.first.sample"))
}
