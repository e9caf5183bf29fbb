// Command draw makes app.png (512×512) and app.ico (16 to 256) of the program icon: a shield in the primary colour with
// a white check mark. Run it in assets/icons with: go run ./draw
// With a folder as its argument it makes the sizes that a free desktop looks for there instead, e.g. 48x48/apps/anxun.png.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"

	"golang.org/x/image/vector"
)

func main() {
	work := run
	if len(os.Args) > 1 {
		work = func() error { return desktopIcons(os.Args[1]) }
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, "draw:", err)
		os.Exit(1)
	}
}

func run() error {
	big, err := encode(512)
	if err != nil {
		return err
	}
	if err := os.WriteFile("app.png", big, 0o644); err != nil {
		return err
	}
	ico, err := icon(16, 24, 32, 48, 64, 128, 256)
	if err != nil {
		return err
	}
	return os.WriteFile("app.ico", ico, 0o644)
}

// desktopIcons writes into dir what belongs into a folder like /usr/share/icons/hicolor.
func desktopIcons(dir string) error {
	for _, size := range []int{16, 22, 24, 32, 48, 64, 128, 256, 512} {
		file := filepath.Join(dir, fmt.Sprintf("%dx%d", size, size), "apps", "anxun.png")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		data, err := encode(size)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func encode(size int) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, picture(size))
	return b.Bytes(), err
}

// picture draws on a grid of 64 units.
func picture(size int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	shield(img, 1, color.NRGBA{R: 0x12, G: 0x63, B: 0x6B, A: 0xff})
	shield(img, 0.8, color.NRGBA{R: 0x1C, G: 0x7C, B: 0x85, A: 0xff})
	check(img)
	return img
}

// shield fills the shield, made smaller by factor around its middle.
func shield(dst draw.Image, factor float32, c color.Color) {
	size := dst.Bounds().Dx()
	z := vector.NewRasterizer(size, size)
	at := func(x, y float32) (float32, float32) {
		u := float32(size) / 64
		return (32 + (x-32)*factor) * u, (31 + (y-31)*factor) * u
	}
	cube := func(ax, ay, bx, by, x, y float32) {
		ax, ay = at(ax, ay)
		bx, by = at(bx, by)
		x, y = at(x, y)
		z.CubeTo(ax, ay, bx, by, x, y)
	}
	z.MoveTo(at(32, 3))
	cube(40, 10, 49, 12, 57, 12)
	z.LineTo(at(57, 30))
	cube(57, 46, 46, 56, 32, 61)
	cube(18, 56, 7, 46, 7, 30)
	z.LineTo(at(7, 12))
	cube(15, 12, 24, 10, 32, 3)
	z.ClosePath()
	z.Draw(dst, dst.Bounds(), image.NewUniform(c), image.Point{})
}

func check(dst draw.Image) {
	size := dst.Bounds().Dx()
	u := float32(size) / 64
	z := vector.NewRasterizer(size, size)
	points := [][2]float32{{18.6, 32.5}, {23, 28.1}, {29.2, 34.3}, {41.2, 21.4}, {45.8, 25.6}, {29.4, 43.3}}
	z.MoveTo(points[0][0]*u, points[0][1]*u)
	for _, p := range points[1:] {
		z.LineTo(p[0]*u, p[1]*u)
	}
	z.ClosePath()
	z.Draw(dst, dst.Bounds(), image.White, image.Point{})
}

// icon packs PNG pictures of the sizes into the ICO format.
func icon(sizes ...int) ([]byte, error) {
	var head, body bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			_ = binary.Write(&head, binary.LittleEndian, v) // a bytes.Buffer takes everything
		}
	}
	put(uint16(0), uint16(1), uint16(len(sizes)))
	offset := 6 + 16*len(sizes)
	for _, size := range sizes {
		data, err := encode(size)
		if err != nil {
			return nil, err
		}
		side := uint8(size % 256) // 256 is written as 0
		put(side, side, uint8(0), uint8(0), uint16(1), uint16(32), uint32(len(data)), uint32(offset+body.Len()))
		body.Write(data)
	}
	return append(head.Bytes(), body.Bytes()...), nil
}
