package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/guard"
	"anxun/ui/nav"
	"anxun/ui/theme"
)

// Column describes one column of a Table.
type Column[T any] struct {
	Key   string  // given to OnSort; needed only with Sortable
	Title string  // words in the head
	Width float32 // at scale 1
	// Flex above 0 shares the width that the fixed columns leave; Width is then the least.
	Flex float32
	// Least is the width at scale 1 that a flexible column must have to be read. Where the table is too narrow for it,
	// columns that fold give way.
	Least float32
	// Folds above 0 lets the cells of the column stand in the second line of the column with Least, or not at all with
	// Gone, where the table is narrow: columns with 1 first, those with 2 if that is not enough.
	Folds    int
	Gone     bool
	Align    fyne.TextAlign
	Sortable bool
	// Text or Cell gives the content of a row. They run while scrolling and must only format what they are handed.
	Text func(T) string
	Cell func(T) Cell
}

func (c *Column[T]) cell(row T) Cell {
	if c.Cell != nil {
		return c.Cell(row)
	}
	if c.Text != nil {
		return Cell{Text: c.Text(row)}
	}
	return Cell{}
}

// Table shows rows of equal height under a head. Only visible rows exist, so 100,000 are as quick as ten. It is one
// focus stop: arrows, Page Up and Down, Home and End move the selection, Enter activates it.
type Table[T any] struct {
	widget.BaseWidget
	// OnSelected is called when a person moved the selection by key or tap.
	OnSelected func(i int, row T)
	// OnActivated is called on Enter.
	OnActivated func(i int, row T)
	// OnTapped is called after OnSelected when a row was tapped.
	OnTapped func(i int, row T)
	// OnSort is called when the head of a sortable column was tapped, or Alt and its number among them pressed; sorting is
	// up to the caller.
	OnSort func(key string, ascending bool)
	// Marked tells which rows are chosen for an action on several; nil where that is not offered. What is marked is up to
	// the caller: rows of a long list may not be here yet.
	Marked func(row T) bool
	// OnMark is called when a person marks rows: with Space or Ctrl and a tap one, with Shift and a tap all from the
	// selected row to another. from is not above to; toggle turns the marks of the rows round.
	OnMark func(from, to int, toggle bool)
	// OnMarkAll is called on Ctrl+A with true and, while rows are marked, on Escape with false, reporting whether there
	// was anything to do.
	OnMarkAll func(on bool) bool
	// OnMenu is called to show the menu of the selected row at a point of the window: on a tap with the right button and
	// on F10.
	OnMenu func(i int, at fyne.Position)
	// OnCopy is called on Ctrl+C.
	OnCopy func()

	columns   []Column[T]
	count     int
	at        func(i int) T
	selected  int
	rowBase   float32
	sortKey   string
	ascending bool
	noHeader  bool
	focused   bool
	// unrevealed is set while a selected row waits for the table to have a size.
	unrevealed bool

	empty  fyne.CanvasObject
	header *tableHeader
	body   *tableBody
	scroll *container.Scroll
}

// NewTable returns an empty table.
func NewTable[T any](columns []Column[T]) *Table[T] {
	t := &Table[T]{columns: columns, selected: -1, rowBase: theme.RowHeight, ascending: true}
	t.header = newTableHeader(t.heads(), t.sortBy)
	t.header.fold = t.fold
	t.body = newTableBody(tableSource{
		count: func() int { return t.count }, rowHeight: t.rowHeight, widths: t.widths, fold: t.fold, cells: t.cells,
		aligns: t.aligns(), tapped: func(i int, with fyne.KeyModifier) { guard.Call(func() { t.tapped(i, with) }) }, selected: func() int { return t.selected }, marked: t.marked, menu: t.menu, focused: func() bool { return t.focused },
	})
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { stroke(); t.body.scrolled() }
	t.body.viewport = func() (float32, float32) { return t.scroll.Offset.Y, t.scroll.Size().Height }
	t.ExtendBaseWidget(t)
	return t
}

