package uikit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"anxun/ui/caret"
)

// shown is the time after which an entry that just got the keyboard stands where it will stay.
const shown = 80 * time.Millisecond

// watchCaret lets the candidates of the system's input method follow the caret, where the system can be told.
func (e *Entry) watchCaret() {
	if caret.Follows {
		e.OnCursorChanged = e.followCaret
	}
}

// caretFocus tells the system that the entry got or lost the keyboard. An entry may get it before it was painted, when
// nobody knows yet where it stands, so it is told once more a moment later.
func (e *Entry) caretFocus(gained bool) {
	switch {
	case !caret.Follows:
	case gained:
		e.followCaret()
		RealLater(shown, e.followCaret)
	default:
		if c := canvasFor(e.self); c != nil {
			_ = caret.Leave(c)
		}
	}
}

// followCaret tells the system where the caret is while the entry has the keyboard. A system that refuses keeps its
// candidates in a corner, which takes nothing away from the text, so that is not told to anybody.
func (e *Entry) followCaret() {
	c := canvasFor(e.self)
	if !e.has || c == nil {
		return
	}
	at, height := e.caretArea()
	at = at.Add(fyne.CurrentApp().Driver().AbsolutePositionForObject(e.self))
	_ = caret.Follow(c, caret.SpotOf(c, at, height))
}

// caretArea returns where the caret stands within the entry, and how high it is.
func (e *Entry) caretArea() (at fyne.Position, height float32) {
	at = e.CursorPosition()
	if e.scroll != nil {
		at = at.Add(e.scroll.Position()).Subtract(e.scroll.Offset)
	}
	return at, fyne.MeasureText("M", e.Theme().Size(fynetheme.SizeNameText), e.TextStyle).Height
}

// scrollOf returns the part of Fyne's entry that scrolls its text; nil if there is none.
func scrollOf(r fyne.WidgetRenderer) *container.Scroll {
	for _, o := range r.Objects() {
		if scroll, ok := o.(*container.Scroll); ok {
			return scroll
		}
	}
	return nil
}
