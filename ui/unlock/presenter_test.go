package unlock

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/ui/uitest/fakehost"
)

const secret = "晚晴 2026 安巡"

// fakeAccess is a password in memory.
type fakeAccess struct {
	password string
	tries    []string
	err      error
}

func (a *fakeAccess) Locked() bool { return a.password != "" }
func (a *fakeAccess) Unlock(_ context.Context, password string) error {
	a.tries = append(a.tries, password)
	if a.err != nil {
		return a.err
	}
	if password != a.password {
		return inspection.Invalid("error.password_wrong")
	}
	return nil
}
func (a *fakeAccess) Change(ctx context.Context, old, password string) error {
	if err := a.Unlock(ctx, old); err != nil {
		return err
	}
	if len(password) < 8 {
		return inspection.Invalid("error.passphrase_short", "n", 8)
	}
	a.password = password
	return nil
}
func (a *fakeAccess) Remove(ctx context.Context, old string) error {
	if err := a.Unlock(ctx, old); err != nil {
		return err
	}
	a.password = ""
	return nil
}

// clock is a clock with timers that are put on by hand.
type clock struct {
	waiting []func()
}

func (c *clock) later(_ time.Duration, f func()) func() {
	c.waiting = append(c.waiting, f)
	return func() {}
}

// pass lets n seconds go by.
func (c *clock) pass(n int) {
	for range n {
		due := c.waiting
		c.waiting = nil
		for _, f := range due {
			f()
		}
	}
}

type shown struct {
	state   State
	cleared int
	change  ChangeState
	changed int
}

func (v *shown) Render(s State)             { v.state = s }
func (v *shown) Cleared()                   { v.cleared++ }
func (v *shown) RenderChange(s ChangeState) { v.change = s }
func (v *shown) Changed()                   { v.changed++ }

func TestOnlyTheRightPasswordOpens(t *testing.T) {
	access, view, timers, opened := &fakeAccess{password: secret}, &shown{}, &clock{}, 0
	p := NewPresenter(fakehost.New(t), access, timers.later, view, func() { opened++ })
	if p.Try(""); len(access.tries) != 0 || view.state.Problem == "" {
		t.Errorf("nothing typed: %+v", view.state)
	}
	if p.Try("wrong"); opened != 0 || view.state.Waiting || !strings.Contains(view.state.Problem, "密码不对") || view.cleared != 1 {
		t.Errorf("a wrong one: %+v", view.state)
	}
	if p.Try(secret); opened != 1 || view.state != (State{}) {
		t.Errorf("the right one: %+v", view.state)
	}
}

func TestWrongPasswordsTakeLongerAndLongerButNeverLockOut(t *testing.T) {
	access, view, timers, opened := &fakeAccess{password: secret}, &shown{}, &clock{}, 0
	p := NewPresenter(fakehost.New(t), access, timers.later, view, func() { opened++ })
	var waits []int
	for range 9 {
		p.Try("wrong")
		n := 0
		for ; view.state.Waiting; n++ {
			if tries := len(access.tries); n == 0 {
				if p.Try(secret); len(access.tries) != tries {
					t.Fatal("tried while waiting")
				}
			}
			timers.pass(1)
		}
		waits = append(waits, n)
	}
	if want := []int{0, 0, 2, 4, 8, 16, 30, 30, 30}; !slices.Equal(waits, want) {
		t.Errorf("waited %v seconds, want %v", waits, want)
	}
	if p.Try(secret); opened != 1 {
		t.Error("locked out")
	}
}

// A file that cannot be read is no guess of the person, and costs no time.
func TestADamagedFileIsToldWithoutDelay(t *testing.T) {
	access, view, timers := &fakeAccess{password: secret, err: &inspection.Error{Code: inspection.CodeDamaged, Key: "error.password_file", Args: []any{"path", "p"}}}, &shown{}, &clock{}
	p := NewPresenter(fakehost.New(t), access, timers.later, view, func() { t.Error("opened") })
	for range 5 {
		p.Try("x")
	}
	if view.state.Waiting || !strings.Contains(view.state.Problem, "忘记密码") {
		t.Errorf("%+v", view.state)
	}
}

func TestThePasswordIsSetChangedAndRemoved(t *testing.T) {
	access, view, host := &fakeAccess{}, &shown{}, fakehost.New(t)
	c := NewChanger(host, access, view)
	c.Load()
	if view.change.Set {
		t.Error("there is one before it was set")
	}
	c.Remove("")
	for _, wrong := range [][3]string{{"", secret, "another"}, {"", "short", "short"}} {
		if c.Change(wrong[0], wrong[1], wrong[2]); access.Locked() || view.change.Problem == "" {
			t.Errorf("%q: %+v", wrong, view.change)
		}
	}
	if c.Change("", secret, secret); !view.change.Set || view.change.Problem != "" || view.changed != 1 {
		t.Errorf("set: %+v", view.change)
	}
	if c.Change("wrong", "another one", "another one"); access.password != secret {
		t.Error("changed without the present one")
	}
	if c.Change(secret, "another one", "another one"); access.password != "another one" {
		t.Errorf("%+v", view.change)
	}
	c.Remove(secret)
	if c.Remove("another one"); access.Locked() || view.change.Set || len(host.Toasts) != 3 {
		t.Errorf("removed: %+v, told %q", view.change, host.Toasts)
	}
	if c.SetMinutes(5); view.change.Minutes != 5 {
		t.Errorf("%+v", view.change)
	}
}

func TestIdle(t *testing.T) {
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	idle := NewIdle(func() time.Time { return now }, 7)
	now = now.Add(4 * time.Minute)
	if got := idle.For(7); got != 4*time.Minute {
		t.Errorf("not used: %v", got)
	}
	if got := idle.For(8); got != 0 {
		t.Errorf("used: %v", got)
	}
	now = now.Add(8 * time.Hour) // it slept
	if got := idle.For(8); got != 8*time.Hour {
		t.Errorf("asleep: %v", got)
	}
	now = now.Add(-24 * time.Hour) // the clock was put back
	if got := idle.For(8); got != 0 {
		t.Errorf("another clock: %v", got)
	}
}
