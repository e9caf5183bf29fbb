// Package caret tells the operating system where text is being written, so that the candidates of a Chinese input
// method appear beside the caret and not in a corner of the window, and a screen magnifier follows. The toolkit does
// not do this; docs/input-methods.md says for which systems it can be done from outside.
package caret

import "fyne.io/fyne/v2"

// Spot is a caret in pixels from the upper left corner of what the window shows.
type Spot struct{ X, Y, Height int }

// SpotOf returns the caret that stands at a position of the canvas, height high in the canvas's own units.
func SpotOf(c fyne.Canvas, at fyne.Position, height float32) Spot {
	x, y := c.PixelCoordinateForPosition(at)
	_, bottom := c.PixelCoordinateForPosition(at.AddXY(0, height))
	return Spot{X: x, Y: y, Height: max(1, bottom-y)}
}
