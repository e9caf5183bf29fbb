//go:build nodynamic

package evidence

import (
	"bytes"
	"context"
	"errors"
	"image"
	"runtime/debug"
	"time"

	"github.com/gen2brain/heic"

	"golang.org/x/image/draw"
)

// The HEIC decoder is built in only under the tag nodynamic, which is the decoder's
// own and keeps it from loading whatever libheif it finds on the machine. What is
// left is libheif and libde265 in a WebAssembly sandbox: without cgo, the same
// everywhere, and a file that breaks out of the decoder breaks out into nothing. See
// docs/heic.md for licences and patents.

// CanShowHEIC reports whether this build decodes HEIC. Without it such photos are
// kept as they are, but not shown.
const CanShowHEIC = true

// heicTime is how long a picture may take. The sandbox cannot be interrupted, so a
// context that ends is only noticed afterwards, lest decoders that nobody waits for
// pile up; one that never ends is left behind.
const heicTime = 2 * time.Minute

func decodeHEIC(_ context.Context, data []byte) (image.Image, error) {
	type outcome struct {
		picture image.Image
		err     error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if fault := recover(); fault != nil {
				done <- outcome{err: errors.New("the HEIC decoder failed")}
			}
		}()
		picture, err := heic.Decode(bytes.NewReader(data))
		if err == nil {
			picture = detach(picture)
		}
		// Each picture has a sandbox of its own, of 150 MB and more for 12 megapixels.
		// Left to itself the collector would let the next one come on top of it.
		debug.FreeOSMemory()
		done <- outcome{picture, err}
	}()
	timer := time.NewTimer(heicTime)
	defer timer.Stop()
	select {
	case result := <-done:
		return result.picture, result.err
	case <-timer.C:
		return nil, errors.New("decoding takes too long")
	}
}

// detach copies the picture out of the sandbox's memory, which is several times as
// large and would live as long as the picture.
func detach(picture image.Image) image.Image {
	if known, ok := picture.(*image.YCbCr); ok {
		copied := *known
		copied.Y, copied.Cb, copied.Cr = bytes.Clone(known.Y), bytes.Clone(known.Cb), bytes.Clone(known.Cr)
		return &copied
	}
	copied := image.NewRGBA(image.Rectangle{Max: picture.Bounds().Size()})
	draw.Draw(copied, copied.Rect, picture, picture.Bounds().Min, draw.Src)
	return copied
}
