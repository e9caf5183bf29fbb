package inspecting

import (
	"context"
	"errors"
	"image"
	"image/color"
	"path/filepath"
	"strings"
	"time"

	"anxun/inspection"
)

// fakePhotos keeps photos in memory. A file whose name begins with "bad" is none; what lies in the watched folder is
// told once.
type fakePhotos struct {
	taken   map[string]time.Time // by file name
	durable map[string]bool      // by file name
	arrived []string             // new in the watched folder
	looked  int
	folder  error // why the watched folder cannot be read
}

func newFakePhotos() *fakePhotos {
	return &fakePhotos{taken: map[string]time.Time{}, durable: map[string]bool{}}
}

func (f *fakePhotos) describe(path string) (inspection.Evidence, error) {
	name := filepath.Base(path)
	if strings.HasPrefix(name, "bad") {
		return inspection.Evidence{}, inspection.Invalid("error.photo_damaged", "file", path)
	}
	return inspection.Evidence{SHA256: "sha of " + name, Format: "jpg", Name: name, Size: 1, Width: 400, Height: 300, Taken: f.taken[name],
		Latitude: "34.747251", Longitude: "113.624931"}, nil
}

func (f *fakePhotos) Import(ctx context.Context, paths []string, each func(string, inspection.Evidence, error)) error {
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		photo, err := f.describe(path)
		f.durable[filepath.Base(path)] = err == nil
		each(path, photo, err)
	}
	return nil
}

// Picture is brown for photos of the finding and green for those of the remedy, lighter towards the right.
func (f *fakePhotos) Picture(_ context.Context, photo inspection.Evidence, side int) (image.Image, error) {
	if strings.Contains(photo.Name, "gone") {
		return nil, errors.New("gone")
	}
	picture := image.NewRGBA(image.Rect(0, 0, side, side*3/4))
	for y := range side * 3 / 4 {
		for x := range side {
			c := color.RGBA{R: 120, G: 80, B: uint8(40 + x*100/side), A: 255}
			if photo.Role == inspection.EvidenceAfter {
				c = color.RGBA{R: 60, G: 120, B: uint8(60 + y*80/side), A: 255}
			}
			picture.SetRGBA(x, y, c)
		}
	}
	return picture, nil
}

func (f *fakePhotos) Look(_ context.Context, _ string, offer func(string, inspection.Evidence, error)) error {
	f.looked++
	if f.folder != nil {
		return f.folder
	}
	for _, path := range f.arrived {
		photo, err := f.describe(path)
		offer(path, photo, err)
	}
	f.arrived = nil
	return nil
}
