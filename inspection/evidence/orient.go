package evidence

import (
	"image"

	"golang.org/x/image/draw"
)

// orient turns a picture upright by its EXIF orientation (Exif 2.32, tag 0x0112): the
// value names the sides on which the first row and the first column of the file lie.
//
//	1 top left      2 top right     3 bottom right   4 bottom left
//	5 left top      6 right top     7 right bottom   8 left bottom
func orient(picture image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return picture
	}
	source := toRGBA(picture)
	width, height := source.Rect.Dx(), source.Rect.Dy()
	size := image.Pt(width, height)
	if orientation >= 5 { // rows become columns
		size = image.Pt(height, width)
	}
	turned := image.NewRGBA(image.Rectangle{Max: size})
	for y := range height {
		for x := range width {
			column, row := turnedTo(orientation, x, y, width, height)
			copy(turned.Pix[turned.PixOffset(column, row):][:4], source.Pix[source.PixOffset(x, y):][:4])
		}
	}
	return turned
}

// turnedTo is where the pixel x, y of the file belongs in the upright picture.
func turnedTo(orientation, x, y, width, height int) (column, row int) {
	switch orientation {
	case 2:
		return width - 1 - x, y
	case 3:
		return width - 1 - x, height - 1 - y
	case 4:
		return x, height - 1 - y
	case 5:
		return y, x
	case 6:
		return height - 1 - y, x
	case 7:
		return height - 1 - y, width - 1 - x
	default: // 8
		return y, width - 1 - x
	}
}

// toRGBA copies a picture to RGBA with its corner at 0, 0; one that is so already is
// returned as it is.
func toRGBA(picture image.Image) *image.RGBA {
	if known, ok := picture.(*image.RGBA); ok && known.Rect.Min == (image.Point{}) {
		return known
	}
	bounds := picture.Bounds()
	copied := image.NewRGBA(image.Rectangle{Max: bounds.Size()})
	draw.Draw(copied, copied.Rect, picture, bounds.Min, draw.Src)
	return copied
}
