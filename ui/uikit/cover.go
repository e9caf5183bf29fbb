package uikit

import (
	"sync"

	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/page"
)

// Cover hides everything in a window, open sheets and messages included, and takes all keys. What opens while it lies there
// opens below it.
type Cover struct {
	over  *overlay
	focus fyne.Focusable
	below fyne.CanvasObject // the sheet that was open; nil for none
}

var covers sync.Map // fyne.Canvas → *Cover

// ShowCover covers the window c with content, which must hide what is below, and gives focus the keyboard.
func ShowCover(c fyne.Canvas, content fyne.CanvasObject, focus fyne.Focusable) *Cover {
	cover := &Cover{focus: focus, below: c.Overlays().Top()}
	cover.over = openOverlay(c, content, false, page.KeyFunc(func(nav.Key) bool { return true }))
	cover.over.arrange = func(window fyne.Size) { place(content, 0, 0, window.Width, window.Height) }
	c.Unfocus() // what was being typed is saved when the keyboard leaves it
	covers.Store(c, cover)
	cover.over.show()
	c.Focus(focus)
	return cover
}

// Refresh lays the content out again.
func (c *Cover) Refresh() { c.over.Refresh() }

// Close uncovers the window.
func (c *Cover) Close() {
	covers.Delete(c.over.canvas)
	c.over.close()
	if c.over.before != nil && c.over.canvas.Overlays().Top() == c.below {
		c.over.canvas.Focus(c.over.before)
	}
}

// coverOf returns the cover of a window, nil if it has none.
func coverOf(c fyne.Canvas) *Cover {
	if cover, ok := covers.Load(c); ok {
		return cover.(*Cover)
	}
	return nil
}

// raise puts the cover over what was opened after it.
func (c *Cover) raise() {
	c.over.canvas.Overlays().Remove(c.over)
	c.over.canvas.Overlays().Add(c.over)
	c.over.canvas.Focus(c.focus)
}
