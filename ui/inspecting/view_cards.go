package inspecting

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// cardList shows the rows of a section. Only cards in view exist; heights are measured once per row and width.
type cardList struct {
	widget.BaseWidget
	screen *screen
	scroll *container.Scroll
	board  *fyne.Container
	bulk   *uikit.Button
	unseen *uikit.Text // why bulk cannot be pressed yet

	section  int
	rows     []Row
	selected int
	draft    bool

	width     float32
	tops      []float32 // top edge of each row, and the lower end
	high      []float32 // height of each row, 0 while it was not measured
	measuring bool      // rows far from the view are still being measured
	probe     *card
	cards     map[int]*card
	free      []*card
}

// over is how far beyond the edges cards are kept ready, so that scrolling shows no holes.
const over float32 = 200

const listPad = theme.Space16

func newCardList(s *screen) *cardList {
	l := &cardList{screen: s, section: -1, cards: map[int]*card{}}
	l.bulk = uikit.NewButton("", uikit.Secondary, s.presenter.AnswerRest).Icon(theme.IconCheck).Hint("F9").Large()
	l.unseen = uikit.NewText("", uikit.StyleCaption)
	l.bulk.Hide()
	l.unseen.Hide()
	l.board = container.New(&boardLayout{l})
	l.scroll = container.NewVScroll(l.board)
	l.scroll.OnScrolled = func(fyne.Position) { l.show() }
	l.probe = l.makeCard()
	l.ExtendBaseWidget(l)
	return l
}

func (l *cardList) makeCard() *card {
	return newCard(l.screen.shell.Catalog(), l.screen.presenter.SelectRow, l.screen.presenter.AnswerRow)
}

// CreateRenderer shows the scroller.
func (l *cardList) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

// Held lets the answers of the cards be scrolled into view, see uikit.Holder.
func (l *cardList) Held() []fyne.CanvasObject { return []fyne.CanvasObject{l.scroll} }

// MinSize is small: the list scrolls.
func (l *cardList) MinSize() fyne.Size { return fyne.NewSize(320, 120) }

// Resize measures anew where the width changed.
func (l *cardList) Resize(size fyne.Size) {
	l.BaseWidget.Resize(size)
	if l.width != size.Width {
		l.width = size.Width
		clear(l.high)
	}
	l.measureAhead()
	l.arrange()
	l.reveal()
	l.show()
}

func (l *cardList) render(state State) {
	moved := l.section != state.Section || l.selected != state.Selected
	other := l.section != state.Section || len(l.rows) != len(state.Rows)
	if other {
		l.recycleAll()
		l.scroll.Offset = fyne.Position{}
	}
	l.take(state)
	l.renderBulk(state.Bulk)
	if other {
		l.arrange()
	} else {
		l.rearrange()
	}
	if moved {
		l.reveal()
	}
	l.show()
	l.measureAhead()
}

// take takes over the rows of a state. What was measured stays for rows that are as they were.
func (l *cardList) take(state State) {
	if l.section != state.Section || len(l.rows) != len(state.Rows) {
		l.high = make([]float32, len(state.Rows))
	} else {
		for i, row := range state.Rows {
			// The selected row shows more than the others, so it is measured anew when it is selected or left.
			if i == state.Selected && i != l.selected || i == l.selected && i != state.Selected || row != l.rows[i] {
				l.high[i] = 0
			}
		}
	}
	l.section, l.rows, l.selected, l.draft = state.Section, state.Rows, state.Selected, state.Phase == Filling
}

func (l *cardList) renderBulk(bulk Bulk) {
	show(l.bulk, bulk.Shown)
	l.bulk.SetEnabled(bulk.Ready)
	l.bulk.SetText(l.screen.shell.T("inspecting.bulk", "n", bulk.Count))
	show(l.unseen, bulk.Shown && !bulk.Ready)
	l.unseen.SetText(l.screen.shell.T("inspecting.bulk_unseen", "n", bulk.Unseen))
}

