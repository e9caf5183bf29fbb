package uikit

import (
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/i18n"
	"anxun/ui/theme"
)

// MaxNote is the number of characters that a note holds. Fyne's wrapped entry needs 1.6 ms a keystroke at this length
// and quadratically more beyond.
const MaxNote = 2000

const noteDelay = 400 * time.Millisecond

// NoteEntry is an entry of several lines that saves itself: OnSaved gets the text when nothing was typed for 400 ms,
// when the keyboard leaves the entry, and on Flush. Tab leaves the entry. A text longer than MaxNote is marked and not
// handed over; it is never cut while it is written, since that disturbs input methods.
type NoteEntry struct {
	widget.BaseWidget
	// OnSaved gets each new text once.
	OnSaved func(text string)

	entry   *Entry
	catalog *i18n.Catalog
	rows    int
	wait    Debouncer
	saved   string
}

// NewNoteEntry returns an entry of the given number of visible rows.
func NewNoteEntry(c *i18n.Catalog, placeholder string, rows int, onSaved func(string)) *NoteEntry {
	n := &NoteEntry{OnSaved: onSaved, entry: &Entry{}, catalog: c, rows: rows, wait: Debouncer{Delay: noteDelay}}
	n.entry.MultiLine = true
	n.entry.extend(n.entry)
	n.entry.Wrapping = fyne.TextWrapBreak
	n.entry.Scroll = fyne.ScrollVerticalOnly
	n.entry.SetMinRowsVisible(rows)
	n.entry.SetPlaceHolder(placeholder)
	n.entry.OnChanged = func(string) { n.wait.Do(n.save); n.Refresh() }
	n.entry.OnFocus = func(gained bool) {
		if !gained {
			n.Flush()
		}
	}
	n.ExtendBaseWidget(n)
	return n
}

// SetLater sets the timer, for tests.
func (n *NoteEntry) SetLater(later Later) { n.wait.Later = later }

// Entry returns the entry inside, for focus order and tests.
func (n *NoteEntry) Entry() *Entry { return n.entry }

// Focus puts the cursor into the entry.
func (n *NoteEntry) Focus() { focus(n.entry) }

// Text returns what is written.
func (n *NoteEntry) Text() string { return n.entry.Text }

// SetText shows a stored text; it is not saved again. What was typed before and still waits is saved first.
func (n *NoteEntry) SetText(text string) {
	n.Flush()
	n.saved = text
	n.entry.SetTextQuietly(text)
	n.Refresh()
}

// Insert writes words at the cursor as if typed, for suggestions and phrases.
func (n *NoteEntry) Insert(words string) {
	before := n.entry.Text
	if before != "" {
		words = before + words
	}
	n.entry.SetText(words)
	n.entry.CursorRow, n.entry.CursorColumn = 0, utf8.RuneCountInString(words)
	n.entry.Refresh()
	n.Flush()
}

// Flush saves now what still waits.
func (n *NoteEntry) Flush() { n.wait.Flush() }

// TooLong reports whether the text has more than MaxNote characters and is therefore not saved.
func (n *NoteEntry) TooLong() bool { return utf8.RuneCountInString(n.entry.Text) > MaxNote }

// SetEnabled enables or disables writing.
func (n *NoteEntry) SetEnabled(on bool) {
	if on {
		n.entry.Enable()
	} else {
		n.entry.Disable()
	}
}

func (n *NoteEntry) save() {
	if n.entry.Text == n.saved || n.TooLong() {
		return
	}
	n.saved = n.entry.Text
	if n.OnSaved != nil {
		n.OnSaved(n.saved)
	}
}

// CreateRenderer shows the counter only where the end is near.
func (n *NoteEntry) CreateRenderer() fyne.WidgetRenderer {
	counter := line("", theme.TextCaption, false, theme.Muted)
	counter.Alignment = fyne.TextAlignTrailing
	length := func() int { return utf8.RuneCountInString(n.entry.Text) }
	near := func() bool { return length() >= MaxNote*9/10 }
	update := func() {
		token := theme.Muted
		if n.TooLong() {
			token = theme.Fail
		}
		counter.Hidden = !near()
		setLine(counter, n.catalog.T("common.chars", "n", length(), "max", MaxNote), theme.TextCaption, n.TooLong(), token)
	}
	minSize := func() fyne.Size {
		size := n.entry.MinSize()
		if near() {
			size.Height += theme.Scaled(20)
		}
		return size
	}
	layout := func(size fyne.Size) {
		h := size.Height
		if near() {
			h -= theme.Scaled(20)
			place(counter, 0, h+2, size.Width, theme.Scaled(18))
		}
		place(n.entry, 0, 0, size.Width, h)
	}
	return newPainter(n, update, minSize, layout, n.entry, counter)
}
