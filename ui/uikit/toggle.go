package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/ui/theme"
)

// ToggleGroup is a row of joined buttons of which exactly one is on, for two to five short choices.
type ToggleGroup struct {
	pressable
	// OnChanged gets the id that a person chose.
	OnChanged func(id string)

	options []Option
	chosen  int
	rights  []float32
}

// NewToggleGroup returns a group with the first option on.
func NewToggleGroup(options []Option, onChanged func(id string)) *ToggleGroup {
	g := &ToggleGroup{OnChanged: onChanged, options: options}
	g.init(g, nil)
	g.ownsKeys = g.arrows
	return g
}

// Selected returns the id that is on, "" for an empty group.
func (g *ToggleGroup) Selected() string {
	if g.chosen >= len(g.options) {
		return ""
	}
	return g.options[g.chosen].ID
}

// SetSelected switches to id without calling OnChanged; an unknown id changes nothing.
func (g *ToggleGroup) SetSelected(id string) {
	for i, o := range g.options {
		if o.ID == id {
			g.chosen = i
			g.Refresh()
		}
	}
}

// Tapped switches to the part under the pointer.
func (g *ToggleGroup) Tapped(ev *fyne.PointEvent) {
	for i, right := range g.rights {
		if ev.Position.X < right {
			g.choose(i)
			return
		}
	}
}

func (g *ToggleGroup) arrows(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyLeft:
		g.choose(g.chosen - 1)
	case fyne.KeyRight:
		g.choose(g.chosen + 1)
	default:
		return false
	}
	return true
}

func (g *ToggleGroup) choose(i int) {
	if g.Disabled() || i < 0 || i >= len(g.options) || i == g.chosen {
		return
	}
	g.chosen = i
	g.Refresh()
	if g.OnChanged != nil {
		g.OnChanged(g.options[i].ID)
	}
}

func (g *ToggleGroup) partWidth(i int) float32 {
	return measure(g.options[i].Text, theme.TextBody, true).Width + 2*14
}

// Natural is the width without stretching.
func (g *ToggleGroup) Natural() float32 {
	var w float32
	for i := range g.options {
		w += g.partWidth(i)
	}
	return w
}

// CreateRenderer draws the parts.
func (g *ToggleGroup) CreateRenderer() fyne.WidgetRenderer {
	back, around := box(theme.Radius), box(theme.Radius+3)
	pill := box(theme.Radius - 2)
	objects := []fyne.CanvasObject{back, pill}
	var words []*canvas.Text
	for _, o := range g.options {
		w := line(o.Text, theme.TextBody, false, theme.Ink)
		w.Alignment = fyne.TextAlignCenter
		words = append(words, w)
		objects = append(objects, w)
	}
	objects = append(objects, around)
	update := func() {
		paint(back, theme.Color(theme.Card), theme.Color(theme.Line), theme.Hairline)
		pill.FillColor = theme.Color(theme.PrimaryTint)
		for i, w := range words {
			token := theme.Ink
			if i == g.chosen {
				token = theme.Primary
			}
			if g.Disabled() {
				token = theme.Disabled
			}
			setLine(w, g.options[i].Text, theme.TextBody, i == g.chosen, token)
		}
		ring(around, g.focused)
	}
	minSize := func() fyne.Size { return fyne.NewSize(g.Natural(), theme.Scaled(theme.ControlHeight)) }
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		placeRing(around, size)
		g.rights = g.rights[:0]
		x := float32(0)
		for i, w := range words {
			part := g.partWidth(i)
			h := w.MinSize().Height
			place(w, x, (size.Height-h)/2-lift(w), part, h)
			if i == g.chosen {
				place(pill, x+3, 3, part-6, size.Height-6)
			}
			x += part
			g.rights = append(g.rights, x)
		}
		place(back, 0, 0, x, size.Height)
		placeRing(around, fyne.NewSize(x, size.Height))
	}
	return newPainter(g, update, minSize, layout, objects...)
}
