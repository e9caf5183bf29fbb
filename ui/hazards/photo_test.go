package hazards

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"
)

// picture is red at the left and blue at the right.
func picture(width, height int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{R: 0xff, A: 0xff}
			if x >= width/2 {
				c = color.RGBA{B: 0xff, A: 0xff}
			}
			p.SetRGBA(x, y, c)
		}
	}
	return p
}

// withOrientation puts an EXIF part with the orientation into a JPEG file.
func withOrientation(t *testing.T, p image.Image, orientation uint16) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, p, nil); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"),
		byte(orientation>>8), byte(orientation), 0, 0, 0, 0, 0, 0)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	data := append(file.Bytes()[:2:2], segment...)
	return append(append(data, exif...), file.Bytes()[2:]...)
}

func isRed(c color.Color) bool {
	r, _, b, _ := c.RGBA()
	return r > b
}

func TestLoadPhotoTurnsUprightAndScales(t *testing.T) {
	for orientation, redAt := range map[uint16]image.Point{1: {5, 180}, 3: {714, 180}, 6: {135, 5}, 8: {135, 714}} {
		path := filepath.Join(t.TempDir(), "photo.jpg")
		if err := os.WriteFile(path, withOrientation(t, picture(1600, 800), orientation), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := loadPhoto(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		size, want := got.Bounds().Size(), image.Pt(photoSide, photoSide/2)
		if orientation >= 5 {
			want = image.Pt(photoSide/2, photoSide)
		}
		if size != want {
			t.Errorf("orientation %d: size %v, want %v", orientation, size, want)
		}
		if !isRed(got.At(redAt.X, redAt.Y)) || isRed(got.At(size.X-1-redAt.X, size.Y-1-redAt.Y)) {
			t.Errorf("orientation %d: not upright", orientation)
		}
	}
}

func TestUprightKeepsEveryPixel(t *testing.T) {
	src := image.NewRGBA(image.Rect(0, 0, 3, 2))
	for i := range 6 {
		src.SetRGBA(i%3, i/3, color.RGBA{R: uint8(i + 1), A: 0xff})
	}
	want := map[int][]uint8{ // row by row
		1: {1, 2, 3, 4, 5, 6}, 2: {3, 2, 1, 6, 5, 4}, 3: {6, 5, 4, 3, 2, 1}, 4: {4, 5, 6, 1, 2, 3},
		5: {1, 4, 2, 5, 3, 6}, 6: {4, 1, 5, 2, 6, 3}, 7: {6, 3, 5, 2, 4, 1}, 8: {3, 6, 2, 5, 1, 4}, 9: {1, 2, 3, 4, 5, 6},
	}
	for orientation, pixels := range want {
		got := upright(src, orientation)
		for i, r := range pixels {
			w := got.Bounds().Dx()
			if got.RGBAAt(i%w, i/w).R != r {
				t.Errorf("orientation %d: pixel %d is %d, want %d", orientation, i, got.RGBAAt(i%w, i/w).R, r)
			}
		}
	}
}

func TestLoadPhotoRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if _, err := loadPhoto(context.Background(), filepath.Join(dir, "none.jpg")); !errors.Is(err, errPhotoMissing) {
		t.Errorf("missing file: %v", err)
	}
	if _, err := loadPhoto(context.Background(), write("text.jpg", []byte("not a photo"))); err == nil {
		t.Error("text was taken for a photo")
	}
	// A GIF-sized file may claim any size: the frame header of a JPEG with 30000 × 30000 pixels.
	bomb := withOrientation(t, picture(16, 16), 1)
	frame := bytes.Index(bomb, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(bomb[frame+5:], 30000)
	binary.BigEndian.PutUint16(bomb[frame+7:], 30000)
	if _, err := loadPhoto(context.Background(), write("bomb.jpg", bomb)); !errors.Is(err, errPhotoTooLarge) {
		t.Errorf("900 million pixels: %v", err)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := loadPhoto(cancelled, write("photo.jpg", withOrientation(t, picture(16, 16), 1))); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x20Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06"))
	f.Add([]byte("\xff\xd8\xff\xe1\xff\xffExif\x00\x00II\x2a\x00\xff\xff\xff\xff"))
	f.Fuzz(func(_ *testing.T, data []byte) { orientation(data) })
}
