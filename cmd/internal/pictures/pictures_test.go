package pictures

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/draw"

	"anxun/export"
	"anxun/inspection"
	"anxun/inspection/evidence"
)

// stored adds a photo of 1200 by 900 pixels to a new store.
func stored(t *testing.T) (*evidence.Store, inspection.Evidence, []byte) {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 1200, 900))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.RGBA{200, 80, 40, 255}), image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "photo.jpg")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	store := evidence.New(filepath.Join(folder, "evidence"))
	added, err := store.Add(path)
	if err != nil {
		t.Fatal(err)
	}
	return store, added, out.Bytes()
}

// shown is the photo with the hazard that it shows.
func shown(photo inspection.Evidence, no string) export.Photo {
	photo.Role = inspection.EvidenceBefore
	return export.Photo{Evidence: photo, Hazard: inspection.HazardRow{PlaceName: "晚晴日间照料中心",
		Hazard: inspection.Hazard{No: no, FoundBy: "张建国", Item: "CF-01", Description: "二层东侧安全出口堆放轮椅"}}}
}

// read reads an opened picture and compares it with what was told about it.
func read(t *testing.T, picture export.Picture, err error) ([]byte, image.Image) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(picture)
	if err != nil {
		t.Fatal(err)
	}
	if err := picture.Close(); err != nil {
		t.Error(err)
	}
	decoded, err := jpeg.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if got := decoded.Bounds().Size(); got != image.Pt(picture.Width, picture.Height) {
		t.Errorf("the picture is %v, told %d×%d", got, picture.Width, picture.Height)
	}
	return content, decoded
}

// dark counts the pixels of an area that are as dark as the text of a watermark.
func dark(picture image.Image, area image.Rectangle) (n int) {
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y < 70 {
				n++
			}
		}
	}
	return n
}

func TestPhotosComeInTheirSize(t *testing.T) {
	store, photo, content := stored(t)
	for size, side := range map[export.PhotoSize]int{export.PhotoThumbnail: 480, export.PhotoReport: 1024, export.PhotoOriginal: 1200} {
		picture, err := New(store).Open(context.Background(), shown(photo, "Y2026-K7-0001"), size)
		got, decoded := read(t, picture, err)
		if size == export.PhotoOriginal {
			if !bytes.Equal(got, content) {
				t.Error("the photo as taken was changed")
			}
			continue
		}
		if band := image.Rect(0, side*3/4, side, picture.Height); picture.Width != side || dark(decoded, band) < side || dark(decoded, image.Rect(0, 0, side, side*3/4-8)) > 0 {
			t.Errorf("%s: %d×%d with %d dark pixels in the band", size, picture.Width, picture.Height, dark(decoded, band))
		}
		if s := size.LongSide(); s != 0 && s != side {
			t.Errorf("%s is said to have %d pixels", size, s)
		}
	}
}

// TestSamePhotoOfTwoHazards is one file and two copies, each with its own number; the
// file stays what its name says.
func TestSamePhotoOfTwoHazards(t *testing.T) {
	store, photo, content := stored(t)
	open := New(store)
	one, err := open.Document(context.Background(), photo, shown(photo, "Y2026-K7-0001").Hazard)
	first, decoded := read(t, one, err)
	other, err := open.Document(context.Background(), photo, shown(photo, "Y2026-K7-0002").Hazard)
	second, _ := read(t, other, err)
	if bytes.Equal(first, second) {
		t.Error("both carry the same watermark")
	}
	if n := dark(decoded, image.Rect(0, 900, 1200, one.Height)); n < 1200 {
		t.Errorf("%d dark pixels in the band", n)
	}
	kept, err := os.ReadFile(store.Path(photo))
	if err != nil || !bytes.Equal(kept, content) {
		t.Error("the photo itself was changed", err)
	}
	if found, err := evidence.Check(store.Path(photo)); err != nil || found.SHA256 != photo.SHA256 {
		t.Error(found.SHA256, err)
	}
}

func TestUnusablePhotosAreErrors(t *testing.T) {
	for _, size := range export.PhotoSizes()[1:] {
		store, photo, content := stored(t)
		missing := photo
		missing.SHA256 = "00" + photo.SHA256[2:]
		if _, err := New(store).Open(context.Background(), export.Photo{Evidence: missing}, size); inspection.CodeOf(err) != inspection.CodeNotFound {
			t.Errorf("%s of a missing photo: %v", size, err)
		}
		if err := os.WriteFile(store.Path(photo), content[:len(content)/2], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := New(store).Open(context.Background(), export.Photo{Evidence: photo}, size); err == nil || inspection.CodeOf(err) == inspection.CodeNotFound {
			t.Errorf("%s of a damaged photo: %v", size, err)
		}
	}
}
