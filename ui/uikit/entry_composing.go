package uikit

import "fyne.io/fyne/v2"

// composes reports whether a key belongs to an input method at work. On X11 the window hears of every key, also of those
// that the input method takes for itself: Enter that takes the letters as they are must not go on to the next item,
// Escape must not leave the field, Backspace must not delete what was written before. A letter whose character has not
// come is with the input method.
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
