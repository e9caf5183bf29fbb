package uikit

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
)

// StatCard is a number that can be pressed to see what it counts.
type StatCard struct {
	pressable
	label, figure, caption string
	tone                   Tone
}

// NewStatCard returns a card; onTapped may be nil.
func NewStatCard(label string, onTapped func()) *StatCard {
	s := &StatCard{label: label, tone: ToneInk}
	s.init(s, onTapped)
	return s
}

// Set changes number, tone and the line below.
func (s *StatCard) Set(figure, caption string, tone Tone) {
	s.figure, s.caption, s.tone = figure, caption, tone
	s.Refresh()
}

// Figure returns the number shown.
func (s *StatCard) Figure() string { return s.figure }

// CreateRenderer draws the card.
func (s *StatCard) CreateRenderer() fyne.WidgetRenderer {
	back, over, around := box(theme.RadiusLarge), box(theme.RadiusLarge), box(theme.RadiusLarge+3)
	label, figure, caption := line("", theme.TextBody, false, theme.Muted), line("", theme.TextFigure, true, theme.Ink), line("", theme.TextCaption, false, theme.Muted)
	update := func() {
		paint(back, theme.Color(theme.Card), theme.Color(theme.Line), theme.Hairline)
		over.FillColor = transparent
		if s.hovered && s.onPress != nil {
			over.FillColor = theme.Color(theme.Hover)
		}
		setLine(label, s.label, theme.TextBody, false, theme.Muted)
		setLine(figure, s.figure, theme.TextFigure, true, s.tone.Text())
		setLine(caption, s.caption, theme.TextCaption, false, theme.Muted)
		ring(around, s.focused)
	}
	const padX, padY = float32(18), float32(16)
	minSize := func() fyne.Size { return fyne.NewSize(140, theme.Scaled(88)+2*padY) }
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(over, 0, 0, size.Width, size.Height)
		placeRing(around, size)
		w := size.Width - 2*padX
		figure.TextSize = theme.Scaled(theme.TextFigure)
		label.Text = Ellipsize(s.label, w, func(t string) float32 { return measure(t, theme.TextBody, false).Width })
		caption.Text = Ellipsize(s.caption, w, func(t string) float32 { return measure(t, theme.TextCaption, false).Width })
		for size := theme.TextFigure; figure.MinSize().Width > w && size > theme.TextBody; size -= 2 {
			figure.TextSize = theme.Scaled(size)
		}
		lh, fh, ch := label.MinSize().Height, figure.MinSize().Height, caption.MinSize().Height
		place(label, padX, padY, w, lh)
		place(figure, padX, (size.Height-fh)/2+1, w, fh)
		place(caption, padX, size.Height-padY-ch, w, ch)
	}
	return newPainter(s, update, minSize, layout, back, over, label, figure, caption, around)
}
