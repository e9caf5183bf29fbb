package uikit

import (
	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
)

// picker is the list that a SelectField or SearchSelect opens: options to move in with arrows and, for a search, an
// entry above them that has the keyboard.
type picker struct {
	over    *overlay
	table   *Table[Option]
	search  *SearchField
	options []Option
	choose  func(Option)
}

// maxPickerRows is how many options are seen without scrolling.
const maxPickerRows = 7

type pickerParams struct {
	anchor      fyne.CanvasObject
	options     []Option
	chosen      string
	choose      func(Option)
	filter      func(text string) []Option // nil: no search
	placeholder string
	empty       string
	later       Later
}

func openPicker(p pickerParams) *picker {
	c := canvasFor(p.anchor)
	if c == nil {
		return nil
	}
	k := &picker{choose: p.choose}
	k.table = NewTable([]Column[Option]{{Flex: 1, Cell: func(o Option) Cell { return Cell{Text: o.Text, Sub: o.Sub} }}})
	k.table.HideHeader()
	k.table.SetEmpty(NewPaddedCaption(p.empty))
	k.table.OnActivated = func(i int, _ Option) { k.pick(i) }
	k.table.OnTapped = func(i int, _ Option) { k.pick(i) }
	var content fyne.CanvasObject = k.table
	searchHeight := float32(0)
	if p.filter != nil {
		k.search = NewSearchField(p.placeholder, "", func(text string) { k.show(p.filter(text), "") })
		k.search.SetLater(p.later)
		k.search.OnKey = k.move
		k.search.entry.OnSubmitted = func(string) { k.search.wait.Flush(); k.pick(k.table.Selected()) }
		content = VFill(theme.Space4, 1, k.search, k.table)
		searchHeight = theme.Scaled(theme.ControlHeight) + theme.Space4
	}
	k.over = openOverlay(c, newDropCard(content), false, page.KeyFunc(k.key))
	k.over.outside = k.over.close
	k.show(p.options, p.chosen)
	rows := float32(max(1, min(len(p.options), maxPickerRows)))
	if p.filter != nil {
		rows = maxPickerRows
	}
	k.over.arrange = k.over.below(p.anchor, fyne.NewSize(theme.Scaled(220), rows*k.table.rowHeight()+searchHeight+2*theme.Space4), true)
	k.over.show()
	if k.search != nil {
		k.search.Focus()
	} else {
		c.Focus(k.table)
	}
	return k
}

func (k *picker) show(options []Option, chosen string) {
	k.options = options
	lines := float32(44)
	for _, o := range options {
		if o.Sub != "" {
			lines = 56
			break
		}
	}
	k.table.SetRowHeight(lines)
	k.table.SetRows(options)
	at := 0
	for i, o := range options {
		if o.ID == chosen {
			at = i
		}
	}
	if len(options) > 0 {
		k.table.Select(at)
	}
}

func (k *picker) pick(i int) {
	if i < 0 || i >= len(k.options) {
		return
	}
	chosen := k.options[i]
	k.over.close()
	k.choose(chosen)
}

// move lets arrows move in the list while the search entry has the keyboard.
func (k *picker) move(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		return k.table.HandleKey(keyOf(name))
	case fyne.KeyEscape, fyne.KeyTab:
		k.over.close()
		return true
	}
	return false
}

func (k *picker) key(key nav.Key) bool {
	if key == nav.KeyEscape {
		k.over.close()
		return true
	}
	return false
}

// newDropCard is the surface of a list that lies over the window.
func newDropCard(content fyne.CanvasObject) *Card {
	c := NewCardPadded(content, theme.Space4)
	c.raised = true
	return c
}
