package ui

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// followEvery is how often a window that only looks asks what the other one has committed.
const followEvery = 2 * time.Second

// beside is what a second window on one data folder knows of the first.
type beside struct {
	holder    map[string]string // program, process, host, since and person of who has it open for writing
	following bool
	cancel    func() // the next look
}

// holderOf takes who has the data folder open from the error that said so.
func holderOf(err error) map[string]string {
	holder := map[string]string{}
	var known *inspection.Error
	if !errors.As(err, &known) {
		return holder
	}
	for i := 0; i+1 < len(known.Args); i += 2 {
		name, named := known.Args[i].(string)
		if text, isText := known.Args[i+1].(string); named && isText {
			holder[name] = text
		}
	}
	return holder
}

// holderTable says where the first window is.
func (s *Shell) holderTable() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, name := range []string{"host", "person", "since", "process", "program"} {
		value := s.beside.holder[name]
		if value == "" || value == "?" {
			value = s.T("shell.beside.unknown")
		}
		label := uikit.FixedWidth(110, uikit.NewText(s.T("shell.beside."+name), uikit.StyleMuted))
		lines = append(lines, uikit.HFill(theme.Space12, 1, label, uikit.NewText(value, uikit.StyleStrong)))
	}
	return uikit.VStack(theme.Space4, lines...)
}

// openBeside opens the data folder to look at it.
func (s *Shell) openBeside() {
	s.showOpening()
	s.loadWith(s.options.OpenBeside)
}

// ReadOnly reports whether the window only looks at what another one writes.
func (s *Shell) ReadOnly() bool { return s.session != nil && s.session.ReadOnly }

// lockWriting switches off what changes stored data, before the pages are made, and leaves the preferences to the other
// window.
func (s *Shell) lockWriting() {
	uikit.LockWriting(s.session.ReadOnly)
	s.options.Preferences.Hold(s.session.ReadOnly)
}

// writesOnly reports whether a page is for nothing but changing stored data.
func writesOnly(page string) bool {
	return page == nav.Start || page == nav.Finding || page == nav.Signing
}

// title is that of the window while a page is shown.
func (s *Shell) title(page string) string {
	if s.ReadOnly() {
		return s.T("shell.title.read_only", "page", page)
	}
	return s.T("shell.title", "page", page)
}

// railState is the line at the foot of the rail: that all is saved, or that this window only looks.
func (s *Shell) railState() fyne.CanvasObject {
	if !s.ReadOnly() {
		return uikit.NewCaption(s.T("shell.saved_here"))
	}
	return uikit.HStack(0, uikit.NewBadge(s.T("shell.beside.badge"), uikit.ToneWarn))
}

// withBanner puts over the pages of a window that only looks why that is so, and the way out.
func (s *Shell) withBanner(body fyne.CanvasObject) fyne.CanvasObject {
	if !s.ReadOnly() {
		return body
	}
	holder := s.beside.holder
	words := uikit.NewParagraph(s.T("shell.beside.banner", "person", holder["person"], "host", holder["host"], "process", holder["process"],
		"since", holder["since"]), uikit.StyleBody, 2)
	again := uikit.NewButton(s.T("shell.beside.reopen"), uikit.Secondary, s.reopen)
	line := uikit.HFill(theme.Space12, 1, uikit.NewBadge(s.T("shell.beside.badge"), uikit.ToneWarn), words, again)
	banner := container.NewStack(canvas.NewRectangle(theme.Color(theme.WarnTint)), uikit.Pad(theme.Space24, theme.Space8, line))
	return container.NewBorder(banner, nil, nil, nil, body)
}

// reopen opens the data folder anew, for writing if the other window was closed.
func (s *Shell) reopen() {
	if !s.ReadOnly() || s.closing || !s.leave() {
		return
	}
	session := s.session
	s.closePages()
	s.keys.SetPage(nil)
	s.index.Close()
	s.session = nil
	s.stopFollowing()
	s.showOpening()
	s.Run("close", func(context.Context, task.Progress) error { return session.Close() }, func(err error) {
		uikit.LockWriting(false)
		s.ShowError(err)
		s.load()
	})
}

// follow lets the pages show what the other window commits, in the background, until the session ends.
func (s *Shell) follow(session *Session) {
	if s.session != session || s.closing || s.beside.following {
		return
	}
	s.stopFollowing()
	s.beside.following = true
	s.runner.Go("follow", func(ctx context.Context, _ task.Progress) error { return session.Follow(ctx) }, func(err error) {
		s.beside.following = false
		if s.session != session || s.closing {
			return
		}
		if err != nil { // the data are gone; what is shown stands, and nothing newer comes
			s.ShowError(err)
			return
		}
		s.beside.cancel = s.later(followEvery, func() { s.follow(session) })
	})
}

func (s *Shell) stopFollowing() {
	if s.beside.cancel != nil {
		s.beside.cancel()
		s.beside.cancel = nil
	}
}

// lookAgain follows at once when the person comes back to this window.
func (s *Shell) lookAgain() {
	if s.ReadOnly() && s.beside.cancel != nil {
		s.follow(s.session)
	}
}
