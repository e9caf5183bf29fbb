package evidence_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"anxun/inspection"
	"anxun/inspection/evidence"
	"anxun/inspection/inspectiontest"
)

// Photos come from phones, messengers and sticks. What is no sound photo is refused with one sentence and takes less than
// 64 MB, the small picture that would be made of it included.
func TestHostileFiles(t *testing.T) {
	var files []inspectiontest.Hostile
	add := func(name, ending string, data []byte, key string) {
		path := save(t, fmt.Sprintf("%04d%s", len(files), ending), data)
		dir := filepath.Join(t.TempDir(), "evidence")
		files = append(files, inspectiontest.Hostile{Name: name, Size: len(data), Key: key, Read: func() error { return keepAndShow(t, dir, path) }})
	}
	noisy := noisyPhoto(t, 900, 700)
	for cut := 1024; cut < len(noisy); cut += 1024 {
		add("JPEG cut off at each kilobyte", ".jpg", noisy[:cut], "")
	}
	heic, webp := fixture(t, "corner.heic"), fixture(t, "corner.webp")
	for cut := 64; cut < len(heic); cut += 64 {
		add("HEIC cut off every 64 bytes", ".heic", heic[:cut], "")
	}
	for cut := 64; cut < len(webp); cut += 64 {
		add("WebP cut off every 64 bytes", ".webp", webp[:cut], "")
	}
	add("PNG of 40,000 × 40,000 pixels", ".png", hugePNG(t, 40_000, 40_000), "error.photo_too_many_pixels")
	add("JPEG of 40,000 × 40,000 pixels", ".jpg", claimJPEG(t, 40_000, 40_000), "error.photo_too_many_pixels")
	add("JPEG of 65,535 × 65,535 pixels", ".jpg", claimJPEG(t, 65_535, 65_535), "error.photo_too_many_pixels")
	add("PNG of 2^31 × 2^31 pixels", ".png", hugePNG(t, 1<<31-1, 1<<31-1), "error.photo_no_picture")
	add("PNG whose data are a bomb of 1 GB", ".png", bombPNG(t), "error.photo_too_many_pixels")
	add("PNG of 10 MB in one text chunk", ".png", chunkPNG(t, "tEXt", 10<<20)[:9<<20], "error.photo_damaged")
	add("JPEG whose length lies", ".jpg", append(noisy[:2:2], 0xff, 0xe1, 0xff, 0xff), "")
	add("49 MB of rubbish behind the head of a JPEG", ".jpg", append(bytes.Clone(noisy[:1000]), make([]byte, 49<<20)...), "")
	add("51 MB", ".jpg", make([]byte, 51<<20), "error.photo_too_large")
	add("HEIC that claims 4,000 million entries", ".heic", lyingHEIC(heic), "")
	add("a text in GBK", ".jpg", []byte("\xd5\xd5\xc6\xac"), "error.photo_no_picture")
	add("a workbook", ".jpg", []byte("PK\x03\x04"), "error.photo_no_picture")
	add("an SVG with an entity of a file (XXE)", ".png", []byte(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>`), "error.photo_no_picture")
	inspectiontest.RefuseAll(t, "photos", files)
}

// keepAndShow adds the photo and, if it was taken, makes the small picture.
func keepAndShow(t testing.TB, dir, path string) error {
	store := evidence.New(dir)
	kept, err := store.Add(path)
	if err != nil {
		return err
	}
	_, err = store.Thumbnail(t.Context(), kept)
	return err
}

func noisyPhoto(t testing.TB, width, height int) []byte {
	t.Helper()
	picture, random := image.NewGray(image.Rect(0, 0, width, height)), rand.New(rand.NewPCG(1, 2))
	for i := range picture.Pix {
		picture.Pix[i] = color.Gray{Y: uint8(random.Uint32())}.Y
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, picture, nil); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// claimJPEG changes the size in the frame header (SOF0) and nothing else.
func claimJPEG(t testing.TB, width, height uint16) []byte {
	t.Helper()
	data := photo(t, 16, 16)
	at := bytes.Index(data, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(data[at+5:], height)
	binary.BigEndian.PutUint16(data[at+7:], width)
	return data
}

func chunk(kind string, content []byte) []byte {
	data := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	data = append(append(data, kind...), content...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(data[4:]))
}

// bombPNG packs the pixels of 32,000 × 32,000 into a megabyte.
func bombPNG(t testing.TB) []byte {
	t.Helper()
	var packed bytes.Buffer
	out := zlib.NewWriter(&packed)
	line := make([]byte, 1<<20)
	for range 1 << 8 {
		if _, err := out.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	head := hugePNG(t, 32_000, 32_000)[:33]
	return append(append(head, chunk("IDAT", packed.Bytes())...), chunk("IEND", nil)...)
}

func chunkPNG(t testing.TB, kind string, size int) []byte {
	t.Helper()
	return append(append(hugePNG(t, 8, 8)[:33], chunk(kind, make([]byte, size))...), chunk("IEND", nil)...)
}

func lyingHEIC(good []byte) []byte {
	data := bytes.Clone(good)
	if at := bytes.Index(data, []byte("iloc")); at > 0 {
		for i := range 8 {
			data[at+8+i] = 0xff
		}
	}
	return data
}

// FuzzThumbnail lets any bytes that pass as a small photo be decoded, turned and made smaller.
func FuzzThumbnail(f *testing.F) {
	f.Add(photo(f, 16, 16))
	f.Add(noisyPhoto(f, 40, 30)[:900])
	f.Add(withEXIF(photo(f, 16, 16), exifData{taken: "2026:11:20 14:03:05", orientation: 6}))
	f.Add(fixture(f, "corner.webp"))
	f.Add(chunkPNG(f, "tEXt", 10))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(dir, "a.jpg")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := evidence.Check(path)
		if err != nil || found.Format == "heic" || found.Width*found.Height > 1<<20 { // HEIC takes a second each: FuzzHEIC
			return
		}
		if err := keepAndShow(t, t.TempDir(), path); err != nil && inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("no sentence: %v", err)
		}
	})
}

// FuzzHEIC lets any bytes that pass as a HEIC be decoded in its sandbox. It is slow.
func FuzzHEIC(f *testing.F) {
	f.Add(fixture(f, "corner.heic"))
	f.Add(lyingHEIC(fixture(f, "corner.heic")))
	dir := f.TempDir()
	// The first picture waits for the decoder to be compiled; the fuzzer gives each input ten seconds.
	first := filepath.Join(dir, "first.heic")
	if err := os.WriteFile(first, fixture(f, "corner.heic"), 0o600); err != nil {
		f.Fatal(err)
	}
	if err := keepAndShow(f, f.TempDir(), first); err != nil && evidence.CanShowHEIC {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(dir, "a.heic")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := evidence.Check(path)
		if err != nil || found.Format != "heic" || found.Width*found.Height > 1<<20 {
			return
		}
		if err := keepAndShow(t, t.TempDir(), path); err != nil && inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("no sentence: %v", err)
		}
	})
}
