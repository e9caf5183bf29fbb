package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/guard"
	"anxun/ui/theme"
)

// tableSource is what the body asks its table; it frees the body from the type of the rows.
type tableSource struct {
	count     func() int
	rowHeight func() float32
	widths    func(total float32) []float32
	fold      func(total float32) folding
	cells     func(i int) []Cell
	aligns    []fyne.TextAlign
	tapped    func(i int, with fyne.KeyModifier)
	menu      func(i int, at fyne.Position)
	marked    func(i int) bool
	selected  func() int
	focused   func() bool
}

// tableBody is as high as all rows together but holds only those in sight.
type tableBody struct {
	widget.BaseWidget
	source   tableSource
	viewport func() (offset, height float32)
	rows     map[int]*tableRow
	spare    []*tableRow
	painter  *painter
	dirty    bool
}

func newTableBody(source tableSource) *tableBody {
	b := &tableBody{source: source, rows: map[int]*tableRow{}}
	b.ExtendBaseWidget(b)
	return b
}

// stale makes the next layout fill all visible rows anew.
func (b *tableBody) stale() { b.dirty = true }

func (b *tableBody) scrolled() {
	b.arrange()
	canvas.Refresh(b)
}

// arrange brings the rows in line with what is in sight.
func (b *tableBody) arrange() {
	if b.painter == nil {
		return
	}
	first, last := b.visible()
	for i, row := range b.rows {
		if i < first || i >= last {
			b.spare = append(b.spare, row)
			delete(b.rows, i)
		}
	}
	height, width := b.source.rowHeight(), b.Size().Width
	objects := make([]fyne.CanvasObject, 0, last-first)
	for i := first; i < last; i++ {
		row, known := b.rows[i]
		if !known {
			row = b.take()
			b.rows[i] = row
		}
		place(row, 0, float32(i)*height, width, height)
		if !known || b.dirty {
			row.show(i)
		}
		objects = append(objects, row)
	}
	b.painter.objects = objects
	b.dirty = false
}

func (b *tableBody) take() *tableRow {
	if n := len(b.spare); n > 0 {
		row := b.spare[n-1]
		b.spare = b.spare[:n-1]
		row.hovered = false
		return row
	}
	return newTableRow(&b.source)
}

// visible returns the half-open range of rows in sight.
func (b *tableBody) visible() (first, last int) {
	offset, height := b.viewport()
	row := b.source.rowHeight()
	first = max(int(offset/row), 0)
	last = min(int((offset+height)/row)+1, b.source.count())
	return first, max(first, last)
}

// CreateRenderer holds the visible rows.
func (b *tableBody) CreateRenderer() fyne.WidgetRenderer {
	b.painter = &painter{widget: b, update: func() {}}
	b.painter.minSize = func() fyne.Size {
		return fyne.NewSize(0, float32(b.source.count())*b.source.rowHeight())
	}
	b.painter.layout = func(fyne.Size) { b.dirty = true; b.arrange() }
	return b.painter
}

// tableRow draws one row and reports taps.
type tableRow struct {
	widget.BaseWidget
	source  *tableSource
	index   int
	cells   []Cell
	hovered bool
	with    fyne.KeyModifier // held when the button was pressed
}

func newTableRow(source *tableSource) *tableRow {
	r := &tableRow{source: source, index: -1}
	r.ExtendBaseWidget(r)
	return r
}

func (r *tableRow) show(i int) {
	r.index = i
	r.cells = r.source.cells(i)
	r.Refresh()
}

// Tapped selects the row, or marks rows with Ctrl or Shift.
func (r *tableRow) Tapped(*fyne.PointEvent) {
	with := r.with
	r.with = 0
	r.source.tapped(r.index, with)
}

// TappedSecondary opens the menu of the row.
func (r *tableRow) TappedSecondary(ev *fyne.PointEvent) {
	guard.Call(func() { r.source.menu(r.index, ev.AbsolutePosition) })
}

// MouseDown remembers what was held on the keyboard, which a tap does not tell.
func (r *tableRow) MouseDown(ev *desktop.MouseEvent) { r.with = ev.Modifier }

// MouseUp does nothing; the interface of Fyne wants it.
func (r *tableRow) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks the row under the pointer.
func (r *tableRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved counts as use.
func (r *tableRow) MouseMoved(*desktop.MouseEvent) { stroke() }

// MouseOut unmarks the row.
func (r *tableRow) MouseOut() { r.hovered = false; r.Refresh() }

// Cursor is a hand over a row.
func (r *tableRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

const cellPad = theme.Space12 + 2

// A marked row has a band before its first cell, with a tick that does not grow with the text: the band cannot.
const (
	markWidth         = theme.Space12
	markTick  float32 = 10
)

// CreateRenderer draws background, cells and the hairline below.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	back, rule, frame, strip := box(0), box(0), box(theme.RadiusSmall), box(0)
	tick := line("✓", markTick, true, theme.OnPrimary)
	tick.Alignment = fyne.TextAlignCenter
	objects := []fyne.CanvasObject{back, strip, rule}
	views := make([]*cellView, len(r.source.aligns))
	for i := range views {
		views[i] = newCellView()
		objects = append(objects, views[i].objects()...)
	}
	objects = append(objects, tick, frame)
	update := func() {
		chosen := r.index >= 0 && r.index == r.source.selected()
		back.FillColor = transparent
		marked := r.index >= 0 && r.source.marked(r.index)
		strip.Hidden, tick.Hidden = !marked, !marked
		strip.FillColor = theme.Color(theme.Primary)
		tick.Color = theme.Color(theme.OnPrimary)
		if chosen || marked {
			back.FillColor = theme.Color(theme.PrimaryTint)
		} else if r.hovered {
			back.FillColor = theme.Color(theme.Hover)
		}
		rule.FillColor = theme.Color(theme.Line)
		ring(frame, chosen && r.source.focused())
	}
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(strip, 0, 0, markWidth, size.Height-theme.Hairline)
		high := tick.MinSize().Height
		place(tick, 0, (size.Height-high)/2, markWidth, high)
		place(rule, 0, size.Height-theme.Hairline, size.Width, theme.Hairline)
		place(frame, 2, 2, size.Width-4, size.Height-5)
		if len(r.cells) > 0 {
			r.layCells(views, size)
		}
	}
	return newPainter(r, update, func() fyne.Size { return fyne.NewSize(1, 1) }, layout, objects...)
}

func (r *tableRow) layCells(views []*cellView, size fyne.Size) {
	fold := r.source.fold(size.Width)
	x := float32(0)
	for i, w := range r.source.widths(size.Width) {
		switch {
		case i == fold.into:
			r.showFolded(views, fold, x+cellPad, max(w-cellPad, 1), size.Height)
		case !fold.folded[i]:
			views[i].show(r.cells[i], r.source.aligns[i], x+cellPad, max(w-cellPad, 1), size.Height)
		}
		x += w
	}
}
