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

func TestPhotosComeInTheirSize(t *testing.T) {
	store, photo, content := stored(t)
	for size, side := range map[export.PhotoSize]int{export.PhotoThumbnail: 480, export.PhotoReport: 1024, export.PhotoOriginal: 1200} {
		picture, err := New(store).Open(context.Background(), photo, size)
		if err != nil {
			t.Fatal(size, err)
		}
		read, err := io.ReadAll(picture)
		if err != nil {
			t.Fatal(err)
		}
		if err := picture.Close(); err != nil {
			t.Error(err)
		}
		header, err := jpeg.DecodeConfig(bytes.NewReader(read))
		if err != nil || header.Width != side || header.Height != side*3/4 || picture.Width != side || picture.Height != side*3/4 {
			t.Errorf("%s: %d×%d, told %d×%d, %v", size, header.Width, header.Height, picture.Width, picture.Height, err)
		}
		if size == export.PhotoOriginal && !bytes.Equal(read, content) {
			t.Error("the photo as taken was changed")
		}
		if s := size.LongSide(); s != 0 && s != side {
			t.Errorf("%s is said to have %d pixels", size, s)
		}
	}
}

func TestUnusablePhotosAreErrors(t *testing.T) {
	for _, size := range export.PhotoSizes()[1:] {
		store, photo, content := stored(t)
		missing := photo
		missing.SHA256 = "00" + photo.SHA256[2:]
		if _, err := New(store).Open(context.Background(), missing, size); inspection.CodeOf(err) != inspection.CodeNotFound {
			t.Errorf("%s of a missing photo: %v", size, err)
		}
		if err := os.WriteFile(store.Path(photo), content[:len(content)/2], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := New(store).Open(context.Background(), photo, size); err == nil || inspection.CodeOf(err) == inspection.CodeNotFound {
			t.Errorf("%s of a damaged photo: %v", size, err)
		}
	}
}
