package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// composes reports whether a key belongs to an input method at work. On X11 the window hears of every key, also of those
// that the input method takes for itself: Enter that takes the letters as they are must not go on to the next item,
// Escape must not leave the field, Backspace must not delete what was written before. A letter whose character has not
// come is with the input method. On Windows the window hears of no key of a composition, and without an input method each
// letter brings its character at once; there this changes nothing.
func (e *Entry) composes(name fyne.KeyName) bool {
	if len(name) == 1 && name[0] >= 'A' && name[0] <= 'Z' {
		e.composing++
		return false
	}
	if e.composing == 0 {
		return false
	}
	switch name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		e.composing = 0
	case fyne.KeyBackspace:
		e.composing--
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd,
		fyne.KeyDelete, fyne.KeyTab:
	default:
		return false
	}
	return true
}

// KeyDown notes whether Shift is pressed by itself.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	e.shiftAlone = isShift(ev.Name)
	e.Entry.KeyDown(ev)
}

// KeyUp ends a composition with Shift, which switches Chinese input methods to Latin letters: libpinyin gives the letters
// as they are, others drop them.
func (e *Entry) KeyUp(ev *fyne.KeyEvent) {
	if isShift(ev.Name) && e.shiftAlone {
		e.composing, e.shiftAlone = 0, false
	}
	e.Entry.KeyUp(ev)
}

func isShift(name fyne.KeyName) bool {
	return name == desktop.KeyShiftLeft || name == desktop.KeyShiftRight
}

// switches reports whether a combination turns the input method on or off, which ends a composition too.
func switches(s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	return ok && custom.KeyName == fyne.KeySpace && custom.Modifier == fyne.KeyModifierControl
}
