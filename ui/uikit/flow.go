package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Flow puts objects in lines from left to right like words, with gap between objects and lines.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&FlowLayout{Gap: gap}, objects...)
}

// FlowLayout is the layout of Flow. It remembers the width it was last given, because its height depends on it; use one
// per container.
type FlowLayout struct {
	Gap   float32
	width float32
}

// Layout places the objects.
func (f *FlowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.walk(objects, size.Width, func(o fyne.CanvasObject, x, y, w, h float32) { place(o, x, y, w, h) })
}

// MinSize is as wide as the widest object and as high as the lines at the last width.
func (f *FlowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range visible(objects) {
		size.Width = max(size.Width, o.MinSize().Width)
	}
	width := f.width
	if width <= 0 {
		width = size.Width
	}
	size.Height = f.walk(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
	return size
}

func (f *FlowLayout) walk(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	x, y, lineHeight := float32(0), float32(0), float32(0)
	for _, o := range visible(objects) {
		m := o.MinSize()
		m.Width = min(max(m.Width, naturalWidth(o)), width)
		if x > 0 && x+m.Width > width {
			x, y, lineHeight = 0, y+lineHeight+f.Gap, 0
		}
		put(o, x, y, m.Width, m.Height)
		x += m.Width + f.Gap
		lineHeight = max(lineHeight, m.Height)
	}
	return y + lineHeight
}
