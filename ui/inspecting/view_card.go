package inspecting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

var (
	styleItem     = uikit.Style{Size: theme.TextLead, Token: theme.Ink}
	styleSelected = uikit.Style{Size: theme.TextLead, Bold: true, Token: theme.Ink}
	styleDone     = uikit.Style{Size: theme.TextCaption, Bold: true, Token: theme.Pass}
	styleMissing  = uikit.Style{Size: theme.TextCaption, Bold: true, Token: theme.Warn}
)

// card shows one Row. Cards are used again for other rows when the list scrolls.
type card struct {
	widget.BaseWidget
	index    int
	row      Row
	selected bool
	bound    bool
	onTap    func(index int)

	code    *uikit.Text
	text    *uikit.Text
	detail  *uikit.Text
	last    *uikit.Text
	missing *uikit.Text
	done    *uikit.Text
	badge   *uikit.Badge
	bar     *uikit.AnswerBar
}

func newCard(c *i18n.Catalog, onTap func(int), onAnswer func(int, inspection.Result)) *card {
	k := &card{onTap: onTap,
		code: uikit.NewText("", uikit.StyleCaption), text: uikit.NewParagraph("", styleItem, 0),
		detail: uikit.NewParagraph("", uikit.StyleCaption, 0), last: uikit.NewParagraph("", uikit.StyleCaption, 0),
		missing: uikit.NewParagraph("", styleMissing, 0), done: uikit.NewParagraph("", styleDone, 0), badge: uikit.NewBadge("", uikit.ToneNeutral)}
	k.bar = uikit.NewAnswerBar(c, func(a uikit.Answer) { onAnswer(k.index, inspection.Result(a)) })
	k.ExtendBaseWidget(k)
	return k
}

// bind makes the card show a row and reports whether anything on it changed.
func (k *card) bind(index int, row Row, selected bool) bool {
	k.index = index
	if k.bound && k.row == row && k.selected == selected {
		return false
	}
	k.bound, k.row, k.selected = true, row, selected
	k.fill()
	k.Refresh()
	return true
}

func (k *card) fill() {
	row := k.row
	k.code.SetText(row.Label)
	k.text.SetText(row.Text)
	if k.selected {
		k.text.SetStyle(styleSelected)
	} else {
		k.text.SetStyle(styleItem)
	}
	k.detail.SetText(row.Detail)
	k.last.SetText(row.Last)
	k.missing.SetText(row.Missing)
	k.done.SetText(row.Done)
	tone := uikit.ToneNeutral
	if row.Grave {
		tone = uikit.ToneWarn
	}
	k.badge.Set(row.Badge, tone)
	k.bar.SetAnswer(uikit.Answer(row.Result))
	if row.Locked {
		k.bar.Disable()
	} else {
		k.bar.Enable()
	}
}

// Held tells where the answer is, see uikit.Holder.
func (k *card) Held() []fyne.CanvasObject { return []fyne.CanvasObject{k.bar} }

// Tapped selects the card.
func (k *card) Tapped(*fyne.PointEvent) { k.onTap(k.index) }

const (
	cardPad   float32 = 12
	cardGap   float32 = 4
	codeWidth float32 = 56
	leastText float32 = 170 // some eleven characters
)

// columns returns where the text begins and how wide it is.
func (k *card) columns(width float32) (x, w float32) {
	x = cardPad + theme.Scaled(codeWidth)
	w = width - x - cardPad
	if !k.stacked(width) {
		w -= k.sideWidth() + theme.Space12
	}
	return x, w
}

// stacked reports whether the answer stands below the text, because large letters leave too little room beside it.
func (k *card) stacked(width float32) bool {
	beside := width - 2*cardPad - theme.Scaled(codeWidth) - k.sideWidth() - theme.Space12
	return k.row.Hazard == "" && beside < theme.Scaled(leastText)
}

// sideWidth is the room at the right: the answer, or the badge of a hazard.
func (k *card) sideWidth() float32 {
	if k.row.Hazard != "" {
		return k.badge.MinSize().Width
	}
	return k.bar.MinSize().Width
}

