package uikit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// searchDelay lets a word be finished, pinyin included, before a query runs.
const searchDelay = 200 * time.Millisecond

// SearchField is an entry with a magnifier, a button to clear it and the key that leads to it.
type SearchField struct {
	widget.BaseWidget
	// OnChanged gets the text when nothing was typed for 200 ms, on Enter, and at once when it was cleared.
	OnChanged func(text string)
	// OnKey sees keys first, for lists that are moved in while the field has the keyboard.
	OnKey func(name fyne.KeyName) bool

	entry *Entry
	hint  string
	wait  Debouncer
	last  string
	end   *searchEnd
}

// NewSearchField returns a field. hint is the key shown while the field is empty, "" for none.
func NewSearchField(placeholder, hint string, onChanged func(string)) *SearchField {
	f := &SearchField{OnChanged: onChanged, entry: NewEntry(), hint: hint, wait: Debouncer{Delay: searchDelay}}
	f.entry.SetPlaceHolder(placeholder)
	f.entry.OnChanged = func(string) { f.wait.Do(f.tell); f.Refresh() }
	f.entry.OnSubmitted = func(string) { f.wait.Flush() }
	f.entry.OnKey = f.key
	f.end = &searchEnd{field: f}
	f.end.ExtendBaseWidget(f.end)
	f.entry.ActionItem = f.end
	f.ExtendBaseWidget(f)
	return f
}

// SetLater sets the timer, for tests.
func (f *SearchField) SetLater(later Later) { f.wait.Later = later }

// Text returns what is written.
func (f *SearchField) Text() string { return f.entry.Text }

// SetText writes text without calling OnChanged.
func (f *SearchField) SetText(text string) {
	f.wait.Cancel()
	f.last = text
	f.entry.SetTextQuietly(text)
	f.Refresh()
}

// Follow shows what a list was searched for, unless a person typed something since that the list was not told yet: the
// result of what was typed before must not take it away.
func (f *SearchField) Follow(text string) {
	if !f.wait.Waiting() && strings.TrimSpace(f.entry.Text) != strings.TrimSpace(text) {
		f.SetText(text)
	}
}

// Focus puts the cursor into the field.
func (f *SearchField) Focus() { focus(f.entry) }

// Entry returns the entry inside, for focus order and tests.
func (f *SearchField) Entry() *Entry { return f.entry }

// Flush tells OnChanged at once what was typed and not told yet.
func (f *SearchField) Flush() { f.wait.Flush() }

// Clear empties the field and tells OnChanged at once.
func (f *SearchField) Clear() {
	f.entry.SetTextQuietly("")
	f.wait.Cancel()
	f.tell()
	f.Refresh()
}

func (f *SearchField) key(name fyne.KeyName) bool {
	if name == fyne.KeyEscape && f.entry.Text != "" {
		f.Clear()
		return true
	}
	return f.OnKey != nil && f.OnKey(name)
}

func (f *SearchField) tell() {
	if f.entry.Text == f.last {
		return
	}
	f.last = f.entry.Text
	if f.OnChanged != nil {
		f.OnChanged(f.last)
	}
}

// searchEnd is what stands at the end of a search field: the key hint or a magnifier while it is empty, else the button
// that clears it.
type searchEnd struct {
	widget.BaseWidget
	field *SearchField
}

// CreateRenderer shows one of the three.
func (e *searchEnd) CreateRenderer() fyne.WidgetRenderer {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: theme.Icon(theme.IconSearch, theme.Muted)}
	hint, clear := NewKeyHint(e.field.hint), newIconTap(theme.IconClose, e.field.Clear)
	update := func() {
		empty := e.field.entry.Text == ""
		clear.Hidden = empty
		hint.Hidden = !empty || e.field.hint == ""
		icon.Hidden = !empty || e.field.hint != ""
		hint.Refresh()
		clear.Refresh()
	}
	minSize := func() fyne.Size {
		w := theme.Scaled(18)
		if e.field.hint != "" {
			w = max(hint.MinSize().Width, w)
		}
		return fyne.NewSize(w+theme.Space12, theme.Scaled(18))
	}
	layout := func(size fyne.Size) {
		side := theme.Scaled(18)
		place(icon, size.Width-side-10, (size.Height-side)/2, side, side)
		h := hint.MinSize()
		place(hint, size.Width-h.Width-10, (size.Height-h.Height)/2, h.Width, h.Height)
		tap := clear.MinSize()
		place(clear, size.Width-tap.Width-5, (size.Height-tap.Height)/2, tap.Width, tap.Height)
	}
	return newPainter(e, update, minSize, layout, icon, hint, clear)
}

// Refresh shows the right end.
func (f *SearchField) Refresh() {
	f.end.Refresh()
	f.BaseWidget.Refresh()
}

// Natural is the width that suits a search in the head of a page.
func (f *SearchField) Natural() float32 { return theme.Scaled(280) }

// CreateRenderer shows the entry.
func (f *SearchField) CreateRenderer() fyne.WidgetRenderer {
	minSize := func() fyne.Size { return fyne.NewSize(140, f.entry.MinSize().Height) }
	layout := func(size fyne.Size) { place(f.entry, 0, 0, size.Width, size.Height) }
	return newPainter(f, func() {}, minSize, layout, f.entry)
}