func (t *Table[T]) heads() []tableHead {
	heads := make([]tableHead, len(t.columns))
	for i, c := range t.columns {
		heads[i] = tableHead{key: c.Key, title: c.Title, align: c.Align, sortable: c.Sortable}
	}
	return heads
}

func (t *Table[T]) aligns() []fyne.TextAlign {
	aligns := make([]fyne.TextAlign, len(t.columns))
	for i, c := range t.columns {
		aligns[i] = c.Align
	}
	return aligns
}

func (t *Table[T]) cells(i int) []Cell {
	row := t.at(i)
	cells := make([]Cell, len(t.columns))
	for n := range t.columns {
		cells[n] = t.columns[n].cell(row)
	}
	return cells
}

// SetRows shows rows. The selection stays at its index if there still is such a row.
func (t *Table[T]) SetRows(rows []T) {
	t.SetSource(len(rows), func(i int) T { return rows[i] })
}

// SetSource shows n rows that at returns; at must be quick and read memory only.
func (t *Table[T]) SetSource(n int, at func(i int) T) {
	t.count, t.at = n, at
	if t.selected >= n {
		t.selected = n - 1
	}
	if t.scroll.Offset.Y > t.maxOffset() {
		t.scroll.Offset.Y = t.maxOffset()
	}
	t.body.stale()
	t.Refresh()
}

// Len returns the number of rows.
func (t *Table[T]) Len() int { return t.count }

// Row returns row i.
func (t *Table[T]) Row(i int) T { return t.at(i) }

// SetEmpty sets what is shown instead of rows while there are none.
func (t *Table[T]) SetEmpty(o fyne.CanvasObject) {
	t.empty = container.NewVScroll(o) // clips it in a table that is very low
	t.Refresh()
}

// HideHeader shows rows only.
func (t *Table[T]) HideHeader() { t.noHeader = true; t.Refresh() }

// SetRowHeight sets the height of rows at scale 1; the usual RowHeight holds two lines.
func (t *Table[T]) SetRowHeight(h float32) {
	if t.rowBase != h {
		t.rowBase = h
		t.body.stale()
		t.Refresh()
	}
}

// SetSort marks the column by which the rows are sorted.
func (t *Table[T]) SetSort(key string, ascending bool) {
	t.sortKey, t.ascending = key, ascending
	t.header.mark(key, ascending)
}

func (t *Table[T]) sortBy(key string) {
	ascending := key != t.sortKey || !t.ascending
	t.SetSort(key, ascending)
	if t.OnSort != nil {
		t.OnSort(key, ascending)
	}
}

// Selected returns the index of the selected row, -1 for none.
func (t *Table[T]) Selected() int { return t.selected }

// Select selects row i and scrolls to it without calling OnSelected; -1 selects none.
func (t *Table[T]) Select(i int) {
	if i >= t.count {
		return
	}
	t.selected = max(i, -1)
	t.reveal()
	t.body.stale()
	t.body.Refresh()
}

// reveal scrolls as little as needed to show the selected row.
func (t *Table[T]) reveal() {
	h := t.rowHeight()
	top, view := float32(t.selected)*h, t.scroll.Size().Height
	t.unrevealed = t.selected >= 0 && view < h // not laid out yet: the layout calls again
	if t.selected < 0 || t.unrevealed {
		return
	}
	offset := t.scroll.Offset.Y
	switch {
	case top < offset:
		offset = top
	case top+h > offset+view:
		offset = top + h - view
	default:
		return
	}
	t.scroll.ScrollToOffset(fyne.NewPos(0, max(offset, 0)))
}

func (t *Table[T]) maxOffset() float32 {
	return max(float32(t.count)*t.rowHeight()-t.scroll.Size().Height, 0)
}

func (t *Table[T]) rowHeight() float32 { return theme.Scaled(t.rowBase) }

