package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/ui/theme"
)

// SelectField shows one chosen option and opens the list of all on a tap, Enter, Space or Down.
type SelectField struct {
	pressable
	// OnChanged gets the option that a person chose.
	OnChanged func(Option)

	options     []Option
	chosen      Option
	placeholder string
	filter      func(text string) []Option // set by SearchSelect
	emptyText   string
	searchText  string
	later       Later
	open        *picker
}

// NewSelectField returns a field; placeholder is shown while nothing is chosen.
func NewSelectField(placeholder string, options []Option, onChanged func(Option)) *SelectField {
	f := &SelectField{OnChanged: onChanged, options: options, placeholder: placeholder}
	f.init(f, f.openList)
	f.ownsKeys = f.keys
	return f
}

// NewSearchSelect returns a field whose list is searched while typing. filter gets the text written so far, "" at
// first, and returns what to offer, best first; it must be quick (under 16 ms). search and empty are the words in the
// empty entry and for no match.
func NewSearchSelect(placeholder, search, empty string, filter func(text string) []Option, onChanged func(Option)) *SelectField {
	f := NewSelectField(placeholder, nil, onChanged)
	f.filter, f.searchText, f.emptyText = filter, search, empty
	return f
}

// SetLater sets the timer of the search, for tests.
func (f *SelectField) SetLater(later Later) { f.later = later }

// SetOptions changes what can be chosen.
func (f *SelectField) SetOptions(options []Option) {
	f.options = options
	f.Refresh()
}

// Selected returns the chosen option; its ID is "" if none is.
func (f *SelectField) Selected() Option { return f.chosen }

// SetSelected shows o as chosen without calling OnChanged.
func (f *SelectField) SetSelected(o Option) {
	if f.chosen != o {
		f.chosen = o
		f.Refresh()
	}
}

// SetSelectedID shows the option with that id, nothing if there is none.
func (f *SelectField) SetSelectedID(id string) {
	o, _ := optionByID(f.options, id)
	f.SetSelected(o)
}

// Choose does what choosing o in the list does.
func (f *SelectField) Choose(o Option) {
	f.SetSelected(o)
	if f.OnChanged != nil {
		f.OnChanged(o)
	}
}

func (f *SelectField) keys(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyDown {
		f.press()
		return true
	}
	return false
}

// TypedRune opens the search with the character that was typed.
func (f *SelectField) TypedRune(r rune) {
	if f.filter == nil || f.Disabled() || r == ' ' {
		if r != ' ' {
			passRune(f, r)
		}
		return
	}
	f.openList()
	if f.open != nil && f.open.search != nil {
		f.open.search.entry.TypedRune(r)
	}
}

func (f *SelectField) openList() {
	options := f.options
	if f.filter != nil {
		options = f.filter("")
	}
	f.open = openPicker(pickerParams{anchor: f, options: options, chosen: f.chosen.ID, choose: f.Choose,
		filter: f.filter, placeholder: f.searchText, empty: f.emptyText, later: f.later})
}

// CreateRenderer draws the field like an entry with an arrow.
func (f *SelectField) CreateRenderer() fyne.WidgetRenderer {
	back := box(theme.Radius)
	words := line("", theme.TextBody, false, theme.Ink)
	arrow := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: theme.Icon(theme.IconChevronDown, theme.Muted)}
	text := func() (string, theme.Token) {
		switch {
		case f.chosen.Text == "":
			return f.placeholder, theme.Muted
		case f.Disabled():
			return f.chosen.Text, theme.Disabled
		default:
			return f.chosen.Text, theme.Ink
		}
	}
	update := func() {
		edge, width := theme.Border, theme.Hairline
		if f.focused {
			edge, width = theme.Primary, theme.FocusWidth
		}
		paint(back, theme.Color(theme.Card), theme.Color(edge), width)
		if f.Disabled() {
			back.FillColor = theme.Color(theme.NeutralTint)
		}
		shown, token := text()
		setLine(words, shown, theme.TextBody, false, token)
	}
	minSize := func() fyne.Size { return fyne.NewSize(96, theme.Scaled(theme.ControlHeight)) }
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		side := theme.Scaled(18)
		place(arrow, size.Width-side-10, (size.Height-side)/2, side, side)
		room := size.Width - 12 - side - 16
		shown, _ := text()
		words.Text = Ellipsize(shown, room, func(s string) float32 { return measure(s, theme.TextBody, false).Width })
		h := words.MinSize().Height
		place(words, 12, (size.Height-h)/2-lift(words), room, h)
	}
	return newPainter(f, update, minSize, layout, back, words, arrow)
}
