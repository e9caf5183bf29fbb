package uikit

import "fyne.io/fyne/v2"

// maxZoom is how many times larger than fitted a photo can be shown.
const maxZoom float32 = 16

// zoom says which part of a picture is seen in a view. It knows nothing of pixels: a sharper version of the same
// picture can take its place.
type zoom struct {
	picture fyne.Size // of any unit; only its proportions count
	view    fyne.Size
	factor  float32 // 1 fits the whole picture into the view
	x, y    float32 // the point of the picture in the middle of the view, 0 to 1
}

func newZoom() zoom { return zoom{factor: 1, x: 0.5, y: 0.5} }

// fitted reports whether the whole picture is seen.
func (z *zoom) fitted() bool { return z.factor <= 1 }

// reset shows the whole picture again.
func (z *zoom) reset() { z.factor, z.x, z.y = 1, 0.5, 0.5 }

// size is how large the picture is shown.
func (z *zoom) size() fyne.Size {
	if z.picture.Width <= 0 || z.picture.Height <= 0 {
		return fyne.Size{}
	}
	scale := min(z.view.Width/z.picture.Width, z.view.Height/z.picture.Height) * z.factor
	return fyne.NewSize(z.picture.Width*scale, z.picture.Height*scale)
}

// place returns where the picture lies in the view.
func (z *zoom) place() (fyne.Position, fyne.Size) {
	size := z.size()
	z.x = clampCentre(z.x, size.Width, z.view.Width)
	z.y = clampCentre(z.y, size.Height, z.view.Height)
	return fyne.NewPos(z.view.Width/2-z.x*size.Width, z.view.Height/2-z.y*size.Height), size
}

// clampCentre keeps the edge of the picture from coming inside the view.
func clampCentre(at, shown, view float32) float32 {
	if shown <= view {
		return 0.5
	}
	half := view / 2 / shown
	return min(max(at, half), 1-half)
}

// by changes the factor; the point of the picture under at, a point of the view, stays where it is.
func (z *zoom) by(times float32, at fyne.Position) {
	before, old := z.place()
	if old.Width <= 0 || old.Height <= 0 {
		return
	}
	px, py := (at.X-before.X)/old.Width, (at.Y-before.Y)/old.Height
	z.factor = min(max(z.factor*times, 1), maxZoom)
	size := z.size()
	z.x = px + (z.view.Width/2-at.X)/size.Width
	z.y = py + (z.view.Height/2-at.Y)/size.Height
	z.place()
}

// pan moves the picture within the view.
func (z *zoom) pan(dx, dy float32) {
	size := z.size()
	if size.Width > 0 && size.Height > 0 {
		z.x -= dx / size.Width
		z.y -= dy / size.Height
		z.place()
	}
}
