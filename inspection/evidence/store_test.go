package evidence_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"anxun/inspection"
	"anxun/inspection/evidence"
)

func save(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func photo(t *testing.T, width, height int) []byte {
	t.Helper()
	var data bytes.Buffer
	if err := jpeg.Encode(&data, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// hugePNG claims the pixels in its header and holds none of them.
func hugePNG(t *testing.T, width, height uint32) []byte {
	t.Helper()
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	raw := data.Bytes()
	binary.BigEndian.PutUint32(raw[16:], width)
	binary.BigEndian.PutUint32(raw[20:], height)
	binary.BigEndian.PutUint32(raw[29:], crc32.ChecksumIEEE(raw[12:29]))
	return raw
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			list = append(list, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAddStoresOnceUnderItsHash(t *testing.T) {
	data := photo(t, 40, 30)
	dir := filepath.Join(t.TempDir(), "evidence")
	store := evidence.New(dir)
	first, err := store.Add(save(t, "出口.JPG", data))
	if err != nil {
		t.Fatal(err)
	}
	second, err := store.Add(save(t, "copy.jpeg", data))
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256(data)
	hash := hex.EncodeToString(digest[:])
	want := inspection.Evidence{SHA256: hash, Format: "jpg", Name: "出口.JPG", Size: len(data), Width: 40, Height: 30}
	if first != want || second.SHA256 != hash {
		t.Errorf("got %+v, want %+v", first, want)
	}
	stored := files(t, dir)
	if len(stored) != 1 || stored[0] != filepath.Join(dir, hash[:2], hash+".jpg") || !store.Has(first) {
		t.Fatal(stored)
	}
	if kept, err := os.ReadFile(store.Path(first)); err != nil || !bytes.Equal(kept, data) {
		t.Error("the original was changed", err)
	}
}

func TestBadPhotosAreRefused(t *testing.T) {
	large := append(photo(t, 10, 10), make([]byte, evidence.MaxFileSize)...)
	for name, bad := range map[string]struct {
		path string
		key  string
	}{
		"missing":     {filepath.Join(t.TempDir(), "none.jpg"), "error.photo_missing"},
		"folder":      {t.TempDir(), "error.photo_no_picture"},
		"text":        {save(t, "a.jpg", []byte("no picture")), "error.photo_no_picture"},
		"empty":       {save(t, "b.jpg", nil), "error.photo_no_picture"},
		"many pixels": {save(t, "c.png", hugePNG(t, 40_000, 40_000)), "error.photo_too_many_pixels"},
		"many bytes":  {save(t, "d.jpg", large), "error.photo_too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "evidence")
			_, err := evidence.New(dir).Add(bad.path)
			known, ok := err.(*inspection.Error)
			if !ok || known.Key != bad.key {
				t.Errorf("got %v, want %s", err, bad.key)
			}
			if left := files(t, filepath.Dir(dir)); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestAddAllLeavesNothingAfterAFailure(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "evidence")
	store := evidence.New(dir)
	kept := save(t, "kept.jpg", photo(t, 5, 5))
	if _, err := store.Add(kept); err != nil {
		t.Fatal(err)
	}
	fresh := save(t, "fresh.jpg", photo(t, 6, 6))
	if _, _, err := store.AddAll([]string{kept, fresh, save(t, "bad.jpg", nil)}); err == nil {
		t.Fatal("a bad photo was taken")
	}
	if left := files(t, dir); len(left) != 1 {
		t.Errorf("after a failure: %v", left)
	}
	added, undo, err := store.AddAll([]string{kept, fresh})
	if err != nil || len(added) != 2 || len(files(t, dir)) != 2 {
		t.Fatal(added, err)
	}
	undo()
	if left := files(t, dir); len(left) != 1 {
		t.Errorf("after undo: %v", left)
	}
}
