package ui

import (
	"time"

	"anxun/ui/uikit"
	"anxun/ui/unlock"
)

// idleCheck is how often it is looked at whether the program was used.
const idleCheck = 10 * time.Second

// lock is the cover over the window while it is locked.
type lock struct {
	cover *uikit.Cover
	title string // of the window, which says what is on the page
	idle  *unlock.Idle
}

// hasPassword reports whether the data folder has a start password.
func (s *Shell) hasPassword() bool { return s.options.Access != nil && s.options.Access.Locked() }

// askAtStart asks for the start password before anything of the data is read.
func (s *Shell) askAtStart() {
	s.cancelOpening = func() {}
	screen := unlock.NewScreen(s, s.options.Access, s.later, s.T("unlock.start"), func() {
		s.retry()
	})
	s.host.SetContent(screen.Content())
	focus := func() { s.window.Canvas().Focus(screen.Focus()) }
	screen.Attach(s.host.Refresh, focus)
	focus()
}

// Lock covers the window until the start password is given. What was being typed is saved as soon as the keyboard leaves
// it; pages and sheets stay below as they are. Work in the background goes on.
func (s *Shell) Lock() {
	if s.lock.cover != nil || s.session == nil || s.closing || !s.hasPassword() {
		return
	}
	screen := unlock.NewScreen(s, s.options.Access, s.later, s.T("unlock.locked"), s.unlocked)
	s.lock.cover = uikit.ShowCover(s.window.Canvas(), screen.Content(), screen.Focus())
	screen.Attach(s.lock.cover.Refresh, func() { s.window.Canvas().Focus(screen.Focus()) })
	s.lock.title = s.window.Title()
	s.window.SetTitle(s.T("shell.app"))
}

func (s *Shell) unlocked() {
	s.window.SetTitle(s.lock.title)
	s.lock.cover.Close()
	s.lock.cover = nil
	s.lock.idle = unlock.NewIdle(s.options.Clock, uikit.Strokes())
}

// watchIdle locks the program when it was not used for the time that was chosen.
func (s *Shell) watchIdle() {
	if s.lock.idle == nil {
		s.lock.idle = unlock.NewIdle(s.options.Clock, uikit.Strokes())
	}
	s.later(idleCheck, func() {
		if s.closing {
			return
		}
		minutes := s.options.Preferences.Values().LockMinutes
		if idle := s.lock.idle.For(uikit.Strokes()); minutes > 0 && idle >= time.Duration(minutes)*time.Minute {
			s.Lock()
		}
		s.watchIdle()
	})
}

// OpenPassword opens the sheet 启动密码.
func (s *Shell) OpenPassword() {
	if s.options.Access != nil {
		unlock.Open(s, s.options.Access, s.Lock)
	}
}
