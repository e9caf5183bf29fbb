package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// Chip is a small pill that is switched on or pressed: a filter with a count, or a suggestion to take over.
type Chip struct {
	pressable
	text       string
	count      int // < 0: no count
	selected   bool
	suggestion bool
}

// NewChip returns a filter chip. A count below 0 is not shown.
func NewChip(text string, count int, onTapped func()) *Chip {
	c := &Chip{text: text, count: count}
	c.init(c, onTapped)
	return c
}

// NewSuggestion returns a chip that is only pressed, in a quieter look.
func NewSuggestion(text string, onTapped func()) *Chip {
	c := &Chip{text: text, count: -1, suggestion: true}
	c.init(c, onTapped)
	return c
}

// Selected reports whether the chip is on.
func (c *Chip) Selected() bool { return c.selected }

// SetSelected switches the look; it does not call onTapped.
func (c *Chip) SetSelected(on bool) {
	if c.selected != on {
		c.selected = on
		c.Refresh()
	}
}

// SetCount changes the count.
func (c *Chip) SetCount(n int) {
	if c.count != n {
		c.count = n
		c.Refresh()
	}
}

// Text returns the words without the count.
func (c *Chip) Text() string { return c.text }

func (c *Chip) label() string {
	if c.count < 0 {
		return c.text
	}
	return c.text + " " + itoa(c.count)
}

// Natural is the width of the whole text.
func (c *Chip) Natural() float32 {
	return measure(c.label(), c.size(), false).Width + 2*13
}

func (c *Chip) size() float32 {
	if c.suggestion {
		return theme.TextCaption + 0.5
	}
	return theme.TextBody
}

// CreateRenderer draws the pill.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	back, over, around := box(0), box(0), box(0)
	words := line(c.label(), c.size(), false, theme.Ink)
	words.Alignment = fyne.TextAlignCenter
	update := func() {
		ink := theme.Ink
		switch {
		case c.selected:
			paint(back, theme.Color(theme.Primary), transparent, 0)
			ink = theme.OnPrimary
		case c.suggestion:
			paint(back, theme.Color(theme.Background), theme.Color(theme.Line), theme.Hairline)
		default:
			paint(back, theme.Color(theme.Card), theme.Color(theme.Line), theme.Hairline)
		}
		if c.Disabled() {
			ink = theme.Disabled
		}
		paint(over, transparent, transparent, 0)
		if c.hovered && !c.selected {
			over.FillColor = theme.Color(theme.Hover)
		}
		setLine(words, c.label(), c.size(), false, ink)
		ring(around, c.focused)
	}
	minSize := func() fyne.Size {
		h := theme.Scaled(theme.ChipHeight)
		if c.suggestion {
			h = theme.Scaled(30)
		}
		return fyne.NewSize(h*1.4, h)
	}
	layout := func(size fyne.Size) {
		back.CornerRadius, over.CornerRadius, around.CornerRadius = size.Height/2, size.Height/2, size.Height/2+3
		place(back, 0, 0, size.Width, size.Height)
		place(over, 0, 0, size.Width, size.Height)
		placeRing(around, size)
		words.Text = Ellipsize(c.label(), size.Width-2*10, func(s string) float32 { return measure(s, c.size(), false).Width })
		h := words.MinSize().Height
		place(words, 0, (size.Height-h)/2-lift(words), size.Width, h)
	}
	return newPainter(c, update, minSize, layout, back, over, words, around)
}

// ChipGroup is a line of filter chips of which one, or several, are on.
type ChipGroup struct {
	widget.BaseWidget
	// OnChanged gets the ids that are on, in the order of the chips, after a person changed them.
	OnChanged func(selected []string)

	multi  bool
	writes bool // see Writing
	ids    []string
	chips  map[string]*Chip
	flow   *fyne.Container
	lay    *FlowLayout
}

// NewChipGroup returns an empty group. With multi several chips can be on or none; otherwise exactly the last pressed.
func NewChipGroup(multi bool, onChanged func(selected []string)) *ChipGroup {
	g := &ChipGroup{OnChanged: onChanged, multi: multi, chips: map[string]*Chip{}, lay: &FlowLayout{Gap: theme.Space8}}
	g.flow = container.New(g.lay)
	g.ExtendBaseWidget(g)
	return g
}

// Add appends a chip; a count below 0 is not shown.
func (g *ChipGroup) Add(id, text string, count int) *ChipGroup {
	chip := NewChip(text, count, func() { g.tapped(id) })
	chip.writes = g.writes
	g.ids = append(g.ids, id)
	g.chips[id] = chip
	g.flow.Add(chip)
	return g
}

// Chip returns the chip with that id, nil if there is none.
func (g *ChipGroup) Chip(id string) *Chip { return g.chips[id] }

// SetCount changes the count of one chip.
func (g *ChipGroup) SetCount(id string, n int) {
	if chip := g.chips[id]; chip != nil {
		chip.SetCount(n)
		g.flow.Refresh()
	}
}

// Selected returns the ids that are on, in the order of the chips.
func (g *ChipGroup) Selected() []string {
	var on []string
	for _, id := range g.ids {
		if g.chips[id].selected {
			on = append(on, id)
		}
	}
	return on
}

// Select puts on exactly the given ids, without calling OnChanged.
func (g *ChipGroup) Select(ids ...string) {
	want := map[string]bool{}
	for _, id := range ids {
		want[id] = true
	}
	for _, id := range g.ids {
		g.chips[id].SetSelected(want[id])
	}
}

func (g *ChipGroup) tapped(id string) {
	if g.multi {
		g.chips[id].SetSelected(!g.chips[id].selected)
	} else {
		g.Select(id)
	}
	if g.OnChanged != nil {
		g.OnChanged(g.Selected())
	}
}

// HeightFor returns the height of the lines at a width.
func (g *ChipGroup) HeightFor(width float32) float32 {
	return g.lay.walk(g.flow.Objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// CreateRenderer shows the flow of chips.
func (g *ChipGroup) CreateRenderer() fyne.WidgetRenderer {
	return newPainter(g, func() {}, g.flow.MinSize, func(size fyne.Size) { place(g.flow, 0, 0, size.Width, size.Height) }, g.flow)
}
