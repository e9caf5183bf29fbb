package evidence_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"anxun/inspection"
	"anxun/inspection/evidence"
)

// stored adds a photo to a new store.
func stored(t testing.TB, name string, data []byte) (*evidence.Store, inspection.Evidence) {
	t.Helper()
	store := evidence.New(filepath.Join(t.TempDir(), "evidence"))
	added, err := store.Add(save(t, name, data))
	if err != nil {
		t.Fatal(err)
	}
	return store, added
}

// The red quarter at the file's top left must come out where the orientation says.
func TestOrientation(t *testing.T) {
	plain := encodeJPEG(t, corner(640, 320))
	for orientation, want := range map[uint16]struct{ right, bottom, standing bool }{
		1: {}, 2: {right: true}, 3: {right: true, bottom: true}, 4: {bottom: true},
		5: {standing: true}, 6: {right: true, standing: true}, 7: {right: true, bottom: true, standing: true}, 8: {bottom: true, standing: true},
	} {
		store, added := stored(t, "a.jpg", withEXIF(plain, exifData{orientation: orientation}))
		for name, show := range map[string]func() (image.Image, error){
			"thumbnail": func() (image.Image, error) { return store.Thumbnail(t.Context(), added) },
			"cached":    func() (image.Image, error) { return store.Thumbnail(t.Context(), added) },
			"full":      func() (image.Image, error) { return store.Full(t.Context(), added, 0) },
		} {
			picture, err := show()
			if err != nil {
				t.Fatal(err)
			}
			size := picture.Bounds().Size()
			if (size.Y > size.X) != want.standing {
				t.Errorf("%d, %s: %v", orientation, name, size)
			}
			for _, right := range []bool{false, true} {
				for _, bottom := range []bool{false, true} {
					x, y := size.X/4, size.Y/4
					if right {
						x = size.X * 3 / 4
					}
					if bottom {
						y = size.Y * 3 / 4
					}
					if red(picture, x, y) != (right == want.right && bottom == want.bottom) {
						t.Errorf("%d, %s: wrong colour right=%v bottom=%v", orientation, name, right, bottom)
					}
				}
			}
		}
	}
}

func TestSizes(t *testing.T) {
	store, added := stored(t, "a.jpg", photo(t, 1601, 1200))
	for _, test := range []struct{ side, width, height int }{{0, 1601, 1200}, {5000, 1601, 1200}, {800, 800, 599}, {100, 100, 74}, {1, 1, 1}} {
		picture, err := store.Full(t.Context(), added, test.side)
		if err != nil || picture.Bounds().Size() != image.Pt(test.width, test.height) {
			t.Errorf("%d: %v, %v", test.side, picture.Bounds().Size(), err)
		}
	}
	small, err := store.Thumbnail(t.Context(), added)
	if err != nil || small.Bounds().Dx() != evidence.ThumbnailSide {
		t.Error(err)
	}
	line, narrow := stored(t, "b.jpg", photo(t, 3000, 1))
	if small, err := line.Thumbnail(t.Context(), narrow); err != nil || small.Bounds().Size() != image.Pt(480, 1) {
		t.Error(small, err)
	}
}

func TestFormats(t *testing.T) {
	for _, name := range []string{"corner.webp", "corner.heic"} {
		t.Run(name, func(t *testing.T) {
			store, added := stored(t, name, fixture(t, name))
			if added.Width != 320 || added.Height != 240 || "corner."+added.Format != name {
				t.Errorf("%+v", added)
			}
			if inspection.FormatInstant(added.Taken) != "2026-11-20T06:03:05.000Z" || added.TakenAssumed || added.Latitude != "34.747251" || added.Longitude != "113.625368" {
				t.Errorf("the camera's data: %+v", added)
			}
			small, err := store.Thumbnail(t.Context(), added)
			if added.Format == "heic" && !evidence.CanShowHEIC {
				wantKey(t, err, "error.photo_no_codec", store.Path(added))
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !red(small, 40, 40) || red(small, 250, 40) || red(small, 40, 200) {
				t.Error("the picture is not the one that was stored")
			}
		})
	}
}

func TestCacheMayBeDeletedOrDamaged(t *testing.T) {
	store, added := stored(t, "a.jpg", encodeJPEG(t, corner(1000, 800)))
	dir := filepath.Dir(filepath.Dir(filepath.Dir(store.Path(added))))
	cached := filepath.Join(dir, "cache", "thumbs", added.SHA256[:2], added.SHA256+".jpg")
	show := func() {
		t.Helper()
		small, err := store.Thumbnail(t.Context(), added)
		if err != nil || !red(small, 100, 100) || small.Bounds().Dx() != 480 {
			t.Fatal(err)
		}
		if _, err := os.Stat(cached); err != nil {
			t.Fatal(err)
		}
	}
	show()
	if err := os.RemoveAll(filepath.Join(dir, "cache")); err != nil {
		t.Fatal(err)
	}
	show()
	for _, content := range [][]byte{nil, []byte("half"), photo(t, 4000, 10)} {
		if err := os.WriteFile(cached, content, 0o600); err != nil {
			t.Fatal(err)
		}
		show()
	}
	if err := os.RemoveAll(filepath.Join(dir, "cache")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "cache"), nil, 0o600); err != nil { // it cannot be made
		t.Fatal(err)
	}
	if _, err := store.Thumbnail(t.Context(), added); err != nil {
		t.Error(err)
	}
}

func TestShowingWhatIsGoneOrDamaged(t *testing.T) {
	store, added := stored(t, "a.jpg", photo(t, 40, 30))
	data, err := os.ReadFile(store.Path(added))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(store.Path(added), data[:len(data)-10], 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = store.Thumbnail(t.Context(), added)
	wantKey(t, err, "error.photo_damaged", store.Path(added))
	if err := os.Remove(store.Path(added)); err != nil {
		t.Fatal(err)
	}
	_, err = store.Full(t.Context(), added, 0)
	wantKey(t, err, "error.evidence_missing", store.Path(added))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("the cause was lost")
	}
}

// Many screens may ask at once; each gets its picture, and an ended context an error.
func TestThumbnailsAtOnce(t *testing.T) {
	store := evidence.New(filepath.Join(t.TempDir(), "evidence"))
	var photos []inspection.Evidence
	for i := range 12 {
		width := 600
		if i == 5 {
			width = 6000 // 25 megapixels: decoded alone
		}
		added, err := store.Add(save(t, fmt.Sprint(i), photo(t, width, 4200+i)))
		if err != nil {
			t.Fatal(err)
		}
		photos = append(photos, added)
	}
	var group sync.WaitGroup
	for _, added := range photos {
		group.Go(func() {
			if _, err := store.Thumbnail(t.Context(), added); err != nil {
				t.Error(err)
			}
		})
		group.Go(func() {
			ended, end := context.WithCancel(t.Context())
			end()
			if _, err := store.Full(ended, added, 0); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
	}
	group.Wait()
}
