// Package pictures lets package export read the photos of an evidence store.
package pictures

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"io/fs"
	"os"

	"anxun/export"
	"anxun/inspection"
	"anxun/inspection/evidence"
)

// Quality of the JPEG that is made of a photo, from 1 to 100. A photo in its own size
// gets a better one: whoever asks for it wants to look closely.
const (
	quality     = 82
	qualityFull = 92
)

// Store reads photos in the sizes of reports. It is safe for concurrent use.
type Store struct{ evidence *evidence.Store }

var _ export.Pictures = (*Store)(nil)

// New returns what reads the photos of the store.
func New(store *evidence.Store) *Store { return &Store{store} }

// Open implements export.Pictures. A photo as taken is given byte by byte, unless it
// lies on its side or is of a format that spreadsheet programs do not show; then it is
// made into a JPEG of the same size.
func (s *Store) Open(ctx context.Context, e inspection.Evidence, size export.PhotoSize) (export.Picture, error) {
	switch size {
	case export.PhotoOriginal:
		return s.original(ctx, e)
	case export.PhotoThumbnail:
		small, err := s.evidence.Thumbnail(ctx, e)
		return encode(small, quality, err)
	}
	picture, err := s.evidence.Full(ctx, e, size.LongSide())
	return encode(picture, quality, err)
}

func (s *Store) original(ctx context.Context, e inspection.Evidence) (export.Picture, error) {
	path := s.evidence.Path(e)
	if path == "" {
		return export.Picture{}, inspection.NotFound("error.evidence_missing", "file", e.Name)
	}
	found, err := evidence.Check(path)
	if err != nil {
		return export.Picture{}, err
	}
	if found.SHA256 != e.SHA256 {
		return export.Picture{}, &inspection.Error{Code: inspection.CodeDamaged, Key: "error.photo_damaged", Args: []any{"file", path}}
	}
	if found.Orientation > 1 || found.Format != "jpg" && found.Format != "png" {
		picture, err := s.evidence.Full(ctx, e, 0)
		return encode(picture, qualityFull, err)
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return export.Picture{}, inspection.NotFound("error.evidence_missing", "file", e.Name)
	}
	if err != nil {
		return export.Picture{}, inspection.Wrap(err, inspection.CodeInvalid, "error.photo_unreadable", "file", path)
	}
	return export.Picture{ReadCloser: file, Format: found.Format, Width: found.Width, Height: found.Height}, nil
}

// encode makes a JPEG of a decoded photo.
func encode(picture image.Image, quality int, err error) (export.Picture, error) {
	if err != nil {
		return export.Picture{}, err
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: quality}); err != nil {
		return export.Picture{}, err
	}
	size := picture.Bounds().Size()
	return export.Picture{ReadCloser: io.NopCloser(&out), Format: "jpg", Width: size.X, Height: size.Y}, nil
}
