package uikit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// SignaturePad is a field to sign in with mouse, pen or finger.
type SignaturePad struct {
	widget.BaseWidget
	// OnChanged is called after each stroke and when the pad was cleared; nil for nobody.
	OnChanged func()

	drawing Drawing
	hint    string
	height  float32 // at scale 1
	ink     *canvas.Raster
}

// NewSignaturePad returns an empty pad. hint stands in it until something is drawn.
func NewSignaturePad(hint string, height float32) *SignaturePad {
	p := &SignaturePad{hint: hint, height: height}
	p.ink = canvas.NewRaster(func(w, h int) image.Image {
		scale := float32(1)
		if width := p.Size().Width; width > 0 {
			scale = float32(w) / width
		}
		return p.drawing.Image(w, h, scale, theme.Color(theme.Ink))
	})
	p.ExtendBaseWidget(p)
	return p
}

// Drawing returns what was drawn.
func (p *SignaturePad) Drawing() *Drawing { return &p.drawing }

// Clear empties the pad.
func (p *SignaturePad) Clear() { p.drawing.Clear(); p.changed() }

// Undo takes the last stroke away.
func (p *SignaturePad) Undo() { p.drawing.Undo(); p.changed() }

func (p *SignaturePad) changed() {
	p.Refresh()
	if p.OnChanged != nil {
		p.OnChanged()
	}
}

// MouseDown puts the pen down.
func (p *SignaturePad) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonPrimary {
		first := p.drawing.Empty()
		p.drawing.Begin(p.inside(ev.Position))
		p.repaint(first)
	}
}

// MouseUp lifts the pen.
func (p *SignaturePad) MouseUp(*desktop.MouseEvent) { p.lift() }

// Dragged draws.
func (p *SignaturePad) Dragged(ev *fyne.DragEvent) {
	first := p.drawing.Empty()
	p.drawing.Move(p.inside(ev.Position))
	p.repaint(first)
}

// DragEnd lifts the pen.
func (p *SignaturePad) DragEnd() { p.lift() }

func (p *SignaturePad) lift() {
	if p.drawing.down {
		p.drawing.End()
		p.changed()
	}
}

// repaint draws the ink alone; the rest changes only with the first dot.
func (p *SignaturePad) repaint(all bool) {
	if all {
		p.Refresh()
	} else {
		canvas.Refresh(p.ink)
	}
}

// inside keeps a point on the pad when the hand slips off it.
func (p *SignaturePad) inside(at fyne.Position) (x, y float32) {
	return min(max(at.X, 0), p.Size().Width), min(max(at.Y, 0), p.Size().Height)
}

// Cursor is a cross, to aim with.
func (p *SignaturePad) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// CreateRenderer draws the field, a line to sign on and the ink.
func (p *SignaturePad) CreateRenderer() fyne.WidgetRenderer {
	back, base := box(theme.Radius), box(0)
	hint := line(p.hint, theme.TextBody, false, theme.Muted)
	hint.Alignment = fyne.TextAlignCenter
	update := func() {
		paint(back, theme.Color(theme.Card), theme.Color(theme.Border), theme.Hairline)
		base.FillColor = theme.Color(theme.Line)
		setLine(hint, p.hint, theme.TextBody, false, theme.Muted)
		hint.Hidden = !p.drawing.Empty()
		canvas.Refresh(p.ink)
	}
	minSize := func() fyne.Size { return fyne.NewSize(240, theme.Scaled(p.height)) }
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(base, theme.Space24, size.Height*0.78, size.Width-2*theme.Space24, theme.Hairline)
		h := hint.MinSize().Height
		place(hint, 0, (size.Height-h)/2, size.Width, h)
		place(p.ink, 0, 0, size.Width, size.Height)
	}
	return newPainter(p, update, minSize, layout, back, base, hint, p.ink)
}
