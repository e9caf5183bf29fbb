package evidence

import (
	"image"

	"golang.org/x/image/draw"
)

// shrink makes the picture at most side pixels wide and high and keeps its shape. A
// smaller one, or side 0, is returned as it is.
//
// ApproxBiLinear looks at four neighbours only, so far away from the original size it
// would drop most pixels and make fine lines flicker. At exactly one half those four
// are all there are, so the picture is halved for as long as it can be.
func shrink(picture image.Image, side int) image.Image {
	size := picture.Bounds().Size()
	if side <= 0 || size.X <= side && size.Y <= side {
		return picture
	}
	target := fit(size, side)
	for size.X/2 >= target.X && size.Y/2 >= target.Y {
		size = image.Pt(size.X/2, size.Y/2)
		picture = resize(picture, size)
	}
	return resize(picture, target)
}

// fit is the size of the picture when its longer side is side pixels, at least one
// pixel each way.
func fit(size image.Point, side int) image.Point {
	if size.X >= size.Y {
		return image.Pt(side, max(1, size.Y*side/size.X))
	}
	return image.Pt(max(1, size.X*side/size.Y), side)
}

// resize puts the picture on white, so that transparent parts do not turn black in
// a JPEG.
func resize(picture image.Image, size image.Point) *image.RGBA {
	resized := image.NewRGBA(image.Rectangle{Max: size})
	operation := draw.Src
	if opaque, ok := picture.(interface{ Opaque() bool }); !ok || !opaque.Opaque() {
		draw.Draw(resized, resized.Bounds(), image.White, image.Point{}, draw.Src)
		operation = draw.Over
	}
	draw.ApproxBiLinear.Scale(resized, resized.Bounds(), picture, picture.Bounds(), operation, nil)
	return resized
}
