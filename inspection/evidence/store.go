// Package evidence keeps photos as files named by their content, so that a photo is
// stored once however often it is used, and can be proven unchanged.
package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the formats a photo may have
	_ "image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	_ "golang.org/x/image/webp"

	"anxun/inspection"
)

// The limits for a photo. A picture of few bytes can claim so many pixels that
// decoding it takes gigabytes, so the pixels are read from the header first.
const (
	MaxFileSize = 50 << 20   // bytes
	MaxPixels   = 60_000_000 // 60 megapixels
)

// Store keeps the files of one data folder. It is safe for concurrent use.
type Store struct {
	dir string
}

// New returns the store in folder dir, which is made when the first photo is added.
func New(dir string) *Store { return &Store{dir: dir} }

// Path returns where the file of the evidence lies.
func (s *Store) Path(e inspection.Evidence) string {
	return filepath.Join(s.dir, e.SHA256[:2], e.SHA256+"."+e.Format)
}

// Has reports whether the file of the evidence is in the store.
func (s *Store) Has(e inspection.Evidence) bool {
	info, err := os.Stat(s.Path(e))
	return err == nil && info.Size() == int64(e.Size)
}

// Check looks at a photo without storing it: that it can be read, is a picture of a
// known format, and within the limits. It returns its hash, format, name, size and
// pixels.
func Check(path string) (inspection.Evidence, error) {
	_, evidence, err := load(path)
	return evidence, err
}

// Add stores the photo at path, the original bytes untouched. When it returns
// without error the file is durable, so a record may refer to it. What is already
// there is not written again. The result lacks ids, role and hazard.
func (s *Store) Add(path string) (inspection.Evidence, error) {
	data, evidence, err := load(path)
	if err != nil || s.Has(evidence) {
		return evidence, err
	}
	if err := s.write(data, s.Path(evidence)); err != nil {
		return inspection.Evidence{}, inspection.Wrap(err, inspection.CodeUnwritable, "error.evidence_unwritable", "file", path)
	}
	return evidence, nil
}

// AddAll stores several photos. undo takes back those that were not there before,
// for when the record that was to refer to them cannot be saved. After an error
// nothing is left that was not there before.
func (s *Store) AddAll(paths []string) (added []inspection.Evidence, undo func(), err error) {
	var fresh []string
	undo = func() {
		for _, path := range fresh {
			_ = os.Remove(path) // a file without a record does no harm
		}
	}
	for _, path := range paths {
		checked, err := Check(path)
		if err != nil {
			undo()
			return nil, func() {}, err
		}
		known := s.Has(checked)
		evidence, err := s.Add(path)
		if err != nil {
			undo()
			return nil, func() {}, err
		}
		if !known {
			fresh = append(fresh, s.Path(evidence))
		}
		added = append(added, evidence)
	}
	return added, undo, nil
}

func load(path string) ([]byte, inspection.Evidence, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, inspection.Evidence{}, &inspection.Error{Code: inspection.CodeNotFound, Key: "error.photo_missing", Args: []any{"file", path}, Err: err}
	}
	if err != nil {
		return nil, inspection.Evidence{}, unreadable(err, path)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, inspection.Evidence{}, unreadable(err, path)
	}
	if !info.Mode().IsRegular() {
		return nil, inspection.Evidence{}, inspection.Invalid("error.photo_no_picture", "file", path)
	}
	data, err := io.ReadAll(io.LimitReader(file, MaxFileSize+1))
	if err != nil {
		return nil, inspection.Evidence{}, unreadable(err, path)
	}
	if len(data) > MaxFileSize {
		return nil, inspection.Evidence{}, inspection.Invalid("error.photo_too_large", "file", path, "limit", MaxFileSize>>20)
	}
	return describe(data, path)
}

func describe(data []byte, path string) ([]byte, inspection.Evidence, error) {
	header, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || header.Width <= 0 || header.Height <= 0 {
		return nil, inspection.Evidence{}, &inspection.Error{Code: inspection.CodeInvalid, Key: "error.photo_no_picture", Args: []any{"file", path}, Err: err}
	}
	if int64(header.Width)*int64(header.Height) > MaxPixels {
		return nil, inspection.Evidence{}, inspection.Invalid("error.photo_too_many_pixels", "file", path,
			"width", header.Width, "height", header.Height, "limit", MaxPixels/1_000_000)
	}
	if format == "jpeg" {
		format = "jpg"
	}
	digest := sha256.Sum256(data)
	return data, inspection.Evidence{SHA256: hex.EncodeToString(digest[:]), Format: format, Name: filepath.Base(path),
		Size: len(data), Width: header.Width, Height: header.Height}, nil
}

// write makes the file durable under a temporary name before it gets its own, so a
// file in the store is always whole.
func (s *Store) write(data []byte, path string) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	file, err := os.CreateTemp(folder, ".new-*")
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // best effort; the failure itself is reported
		return err
	}
	for _, made := range []string{folder, s.dir, filepath.Dir(s.dir)} {
		if err := syncFolder(made); err != nil {
			return fmt.Errorf("making the folder durable: %w", err)
		}
	}
	return nil
}

// syncFolder makes the names in a folder durable. Windows has no such call; its file
// system journals names itself.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if closing := folder.Close(); err == nil {
		err = closing
	}
	return err
}

func unreadable(err error, path string) error {
	return inspection.Wrap(err, inspection.CodeInvalid, "error.photo_unreadable", "file", path)
}
