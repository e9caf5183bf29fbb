package uikit

import (
	"fyne.io/fyne/v2"

	"anxun/ui/page"
	"anxun/ui/theme"
)

// MenuItem is one line of a Menu.
type MenuItem struct {
	Text string
	Key  string // the key that does the same, shown behind the words
	Run  func()
	// Writes says that it changes what is stored; it is left out while writing is locked.
	Writes bool
}

// ShowMenu opens a menu at a point of the window c. Arrows move in it, Enter chooses, Escape and taps beside it close it.
func ShowMenu(c fyne.Canvas, at fyne.Position, items []MenuItem) {
	if items = withoutWriting(items); len(items) == 0 {
		return
	}
	table := NewTable([]Column[MenuItem]{{Flex: 1, Text: func(m MenuItem) string { return m.Text }},
		{Width: 84, Align: fyne.TextAlignTrailing, Cell: func(m MenuItem) Cell { return Cell{Text: m.Key, Muted: true} }},
		{Width: theme.Space16}}) // keeps the keys off the edge
	table.HideHeader()
	table.SetRowHeight(40)
	table.SetRows(items)
	over := openOverlay(c, newDropCard(table), false, page.KeyFunc(table.HandleKey))
	choose := func(_ int, item MenuItem) {
		over.close()
		item.Run()
	}
	table.OnActivated, table.OnTapped = choose, choose
	table.OnMarkAll = func(on bool) bool { // Escape
		if !on {
			over.close()
		}
		return !on
	}
	over.outside = over.close
	over.arrange = func(window fyne.Size) {
		w, h := theme.Scaled(280), float32(len(items))*table.rowHeight()+2*theme.Space4
		x, y := min(at.X, window.Width-w-8), at.Y
		if y+h > window.Height-8 {
			y = max(8, at.Y-h)
		}
		place(over.content, x, y, w, h)
	}
	over.show()
	table.Select(0)
	c.Focus(table)
}
