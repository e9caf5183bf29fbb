package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
)

// revealMargin is how much is shown above and below what got the keyboard: the focus ring and a look at what follows.
const revealMargin = theme.Space24

// Holder is a widget outside this package that holds controls and lets them be scrolled into view when they get the
// keyboard. Widgets of this package need not be one.
type Holder interface {
	// Held returns what the widget draws that may have controls in it.
	Held() []fyne.CanvasObject
}

// painters are the renderers that Fyne keeps for widgets of this package. Objects of Fyne know their children, never
// their parents, and Fyne shows renderers to nobody.
var painters = map[fyne.Widget]*painter{}

// reveal scrolls what o stands in, so that o, or the whole field that it belongs to, is seen. It does nothing where o is
// seen already. Controls call it when they get the keyboard.
func reveal(o fyne.CanvasObject) {
	root := rootOf(o)
	if root == nil {
		return
	}
	way := wayTo(root, o, nil)
	if len(way) == 0 {
		return
	}
	var top float32 // of o within the ancestor that is looked at
	bottom := o.Size().Height
	for i := len(way) - 1; i >= 0; i-- {
		if field, whole := way[i].(*Field); whole {
			top, bottom = 0, field.Size().Height // its name and its error with it
		}
		if scroll, ok := way[i].(*container.Scroll); ok {
			top, bottom = scrollTo(scroll, top, bottom)
		}
		y := way[i].Position().Y
		top, bottom = top+y, bottom+y
	}
}

// scrollTo shows the part of the scroller from top to bottom, counted in its view as it is now, and returns where that
// part then is. Of a part that is higher than the view the beginning is shown.
func scrollTo(scroll *container.Scroll, top, bottom float32) (newTop, newBottom float32) {
	view := scroll.Size().Height
	content := scroll.Content.MinSize().Height
	if view <= 0 || scroll.Direction == container.ScrollHorizontalOnly {
		return top, bottom
	}
	margin := min(revealMargin, max((view-(bottom-top))/2, 0))
	by := float32(0)
	if bottom+margin > view {
		by = bottom + margin - view
	}
	if top-margin < by {
		by = min(top-margin, 0)
		if bottom-top > view {
			by = top
		}
	}
	offset := max(min(scroll.Offset.Y+by, content-view), 0)
	by = offset - scroll.Offset.Y
	if by != 0 {
		scroll.ScrollToOffset(fyne.NewPos(scroll.Offset.X, offset))
		if scroll.OnScrolled != nil {
			scroll.OnScrolled(scroll.Offset)
		}
	}
	return max(top-by, 0), min(bottom-by, view)
}

// rootOf returns what lies on top in the window of o, since nothing below that can have the keyboard; nil if o is in no
// window.
func rootOf(o fyne.CanvasObject) fyne.CanvasObject {
	c := canvasFor(o)
	if c == nil {
		r := routerFor(o)
		if r == nil {
			return nil
		}
		c = r.canvas
	}
	if top := c.Overlays().Top(); top != nil {
		return top
	}
	return c.Content()
}

// wayTo returns the objects from root to o, both included; nil if o is not seen in root.
func wayTo(root, o fyne.CanvasObject, way []fyne.CanvasObject) []fyne.CanvasObject {
	if root == nil || !root.Visible() {
		return nil
	}
	way = append(way, root)
	if root == o {
		return way
	}
	for _, child := range heldBy(root) {
		if found := wayTo(child, o, way); found != nil {
			return found
		}
	}
	return nil
}

func heldBy(o fyne.CanvasObject) []fyne.CanvasObject {
	switch holder := o.(type) {
	case *fyne.Container:
		return holder.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{holder.Content}
	case *container.Clip:
		return []fyne.CanvasObject{holder.Content}
	case Holder:
		return holder.Held()
	case fyne.Widget:
		if p := painters[holder]; p != nil {
			return p.objects
		}
	}
	return nil
}
