package evidence

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"path/filepath"

	"golang.org/x/image/webp"

	"anxun/inspection"
)

// picture decodes the file of the evidence, turned the way it was taken and at most
// side pixels wide and high; 0 means its full size. It waits for a free decoder.
func (s *Store) picture(ctx context.Context, e inspection.Evidence, side int) (image.Image, error) {
	path := s.Path(e)
	if path == "" {
		return nil, inspection.NotFound("error.evidence_missing", "file", e.SHA256+"."+e.Format)
	}
	release, err := s.slots.take(ctx, int64(e.Width)*int64(e.Height) > heavyPixels || e.Format == string(formatHEIC))
	if err != nil {
		return nil, err
	}
	defer release()
	data, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &inspection.Error{Code: inspection.CodeNotFound, Key: "error.evidence_missing", Args: []any{"file", filepath.Base(path)}, Err: err}
	}
	if err != nil {
		return nil, err
	}
	// The limits are checked again: the record may be of another program, and the
	// file may have been exchanged.
	known, err := describe(data, path)
	if err != nil {
		return nil, err
	}
	full, err := decode(ctx, format(known.Format), data, path)
	if err != nil {
		return nil, err
	}
	return orient(shrink(full, side), known.Orientation), nil
}

func decode(ctx context.Context, f format, data []byte, path string) (picture image.Image, err error) {
	defer func() { // see readHeader
		if fault := recover(); fault != nil {
			picture, err = nil, damaged(fmt.Errorf("decoding: %v", fault), path)
		}
	}()
	source := &cancelReader{ctx: ctx, data: bytes.NewReader(data)}
	switch f {
	case formatJPEG:
		picture, err = jpeg.Decode(source)
	case formatPNG:
		picture, err = png.Decode(source)
	case formatWebP:
		picture, err = webp.Decode(source)
	case formatHEIC:
		picture, err = decodeHEIC(ctx, data)
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, errNoCodec):
		return nil, &inspection.Error{Code: inspection.CodeInvalid, Key: "error.photo_no_codec", Args: []any{"file", filepath.Base(path)}, Err: err}
	case err != nil:
		return nil, damaged(err, path)
	}
	return picture, nil
}

// errNoCodec says that this build cannot decode HEIC.
var errNoCodec = errors.New("built without the HEIC decoder")

// cancelReader ends a decoder when the context ends.
type cancelReader struct {
	ctx  context.Context
	data io.Reader
}

func (r *cancelReader) Read(into []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.data.Read(into)
}
