package evidence_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/evidence"
)

// hugePNG claims the pixels in its header and holds none of them.
func hugePNG(t testing.TB, width, height uint32) []byte {
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

// fixture reads a file of testdata.
func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// hostile lists files that are no usable photos, each with the sentence it gets.
func hostile(t testing.TB) map[string]struct{ path, key string } {
	t.Helper()
	whole := photo(t, 400, 300)
	loop := filepath.Join(t.TempDir(), "loop.jpg")
	if err := os.Symlink(loop, loop); err != nil {
		t.Fatal(err)
	}
	large := append(photo(t, 10, 10), make([]byte, evidence.MaxFileSize)...)
	type bad = struct{ path, key string }
	return map[string]bad{
		"missing":           {filepath.Join(t.TempDir(), "none.jpg"), "error.photo_missing"},
		"folder":            {t.TempDir(), "error.photo_folder"},
		"text":              {save(t, "a.jpg", []byte("no picture")), "error.photo_no_picture"},
		"empty":             {save(t, "b.jpg", nil), "error.photo_empty"},
		"many pixels":       {save(t, "c.png", hugePNG(t, 40_000, 40_000)), "error.photo_too_many_pixels"},
		"too many to count": {save(t, "c.png", hugePNG(t, 1<<31-1, 1<<31-1)), "error.photo_no_picture"},
		"many bytes":        {save(t, "d.jpg", large), "error.photo_too_large"},
		"cut in the data":   {save(t, "e.jpg", whole[:len(whole)-40]), "error.photo_damaged"},
		"cut at the end":    {save(t, "f.jpg", whole[:len(whole)-2]), "error.photo_damaged"},
		"cut in the header": {save(t, "g.jpg", whole[:100]), "error.photo_no_picture"},
		"PNG without data":  {save(t, "h.png", hugePNG(t, 100, 100)[:40]), "error.photo_damaged"},
		"cut WebP":          {save(t, "i.webp", fixture(t, "corner.webp")[:300]), "error.photo_damaged"},
		"cut HEIC":          {save(t, "j.heic", fixture(t, "corner.heic")[:len(fixture(t, "corner.heic"))-10]), "error.photo_damaged"},
		"symbolic loop":     {loop, "error.photo_unreadable"},
	}
}

func TestBadPhotosAreRefused(t *testing.T) {
	for name, bad := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "evidence")
			_, err := evidence.New(dir).Add(bad.path)
			wantKey(t, err, bad.key, bad.path)
			if left := files(t, filepath.Dir(dir)); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// wantKey checks that the error is one sentence that names the file.
func wantKey(t testing.TB, err error, key, file string) {
	t.Helper()
	known, ok := err.(*inspection.Error)
	if !ok || known.Key != key || !strings.Contains(known.Error(), filepath.Base(file)) {
		t.Errorf("got %v, want %s naming %s", err, key, file)
	}
}

func TestUnreadable(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		// Root may read everything; a folder in the way is refused to root as well.
		inTheWay := save(t, "file", []byte("x"))
		_, err := evidence.Check(filepath.Join(inTheWay, "a.jpg"))
		if inspection.CodeOf(err) != inspection.CodeInvalid && inspection.CodeOf(err) != inspection.CodeNotFound {
			t.Errorf("got %v", err)
		}
		return
	}
	path := save(t, "a.jpg", photo(t, 10, 10))
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	_, err := evidence.Check(path)
	wantKey(t, err, "error.photo_unreadable", path)
}

// What phones append after a JPEG's end does not make it damaged.
func TestAppendedDataIsAccepted(t *testing.T) {
	data := append(photo(t, 40, 30), "MotionPhoto_Data: a film"...)
	if _, err := evidence.Check(save(t, "a.jpg", data)); err != nil {
		t.Error(err)
	}
}

// FuzzCheck feeds any bytes to the header reader, the walk to the end and the EXIF
// reader. Whatever they are, the answer is a photo within the limits or a sentence.
func FuzzCheck(f *testing.F) {
	f.Add(photo(f, 16, 16))
	f.Add(withEXIF(photo(f, 16, 16), exifData{taken: "2026:11:20 14:03:05", offset: "+08:00", orientation: 6, north: 34, northRef: "N", east: 113, eastRef: "E"}))
	f.Add(hugePNG(f, 40_000, 40_000))
	f.Add(fixture(f, "corner.webp"))
	f.Add(fixture(f, "corner.heic"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(dir, "a.jpg")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := evidence.Check(path)
		if err != nil {
			if _, known := err.(*inspection.Error); !known {
				t.Errorf("no sentence: %v", err)
			}
			return
		}
		if found.Width < 1 || found.Height < 1 || found.Width*found.Height > evidence.MaxPixels || found.Size != len(data) {
			t.Errorf("%+v", found)
		}
		if decoded, err := inspection.DecodeEvidence("e", found.Fields()); err != nil || len(inspection.Diff(found.Fields(), decoded.Fields())) > 0 {
			t.Errorf("the record does not survive storing: %v", err)
		}
	})
}

// A HEIC of 1 KB that claims four thousand million entries must not keep the reader
// busy.
func TestCountsThatLie(t *testing.T) {
	for _, box := range []string{"ipma", "iloc", "iinf", "ipco"} {
		data := fixture(t, "corner.heic")
		at := bytes.Index(data, []byte(box)) + 4
		for i := at; i < at+12; i++ {
			data[i] = 0xff
		}
		began := time.Now()
		_, err := evidence.Check(save(t, "a.heic", data))
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s: %v, %v", box, took, err)
		}
	}
}
