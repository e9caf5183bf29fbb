package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/guard"
	"anxun/ui/nav"
	"anxun/ui/theme"
)

// Entry is Fyne's entry with the manners this product needs: Tab always leaves it, function keys, Escape and Ctrl
// combinations that are not for editing reach the window, and what is typed is never changed while it is written,
// because that breaks Chinese input methods.
type Entry struct {
	widget.Entry
	// OnFocus is called when the entry gets (true) or loses (false) the keyboard.
	OnFocus func(gained bool)
	// OnUndo, where set, takes Ctrl+Z and (again) Ctrl+Y, for a page that takes back more than this text.
	OnUndo func(again bool)
	// OnKey sees keys before the entry does; it reports whether it used the key.
	OnKey func(name fyne.KeyName) bool

	self      fyne.Widget
	hint      string // the full placeholder
	fault     bool
	has       bool              // has the keyboard
	pointed   bool              // the pointer presses on it just now
	composing int               // letters of which no character has come yet: they are with an input method
	scroll    *container.Scroll // of the text; nil before the entry was drawn

	shiftAlone bool // Shift is held and nothing else was pressed since
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
	e.watchCaret()
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

// ToEnd puts the cursor behind the text.
func (e *Entry) ToEnd() {
	key := fyne.KeyEnd
	if e.MultiLine {
		key = fyne.KeyPageDown
	}
	e.Entry.TypedKey(&fyne.KeyEvent{Name: key})
}

// SetPlaceHolder sets the words shown while the entry is empty; in one line they end in an ellipsis where there is no room.
func (e *Entry) SetPlaceHolder(text string) {
	e.hint = text
	e.fitHint(e.Size().Width)
}

// Resize fits the placeholder to the new width.
func (e *Entry) Resize(size fyne.Size) {
	e.fitHint(size.Width) // before, so that Fyne does not make room to scroll a placeholder that is cut anyway
	e.Entry.Resize(size)
}

func (e *Entry) fitHint(width float32) {
	text := e.hint
	if !e.MultiLine && width > 0 {
		room := width - 2*e.Theme().Size(fynetheme.SizeNameInnerPadding) - 4
		if e.ActionItem != nil {
			room -= e.ActionItem.MinSize().Width
		}
		text = Ellipsize(text, room, func(s string) float32 { return measure(s, theme.TextBody, false).Width })
	}
	if e.PlaceHolder != text {
		e.Entry.SetPlaceHolder(text)
	}
}

// SetFault frames the entry in the fail colour; Field does this for its control.
func (e *Entry) SetFault(on bool) {
	if e.fault != on {
		e.fault = on
		e.Refresh()
	}
}

// CreateRenderer adds a frame for focus and faults that can be seen in bright light to what Fyne draws.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := &entryPainter{WidgetRenderer: e.Entry.CreateRenderer(), entry: e, around: box(theme.Radius)}
	e.scroll = scrollOf(r.WidgetRenderer)
	r.update()
	return r
}

type entryPainter struct {
	fyne.WidgetRenderer
	entry  *Entry
	around *canvas.Rectangle
}

func (r *entryPainter) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	return append(inner[:len(inner):len(inner)], r.around)
}

func (r *entryPainter) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	place(r.around, 0, 0, size.Width, size.Height)
}

func (r *entryPainter) Refresh() {
	r.update()
	r.WidgetRenderer.Refresh()
}

func (r *entryPainter) update() {
	token := theme.Primary
	if r.entry.fault {
		token = theme.Fail
	}
	stroke := transparent
	if r.entry.has || r.entry.fault {
		stroke = theme.Color(token)
	}
	paint(r.around, transparent, stroke, theme.FocusWidth)
}

// AcceptsTab is false also for several lines: Tab goes to the next control, unless an input method has it.
func (e *Entry) AcceptsTab() bool { return e.composing > 0 }

// MouseDown puts the caret where the pointer is. Nothing moves below the pointer for it.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	e.pointed = true
	defer func() { e.pointed = false }()
	e.Entry.MouseDown(ev)
}

// FocusGained scrolls the entry into view, unless the pointer gave it the keyboard, and tells OnFocus.
func (e *Entry) FocusGained() {
	e.has = true
	e.Entry.FocusGained()
	if !e.pointed {
		reveal(e.self)
	}
	e.caretFocus(true)
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost tells OnFocus.
func (e *Entry) FocusLost() {
	e.has, e.composing = false, 0
	e.Entry.FocusLost()
	e.caretFocus(false)
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// TypedKey gives function keys and, in one line, page keys and Escape to the window.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) { stroke(); guard.Call(func() { e.typedKey(ev) }) }

func (e *Entry) typedKey(ev *fyne.KeyEvent) {
	if e.composes(ev.Name) || e.OnKey != nil && e.OnKey(ev.Name) {
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
	if switches(s) {
		e.composing = 0
	}
	if _, custom := s.(*desktop.CustomShortcut); custom && passShortcut(e.self, s) {
		return
	}
	if e.OnUndo != nil {
		switch s.(type) {
		case *fyne.ShortcutUndo:
			guard.Call(func() { e.OnUndo(false) })
			return
		case *fyne.ShortcutRedo:
			guard.Call(func() { e.OnUndo(true) })
			return
		}
	}
	guard.Call(func() { e.Entry.TypedShortcut(s) })
}
