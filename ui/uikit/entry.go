package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/nav"
)

// Entry is Fyne's entry with the manners this product needs: Tab always leaves it, function keys, Escape and Ctrl
// combinations that are not for editing reach the window, and what is typed is never changed while it is written,
// because that breaks Chinese input methods.
type Entry struct {
	widget.Entry
	// OnFocus is called when the entry gets (true) or loses (false) the keyboard.
	OnFocus func(gained bool)
	// OnKey sees keys before the entry does; it reports whether it used the key.
	OnKey func(name fyne.KeyName) bool

	self fyne.Widget
}

// NewEntry returns an entry for one line.
func NewEntry() *Entry {
	e := &Entry{}
	e.extend(e)
	return e
}

func (e *Entry) extend(self fyne.Widget) {
	e.self = self
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(self)
}

// SetTextQuietly changes the text without calling OnChanged.
func (e *Entry) SetTextQuietly(text string) {
	if e.Text == text {
		return
	}
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// AcceptsTab is false also for several lines: Tab goes to the next control.
func (e *Entry) AcceptsTab() bool { return false }

// FocusGained tells OnFocus.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost tells OnFocus.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// TypedKey gives function keys and, in one line, page keys and Escape to the window.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(ev.Name) {
		return
	}
	k := keyOf(ev.Name)
	paging := k == nav.KeyPageUp || k == nav.KeyPageDown
	if k.IsFunction() || k == nav.KeyEscape || paging && !e.MultiLine {
		passKey(e.self, ev)
		return
	}
	e.Entry.TypedKey(ev)
}

// TypedShortcut gives combinations to the window first; what the window does not use may be for editing.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if _, custom := s.(*desktop.CustomShortcut); custom && passShortcut(e.self, s) {
		return
	}
	e.Entry.TypedShortcut(s)
}
