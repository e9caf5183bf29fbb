package ui

import (
	"errors"

	"fyne.io/fyne/v2"

	"anxun/ui/guard"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// onUI runs f on the goroutine of the user interface; a panic in it is told, and the program goes on.
func onUI(f func()) { fyne.Do(func() { guard.Call(f) }) }

// crashed is told every panic of what the toolkit calls. It may come from any goroutine.
func (s *Shell) crashed(value any, stack []byte) {
	s.logCrash("window", value, stack)
	fyne.Do(s.tellCrash)
}

// logCrash keeps a panic for those who can repair it. If that fails, the reason is kept for Failure.
func (s *Shell) logCrash(label string, value any, stack []byte) {
	if err := s.log.Write(label, value, stack); err != nil {
		fyne.Do(func() { s.failure = errors.Join(s.failure, err) })
	}
}

// tellCrash says in one sentence that something went wrong. While that is being read, more of the same is not.
func (s *Shell) tellCrash() {
	if s.tellingCrash || s.closing {
		return
	}
	s.tellingCrash = true
	var sheet *uikit.Modal
	sheet = uikit.ShowSheet(s.window.Canvas(), uikit.Sheet{Title: s.T("shell.error_title"), Body: uikit.NewBody(s.T("shell.crash.text")),
		OnClose: func() { s.tellingCrash = false }, Actions: []*uikit.Button{
			uikit.NewButton(s.T("shell.crash.log"), uikit.Secondary, func() { s.ShowError(s.OpenPath(s.log.Dir())) }),
			uikit.NewButton(s.T("common.ok"), uikit.Primary, func() { sheet.Close() }),
		}})
}

// noteTask logs the panic of background work; the page that began the work tells it.
func (s *Shell) noteTask(err error) {
	var crash *task.PanicError
	if errors.As(err, &crash) {
		s.logCrash(crash.Label, crash.Value, crash.Stack)
	}
}

// dropPage takes a page whose opening panicked out of use, so that it is made anew, and offers to do so.
func (s *Shell) dropPage(route nav.Route) {
	delete(s.pages, route.Page)
	s.shown = nil
	s.keys.SetPage(nil)
	again := uikit.NewButton(s.T("common.retry"), uikit.Secondary, func() { s.show(route) })
	s.body.Objects[0] = uikit.NewEmptyState(theme.IconWarning, s.T("shell.crash.page"), again)
	s.body.Refresh()
}
