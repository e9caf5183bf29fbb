package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
)

// archive is the zip file that a workbook is. What is large goes in as it is made:
// pictures at once, sheets when they are ended.
type archive struct {
	zip   *zip.Writer
	names map[string]bool
	now   time.Time
}

// newArchive writes to w until ctx ends. The time is that of every file inside.
func newArchive(ctx context.Context, w io.Writer, now time.Time) *archive {
	a := &archive{zip: zip.NewWriter(contextWriter{ctx, w}), names: map[string]bool{}, now: now}
	a.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		w, _ := compressors.Get().(*flate.Writer)
		w.ResetDict(out, nil) // Reset would bring the last dictionary back
		return pooled{w}, nil
	})
	return a
}

// pooled is a compressor that goes back to the others when it is closed.
type pooled struct{ *flate.Writer }

func (p pooled) Close() error {
	defer compressors.Put(p.Writer)
	return p.Writer.Close()
}

type contextWriter struct {
	ctx context.Context
	w   io.Writer
}

func (c contextWriter) Write(data []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(data)
}

// claim makes sure that no file inside gets written twice: spreadsheet programs call
// such a workbook damaged.
func (a *archive) claim(name string) error {
	if a.names[name] {
		return fmt.Errorf("export: %s would be in the workbook twice", name)
	}
	a.names[name] = true
	return nil
}

// addText compresses a small file.
func (a *archive) addText(name string, content []byte) error {
	if err := a.claim(name); err != nil {
		return err
	}
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.now})
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

// addPicture stores a file that is compressed already.
func (a *archive) addPicture(name string, content []byte) error {
	if err := a.claim(name); err != nil {
		return err
	}
	size := uint64(len(content))
	w, err := a.raw(&zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(content), CompressedSize64: size, UncompressedSize64: size})
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

// addPart moves an ended part in and frees it.
func (a *archive) addPart(p *part) error {
	if err := a.claim(p.name); err != nil {
		return err
	}
	w, err := a.raw(&zip.FileHeader{Name: p.name, Method: zip.Deflate, CRC32: p.crc, CompressedSize64: p.packed, UncompressedSize64: p.size})
	if err != nil {
		return err
	}
	if err := p.copyTo(w); err != nil {
		return err
	}
	p.discard()
	return nil
}

// raw begins a file whose sizes are known, which needs no trailer: some readers take
// none after stored files.
func (a *archive) raw(header *zip.FileHeader) (io.Writer, error) {
	header.SetModTime(a.now) //lint:ignore SA1019 CreateRaw, alone, does not look at Modified
	return a.zip.CreateRaw(header)
}

func (a *archive) close() error { return a.zip.Close() }

// collector takes the files that Excelize writes for a workbook. It implements
// excelize.ZipWriter.
type collector map[string]*bytes.Buffer

// Create implements excelize.ZipWriter.
func (c collector) Create(name string) (io.Writer, error) {
	c[name] = &bytes.Buffer{}
	return c[name], nil
}

// AddFS implements excelize.ZipWriter. Excelize does not call it.
func (c collector) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close implements excelize.ZipWriter.
func (c collector) Close() error { return nil }