// arrange computes where each row begins.
func (l *cardList) arrange() {
	if l.width <= 0 {
		return
	}
	tops := l.tops[:0]
	y := listPad
	for i := range l.rows {
		tops = append(tops, y)
		y += l.height(i) + theme.Space8
	}
	tops = append(tops, y)
	changed := len(l.tops) != len(tops) || l.board.Size().Height != l.total(tops)
	l.tops = tops
	if changed {
		l.board.Refresh()
		l.scroll.Refresh()
	}
}

func (l *cardList) total(tops []float32) float32 {
	end := tops[len(tops)-1]
	if l.bulk.Visible() {
		end += l.bulk.MinSize().Height + theme.Space8
	}
	return end + listPad - theme.Space8
}

// guessedHeight is the height of a row that was not measured: two lines.
const guessedHeight float32 = 70

// measuredAtOnce is how many rows are measured together, which takes some milliseconds.
const measuredAtOnce = 20

// height returns the height of a row: measured for those near the selected one, guessed for others until their turn.
func (l *cardList) height(index int) float32 {
	if l.high[index] == 0 && index >= l.selected-3 && index <= l.selected+8 {
		l.measure(index)
	}
	if l.high[index] == 0 {
		return theme.Scaled(guessedHeight)
	}
	return l.high[index]
}

func (l *cardList) measure(index int) {
	l.probe.row, l.probe.selected = l.rows[index], index == l.selected
	l.probe.fill()
	l.high[index] = l.probe.heightFor(l.cardWidth())
}

// measureAhead measures rows far from the view, some at a time, so that a long list opens at once. Nothing on the screen
// moves until all are known: every frame in between would keep a key waiting.
func (l *cardList) measureAhead() {
	if l.measuring || l.width <= 0 || !slices.Contains(l.high, 0) {
		return
	}
	l.measuring = true
	l.screen.shell.Post(func() {
		l.measuring = false
		left := measuredAtOnce
		for index := range l.rows {
			if l.high[index] == 0 && left > 0 {
				l.measure(index)
				left--
			}
		}
		switch {
		case left == measuredAtOnce:
		case slices.Contains(l.high, 0):
			l.measureAhead()
		default:
			l.rearrange()
			l.show()
		}
	})
}

// rearrange computes anew where rows begin and keeps those in view where they are on the screen.
func (l *cardList) rearrange() {
	first := l.firstVisible()
	if first < 0 {
		l.arrange()
		return
	}
	before := l.tops[first]
	l.arrange()
	if moved := l.tops[first] - before; moved != 0 {
		l.scroll.Offset.Y = max(l.scroll.Offset.Y+moved, 0)
		l.scroll.Refresh()
	}
}

// firstVisible is the first row that is at least partly in view, -1 if there is none.
func (l *cardList) firstVisible() int {
	for index := range len(l.tops) - 1 {
		if l.tops[index+1] > l.scroll.Offset.Y {
			return index
		}
	}
	return -1
}

// measureVisible measures what is in view and reports whether that moved anything.
func (l *cardList) measureVisible() (moved bool) {
	from, to := l.scroll.Offset.Y-over, l.scroll.Offset.Y+l.scroll.Size().Height+over
	for index := range l.rows {
		if l.high[index] == 0 && l.tops[index+1] >= from && l.tops[index] <= to {
			l.measure(index)
			moved = true
		}
	}
	return moved
}

func (l *cardList) cardWidth() float32 { return l.width - 2*theme.Space12 }

// reveal scrolls the selected row into view, with a look at the one after it.
func (l *cardList) reveal() {
	if l.selected < 0 || l.selected+1 >= len(l.tops) || l.scroll.Size().Height <= 0 {
		return
	}
	top, view := l.tops[l.selected]-listPad, l.scroll.Size().Height
	var bottom float32
	if l.selected+2 < len(l.tops) {
		bottom = min(l.tops[l.selected+2], top+view)
	} else {
		bottom = l.total(l.tops)
	}
	offset := l.scroll.Offset.Y
	if bottom > offset+view {
		offset = bottom - view
	}
	offset = min(offset, top)
	offset = max(min(offset, l.total(l.tops)-view), 0)
	if offset != l.scroll.Offset.Y {
		l.scroll.Offset.Y = offset
		l.scroll.Refresh()
	}
}

