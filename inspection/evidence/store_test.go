package evidence_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/evidence"
)

func save(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func photo(t testing.TB, width, height int) []byte {
	t.Helper()
	var data bytes.Buffer
	if err := jpeg.Encode(&data, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

func files(t testing.TB, dir string) []string {
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

func TestAddHealsADamagedFile(t *testing.T) {
	store := evidence.New(filepath.Join(t.TempDir(), "evidence"))
	data := photo(t, 40, 30)
	added, err := store.Add(save(t, "a.jpg", data))
	if err != nil {
		t.Fatal(err)
	}
	broken := append([]byte{}, data...)
	broken[len(broken)/2] ^= 1
	if err := os.WriteFile(store.Path(added), broken, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Add(save(t, "b.jpg", data)); err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(store.Path(added)); err != nil || !bytes.Equal(kept, data) {
		t.Error("the damaged file was left as it was", err)
	}
}

func TestPathNeverLeadsOut(t *testing.T) {
	store := evidence.New(t.TempDir())
	good := strings.Repeat("a", 64)
	for _, bad := range []inspection.Evidence{{}, {SHA256: "a", Format: "jpg"}, {SHA256: "../" + good[3:], Format: "jpg"},
		{SHA256: good, Format: "../x"}, {SHA256: good, Format: ""}, {SHA256: strings.ToUpper(good), Format: "jpg"}} {
		if path := store.Path(bad); path != "" || store.Has(bad) {
			t.Errorf("%+v lies at %q", bad, path)
		}
		if _, err := store.Thumbnail(t.Context(), bad); inspection.CodeOf(err) != inspection.CodeNotFound {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
