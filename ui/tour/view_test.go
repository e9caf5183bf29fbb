package tour

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type fakeShell struct {
	*fakehost.Host
	window fyne.Window
}

func (s *fakeShell) Window() fyne.Window { return s.window }

func open(t *testing.T) *fakeShell {
	t.Helper()
	uitest.NewApp(t)
	shell := &fakeShell{Host: fakehost.New(t)}
	shell.window, _ = uitest.Window(t, container.NewStack(), uitest.Screen)
	Show(shell)
	uitest.Settle(shell.window)
	return shell
}

func (s *fakeShell) closed() bool { return s.window.Canvas().Overlays().Top() == nil }

// Three steps by keys, one back, and the last one ends it.
func TestThreeSteps(t *testing.T) {
	shell := open(t)
	uitest.HasText(t, shell.window, shell.T("tour.inspect"), shell.T("tour.skip"))
	uitest.Render(t, shell.window, "tour")
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeyReturn, "tour.hazards"}, {fyne.KeyLeft, "tour.inspect"}, {fyne.KeyRight, "tour.hazards"}, {fyne.KeyReturn, "tour.reports"}} {
		uitest.Press(shell.window, step.key)
		uitest.Settle(shell.window)
		uitest.HasText(t, shell.window, shell.T(step.want))
	}
	uitest.HasText(t, shell.window, shell.T("tour.done"))
	uitest.Press(shell.window, fyne.KeyReturn)
	if !shell.closed() {
		t.Error("the last step does not end the tour")
	}
}

func TestSkip(t *testing.T) {
	shell := open(t)
	uitest.TapText(t, shell.window, shell.T("tour.skip"))
	if !shell.closed() {
		t.Error("the tour was not skipped")
	}
}
