package photos_test

import (
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"anxun/cmd/internal/photos"
	"anxun/inspection"
	"anxun/inspection/evidence"
)

func save(t *testing.T, dir, name string, width int) string {
	t.Helper()
	path := filepath.Join(dir, name)
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, image.NewGray(image.Rect(0, 0, width, 400))); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportAndRead(t *testing.T) {
	p := photos.New(evidence.New(filepath.Join(t.TempDir(), "evidence")))
	dir := t.TempDir()
	good, bad := save(t, dir, "a.png", 900), filepath.Join(dir, "none.jpg")
	var stored inspection.Evidence
	var failed []string
	err := p.Import(context.Background(), []string{bad, good}, func(path string, photo inspection.Evidence, err error) {
		if err != nil {
			failed = append(failed, path)
			return
		}
		stored = photo
	})
	if err != nil || len(failed) != 1 || failed[0] != bad {
		t.Fatalf("%v, failed %v", err, failed)
	}
	for side, want := range map[int]int{480: 480, 600: 600, 4096: 900} {
		picture, err := p.Picture(context.Background(), stored, side)
		if err != nil || picture.Bounds().Dx() != want {
			t.Errorf("side %d: %v, %v", side, picture.Bounds(), err)
		}
	}
}

func TestLookOffersEachPhotoOnce(t *testing.T) {
	p := photos.New(evidence.New(filepath.Join(t.TempDir(), "evidence")))
	first, second := t.TempDir(), t.TempDir()
	save(t, first, "a.png", 10)
	save(t, second, "b.png", 20)
	look := func(folder string) (names []string) {
		err := p.Look(context.Background(), folder, func(path string, _ inspection.Evidence, _ error) { names = append(names, filepath.Base(path)) })
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	if names := look(first); len(names) != 0 {
		t.Errorf("%v offered while it may still be copied", names)
	}
	if names := look(first); len(names) != 1 || names[0] != "a.png" {
		t.Errorf("offered %v", names)
	}
	if names := look(first); len(names) != 0 {
		t.Errorf("%v offered again", names)
	}
	look(second)
	if names := look(second); len(names) != 1 || names[0] != "b.png" {
		t.Errorf("another folder: %v", names)
	}
	if err := p.Look(context.Background(), filepath.Join(first, "gone"), nil); err == nil {
		t.Error("a folder that is gone is no error")
	}
}
