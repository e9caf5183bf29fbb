package uikit

import (
	"fyne.io/fyne/v2"

	"anxun/ui/nav"
)

// handleListKey takes the keys by which a list is sorted, marked, copied and its menu opened.
func (t *Table[T]) handleListKey(k nav.Key) bool {
	switch {
	case k == nav.KeySpace && t.OnMark != nil && t.selected >= 0:
		t.OnMark(t.selected, t.selected, true)
	case k == nav.Ctrl("A") && t.OnMarkAll != nil:
		t.OnMarkAll(true)
	case k == nav.KeyEscape && t.OnMarkAll != nil:
		return t.OnMarkAll(false)
	case k == nav.Ctrl("C") && t.OnCopy != nil && t.count > 0:
		t.OnCopy()
	case k == nav.KeyF10 && t.OnMenu != nil && t.selected >= 0:
		t.OnMenu(t.selected, t.rowPosition(t.selected))
	case len(k) == len("Alt+1") && k[:4] == "Alt+":
		return t.sortByNumber(int(k[4] - '0'))
	default:
		return false
	}
	return true
}

// sortByNumber sorts by the n-th of the columns that can be sorted by, or turns its order round.
func (t *Table[T]) sortByNumber(n int) bool {
	for _, column := range t.columns {
		if !column.Sortable {
			continue
		}
		if n--; n == 0 {
			t.sortBy(column.Key)
			return true
		}
	}
	return false
}

// markTapped marks what a tap with Ctrl or Shift is for and reports whether it was one.
func (t *Table[T]) markTapped(i int, with fyne.KeyModifier) bool {
	if t.OnMark == nil {
		return false
	}
	switch {
	case with&fyne.KeyModifierShift != 0:
		from := max(t.selected, 0)
		t.OnMark(min(from, i), max(from, i), false)
	case with&fyne.KeyModifierShortcutDefault != 0:
		t.choose(i)
		t.OnMark(i, i, true)
	default:
		return false
	}
	return true
}

func (t *Table[T]) marked(i int) bool { return t.Marked != nil && i < t.count && t.Marked(t.at(i)) }

func (t *Table[T]) menu(i int, at fyne.Position) {
	if i >= t.count {
		return
	}
	focus(t)
	t.choose(i)
	if t.OnMenu != nil {
		t.OnMenu(i, at)
	}
}

// RefreshMarks shows marks that changed.
func (t *Table[T]) RefreshMarks() {
	t.body.stale()
	t.body.Refresh()
}

// rowPosition is where the menu of a row opens by key: below the row, as far in as its words.
func (t *Table[T]) rowPosition(i int) fyne.Position {
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.body)
	return origin.AddXY(cellPad, float32(i+1)*t.rowHeight())
}

// Top returns the first row that is seen.
func (t *Table[T]) Top() int { return int(t.scroll.Offset.Y / t.rowHeight()) }

// SetTop scrolls so that row i is the first that is seen, as far as the rows reach.
func (t *Table[T]) SetTop(i int) {
	t.scroll.ScrollToOffset(fyne.NewPos(0, min(float32(i)*t.rowHeight(), t.maxOffset())))
}
