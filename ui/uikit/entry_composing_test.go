//go:build test

package uikit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// TestKeysOfAnInputMethod plays what X11 reports while Chinese is composed: each key, then the characters.
func TestKeysOfAnInputMethod(t *testing.T) {
	for name, c := range map[string]struct {
		keys []fyne.KeyName // after the letters A and N
		then string         // what the input method gives
		want string
		seen int // keys that the page saw
	}{
		"space takes the candidate":           {nil, "安", "已安", 0},
		"Enter takes the letters":             {[]fyne.KeyName{fyne.KeyReturn}, "an", "已an", 0},
		"Escape gives up, and once more acts": {[]fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}, "", "已", 1},
		"Backspace is the composition's":      {[]fyne.KeyName{fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyReturn}, "", "已", 1},
		"arrows choose a candidate":           {[]fyne.KeyName{fyne.KeyUp, fyne.KeyLeft}, "案", "已案", 0},
	} {
		t.Run(name, func(t *testing.T) {
			uitest.NewApp(t)
			entry := uikit.NewEntry()
			window, _ := uitest.Window(t, entry, fyne.NewSize(300, 100))
			window.Canvas().Focus(entry)
			seen := 0
			entry.OnKey = func(name fyne.KeyName) bool { seen++; return name == fyne.KeyReturn }
			entry.TypedRune('已')
			for _, key := range append([]fyne.KeyName{"A", "N"}, c.keys...) {
				entry.TypedKey(&fyne.KeyEvent{Name: key})
			}
			seen -= 2 // the letters
			for _, r := range c.then {
				entry.TypedRune(r)
			}
			if entry.Text != c.want || seen != c.seen {
				t.Errorf("text %q, want %q; the page saw %d keys, want %d", entry.Text, c.want, seen, c.seen)
			}
		})
	}
}

// TestSwitchingTheInputMethodEndsAComposition: the next keys are for the text, also where what was composed
// is gone.
func TestSwitchingTheInputMethodEndsAComposition(t *testing.T) {
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	for name, press := range map[string]func(e *uikit.Entry){
		"Shift": func(e *uikit.Entry) { e.KeyDown(shift); e.KeyUp(shift) },
		"Ctrl and space": func(e *uikit.Entry) {
			e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierControl})
		},
	} {
		t.Run(name, func(t *testing.T) {
			uitest.NewApp(t)
			entry := uikit.NewEntry()
			window, _ := uitest.Window(t, entry, fyne.NewSize(300, 100))
			window.Canvas().Focus(entry)
			entry.TypedRune('安')
			entry.TypedKey(&fyne.KeyEvent{Name: "A"})
			press(entry)
			entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
			if entry.Text != "" {
				t.Errorf("Backspace left %q", entry.Text)
			}
		})
	}
}

// TestCapitalsDoNotEndAComposition: Shift with a letter is writing.
func TestCapitalsDoNotEndAComposition(t *testing.T) {
	uitest.NewApp(t)
	entry := uikit.NewEntry()
	window, _ := uitest.Window(t, entry, fyne.NewSize(300, 100))
	window.Canvas().Focus(entry)
	entry.TypedRune('安')
	shift, letter := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}, &fyne.KeyEvent{Name: "A"}
	entry.KeyDown(shift)
	entry.KeyDown(letter)
	entry.TypedKey(letter)
	entry.KeyUp(letter)
	entry.KeyUp(shift)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if entry.Text != "安" {
		t.Errorf("Backspace of the composition left %q", entry.Text)
	}
}
