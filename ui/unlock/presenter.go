// Package unlock asks for the start password: at the start, after a while without use, and in the settings, where it is
// set, changed and taken away.
package unlock

import (
	"context"
	"time"

	"anxun/inspection"
	"anxun/ui/task"
)

// Access is the start password of the data folder. All but Locked run in the background and take some tenths of a second.
type Access interface {
	// Locked reports whether there is a password.
	Locked() bool
	// Unlock compares the password; CodeInvalid if it is another one.
	Unlock(ctx context.Context, password string) error
	// Change gives the folder another password, or its first one. old is the present one.
	Change(ctx context.Context, old, password string) error
	// Remove takes the password away.
	Remove(ctx context.Context, old string) error
}

// Later calls f after a time, on the goroutine of the user interface, unless cancelled before.
type Later = func(d time.Duration, f func()) (cancel func())

// Host is what asking for the password needs of the window, apart from anything that is drawn.
type Host interface {
	T(key string, args ...any) string
	ErrorText(err error) string
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
}

// State is everything that is shown while the password is asked for.
type State struct {
	Busy    bool   // it is being compared
	Problem string // why the last one was refused, and how long to wait
	Waiting bool   // nothing can be tried for the moment
}

// View shows a State.
type View interface {
	Render(State)
	// Cleared empties the entry after a wrong password and puts the cursor there.
	Cleared()
}

// Presenter asks for the password until it is the right one. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host   Host
	access Access
	later  Later
	view   View
	opened func()
	state  State

	wrong int // passwords in a row
	left  time.Duration
}

// NewPresenter returns a presenter that calls opened when the right password was given.
func NewPresenter(host Host, access Access, later Later, view View, opened func()) *Presenter {
	return &Presenter{host: host, access: access, later: later, view: view, opened: opened}
}

const (
	freeTries = 2 // wrong passwords that cost no time
	longest   = 30 * time.Second
	tick      = time.Second
)

// delayAfter is how long to wait after so many wrong passwords in a row: nothing, nothing, 2, 4, 8, 16, 30 seconds. There is
// no other consequence.
func delayAfter(wrong int) time.Duration {
	if wrong <= freeTries {
		return 0
	}
	return min(longest, time.Second<<min(wrong-freeTries, 5))
}

// Try compares what was typed.
func (p *Presenter) Try(password string) {
	if p.state.Busy || p.state.Waiting {
		return
	}
	if password == "" {
		p.show(State{Problem: p.host.T("unlock.empty")})
		return
	}
	p.show(State{Busy: true})
	p.host.Run("unlock", func(ctx context.Context, _ task.Progress) error { return p.access.Unlock(ctx, password) }, func(err error) {
		if err == nil {
			p.wrong = 0
			p.show(State{})
			p.opened()
			return
		}
		if inspection.CodeOf(err) == inspection.CodeInvalid {
			p.wrong++
		}
		p.left = delayAfter(p.wrong)
		p.refuse(p.host.ErrorText(err))
		p.view.Cleared()
	})
}

// refuse shows why, and counts the time down.
func (p *Presenter) refuse(reason string) {
	if p.left <= 0 {
		p.show(State{Problem: reason})
		return
	}
	p.show(State{Problem: reason + p.host.T("unlock.wait", "n", int(p.left/time.Second)), Waiting: true})
	p.later(tick, func() {
		p.left -= tick
		p.refuse(reason)
	})
}

func (p *Presenter) show(s State) {
	p.state = s
	p.view.Render(s)
}
