package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	goimage "image"
	_ "image/jpeg" // the formats that every spreadsheet program shows
	_ "image/png"
	"io"

	"anxun/inspection"
)

// maxPicture is how large a stored picture may be, in bytes: one at a time is held in
// memory.
const maxPicture = 64 << 20

// image is a picture that is stored in the workbook.
type image struct {
	number        int
	name          string
	width, height int // pixels
}

// media are the pictures of a workbook. Each goes into the file as soon as it was
// read, so that memory does not grow with their number, and equal ones only once.
type media struct {
	archive *archive
	known   map[string]stored // by SHA-256 of the photo as taken
	buffer  bytes.Buffer
	count   int
}

type stored struct {
	image *image
	err   error
}

func newMedia(a *archive) *media { return &media{archive: a, known: map[string]stored{}} }

// errWrite marks a failure of the workbook, as opposed to one of the picture.
type errWrite struct{ error }

func (e errWrite) Unwrap() error { return e.error }

// add stores a photo, unless it is stored already.
func (m *media) add(ctx context.Context, request Request, evidence inspection.Evidence) (*image, error) {
	if s, done := m.known[evidence.SHA256]; done {
		return s.image, s.err
	}
	image, err := m.read(ctx, request, evidence)
	if ctx.Err() != nil {
		return nil, errWrite{ctx.Err()}
	}
	if err == nil {
		if err := m.archive.addPicture(image.name, m.buffer.Bytes()); err != nil {
			return nil, errWrite{err}
		}
	}
	m.known[evidence.SHA256] = stored{image, err}
	return image, err
}

// read fills the buffer with a picture and looks at what it is: what its header says
// counts, not what it is called.
func (m *media) read(ctx context.Context, request Request, evidence inspection.Evidence) (*image, error) {
	picture, err := request.Pictures.Open(ctx, evidence, request.Photos)
	if err != nil {
		return nil, err
	}
	m.buffer.Reset()
	_, err = m.buffer.ReadFrom(io.LimitReader(picture, maxPicture+1))
	if closing := picture.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return nil, err
	}
	if m.buffer.Len() > maxPicture {
		return nil, fmt.Errorf("picture of more than %d bytes", maxPicture)
	}
	header, format, err := goimage.DecodeConfig(bytes.NewReader(m.buffer.Bytes()))
	if err != nil {
		return nil, err
	}
	if header.Width <= 0 || header.Height <= 0 {
		return nil, fmt.Errorf("picture of %d by %d pixels", header.Width, header.Height)
	}
	m.count++
	return &image{number: m.count, name: fmt.Sprintf("xl/media/photo%d.%s", m.count, format), width: header.Width, height: header.Height}, nil
}

// photoReason says in the words of a cell why a photo is not shown; "" when it is the
// workbook that failed.
func photoReason(err error) string {
	var failed errWrite
	switch {
	case errors.As(err, &failed):
		return ""
	case inspection.CodeOf(err) == inspection.CodeNotFound:
		return "照片文件缺失"
	}
	return "照片无法读取"
}
