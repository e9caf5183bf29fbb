// Package startup measures how long a person waits for the window. It imports little, so that its clock starts before
// the other packages of the program are set up.
package startup

import (
	"image"
	"image/color"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/ui/startup/clock"
)

// Elapsed returns the time since the process began to run Go code.
func Elapsed() time.Duration { return time.Since(clock.Began) }

// Probe returns a tiny transparent object. Put it into a window that is complete otherwise: painted is called on the
// goroutine of the user interface, once, when the first frame that holds it has been drawn.
func Probe(painted func()) fyne.CanvasObject {
	var once sync.Once
	return canvas.NewRaster(func(w, h int) image.Image {
		// The raster is asked for its pixels while a frame is drawn; what fyne.Do queues runs after that frame.
		once.Do(func() { go fyne.Do(painted) })
		return image.NewUniform(color.Transparent)
	})
}
