package export

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	goimage "image"
	_ "image/jpeg" // the formats that every spreadsheet program shows
	_ "image/png"
	"io"
	"sync"

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
	known   map[string]stored // by Photo.key
	images  map[[sha256.Size]byte]*image
	ahead   map[string]chan fetched
	count   int
}

type stored struct {
	image *image
	err   error
}

// fetched is a picture that was read and looked at.
type fetched struct {
	content       *bytes.Buffer
	format        string
	width, height int
	err           error
}

// buffers are kept for the next picture.
var buffers = sync.Pool{New: func() any { return &bytes.Buffer{} }}

func newMedia(a *archive) *media {
	return &media{archive: a, known: map[string]stored{}, images: map[[sha256.Size]byte]*image{}, ahead: map[string]chan fetched{}}
}

// errWrite marks a failure of the workbook, as opposed to one of the picture.
type errWrite struct{ error }

func (e errWrite) Unwrap() error { return e.error }

// prefetch begins to read a photo that will be added soon: making it smaller takes a
// processor a fifth of a second.
func (m *media) prefetch(ctx context.Context, request Request, photo Photo) {
	key := photo.key(request.Photos)
	if _, done := m.known[key]; done || m.ahead[key] != nil {
		return
	}
	result := make(chan fetched, 1)
	m.ahead[key] = result
	go func() { result <- fetch(ctx, request, photo) }()
}

// add stores a photo, unless it is stored already.
func (m *media) add(ctx context.Context, request Request, photo Photo) (*image, error) {
	key := photo.key(request.Photos)
	if s, done := m.known[key]; done {
		return s.image, s.err
	}
	var f fetched
	if result := m.ahead[key]; result != nil {
		f = <-result
		delete(m.ahead, key)
	} else {
		f = fetch(ctx, request, photo)
	}
	defer buffers.Put(f.content)
	if ctx.Err() != nil {
		return nil, errWrite{ctx.Err()}
	}
	if f.err != nil {
		m.known[key] = stored{err: f.err}
		return nil, f.err
	}
	digest := sha256.Sum256(f.content.Bytes())
	if same := m.images[digest]; same != nil {
		m.known[key] = stored{image: same}
		return same, nil
	}
	m.count++
	added := &image{number: m.count, name: fmt.Sprintf("xl/media/photo%d.%s", m.count, f.format), width: f.width, height: f.height}
	if err := m.archive.addPicture(added.name, f.content.Bytes()); err != nil {
		return nil, errWrite{err}
	}
	m.known[key], m.images[digest] = stored{image: added}, added
	return added, nil
}

// close waits for photos that are still being read.
func (m *media) close() {
	for _, result := range m.ahead {
		buffers.Put((<-result).content)
	}
	m.ahead = nil
}

// fetch reads a photo and looks at what it is: what its header says counts, not what
// it is called.
func fetch(ctx context.Context, request Request, photo Photo) (f fetched) {
	f.content, _ = buffers.Get().(*bytes.Buffer)
	f.content.Reset()
	picture, err := request.Pictures.Open(ctx, photo, request.Photos)
	if err != nil {
		f.err = err
		return f
	}
	_, err = f.content.ReadFrom(io.LimitReader(picture, maxPicture+1))
	if closing := picture.Close(); err == nil {
		err = closing
	}
	switch {
	case err != nil:
		f.err = err
		return f
	case f.content.Len() > maxPicture:
		f.err = fmt.Errorf("picture of more than %d bytes", maxPicture)
		return f
	}
	header, format, err := goimage.DecodeConfig(bytes.NewReader(f.content.Bytes()))
	if err == nil && (header.Width <= 0 || header.Height <= 0) {
		err = fmt.Errorf("picture of %d by %d pixels", header.Width, header.Height)
	}
	f.format, f.width, f.height, f.err = format, header.Width, header.Height, err
	return f
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
