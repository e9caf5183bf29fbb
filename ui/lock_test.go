package ui

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/preference"
	"anxun/ui/task"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// fakeAccess is a start password in memory.
type fakeAccess struct{ password string }

func (a *fakeAccess) Locked() bool { return a.password != "" }
func (a *fakeAccess) Unlock(_ context.Context, password string) error {
	if password != a.password {
		return inspection.Invalid("error.password_wrong")
	}
	return nil
}
func (a *fakeAccess) Change(_ context.Context, _, password string) error {
	a.password = password
	return nil
}
func (a *fakeAccess) Remove(context.Context, string) error { a.password = ""; return nil }

const startPassword = "a start password"

func TestNothingIsOpenedBeforeTheStartPassword(t *testing.T) {
	f := newFixture(t, task.Inline{})
	f.options.Access = &fakeAccess{password: startPassword}
	f.session = nil // as at the start
	f.made = map[string]*fakePage{}
	f.begin()
	uitest.Settle(f.window)
	if uitest.FindText(f.window, "输入启动密码，打开安巡。") == nil || len(f.made) != 0 {
		t.Fatal("the password is not asked for")
	}
	uitest.Type(f.window, "wrong")
	uitest.TapText(t, f.window, "打开")
	if f.session != nil || uitest.FindText(f.window, "密码不对。请核对大小写和输入法后再试。") == nil {
		t.Fatal("a wrong password opens it, or is not told")
	}
	f.window.Canvas().Focused().(*uikit.Entry).SetText(startPassword)
	uitest.TapText(t, f.window, "打开")
	if f.session == nil || f.at() != nav.Home {
		t.Fatal("the right password does not open it")
	}
}

func TestTheProgramLocksItselfAndComesBackAsItWas(t *testing.T) {
	f := newFixture(t, task.Inline{})
	access := &fakeAccess{password: startPassword}
	f.options.Access = access
	f.remember(func(v *preference.Values) { v.LockMinutes = 15 })
	f.Go(nav.Route{Page: nav.Places})
	note, saved := uikit.NewEntry(), ""
	note.OnFocus = func(gained bool) {
		if !gained {
			saved = note.Text
		}
	}
	sheet := uikit.ShowSheet(f.window.Canvas(), uikit.Sheet{Title: "form", Body: note, Focus: note})
	uitest.Type(f.window, "half a sentence")
	for range 14 * 6 { // used every ten seconds for a while
		uitest.Type(f.window, "x")
		f.clock.Advance(idleCheck)
		f.timers.Advance(idleCheck)
	}
	if f.lock.cover != nil {
		t.Fatal("locked while it is used")
	}
	for range 15*6 + 1 {
		f.clock.Advance(idleCheck)
		f.timers.Advance(idleCheck)
	}
	if f.lock.cover == nil || saved != note.Text || f.window.Title() != f.T("shell.app") {
		t.Fatalf("locked %v, saved %q of %q, title %q", f.lock.cover != nil, saved, note.Text, f.window.Title())
	}
	top := f.window.Canvas().Overlays().Top()
	late := uikit.Inform(f.window.Canvas(), "late", "a report is ready", "ok")
	if f.window.Canvas().Overlays().Top() != top {
		t.Error("what opens later lies over the lock")
	}
	keys := len(f.made[nav.Places].keys)
	f.press("1", fyne.KeyModifierControl)
	f.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF9})
	f.dropped(fyne.NewPos(0, 0), nil)
	if len(f.made[nav.Places].keys) != keys || f.at() != nav.Places {
		t.Error("keys reach the page below")
	}
	f.window.Canvas().Focused().(*uikit.Entry).SetText(startPassword)
	uitest.TapText(t, f.window, "打开")
	if f.lock.cover != nil || f.at() != nav.Places || f.window.Canvas().Overlays().Top() == top || f.window.Title() == f.T("shell.app") {
		t.Error("it does not come back as it was")
	}
	late.Close()
	sheet.Close()
	access.password = ""
	if f.Lock(); f.lock.cover != nil {
		t.Error("locked without a password")
	}
	access.password = startPassword
	f.remember(func(v *preference.Values) { v.LockMinutes = preference.NeverLock })
	f.clock.Advance(24 * time.Hour)
	f.timers.Advance(24 * time.Hour)
	if f.lock.cover != nil {
		t.Error("locked although it never should")
	}
	if f.press("L", fyne.KeyModifierControl); f.lock.cover == nil {
		t.Error("Ctrl+L does not lock")
	}
	f.unlocked()
}
