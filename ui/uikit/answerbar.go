package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/ui/i18n"
	"anxun/ui/theme"
)

// Answer is what an AnswerBar shows as chosen. The values are those of the domain; "" is unanswered.
type Answer string

// The answers.
const (
	AnswerOpen Answer = ""
	AnswerPass Answer = "pass"
	AnswerFail Answer = "fail"
	AnswerNA   Answer = "na"
)

var answers = [...]struct {
	value    Answer
	key      string // of the catalog
	hint     string
	fill, on theme.Token
}{
	{AnswerPass, "answer.pass", "1", theme.Pass, theme.OnPass},
	{AnswerFail, "answer.fail", "2", theme.Fail, theme.OnFail},
	{AnswerNA, "answer.na", "3", theme.Neutral, theme.OnNeutral},
}

// AnswerBar is the three-part button 符合 | 不符合 | 不适用. The keys 1, 2 and 3 are shown on it; the page handles them,
// so that they work wherever the keyboard is. With the keyboard on the bar, left and right move and Enter answers.
type AnswerBar struct {
	pressable
	// OnAnswer gets the part that a person pressed, also when it was chosen already.
	OnAnswer func(Answer)

	labels [len(answers)]string
	chosen Answer
	cursor int
	parts  []float32 // right edges
}

// NewAnswerBar returns an unanswered bar.
func NewAnswerBar(c *i18n.Catalog, onAnswer func(Answer)) *AnswerBar {
	b := &AnswerBar{OnAnswer: onAnswer}
	for i, a := range answers {
		b.labels[i] = c.T(a.key)
	}
	b.init(b, func() { b.answer(b.cursor) })
	b.ownsKeys = b.arrows
	return b
}

// Answer returns what is shown as chosen.
func (b *AnswerBar) Answer() Answer { return b.chosen }

// SetAnswer shows a as chosen; it does not call OnAnswer.
func (b *AnswerBar) SetAnswer(a Answer) {
	if b.chosen == a {
		return
	}
	b.chosen = a
	for i := range answers {
		if answers[i].value == a {
			b.cursor = i
		}
	}
	b.Refresh()
}

// Tapped answers with the part under the pointer.
func (b *AnswerBar) Tapped(ev *fyne.PointEvent) {
	if b.Disabled() {
		return
	}
	b.answer(b.partAt(ev.Position.X))
}

func (b *AnswerBar) answer(part int) {
	b.cursor = part
	if b.OnAnswer != nil {
		b.OnAnswer(answers[part].value)
	}
}

func (b *AnswerBar) arrows(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyLeft && b.cursor > 0:
		b.cursor--
	case ev.Name == fyne.KeyRight && b.cursor < len(answers)-1:
		b.cursor++
	default:
		return false
	}
	b.Refresh()
	return true
}

func (b *AnswerBar) partAt(x float32) int {
	for i, right := range b.parts {
		if x < right {
			return i
		}
	}
	return len(answers) - 1
}

func (b *AnswerBar) partWidth(i int) float32 {
	return measure(b.labels[i], theme.TextBody, true).Width + 2*11 + 8 + max(theme.Scaled(18), measure(answers[i].hint, keyHintText, false).Width+10)
}

// CreateRenderer draws the three parts.
func (b *AnswerBar) CreateRenderer() fyne.WidgetRenderer {
	back, frame, around := box(theme.Radius), box(theme.Radius), box(theme.Radius+3)
	var fills [len(answers)]*canvas.Rectangle
	var words [len(answers)]*canvas.Text
	var hints [len(answers)]*KeyHint
	dividers := []*canvas.Rectangle{box(0), box(0)}
	objects := []fyne.CanvasObject{back}
	for i := range answers {
		fills[i], words[i], hints[i] = box(0), line(b.labels[i], theme.TextBody, false, theme.Ink), NewKeyHint(answers[i].hint)
		objects = append(objects, fills[i])
	}
	objects = append(objects, dividers[0], dividers[1])
	for i := range answers {
		objects = append(objects, words[i], hints[i])
	}
	objects = append(objects, frame, around)
	roundEnds(fills[0], fills[len(fills)-1])

	update := func() {
		paint(back, theme.Color(theme.Card), transparent, 0)
		paint(frame, transparent, theme.Color(theme.Line), theme.Hairline)
		for i, a := range answers {
			b.paintPart(i, a.fill, a.on, fills[i], words[i], hints[i])
		}
		for _, d := range dividers {
			d.FillColor = theme.Color(theme.Line)
		}
		ring(around, b.focused)
	}
	minSize := func() fyne.Size {
		var w float32
		for i := range answers {
			w += b.partWidth(i)
		}
		return fyne.NewSize(w, theme.Scaled(theme.TouchHeight))
	}
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(frame, 0, 0, size.Width, size.Height)
		placeRing(around, size)
		spare := (size.Width - minSize().Width) / float32(len(answers))
		b.parts = b.parts[:0]
		x := float32(0)
		for i := range answers {
			w := b.partWidth(i) + spare
			place(fills[i], x, 0, w, size.Height)
			text, key := words[i].MinSize(), hints[i].MinSize()
			left := x + (w-text.Width-8-key.Width)/2
			place(words[i], left, (size.Height-text.Height)/2-lift(words[i]), text.Width, text.Height)
			place(hints[i], left+text.Width+8, (size.Height-key.Height)/2, key.Width, key.Height)
			x += w
			b.parts = append(b.parts, x)
			if i < len(dividers) {
				place(dividers[i], x-theme.Hairline/2, 0, theme.Hairline, size.Height)
			}
		}
	}
	return newPainter(b, update, minSize, layout, objects...)
}

func (b *AnswerBar) paintPart(i int, fill, on theme.Token, back *canvas.Rectangle, words *canvas.Text, hint *KeyHint) {
	ink, bold := theme.Muted, false
	back.FillColor = transparent
	switch {
	case b.chosen == answers[i].value:
		back.FillColor = theme.Color(fill)
		ink, bold = on, true
	case b.focused && b.cursor == i, b.hovered:
		ink = theme.Ink
		if b.focused && b.cursor == i {
			back.FillColor = theme.Color(theme.NeutralTint)
		}
	}
	if b.Disabled() && b.chosen != answers[i].value {
		ink = theme.Disabled
	}
	setLine(words, b.labels[i], theme.TextBody, bold, ink)
	hint.set(answers[i].hint, ink)
}

func roundEnds(first, last *canvas.Rectangle) {
	first.TopLeftCornerRadius, first.BottomLeftCornerRadius = theme.Radius, theme.Radius
	last.TopRightCornerRadius, last.BottomRightCornerRadius = theme.Radius, theme.Radius
}
