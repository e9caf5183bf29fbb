package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// wrapping is a layout whose height depends on the width it is given, because of wrapped text or chips somewhere inside.
// Knowing it beforehand lets nested containers be laid out in one pass: a real window has no second.
type wrapping interface {
	heightAt(objects []fyne.CanvasObject, width float32) float32
}

func (s *stack) heightAt(objects []fyne.CanvasObject, width float32) float32 {
	h, n := float32(0), 0
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		if i == s.fill {
			h += o.MinSize().Height
		} else {
			h += heightFor(o, width)
		}
	}
	return h + s.gap*float32(max(n-1, 0))
}

func (p *pad) heightAt(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range visible(objects) {
		h = max(h, heightFor(o, width-2*p.horizontal))
	}
	return h + 2*p.vertical
}

func (c *columns) heightAt(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	h := float32(0)
	if c.stacked(shown, width) {
		for _, o := range shown {
			h += heightFor(o, width) + c.gap
		}
		return h - c.gap
	}
	for _, o := range shown {
		h = max(h, heightFor(o, c.each(width, len(shown))))
	}
	return h
}

func (r *row) heightAt(objects []fyne.CanvasObject, width float32) float32 {
	widths := r.widths(objects, width)
	h := float32(0)
	for i, o := range objects {
		if o.Visible() {
			h = max(h, heightFor(o, widths[i]))
		}
	}
	return h
}

func (f *FlowLayout) heightAt(objects []fyne.CanvasObject, width float32) float32 {
	return f.walk(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// Relayout lays out everything in a tree of containers again, for a page in which something changed its height: Fyne does
// so only where the size of a container itself changes.
func Relayout(o fyne.CanvasObject) {
	switch c := o.(type) {
	case *fyne.Container:
		if !c.Visible() {
			return
		}
		if c.Layout != nil {
			c.Layout.Layout(c.Objects, c.Size())
		}
		for _, child := range c.Objects {
			Relayout(child)
		}
	case *container.Scroll:
		Relayout(c.Content)
		c.Refresh()
		Relayout(c.Content)
	case *Card:
		Relayout(c.content)
	}
}
