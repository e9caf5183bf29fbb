package ui

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/page"
)

// do brings f to the goroutine of the user interface; a trial of the window is told how long it took there.
func (s *Shell) do(f func()) {
	onUI(func() { s.options.Stopwatch.Time("result", f) })
}

// tracedKeys are the keys of a page whose time is taken: until the page is done with a key, and until the first frame
// after it has been drawn.
type tracedKeys struct {
	page  page.KeyHandler
	shell *Shell
}

// HandleKey implements page.KeyHandler.
func (k tracedKeys) HandleKey(key nav.Key) (used bool) {
	drawn := k.shell.options.Stopwatch.Begin("frame")
	k.shell.options.Stopwatch.Time("key", func() { used = k.page.HandleKey(key) })
	k.shell.drawn(drawn)
	return used
}

// traced returns the keys of a page, with their time taken in a trial.
func (s *Shell) traced(keys page.KeyHandler) page.KeyHandler {
	if s.options.Stopwatch == nil || keys == nil {
		return keys
	}
	return tracedKeys{keys, s}
}

// drawn calls f once the next frame has been drawn.
func (s *Shell) drawn(f func()) {
	var waiting *canvas.Raster
	var holder *fyne.Container
	waiting = canvas.NewRaster(func(int, int) image.Image {
		// A raster is asked for its pixels while a frame is drawn; what is queued now runs after that frame.
		if f != nil {
			after := f
			f = nil
			go fyne.Do(func() {
				after()
				s.body.Remove(holder)
			})
		}
		return image.NewUniform(color.Transparent)
	})
	waiting.Resize(fyne.NewSize(1, 1))
	holder = container.NewWithoutLayout(waiting)
	s.body.Add(holder)
}