// show puts cards where rows are in view.
func (l *cardList) show() {
	if len(l.tops) == 0 || l.scroll.Size().Height <= 0 {
		return
	}
	for l.measureVisible() {
		l.rearrange()
	}
	from, to := l.scroll.Offset.Y-over, l.scroll.Offset.Y+l.scroll.Size().Height+over
	for index, k := range l.cards {
		if index >= len(l.rows) || l.tops[index+1] < from || l.tops[index] > to {
			l.recycle(index, k)
		}
	}
	first, seen, added := -1, -1, false
	top, bottom := l.scroll.Offset.Y, l.scroll.Offset.Y+l.scroll.Size().Height
	for index := range l.rows {
		if l.tops[index] > to {
			break
		}
		if l.tops[index+1] < from {
			continue
		}
		added = l.showRow(index) || added
		if l.tops[index] >= top-1 && l.tops[index+1]-theme.Space8 <= bottom+1 {
			if first < 0 {
				first = index
			}
			seen = index
		}
	}
	if l.bulk.Visible() {
		m := l.bulk.MinSize()
		y, high := l.tops[len(l.tops)-1], l.unseen.MinSize().Height
		place(l.bulk, theme.Space12, y, m.Width, m.Height)
		place(l.unseen, theme.Space12*2+m.Width, y+(m.Height-high)/2, max(l.width-m.Width-4*theme.Space12, 0), high)
	}
	if added {
		l.board.Objects = l.objects()
		l.board.Refresh()
	}
	if seen >= 0 {
		l.screen.presenter.Seen(first, seen)
	}
}

// showRow binds a card to a row and reports whether a card was added.
func (l *cardList) showRow(index int) (added bool) {
	k, exists := l.cards[index]
	if !exists {
		if n := len(l.free); n > 0 {
			k, l.free = l.free[n-1], l.free[:n-1]
		} else {
			k = l.makeCard()
		}
		l.cards[index] = k
	}
	size := fyne.NewSize(l.cardWidth(), l.tops[index+1]-l.tops[index]-theme.Space8)
	k.Move(fyne.NewPos(theme.Space12, l.tops[index]))
	k.bind(index, l.rows[index], index == l.selected)
	k.Resize(size)
	return !exists
}

func (l *cardList) objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(l.cards)+1)
	for index := range l.rows { // in reading order, which is the order of Tab
		if k, exists := l.cards[index]; exists {
			objects = append(objects, k)
		}
	}
	return append(objects, l.bulk, l.unseen)
}

// recycle keeps a card for another row. The keyboard must not stay on it, or Enter would answer that other row.
func (l *cardList) recycle(index int, k *card) {
	delete(l.cards, index)
	if c := l.screen.shell.Window().Canvas(); c.Focused() == fyne.Focusable(k.bar) {
		c.Unfocus()
	}
	l.free = append(l.free, k)
	for i, o := range l.board.Objects {
		if o == fyne.CanvasObject(k) {
			l.board.Objects = append(l.board.Objects[:i:i], l.board.Objects[i+1:]...)
			break
		}
	}
}

func (l *cardList) recycleAll() {
	for index, k := range l.cards {
		l.recycle(index, k)
	}
}

// boardLayout gives the board the height of all rows; cards place themselves.
type boardLayout struct{ list *cardList }

func (b *boardLayout) Layout([]fyne.CanvasObject, fyne.Size) {}

func (b *boardLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if len(b.list.tops) == 0 {
		return fyne.Size{}
	}
	return fyne.NewSize(0, b.list.total(b.list.tops))
}
