package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/guard"
)

// pressable is the behaviour shared by everything that is pressed like a button: tap, hover, focus, Enter and Space.
// Keys that it does not use go to the window.
type pressable struct {
	widget.DisableableWidget
	self     focusable
	hovered  bool
	focused  bool
	writes   bool // changes what is stored, see Writing
	onPress  func()
	ownsKeys func(ev *fyne.KeyEvent) bool // more keys, such as arrows inside a group
}

func (p *pressable) init(self interface {
	focusable
	fyne.Widget
}, onPress func()) {
	p.self, p.onPress = self, onPress
	p.ExtendBaseWidget(self)
}

func (p *pressable) press() {
	stroke()
	if !p.Disabled() && p.onPress != nil {
		guard.Call(p.onPress)
	}
}

// Tapped presses the control.
func (p *pressable) Tapped(*fyne.PointEvent) { p.press() }

// FocusGained shows the focus ring and scrolls the control into view.
func (p *pressable) FocusGained() {
	p.focused = true
	p.self.Refresh()
	reveal(p.self)
}

// FocusLost hides the focus ring.
func (p *pressable) FocusLost() { p.focused = false; p.self.Refresh() }

// TypedRune passes characters to the window.
func (p *pressable) TypedRune(r rune) { passRune(p.self, r) }

// TypedKey presses the control on Enter and Space and passes other keys to the window.
func (p *pressable) TypedKey(ev *fyne.KeyEvent) {
	stroke()
	switch {
	case p.ownsKeys != nil && p.ownsKeys(ev):
	case isPress(ev.Name):
		p.press()
	default:
		passKey(p.self, ev)
	}
}

// MouseIn marks the control under the pointer.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.self.Refresh() }

// MouseMoved counts as use.
func (p *pressable) MouseMoved(*desktop.MouseEvent) { stroke() }

// MouseOut unmarks the control.
func (p *pressable) MouseOut() { p.hovered = false; p.self.Refresh() }

// Cursor is a hand over what can be pressed.
func (p *pressable) Cursor() desktop.Cursor {
	if p.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}
