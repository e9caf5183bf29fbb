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
	sortKey   string
	ascending bool
	rights    []float32
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
	for i, right := range h.rights {
		if ev.Position.X < right {
			if h.heads[i].sortable {
				h.onSort(h.heads[i].key)
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
		h.rights = h.rights[:0]
		x := float32(0)
		for i, w := range h.widths(size.Width) {
			high := words[i].MinSize().Height
			place(words[i], x+cellPad, (size.Height-high)/2, max(w-cellPad, 1), high)
			x += w
			h.rights = append(h.rights, x)
		}
	}
	return newPainter(h, update, func() fyne.Size { return fyne.NewSize(1, theme.Scaled(theme.HeaderHeight)) }, layout, objects...)
}
