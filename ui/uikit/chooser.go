package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/theme"
)

// ChooserIntents are what a person does in a Chooser.
type ChooserIntents struct {
	Search   func(text string)
	Move     func(rows int)
	Choose   func() // the selected row
	ChooseAt func(i int)
}

// Chooser is a search field over the list of what it finds, of which one is chosen: arrows move in the list while a word is being written,
// Enter takes the selected row.
type Chooser[T any] struct {
	Search *SearchField
	Table  *Table[T]

	intents ChooserIntents
	found   string // what the rows were found for
	empty   *fyne.Container
	more    *Text
	object  fyne.CanvasObject
}

// NewChooser returns a chooser below head, which may hold the search field itself: it gets it and returns what stands above the list.
func NewChooser[T any](placeholder string, cell func(T) Cell, intents ChooserIntents, head func(search *SearchField) fyne.CanvasObject) *Chooser[T] {
	c := &Chooser[T]{Search: NewSearchField(placeholder, "Ctrl F", intents.Search), intents: intents, empty: container.NewStack(), more: NewCaption("")}
	c.Search.OnKey = c.key
	c.Table = NewTable([]Column[T]{{Flex: 1, Cell: cell}})
	c.Table.HideHeader()
	choose := func(i int, _ T) { intents.ChooseAt(i) }
	c.Table.OnTapped, c.Table.OnActivated = choose, choose
	c.Table.SetEmpty(c.empty)
	c.object = VFill(theme.Space12, 1, head(c.Search), c.Table, c.more)
	return c
}

// Object is what stands on the page.
func (c *Chooser[T]) Object() fyne.CanvasObject { return c.object }

// Show shows the rows found for text and selects one. more says what is left out, "" for nothing; empty stands where there are no rows.
func (c *Chooser[T]) Show(text string, rows []T, selected int, more string, empty fyne.CanvasObject) {
	c.found = text
	c.empty.Objects = []fyne.CanvasObject{empty}
	c.Table.SetRows(rows)
	if len(rows) > 0 {
		c.Table.Select(selected)
	}
	c.more.SetText(more)
	if more == "" {
		c.more.Hide()
	} else {
		c.more.Show()
	}
}

// HandleKey moves and chooses while nothing else has the keyboard.
func (c *Chooser[T]) HandleKey(k nav.Key) bool {
	switch k {
	case nav.KeyUp:
		c.intents.Move(-1)
	case nav.KeyDown:
		c.intents.Move(1)
	case nav.KeyEnter:
		c.intents.Choose()
	default:
		return false
	}
	return true
}

// key hands what was written and not told yet over before Enter takes the selected row.
func (c *Chooser[T]) key(name fyne.KeyName) bool {
	k := keyOf(name)
	if k == nav.KeyEnter && c.Search.Text() != c.found {
		c.intents.Search(c.Search.Text())
	}
	return c.HandleKey(k)
}