// heightFor returns the height of the card with its present row.
func (k *card) heightFor(width float32) float32 {
	_, w := k.columns(width)
	h := float32(0)
	for _, line := range k.lines() {
		if h > 0 {
			h += cardGap
		}
		h += line.HeightFor(w)
	}
	side := k.bar.MinSize().Height
	if k.row.Hazard != "" {
		side = k.badge.MinSize().Height
	}
	if k.stacked(width) {
		return h + theme.Space8 + side + 2*cardPad
	}
	return max(h, side) + 2*cardPad
}

// lines are the texts that are shown, from the top.
func (k *card) lines() []*uikit.Text {
	var shown []*uikit.Text
	for _, line := range []*uikit.Text{k.text, k.done, k.missing, k.detail, k.last} {
		if line.Text() != "" {
			shown = append(shown, line)
		}
	}
	return shown
}

// CreateRenderer draws the card.
func (k *card) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(theme.Color(theme.Card))
	back.CornerRadius = theme.RadiusLarge
	r := &cardRenderer{card: k, back: back}
	r.paint()
	return r
}

type cardRenderer struct {
	card *card
	back *canvas.Rectangle
}

func (r *cardRenderer) Destroy() {}

func (r *cardRenderer) MinSize() fyne.Size { return fyne.NewSize(0, 0) }

func (r *cardRenderer) Objects() []fyne.CanvasObject {
	k := r.card
	return []fyne.CanvasObject{r.back, k.code, k.text, k.done, k.missing, k.detail, k.last, k.badge, k.bar}
}

func (r *cardRenderer) paint() {
	r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = theme.Color(theme.Card), theme.Color(theme.Line), theme.Hairline
	if r.card.selected {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(theme.Primary), theme.FocusWidth
	}
}

func (r *cardRenderer) Layout(size fyne.Size) {
	k := r.card
	r.back.Resize(size)
	x, w := k.columns(size.Width)
	lines := k.lines()
	total := cardGap * float32(max(len(lines)-1, 0))
	for _, line := range lines {
		total += line.HeightFor(w)
	}
	y := (size.Height - total) / 2
	if k.stacked(size.Width) {
		y = cardPad
	}
	for _, line := range []*uikit.Text{k.text, k.missing, k.detail, k.last} {
		show(line, line.Text() != "")
	}
	for _, line := range lines {
		h := line.HeightFor(w)
		place(line, x, y, w, h)
		y += h + cardGap
	}
	r.placeSides(size)
}

// placeSides puts the code at the left, with the severity below it, and the answer at the right.
func (r *cardRenderer) placeSides(size fyne.Size) {
	k := r.card
	side := k.sideWidth()
	hazard := k.row.Hazard != ""
	show(k.bar, !hazard)
	show(k.badge, k.row.Badge != "")
	badge, code := k.badge.MinSize(), k.code.MinSize()
	room := theme.Scaled(codeWidth)
	if hazard {
		place(k.code, cardPad, (size.Height-code.Height)/2, room-theme.Space4, code.Height)
		place(k.badge, size.Width-cardPad-side, (size.Height-badge.Height)/2, badge.Width, badge.Height)
		return
	}
	bar := k.bar.MinSize()
	if k.stacked(size.Width) {
		place(k.bar, size.Width-cardPad-side, size.Height-cardPad-bar.Height, side, bar.Height)
	} else {
		place(k.bar, size.Width-cardPad-side, (size.Height-bar.Height)/2, side, bar.Height)
	}
	if k.row.Badge == "" {
		place(k.code, cardPad, (size.Height-code.Height)/2, room-theme.Space4, code.Height)
		return
	}
	top := (size.Height - code.Height - badge.Height - cardGap) / 2
	place(k.code, cardPad, top, room-theme.Space4, code.Height)
	place(k.badge, cardPad, top+code.Height+cardGap, min(badge.Width, room), badge.Height)
}

// Refresh draws the present row.
func (r *cardRenderer) Refresh() {
	r.paint()
	r.Layout(r.card.Size())
	canvas.Refresh(r.card)
}
