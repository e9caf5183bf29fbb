// Package pictures reads the photos of an evidence store for reports and documents:
// in the size they need, with a watermark on the copy.
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
	"sync"

	"anxun/assets"
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

// The places that photos have in 隐患台账, see export.PhotoSize, and in a document. A thumbnail has no room for more than
// two rows, the first with the time also of a photo that was taken upright; the columns beside it say the rest.
var looks = map[export.PhotoSize]evidence.MarkLook{
	export.PhotoThumbnail: {Width: 94, Height: 80, Text: 4.5, Rows: 2},
	export.PhotoReport:    {Width: 134, Height: 114, Text: 5, Rows: 3},
}

var documentLook = evidence.MarkLook{Width: 236, Height: 162, Text: 5.5, Rows: 4}

// documentSide is the longer side of a photo in a document, in pixels: 200 dots per inch over half a page.
const documentSide = 1400

// Store reads photos in the sizes of reports and documents. It is safe for concurrent use.
type Store struct {
	evidence *evidence.Store
	marker   func() (*evidence.Marker, error)
}

var _ export.Pictures = (*Store)(nil)

// New returns what reads the photos of the store.
func New(store *evidence.Store) *Store {
	return &Store{store, sync.OnceValues(func() (*evidence.Marker, error) { return evidence.NewMarker(assets.FontRegular) })}
}

// Open implements export.Pictures. The copies carry a watermark. A photo as taken is
// given byte by byte, so that its SHA-256 can be compared with the recorded one,
// unless it lies on its side or is of a format that spreadsheet programs do not show;
// then it is made into a JPEG of the same size.
func (s *Store) Open(ctx context.Context, photo export.Photo, size export.PhotoSize) (export.Picture, error) {
	var copied image.Image
	var err error
	switch size {
	case export.PhotoOriginal:
		return s.original(ctx, photo.Evidence)
	case export.PhotoThumbnail:
		copied, err = s.evidence.Thumbnail(ctx, photo.Evidence)
	default:
		copied, err = s.evidence.Full(ctx, photo.Evidence, size.LongSide())
	}
	return s.marked(photo.Evidence, photo.Hazard, copied, looks[size], err)
}

// Document returns a photo as documents show it: a JPEG with a watermark. Errors: as
// evidence.Store.Full.
func (s *Store) Document(ctx context.Context, e inspection.Evidence, hazard inspection.HazardRow) (export.Picture, error) {
	copied, err := s.evidence.Full(ctx, e, documentSide)
	return s.marked(e, hazard, copied, documentLook, err)
}

// marked puts the watermark on a copy of the photo and makes a JPEG of it.
func (s *Store) marked(e inspection.Evidence, hazard inspection.HazardRow, copied image.Image, look evidence.MarkLook, err error) (export.Picture, error) {
	if err != nil {
		return export.Picture{}, err
	}
	marker, err := s.marker()
	if err != nil {
		return export.Picture{}, err
	}
	picture, err := marker.Watermark(copied, evidence.MarkFields(e, hazard), look)
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
