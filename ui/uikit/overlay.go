package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/page"
	"anxun/ui/theme"
)

// overlay lies over a whole window and holds one object: a sheet in the middle or a list below a control. While it is
// open nothing below gets keys or taps.
type overlay struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	content fyne.CanvasObject
	scrim   bool
	arrange func(window fyne.Size) // places content
	outside func()                 // the person tapped beside content; may be nil
	popKeys func()
	before  fyne.Focusable
	closed  bool
}

// open shows content over c. keys gets all keys of the window until close.
func openOverlay(c fyne.Canvas, content fyne.CanvasObject, scrim bool, keys page.KeyHandler) *overlay {
	o := &overlay{canvas: c, content: content, scrim: scrim, before: c.Focused()}
	if r, ok := routers.Load(c); ok {
		o.popKeys = r.(*KeyRouter).PushSheet(keys)
	}
	o.ExtendBaseWidget(o)
	return o
}

// show must follow once arrange is set.
func (o *overlay) show() {
	o.canvas.Overlays().Add(o)
	if cover := coverOf(o.canvas); cover != nil && cover.over != o {
		defer cover.raise()
	}
	o.Resize(o.canvas.Size())
	o.Move(fyne.NewPos(0, 0))
	o.Refresh()
}

// close removes the overlay and gives the keyboard back to whoever had it.
func (o *overlay) close() {
	if o.closed {
		return
	}
	o.closed = true
	o.canvas.Overlays().Remove(o)
	if o.popKeys != nil {
		o.popKeys()
	}
	if o.before != nil && o.canvas.Overlays().Top() == nil {
		o.canvas.Focus(o.before)
	}
}

// Tapped receives taps beside the content.
func (o *overlay) Tapped(*fyne.PointEvent) {
	if o.outside != nil {
		o.outside()
	}
}

// CreateRenderer draws the scrim and the content.
func (o *overlay) CreateRenderer() fyne.WidgetRenderer {
	shade := box(0)
	update := func() {
		shade.FillColor = transparent
		if o.scrim {
			shade.FillColor = theme.Color(theme.Scrim)
		}
	}
	minSize := func() fyne.Size { return o.content.MinSize() }
	layout := func(size fyne.Size) {
		place(shade, 0, 0, size.Width, size.Height)
		if o.arrange != nil {
			o.arrange(size)
		}
	}
	return newPainter(o, update, minSize, layout, shade, o.content)
}

// below places content under anchor, or above it where there is more room, with at most the given height. stretch makes
// it at least as wide as anchor.
func (o *overlay) below(anchor fyne.CanvasObject, want fyne.Size, stretch bool) func(window fyne.Size) {
	return func(window fyne.Size) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor)
		under := at.Y + anchor.Size().Height + 4
		h, y := want.Height, under
		if under+h > window.Height-8 {
			if room := at.Y - 12; room > window.Height-8-under {
				h = min(h, room)
				y = at.Y - 4 - h
			} else {
				h = window.Height - 8 - under
			}
		}
		w := want.Width
		if stretch {
			w = max(w, anchor.Size().Width)
		}
		w = min(w, window.Width-16)
		x := min(at.X, window.Width-8-w)
		place(o.content, x, y, w, h)
	}
}
