package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/guard"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/uitest"
)

func (f *fixture) crashLog(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(f.folder, guard.Folder, guard.File))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(content), "张") {
		t.Errorf("the log holds what a person wrote:\n%s", content)
	}
	return string(content)
}

func TestAPageThatPanicsIsToldAndTheProgramGoesOn(t *testing.T) {
	for name, crash := range map[string]func(f *fixture){
		"Enter": func(f *fixture) { f.Go(nav.Route{Page: nav.Places, Arg: "panic"}) },
		"key":   func(f *fixture) { uitest.Press(f.window, fyne.KeyF9) },
		"Leave": func(f *fixture) {
			f.made[nav.Home].onLeave = func() { panic("张建国") }
			f.Go(nav.Route{Page: nav.Reports})
		},
		"timer":           func(f *fixture) { onUI(func() { panic("张建国") }) },
		"result of tasks": func(f *fixture) { f.Post(func() { panic("张建国") }) },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, task.Inline{})
			defer f.stopGuarding()
			crash(f)
			uitest.HasText(t, f.window, f.T("shell.error_title"), f.T("shell.crash.log"))
			if log := f.crashLog(t); !strings.Contains(log, " anxun 1 ") || !strings.Contains(log, "goroutine") {
				t.Errorf("the log says\n%s", log)
			}
			uitest.TapText(t, f.window, f.T("common.ok"))
			f.Go(nav.Route{Page: nav.Hazards})
			uitest.HasText(t, f.window, "page hazards")
		})
	}
}

func TestAPageThatPanickedIsMadeAnew(t *testing.T) {
	f := newFixture(t, task.Inline{})
	defer f.stopGuarding()
	f.Go(nav.Route{Page: nav.Places, Arg: "panic"})
	broken := f.made[nav.Places]
	uitest.TapText(t, f.window, f.T("common.ok"))
	uitest.HasText(t, f.window, f.T("shell.crash.page"))
	f.Go(nav.Route{Page: nav.Places})
	uitest.HasText(t, f.window, "page places")
	if f.made[nav.Places] == broken {
		t.Error("the broken page is shown again")
	}
}

func TestBackgroundWorkThatPanicsIsLogged(t *testing.T) {
	f := newFixture(t, task.Inline{})
	defer f.stopGuarding()
	var got error
	f.Run("reading", func(context.Context, task.Progress) error { panic("张建国") }, func(err error) { got = err })
	var crash *task.PanicError
	if !errors.As(got, &crash) || strings.Contains(f.ErrorText(got), "张") {
		t.Errorf("the page was told %v", got)
	}
	if log := f.crashLog(t); !strings.Contains(log, "reading: string") {
		t.Errorf("the log says\n%s", log)
	}
}

func TestOneSentenceForManyPanics(t *testing.T) {
	f := newFixture(t, task.Inline{})
	defer f.stopGuarding()
	for range 5 {
		onUI(func() { panic("again") })
	}
	if n := len(f.window.Canvas().Overlays().List()); n != 1 {
		t.Errorf("%d sheets are open", n)
	}
}
