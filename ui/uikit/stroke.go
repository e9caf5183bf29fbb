package uikit

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"

	"golang.org/x/image/vector"
)

// Stroke is one line drawn without lifting the pen.
type Stroke []Dot

// Dot is a point of a Stroke, in units of the pad.
type Dot struct{ X, Y float32 }

// Drawing is what a hand draws: a signature. It knows no widgets.
type Drawing struct {
	strokes []Stroke
	down    bool
}

const (
	penWidth      float32 = 2.6 // of a line, in units of the pad
	minimumLength float32 = 60  // of all strokes together; less is a slip of the hand, not a name
	// signatureScale is how many pixels of the picture stand for a unit of the pad: sharp on paper at a third of the
	// size it was drawn.
	signatureScale  float32 = 2
	signatureMargin float32 = 8
	// maxSignatureSide is the longest side of the picture in pixels. Documents make larger pictures smaller and lose what
	// is transparent.
	maxSignatureSide float32 = 1200
)

// maxDots is how many points a signature may have; more is no signature.
const maxDots = 20_000

// Begin puts the pen down.
func (d *Drawing) Begin(x, y float32) {
	d.down = true
	d.strokes = append(d.strokes, Stroke{{x, y}})
}

// Move draws to a point; without Begin it puts the pen down there.
func (d *Drawing) Move(x, y float32) {
	if !d.down {
		d.Begin(x, y)
		return
	}
	last := &d.strokes[len(d.strokes)-1]
	if end := (*last)[len(*last)-1]; d.dots() < maxDots && (end.X != x || end.Y != y) {
		*last = append(*last, Dot{x, y})
	}
}

// End lifts the pen.
func (d *Drawing) End() { d.down = false }

// Clear takes everything away.
func (d *Drawing) Clear() { d.strokes, d.down = nil, false }

// Undo takes the last stroke away.
func (d *Drawing) Undo() {
	if n := len(d.strokes); n > 0 {
		d.strokes, d.down = d.strokes[:n-1], false
	}
}

// Empty reports whether nothing was drawn.
func (d *Drawing) Empty() bool { return len(d.strokes) == 0 }

// Enough reports whether there is enough for a signature.
func (d *Drawing) Enough() bool {
	var length float64
	for _, s := range d.strokes {
		for i := 1; i < len(s); i++ {
			length += math.Hypot(float64(s[i].X-s[i-1].X), float64(s[i].Y-s[i-1].Y))
		}
	}
	return float32(length) >= minimumLength
}

func (d *Drawing) dots() int {
	n := 0
	for _, s := range d.strokes {
		n += len(s)
	}
	return n
}

// Image draws everything onto a picture without background, scale pixels for a unit.
func (d *Drawing) Image(width, height int, scale float32, ink color.Color) *image.RGBA {
	return d.draw(width, height, scale, 0, 0, ink)
}

func (d *Drawing) draw(width, height int, scale, left, top float32, ink color.Color) *image.RGBA {
	picture := image.NewRGBA(image.Rect(0, 0, max(width, 1), max(height, 1)))
	pen := vector.NewRasterizer(picture.Bounds().Dx(), picture.Bounds().Dy())
	at := func(p Dot) Dot { return Dot{(p.X - left) * scale, (p.Y - top) * scale} }
	for _, s := range d.strokes {
		for i := range s {
			capsule(pen, at(s[max(i-1, 0)]), at(s[i]), penWidth*scale/2)
		}
	}
	pen.Draw(picture, picture.Bounds(), image.NewUniform(ink), image.Point{})
	return picture
}

// capsule adds a line with round ends. All are drawn the same way round, so that where they overlap nothing is hollow.
func capsule(pen *vector.Rasterizer, from, to Dot, radius float32) {
	const corners = 10 // of each half circle
	angle := math.Atan2(float64(to.Y-from.Y), float64(to.X-from.X))
	for i := range 2 * corners {
		centre := to
		if i >= corners {
			centre = from
		}
		turn := angle - math.Pi/2 + math.Pi*float64(i%corners)/(corners-1)
		if i >= corners {
			turn += math.Pi
		}
		x, y := centre.X+radius*float32(math.Cos(turn)), centre.Y+radius*float32(math.Sin(turn))
		if i == 0 {
			pen.MoveTo(x, y)
		} else {
			pen.LineTo(x, y)
		}
	}
	pen.ClosePath()
}

// PNG returns the drawing in black without background, cut to what was drawn; nil if nothing was.
func (d *Drawing) PNG() ([]byte, error) {
	if d.Empty() {
		return nil, nil
	}
	left, top := float32(math.Inf(1)), float32(math.Inf(1))
	right, bottom := -left, -top
	for _, s := range d.strokes {
		for _, p := range s {
			left, top, right, bottom = min(left, p.X), min(top, p.Y), max(right, p.X), max(bottom, p.Y)
		}
	}
	left, top = left-signatureMargin, top-signatureMargin
	wide, high := right+signatureMargin-left, bottom+signatureMargin-top
	scale := min(signatureScale, maxSignatureSide/max(wide, high))
	var file bytes.Buffer
	err := png.Encode(&file, d.draw(int(wide*scale), int(high*scale), scale, left, top, color.Black))
	return file.Bytes(), err
}
