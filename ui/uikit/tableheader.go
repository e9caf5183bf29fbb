package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

type tableHead struct {
	key, title string
	align      fyne.TextAlign
	sortable   bool
}

// tableHeader draws the titles of the columns. Sorting by key is offered by the pages, so the head is no focus stop.
type tableHeader struct {
	widget.BaseWidget
	heads     []tableHead
	widths    func(total float32) []float32
	onSort    func(key string)
	fold      func(total float32) folding
	sortKey   string
	ascending bool
	areas     []headArea
}

// headArea is where a title can be tapped: from the end of the one before to right.
type headArea struct {
	right float32
	head  tableHead
}

func newTableHeader(heads []tableHead, onSort func(key string)) *tableHeader {
	h := &tableHeader{heads: heads, onSort: onSort, ascending: true}
	h.ExtendBaseWidget(h)
	return h
}

func (h *tableHeader) mark(key string, ascending bool) {
	h.sortKey, h.ascending = key, ascending
	h.Refresh()
}

// Tapped sorts by the column under the pointer.
func (h *tableHeader) Tapped(ev *fyne.PointEvent) {
	for _, area := range h.areas {
		if ev.Position.X < area.right {
			if area.head.sortable {
				h.onSort(area.head.key)
			}
			return
		}
	}
}

// Cursor is a hand where something can be sorted.
func (h *tableHeader) Cursor() desktop.Cursor {
	for _, head := range h.heads {
		if head.sortable {
			return desktop.PointerCursor
		}
	}
	return desktop.DefaultCursor
}

// CreateRenderer draws the titles.
func (h *tableHeader) CreateRenderer() fyne.WidgetRenderer {
	words := make([]*canvas.Text, len(h.heads))
	objects := make([]fyne.CanvasObject, len(h.heads))
	for i, head := range h.heads {
		words[i] = line(head.title, theme.TextCaption+0.5, false, theme.Muted)
		words[i].Alignment = head.align
		objects[i] = words[i]
	}
	title := func(i int) (string, bool) {
		head := h.heads[i]
		switch {
		case head.key == "" || head.key != h.sortKey:
			return head.title, false
		case h.ascending:
			return head.title + " ↑", true
		default:
			return head.title + " ↓", true
		}
	}
	update := func() {
		for i := range words {
			text, sorted := title(i)
			token := theme.Muted
			if sorted {
				token = theme.Primary
			}
			setLine(words[i], text, theme.TextCaption+0.5, sorted, token)
		}
	}
	layout := func(size fyne.Size) {
		if h.widths == nil {
			return
		}
		h.lay(words, size)
	}
	return newPainter(h, update, func() fyne.Size { return fyne.NewSize(1, theme.Scaled(theme.HeaderHeight)) }, layout, objects...)
}

// lay places the titles. Those of folded columns that can be sorted by stand at the right end of the column that took
// them.
func (h *tableHeader) lay(words []*canvas.Text, size fyne.Size) {
	h.areas = h.areas[:0]
	fold := h.fold(size.Width)
	put := func(i int, x, w float32) {
		words[i].Hidden = false
		high := words[i].MinSize().Height
		place(words[i], x+cellPad, (size.Height-high)/2, max(w-cellPad, 1), high)
		h.areas = append(h.areas, headArea{x + w, h.heads[i]})
	}
	x := float32(0)
	for i, w := range h.widths(size.Width) {
		if fold.folded[i] {
			continue
		}
		guests, room := h.guests(words, fold, i, w)
		put(i, x, room)
		at := x + room
		for _, guest := range guests {
			wide := words[guest].MinSize().Width + cellPad
			put(guest, at, wide)
			at += wide
		}
		x += w
	}
}

// guests returns the folded columns whose titles stand in the area of column i, and what room is left for its own.
func (h *tableHeader) guests(words []*canvas.Text, fold folding, i int, width float32) (guests []int, room float32) {
	room = width
	for n := range words {
		if fold.folded[n] && i == fold.into {
			words[n].Hidden = true
		}
	}
	if i != fold.into {
		return nil, room
	}
	own := words[i].MinSize().Width + cellPad
	for n := range words {
		wide := words[n].MinSize().Width + cellPad
		if fold.folded[n] && !fold.dropped[n] && h.heads[n].sortable && room-wide >= own {
			guests = append(guests, n)
			room -= wide
		}
	}
	return guests, room
}