// HandleKey moves or activates the selection, for pages that pass keys on; it reports whether it used the key.
func (t *Table[T]) HandleKey(k nav.Key) bool {
	page := max(int(t.scroll.Size().Height/t.rowHeight())-1, 1)
	switch k {
	case nav.KeyUp:
		t.choose(max(t.selected-1, 0))
	case nav.KeyDown:
		t.choose(t.selected + 1)
	case nav.KeyPageUp:
		t.choose(t.selected - page)
	case nav.KeyPageDown:
		t.choose(t.selected + page)
	case nav.KeyHome:
		t.choose(0)
	case nav.KeyEnd:
		t.choose(t.count - 1)
	case nav.KeyEnter:
		if t.selected < 0 || t.OnActivated == nil {
			return false
		}
		t.OnActivated(t.selected, t.at(t.selected))
	default:
		return t.handleListKey(k)
	}
	return true
}

func (t *Table[T]) choose(i int) {
	if t.count == 0 {
		return
	}
	i = min(max(i, 0), t.count-1)
	if i == t.selected {
		t.reveal()
		return
	}
	t.Select(i)
	if t.OnSelected != nil {
		t.OnSelected(i, t.at(i))
	}
}

func (t *Table[T]) tapped(i int, with fyne.KeyModifier) {
	if i >= t.count {
		return
	}
	focus(t)
	if t.markTapped(i, with) {
		return
	}
	t.choose(i)
	if t.OnTapped != nil {
		t.OnTapped(i, t.at(i))
	}
}

// FocusGained shows where the keyboard is.
func (t *Table[T]) FocusGained() { t.focused = true; t.body.stale(); t.Refresh() }

// FocusLost hides it.
func (t *Table[T]) FocusLost() { t.focused = false; t.body.stale(); t.Refresh() }

// TypedRune passes characters to the window.
func (t *Table[T]) TypedRune(r rune) { passRune(t, r) }

// TypedKey moves the selection and passes other keys to the window.
func (t *Table[T]) TypedKey(ev *fyne.KeyEvent) {
	guard.Call(func() {
		if !t.HandleKey(keyOf(ev.Name)) {
			passKey(t, ev)
		}
	})
}

// TypedShortcut copies and marks; other combinations go to the window.
func (t *Table[T]) TypedShortcut(s fyne.Shortcut) {
	guard.Call(func() {
		if k := editingKey(s); k == "" || !t.HandleKey(k) {
			passShortcut(t, s)
		}
	})
}

// CreateRenderer lays head, rows or empty state, and the focus frame.
func (t *Table[T]) CreateRenderer() fyne.WidgetRenderer {
	frame := box(theme.Radius)
	rule := canvas.NewRectangle(theme.Color(theme.Line))
	p := &painter{widget: t}
	p.update = func() {
		p.objects = []fyne.CanvasObject{t.header, rule, t.scroll, frame}
		t.header.Hidden, rule.Hidden = t.noHeader, t.noHeader
		if t.count == 0 && t.empty != nil {
			t.scroll.Hide()
		} else {
			t.scroll.Show()
		}
		if t.empty != nil && t.count == 0 {
			p.objects = append(p.objects, t.empty)
		}
		rule.FillColor = theme.Color(theme.Line)
		ring(frame, t.focused && t.selected < 0)
		t.header.widths = t.widths
		t.header.Refresh()
		t.body.stale()
		t.scroll.Refresh()
	}
	head := func() float32 {
		if t.noHeader {
			return 0
		}
		return theme.Scaled(theme.HeaderHeight)
	}
	p.minSize = func() fyne.Size {
		var w float32
		for _, c := range t.columns {
			if c.Folds == 0 {
				w += theme.Scaled(max(c.Width, 40))
			}
		}
		return fyne.NewSize(w, head()+t.rowHeight())
	}
	p.layout = func(size fyne.Size) {
		h := head()
		place(t.header, 0, 0, size.Width, h)
		place(rule, 0, h, size.Width, theme.Hairline)
		top := h
		if h > 0 {
			top += theme.Hairline
		}
		place(t.scroll, 0, top, size.Width, size.Height-top)
		if t.empty != nil {
			place(t.empty, 0, top, size.Width, size.Height-top)
		}
		place(frame, 1, 1, size.Width-2, size.Height-2)
		if t.unrevealed {
			t.reveal()
		}
		t.body.stale()
		t.body.Refresh()
	}
	p.update()
	return p
}
