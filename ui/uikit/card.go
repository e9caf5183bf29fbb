package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// Card is a rounded surface with a hairline that holds one object.
type Card struct {
	widget.BaseWidget
	content  fyne.CanvasObject
	padding  float32
	selected bool
	raised   bool // lies over the window: a stronger edge
}

// NewCard returns a card with the usual distance around content.
func NewCard(content fyne.CanvasObject) *Card { return NewCardPadded(content, theme.Space16) }

// NewCardPadded returns a card with a distance of its own around content, 0 for a table or list.
func NewCardPadded(content fyne.CanvasObject, padding float32) *Card {
	c := &Card{content: content, padding: padding}
	c.ExtendBaseWidget(c)
	return c
}

// SetContent changes what the card holds.
func (c *Card) SetContent(content fyne.CanvasObject) { c.content = content; c.Refresh() }

// SetSelected frames the card in the primary colour, for the item that is being answered.
func (c *Card) SetSelected(on bool) {
	if c.selected != on {
		c.selected = on
		c.Refresh()
	}
}

// HeightFor returns the height needed at a width.
func (c *Card) HeightFor(width float32) float32 {
	return heightFor(c.content, width-2*c.padding) + 2*c.padding
}

// CreateRenderer draws the surface.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	back := box(theme.RadiusLarge)
	p := &painter{widget: c}
	p.update = func() {
		p.objects = []fyne.CanvasObject{back, c.content}
		paint(back, theme.Color(theme.Card), theme.Color(theme.Line), theme.Hairline)
		if c.raised {
			paint(back, theme.Color(theme.Card), theme.Color(theme.Border), theme.Hairline)
		}
		if c.selected {
			paint(back, theme.Color(theme.Card), theme.Color(theme.Primary), theme.FocusWidth)
		}
	}
	p.minSize = func() fyne.Size { return c.content.MinSize().AddWidthHeight(2*c.padding, 2*c.padding) }
	p.layout = func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(c.content, c.padding, c.padding, size.Width-2*c.padding, size.Height-2*c.padding)
	}
	p.keep()
	p.update()
	return p
}
