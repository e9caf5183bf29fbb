package unlock

import (
	"context"
	"time"

	"anxun/ui/preference"
	"anxun/ui/task"
)

// ChangeHost is what changing the password needs of the window.
type ChangeHost interface {
	Host
	Toast(text string)
	Preferences() preference.Values
	ChangePreferences(change func(*preference.Values))
}

// ChangeState is everything the sheet 启动密码 shows.
type ChangeState struct {
	Set     bool // there is a password
	Busy    bool
	Problem string
	Minutes int // without use until the program locks itself; preference.NeverLock for never
}

// ChangeView shows a ChangeState.
type ChangeView interface {
	RenderChange(ChangeState)
	// Changed empties the entries after the password was set or taken away.
	Changed()
}

// Changer sets, changes and removes the password. Its methods belong to the goroutine of the user interface.
type Changer struct {
	host   ChangeHost
	access Access
	view   ChangeView
	state  ChangeState
}

// NewChanger returns the presenter of the sheet.
func NewChanger(host ChangeHost, access Access, view ChangeView) *Changer {
	return &Changer{host: host, access: access, view: view}
}

// Load shows whether there is a password.
func (c *Changer) Load() { c.render("", false) }

func (c *Changer) render(problem string, busy bool) {
	c.state = ChangeState{Set: c.access.Locked(), Busy: busy, Problem: problem, Minutes: c.host.Preferences().LockMinutes}
	c.view.RenderChange(c.state)
}

// Change sets the password, or another one; old is the present one.
func (c *Changer) Change(old, password, again string) {
	if c.state.Busy {
		return
	}
	if password != again {
		c.render(c.host.T("error.password_differs"), false)
		return
	}
	done := "unlock.changed"
	if !c.state.Set {
		done = "unlock.set"
	}
	c.run(done, func(ctx context.Context) error { return c.access.Change(ctx, old, password) })
}

// Remove takes the password away.
func (c *Changer) Remove(old string) {
	if !c.state.Busy && c.state.Set {
		c.run("unlock.removed", func(ctx context.Context) error { return c.access.Remove(ctx, old) })
	}
}

func (c *Changer) run(done string, work func(context.Context) error) {
	c.render("", true)
	c.host.Run("password", func(ctx context.Context, _ task.Progress) error { return work(ctx) }, func(err error) {
		if err != nil {
			c.render(c.host.ErrorText(err), false)
			return
		}
		c.host.Toast(c.host.T(done))
		c.render("", false)
		c.view.Changed()
	})
}

// SetMinutes chooses after how many minutes without use the program locks itself.
func (c *Changer) SetMinutes(n int) {
	c.host.ChangePreferences(func(v *preference.Values) { v.LockMinutes = n })
	c.render(c.state.Problem, c.state.Busy)
}

// Idle finds out whether the program was not used for a while.
type Idle struct {
	clock func() time.Time
	count uint64
	since time.Time
}

// NewIdle begins to count now.
func NewIdle(clock func() time.Time, strokes uint64) *Idle {
	return &Idle{clock: clock, count: strokes, since: clock()}
}

// For returns how long nothing was pressed, typed or pointed at. strokes counts all that was; time that the computer slept
// counts.
func (i *Idle) For(strokes uint64) time.Duration {
	now := i.clock()
	if strokes != i.count || now.Before(i.since) { // the clock was put back
		i.count, i.since = strokes, now
	}
	return now.Sub(i.since)
}
