package uikit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/ui/theme"
)

// painter is the renderer of all our widgets: the widget gives functions over objects that it keeps itself.
type painter struct {
	objects []fyne.CanvasObject
	layout  func(size fyne.Size)
	minSize func() fyne.Size
	update  func() // brings colours, texts and visibility in line with the widget's state and the theme
	widget  fyne.Widget
	icons   map[*canvas.Image]string // the drawing that each image was last refreshed for
}

func newPainter(w fyne.Widget, update func(), minSize func() fyne.Size, layout func(fyne.Size), objects ...fyne.CanvasObject) *painter {
	p := &painter{objects: objects, layout: layout, minSize: minSize, update: update, widget: w}
	p.keep()
	update()
	return p
}

// keep lets what the widget holds be found, see reveal.
func (p *painter) keep() { painters[p.widget] = p }

// Destroy forgets the renderer, unless the widget was given another meanwhile.
func (p *painter) Destroy() {
	if painters[p.widget] == p {
		delete(painters, p.widget)
	}
}

func (p *painter) Layout(size fyne.Size) { p.layout(size) }

func (p *painter) MinSize() fyne.Size { return p.minSize() }

func (p *painter) Objects() []fyne.CanvasObject { return p.objects }

func (p *painter) Refresh() {
	p.update()
	p.refreshIcons()
	p.layout(p.widget.Size())
	canvas.Refresh(p.widget)
}

// refreshIcons makes the driver forget the drawing of icons that changed; it keeps one per image until told.
func (p *painter) refreshIcons() {
	for _, o := range p.objects {
		image, ok := o.(*canvas.Image)
		if !ok || image.Resource == nil {
			continue
		}
		if name := image.Resource.Name(); p.icons[image] != name {
			if p.icons == nil {
				p.icons = map[*canvas.Image]string{}
			}
			p.icons[image] = name
			image.Refresh()
		}
	}
}

var transparent = color.Color(color.Transparent)

// box returns a rounded rectangle without colours.
func box(radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(transparent)
	r.CornerRadius = radius
	r.StrokeColor = transparent
	return r
}

// paint sets fill and stroke of a box from tokens.
func paint(r *canvas.Rectangle, fill, stroke color.Color, width float32) {
	r.FillColor, r.StrokeColor, r.StrokeWidth = fill, stroke, width
}

// ring shows the focus ring around a control, or hides it.
func ring(r *canvas.Rectangle, on bool) {
	r.FillColor = transparent
	r.StrokeWidth = theme.FocusWidth
	if on {
		r.StrokeColor = theme.Color(theme.Focus)
	} else {
		r.StrokeColor = transparent
	}
}

// place moves and resizes o; where there is less than no room left, to nothing.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
}

// placeRing lays the focus ring just outside a control of the given size.
func placeRing(r *canvas.Rectangle, size fyne.Size) {
	const out = theme.FocusWidth + 1
	place(r, -out, -out, size.Width+2*out, size.Height+2*out)
}

// line returns a single-line text.
func line(text string, size float32, bold bool, token theme.Token) *canvas.Text {
	t := canvas.NewText(text, theme.Color(token))
	setLine(t, text, size, bold, token)
	return t
}

// setLine gives an existing text new content in the current theme.
func setLine(t *canvas.Text, text string, size float32, bold bool, token theme.Token) {
	t.Text = text
	t.TextSize = theme.Scaled(size)
	t.TextStyle = theme.TextStyle(text, bold)
	t.Color = theme.Color(token)
}

// measure returns the size of text at a size of the type scale.
func measure(text string, size float32, bold bool) fyne.Size {
	return fyne.MeasureText(text, theme.Scaled(size), theme.TextStyle(text, bold))
}

// focus gives o the keyboard if it is in a window.
func focus(o focusable) {
	if c := canvasFor(o); c != nil {
		c.Focus(o)
	}
}

func canvasFor(o fyne.CanvasObject) fyne.Canvas {
	if app := fyne.CurrentApp(); app != nil {
		return app.Driver().CanvasForObject(o)
	}
	return nil
}

// faded returns c with the given opacity, for frames that should not compete with the text in them.
func faded(c color.Color, alpha uint8) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: alpha}
}

// focusable is a control that can have the keyboard.
type focusable interface {
	fyne.CanvasObject
	fyne.Focusable
}

// lift is how far a line must go up so that its characters, not its line box, stand in the middle: the font keeps more
// room above Chinese characters than below.
func lift(t *canvas.Text) float32 { return t.TextSize * 0.06 }
