package uikit

import (
	"context"
	"image"

	"anxun/ui/task"
)

// Photo is one photo that a strip, frame or viewer shows.
type Photo struct {
	ID      string // what the loader knows it by
	Caption string // when and by whom, for example
	Mark    string // what is odd about it, "" for nothing; shown as a warning
}

// PhotoLoader reads a photo in the background, upright and with its longer side at most side pixels. done is called once
// on the goroutine of the user interface, with the picture or with one sentence that says why there is none; after
// cancel it is not called any more.
type PhotoLoader func(id string, side int, done func(picture image.Image, problem string)) (cancel func())

// NewPhotoLoader makes a loader of a function that reads one photo. start runs it in the background, tell puts an error
// into one sentence.
func NewPhotoLoader(start task.Start, tell func(error) string,
	read func(ctx context.Context, id string, side int) (image.Image, error)) PhotoLoader {
	return func(id string, side int, done func(image.Image, string)) func() {
		var picture image.Image
		cancelled := false
		handle := start("photo", func(ctx context.Context, _ task.Progress) (err error) {
			picture, err = read(ctx, id, side)
			return err
		}, func(err error) {
			switch {
			case cancelled:
			case err != nil:
				done(nil, tell(err))
			default:
				done(picture, "")
			}
		})
		return func() {
			cancelled = true
			if handle != nil {
				handle.Cancel()
			}
		}
	}
}

// Sides of the pictures asked of a PhotoLoader, in pixels.
const (
	PhotoThumb  = 480  // strips and small frames
	PhotoFramed = 960  // a frame of half a page on a sharp screen
	PhotoView   = 1600 // a photo fitted to the window
	PhotoFull   = 4096 // zoomed in: small print on a name plate can be read, and every graphics driver can hold it
)
