package main

import (
	"context"
	"errors"
	"hash/fnv"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"

	"anxun/inspection"
)

// demoPhoto makes a drawing of a hall, with boxes in the way before and without them
// after, and stores it as evidence. It is a plain drawing, so that nobody takes it for
// a real photo; subject makes each a little different.
func (c *call) demoPhoto(subject string, role inspection.EvidenceRole) (inspection.Evidence, error) {
	folder, err := os.MkdirTemp("", "anxun-demo-")
	if err != nil {
		return inspection.Evidence{}, inspection.Wrap(err, inspection.CodeUnwritable, "error.folder_unwritable", "folder", os.TempDir())
	}
	defer os.RemoveAll(folder)
	name := "示例-整改前.jpg"
	if role == inspection.EvidenceAfter {
		name = "示例-整改后.jpg"
	}
	path := filepath.Join(folder, name)
	if err := savePicture(path, drawHall(subject, role == inspection.EvidenceBefore)); err != nil {
		return inspection.Evidence{}, inspection.Wrap(err, inspection.CodeUnwritable, "error.folder_unwritable", "folder", folder)
	}
	photo, err := c.Evidence.Add(path)
	photo.Role = role
	return photo, err
}

// demoBefore attaches the drawing of how a hazard was found.
func (c *call) demoBefore(ctx context.Context, by string, hazard inspection.Hazard) error {
	photo, err := c.demoPhoto(hazard.No, inspection.EvidenceBefore)
	if err != nil {
		return err
	}
	return c.Service.AddPhotos(ctx, by, hazard.ID, []inspection.Evidence{photo})
}

func savePicture(path string, picture image.Image) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(jpeg.Encode(file, picture, &jpeg.Options{Quality: 85}), file.Close())
}

// drawHall draws wall, floor, a door with its sign, and boxes before the door if it is
// blocked. Walls and boxes follow from the subject.
func drawHall(subject string, blocked bool) image.Image {
	hash := fnv.New32a()
	hash.Write([]byte(subject))
	seed := hash.Sum32()
	picture := image.NewRGBA(image.Rect(0, 0, 1200, 900))
	fill := func(x, y, w, h int, c color.RGBA) {
		draw.Draw(picture, image.Rect(x, y, x+w, y+h), image.NewUniform(c), image.Point{}, draw.Src)
	}
	tint := uint8(seed % 24)
	fill(0, 0, 1200, 640, color.RGBA{R: 0xD8 - tint, G: 0xDE, B: 0xD6 + tint/2, A: 0xFF})
	fill(0, 640, 1200, 260, color.RGBA{R: 0x9A, G: 0x96 - tint, B: 0x8C, A: 0xFF})
	for x := 0; x < 1200; x += 150 {
		fill(x, 640, 3, 260, color.RGBA{R: 0x84, G: 0x80, B: 0x78, A: 0xFF})
	}
	door := 420 + int(seed>>3%5)*60
	fill(door-14, 186, 308, 454, color.RGBA{R: 0x5E, G: 0x66, B: 0x6A, A: 0xFF})
	fill(door, 200, 280, 440, color.RGBA{R: 0x7E, G: 0x8C, B: 0x92, A: 0xFF})
	fill(door+140, 200, 2, 440, color.RGBA{R: 0x5E, G: 0x66, B: 0x6A, A: 0xFF})
	fill(door+70, 110, 140, 54, color.RGBA{R: 0x1F, G: 0x8A, B: 0x4C, A: 0xFF})
	fill(door+86, 132, 80, 10, color.RGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF})
	if !blocked {
		return picture
	}
	for i := range 3 + int(seed%3) {
		size := 130 + int(seed>>(4*i)%5)*18
		x, y := door-70+i*95, 760-size-(i%2)*30
		fill(x, y, size, size, color.RGBA{R: 0xB0 - uint8(i*9), G: 0x84 - uint8(i*7), B: 0x52, A: 0xFF})
		fill(x, y+size/2-6, size, 12, color.RGBA{R: 0xD9, G: 0xC2, B: 0x94, A: 0xFF})
		fill(x+size-10, y, 10, size, color.RGBA{R: 0x86, G: 0x63, B: 0x3C, A: 0xFF})
	}
	return picture
}
