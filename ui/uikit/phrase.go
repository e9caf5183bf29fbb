package uikit

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
)

// Phrase is a proposed wording that is pressed to take it over. Unlike a suggestion chip it shows all of its words, in
// as many lines as they need.
type Phrase struct {
	pressable
	words *Text
}

// NewPhrase returns a phrase over the full width it is given.
func NewPhrase(text string, onTapped func()) *Phrase {
	p := &Phrase{words: NewParagraph(text, Style{theme.TextCaption + 0.5, false, theme.Ink}, 0)}
	p.init(p, onTapped)
	return p
}

// Text returns the words.
func (p *Phrase) Text() string { return p.words.Text() }

const (
	phrasePadX float32 = 11
	phrasePadY float32 = 6
	leastTouch float32 = 44 // phrases are pressed while filling, gloves on
)

// HeightFor returns the height needed at a width.
func (p *Phrase) HeightFor(width float32) float32 {
	return max(p.words.HeightFor(width-2*phrasePadX)+2*phrasePadY, theme.Scaled(leastTouch))
}

// Natural is the width of the words on one line.
func (p *Phrase) Natural() float32 { return p.words.Natural() + 2*phrasePadX + 1 }

// CreateRenderer draws the frame and the words.
func (p *Phrase) CreateRenderer() fyne.WidgetRenderer {
	back, over, around := box(theme.Radius), box(theme.Radius), box(theme.Radius+3)
	update := func() {
		paint(back, theme.Color(theme.Background), theme.Color(theme.Line), theme.Hairline)
		paint(over, transparent, transparent, 0)
		ink := theme.Ink
		switch {
		case p.Disabled():
			ink = theme.Disabled
		case p.hovered:
			over.FillColor = theme.Color(theme.Hover)
		}
		p.words.SetToken(ink)
		ring(around, p.focused)
	}
	minSize := func() fyne.Size { return fyne.NewSize(80, p.HeightFor(max(p.Size().Width, 80))) }
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(over, 0, 0, size.Width, size.Height)
		placeRing(around, size)
		h := p.words.HeightFor(size.Width - 2*phrasePadX)
		place(p.words, phrasePadX, (size.Height-h)/2, size.Width-2*phrasePadX, h)
	}
	return newPainter(p, update, minSize, layout, back, over, p.words, around)
}
