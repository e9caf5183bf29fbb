package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
)

// The limits for a photo. A picture of few bytes can claim so many pixels that
// decoding it takes gigabytes (a PNG of 195 KB and 40,000×40,000 pixels took 1.6 GB),
// so the pixels are read from the header first.
const (
	MaxFileSize = 50 << 20   // bytes
	MaxPixels   = 60_000_000 // 60 megapixels
)

// Check looks at a photo without storing it: that it can be read, is a whole picture
// of a known format, and within the limits. It returns its hash, format, name, size,
// pixels, and what the camera wrote into it.
func Check(path string) (inspection.Evidence, error) {
	_, photo, err := load(path)
	return photo, err
}

func load(path string) ([]byte, inspection.Evidence, error) {
	data, err := read(path)
	if err != nil {
		return nil, inspection.Evidence{}, err
	}
	photo, err := describe(data, path)
	if err != nil {
		return nil, inspection.Evidence{}, err
	}
	return data, photo, nil
}

// read reads a regular file of at most MaxFileSize. It looks before it opens: opening
// a pipe would wait for somebody to write to it.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &inspection.Error{Code: inspection.CodeNotFound, Key: "error.photo_missing", Args: []any{"file", path}, Err: err}
	case err != nil:
		return nil, unreadable(err, path)
	case info.IsDir():
		return nil, inspection.Invalid("error.photo_folder", "file", path)
	case !info.Mode().IsRegular():
		return nil, noPicture(nil, path)
	case info.Size() == 0:
		return nil, inspection.Invalid("error.photo_empty", "file", path)
	case info.Size() > MaxFileSize:
		return nil, tooLarge(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(err, path)
	}
	defer file.Close()
	data := make([]byte, info.Size()) // of the right length at once: growing would take twice as much
	if _, err := io.ReadFull(file, data); err != nil {
		return nil, unreadable(err, path)
	}
	return data, nil
}

// describe checks the bytes of a photo and says what they are. path only names it.
func describe(data []byte, path string) (inspection.Evidence, error) {
	header, err := readHeader(data)
	if err != nil {
		return inspection.Evidence{}, noPicture(err, path)
	}
	if int64(header.width)*int64(header.height) > MaxPixels {
		return inspection.Evidence{}, inspection.Invalid("error.photo_too_many_pixels", "file", path,
			"width", header.width, "height", header.height, "limit", MaxPixels/1_000_000)
	}
	if !whole(header.format, data) {
		return inspection.Evidence{}, damaged(nil, path)
	}
	photo := inspection.Evidence{SHA256: digest(data), Format: string(header.format), Name: filepath.Base(path),
		Size: len(data), Width: header.width, Height: header.height}
	readCamera(data, header.format).addTo(&photo)
	return photo, nil
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func unreadable(err error, path string) error {
	return inspection.Wrap(err, inspection.CodeInvalid, "error.photo_unreadable", "file", path)
}

func noPicture(cause error, path string) error {
	return &inspection.Error{Code: inspection.CodeInvalid, Key: "error.photo_no_picture", Args: []any{"file", path}, Err: cause}
}

func damaged(cause error, path string) error {
	return &inspection.Error{Code: inspection.CodeInvalid, Key: "error.photo_damaged", Args: []any{"file", path}, Err: cause}
}

func tooLarge(path string) error {
	return inspection.Invalid("error.photo_too_large", "file", path, "limit", MaxFileSize>>20)
}
