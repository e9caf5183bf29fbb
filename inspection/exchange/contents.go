package exchange

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"anxun/inspection"
)

// Delivery returns the bundle as what inspection.Service receives. Its Entries checks every entry each time it is called.
func (b *Bundle) Delivery(ctx context.Context) inspection.Delivery {
	return inspection.Delivery{From: b.From(), Via: inspection.ViaBundle, Made: b.Manifest.MadeAt(), Base: b.Base(), Covers: b.Covers(),
		Entries: func(fn func(inspection.Change) error) error { return b.each(ctx, nil, fn) }}
}

// each hands over the entries, each checked against its hash and its place.
func (b *Bundle) each(ctx context.Context, progress Progress, fn func(inspection.Change) error) (err error) {
	content, err := b.entries.Open()
	if err != nil {
		return altered(err, b.Path)
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	lines, inOrder, total := bufio.NewReaderSize(content, 64<<10), newOrder(b.covers), int64(0)
	for {
		var line []byte
		if line, err = readLine(lines); err != nil {
			break
		}
		c, err := decodeEntry(line)
		if err == nil {
			err = inOrder.next(c)
		}
		if err != nil {
			return altered(fmt.Errorf("line %d: %w", total+1, err), b.Path)
		}
		if total++; total%tellEach == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress.tell(StageEntries, total, b.Manifest.Entries)
		}
		if err := fn(c); err != nil {
			return err
		}
	}
	if !errors.Is(err, io.EOF) {
		return altered(err, b.Path)
	}
	if total != b.Manifest.Entries {
		return altered(fmt.Errorf("%d entries instead of %d", total, b.Manifest.Entries), b.Path)
	}
	progress.tell(StageEntries, total, total)
	return nil
}

// readLine reads one line without its line feed. It is valid until the next call. A line that does not fit into the reader's
// buffer is joined from its pieces once it is whole, so that one without an end costs no more than its limit.
func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if err == nil {
		return line[:len(line)-1], nil
	}
	var pieces [][]byte
	size := 0
	for errors.Is(err, bufio.ErrBufferFull) {
		pieces, size = append(pieces, bytes.Clone(line)), size+len(line)
		if size > maxEntry {
			return nil, errLimits
		}
		line, err = r.ReadSlice('\n')
	}
	switch {
	case errors.Is(err, io.EOF) && size+len(line) > 0:
		return nil, errors.New("the last line has no end")
	case err != nil:
		return nil, err
	case size+len(line) > maxEntry:
		return nil, errLimits
	}
	return bytes.Join(append(pieces, line[:len(line)-1]), nil), nil
}

// photo reads a photo and checks it against its SHA-256.
func (b *Bundle) photo(i int) ([]byte, error) {
	photo := b.Manifest.Photos[i]
	content, err := b.photos[i].Open()
	if err != nil {
		return nil, altered(err, b.Path)
	}
	data := make([]byte, photo.Size)
	_, err = io.ReadFull(content, data)
	if err = errors.Join(err, content.Close()); err == nil && digestOf(data) != photo.SHA256 {
		err = fmt.Errorf("photo %s differs from its SHA-256", photo.SHA256)
	}
	if err != nil {
		return nil, altered(err, b.Path)
	}
	return data, nil
}

// storePhotos stores what the laptop lacks of the photos, each durable before the next, and returns how many. Those that were
// stored stay when a later one fails or the context ends: a file without a record does no harm, and the next attempt goes on
// from there.
func (b *Bundle) storePhotos(ctx context.Context, photos Photos, progress Progress) (stored int, err error) {
	for i, photo := range b.Manifest.Photos {
		if err := ctx.Err(); err != nil {
			return stored, err
		}
		if !photos.Has(photo.evidence()) {
			if err := b.storePhoto(photos, i); err != nil {
				return stored, err
			}
			stored++
		}
		progress.tell(StagePhotos, int64(i+1), int64(len(b.Manifest.Photos)))
	}
	return stored, nil
}

// lacking counts the photos that the laptop lacks, and their bytes.
func (b *Bundle) lacking(photos Photos) (n int, bytes int64) {
	for _, photo := range b.Manifest.Photos {
		if !photos.Has(photo.evidence()) {
			n, bytes = n+1, bytes+photo.Size
		}
	}
	return n, bytes
}

func (b *Bundle) storePhoto(photos Photos, i int) error {
	photo := b.Manifest.Photos[i]
	data, err := b.photo(i)
	if err != nil {
		return err
	}
	stored, err := photos.AddBytes(photo.SHA256+"."+photo.Format, data)
	if inspection.CodeOf(err) == inspection.CodeInvalid || err == nil && (stored.SHA256 != photo.SHA256 || stored.Format != photo.Format) {
		return refuse(err, inspection.CodeInvalid, "error.bundle_photo", b.Path, "photo", photo.SHA256[:12]+"."+photo.Format)
	}
	return err
}
