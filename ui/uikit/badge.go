package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// Badge is a tinted pill with one or a few words, such as 较大 or 逾期 2 天.
type Badge struct {
	widget.BaseWidget
	text string
	tone Tone
}

// NewBadge returns a badge.
func NewBadge(text string, tone Tone) *Badge {
	b := &Badge{text: text, tone: tone}
	b.ExtendBaseWidget(b)
	return b
}

// Text returns the words.
func (b *Badge) Text() string { return b.text }

// Set changes words and tone.
func (b *Badge) Set(text string, tone Tone) {
	if b.text == text && b.tone == tone {
		return
	}
	b.text, b.tone = text, tone
	b.Refresh()
}

// CreateRenderer draws the pill.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	back := box(theme.RadiusSmall + 1)
	words := line(b.text, theme.TextCaption, true, b.tone.Text())
	words.Alignment = fyne.TextAlignCenter
	update := func() {
		paint(back, theme.Color(b.tone.Tint()), transparent, 0)
		setLine(words, b.text, theme.TextCaption, true, b.tone.Text())
	}
	minSize := func() fyne.Size {
		return fyne.NewSize(measure(b.text, theme.TextCaption, true).Width+2*9, theme.Scaled(24))
	}
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		h := words.MinSize().Height
		place(words, 0, (size.Height-h)/2-lift(words), size.Width, h)
	}
	return newPainter(b, update, minSize, layout, back, words)
}
