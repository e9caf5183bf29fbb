package uikit

import (
	"math"
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
)

func near(a, b float32) bool { return math.Abs(float64(a-b)) < 0.6 }

func TestZoomKeepsThePointUnderThePointer(t *testing.T) {
	z := newZoom()
	z.picture, z.view = fyne.NewSize(4000, 3000), fyne.NewSize(800, 600)
	z.by(4, fyne.NewPos(200, 150))
	at, size := z.place()
	if px := (200 - at.X) / size.Width; !near(px*1000, 250) {
		t.Errorf("the point under the pointer moved to %v", px)
	}
	z.by(0.01, fyne.NewPos(700, 10))
	if at, size := z.place(); !z.fitted() || at != fyne.NewPos(0, 0) || size != fyne.NewSize(800, 600) {
		t.Errorf("zoomed out: %v %v", at, size)
	}
}

// TestZoomNeverShowsBeyondThePicture walks at random: a picture that is larger than the view covers it, a smaller one
// stands in its middle.
func TestZoomNeverShowsBeyondThePicture(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	z := newZoom()
	z.picture, z.view = fyne.NewSize(3000, 4000), fyne.NewSize(900, 500)
	for range 20_000 {
		at := fyne.NewPos(random.Float32()*900, random.Float32()*500)
		switch random.IntN(3) {
		case 0:
			z.by(0.3+random.Float32()*2.5, at)
		case 1:
			z.pan(random.Float32()*4000-2000, random.Float32()*4000-2000)
		default:
			z.view = fyne.NewSize(100+random.Float32()*1200, 100+random.Float32()*700)
		}
		pos, size := z.place()
		check := func(axis string, from, shown, view float32) {
			if shown <= view+0.5 && !near(from, (view-shown)/2) {
				t.Fatalf("%s: %v of %v at %v is not in the middle", axis, shown, view, from)
			}
			if shown > view+0.5 && (from > 0.6 || from+shown < view-0.6) {
				t.Fatalf("%s: %v of %v at %v leaves a gap", axis, shown, view, from)
			}
		}
		check("width", pos.X, size.Width, z.view.Width)
		check("height", pos.Y, size.Height, z.view.Height)
	}
}

func TestZoomOfNothing(t *testing.T) {
	z := newZoom()
	z.by(2, fyne.NewPos(1, 1))
	z.pan(5, 5)
	if at, size := z.place(); !size.IsZero() || at != fyne.NewPos(0, 0) {
		t.Errorf("%v %v", at, size)
	}
}
