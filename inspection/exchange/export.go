package exchange

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/inspection/durable"
	"anxun/inspection/passphrase"
)

// Sender is the laptop that a bundle is made on; inspection.Service is one.
type Sender interface {
	Card(ctx context.Context) (inspection.DeviceCard, error)
	EachEntry(ctx context.Context, selection inspection.Selection, fn func(inspection.Change) error) (covers inspection.Knowledge, err error)
	SignedHead(ctx context.Context, statement string) (inspection.SignedHead, error)
}

// Photos is the store of photos of a laptop; evidence.Store is one.
type Photos interface {
	Path(inspection.Evidence) string
	Has(inspection.Evidence) bool
	AddBytes(name string, data []byte) (inspection.Evidence, error)
}

// Stage says what is being done.
type Stage string

// The stages. Of entries that are written the total is not known; then it is 0.
const (
	StageEntries Stage = "entries"
	StagePhotos  Stage = "photos"
)

// Progress is told how far a stage is. It may be nil.
type Progress func(stage Stage, done, total int64)

func (p Progress) tell(stage Stage, done, total int64) {
	if p != nil {
		p(stage, done, total)
	}
}

// Order says what bundle is wanted.
type Order struct {
	Out        string // name of the file; one of that name is replaced when the bundle is whole
	Content    Content
	Subject    string // number of the inspection or name of the person
	Selection  inspection.Selection
	Passphrase string // "" leaves the bundle readable for everybody
	Program    string // name and version
	Clock      inspection.Clock
	Progress   Progress

	older int // version of the format, for tests; 0 for the present one
}

// version is that of the format; tests write older ones.
func (o Order) version() int {
	if o.older > 0 {
		return o.older
	}
	return FormatVersion
}

// Written is a bundle that was made.
type Written struct {
	Path     string
	Size     int64 // bytes
	Manifest Manifest
	Covers   inspection.Knowledge
}

// Export makes a bundle. It is written under a temporary name beside Out, made durable and renamed, so there is never half
// a bundle; after an error, or when the context ends, nothing is left of it. Photos that the laptop lacks, or that are
// damaged, are named in Manifest.Missing and are no error. Where there is nothing to hand over, no file is made and Path is
// empty. Memory does not grow with the number of entries, and with that of photos by some 200 bytes each.
//
// Errors: CodeInvalid (the passphrase), CodeUnwritable (disk full, read-only or gone), what the sender fails with, and the
// context's error.
func Export(ctx context.Context, from Sender, photos Photos, order Order) (written Written, err error) {
	if order.Passphrase != "" {
		if err := passphrase.Check(order.Passphrase); err != nil {
			return Written{}, err
		}
	}
	path, err := filepath.Abs(order.Out)
	if err != nil {
		return Written{}, unwritable(err, order.Out)
	}
	file, err := durable.Create(path)
	if err != nil {
		return Written{}, unwritable(err, path)
	}
	defer func() {
		if err != nil || written.Path == "" {
			err = errors.Join(err, ignore(os.Remove(file.Name()), fs.ErrNotExist))
		}
	}()
	defer func() { err = errors.Join(err, unwritable(ignore(file.Close(), os.ErrClosed), path)) }()
	e := exporter{order: order, from: from, photos: photos, wanted: map[string]Photo{}}
	buffered := bufio.NewWriterSize(file, 1<<20)
	if err := e.encrypted(ctx, buffered); err != nil {
		return Written{}, unwritable(err, path)
	}
	if err := buffered.Flush(); err != nil {
		return Written{}, unwritable(err, path)
	}
	size, err := file.Seek(0, io.SeekCurrent)
	if err != nil {
		return Written{}, unwritable(err, path)
	}
	written = Written{Size: size, Manifest: e.manifest, Covers: e.covers}
	if e.manifest.Entries == 0 {
		return written, nil
	}
	if err := durable.Finish(file, path, nil); err != nil {
		return Written{}, unwritable(err, path)
	}
	written.Path = path
	return written, nil
}

// ignore returns err unless it is the one that is expected: the file that became the bundle is closed and has another name.
func ignore(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}

// exporter writes one bundle.
type exporter struct {
	order    Order
	from     Sender
	photos   Photos
	wanted   map[string]Photo // by SHA-256
	manifest Manifest
	covers   inspection.Knowledge
}

// encrypted writes the bundle, under the passphrase if there is one.
func (e *exporter) encrypted(ctx context.Context, out io.Writer) error {
	if e.order.Passphrase == "" {
		return e.write(ctx, out)
	}
	w, err := passphrase.NewWriter(out, e.order.Passphrase)
	if err != nil {
		return err
	}
	if err := e.write(ctx, w); err != nil {
		return err
	}
	return w.Close()
}

func (e *exporter) write(ctx context.Context, out io.Writer) error {
	card, err := e.from.Card(ctx)
	if err != nil {
		return err
	}
	e.manifest = Manifest{Format: formatName, Version: e.order.version(), Program: e.order.Program, Made: e.order.Clock().UTC().Format(time.RFC3339),
		From: cardOf(card), Content: e.order.Content, Subject: e.order.Subject, Base: e.order.Selection.Known.String(),
		Counts: Counts{}, Photos: []Photo{}, Missing: []Photo{}}
	a := newArchive(out)
	if err := e.writeEntries(ctx, a); err != nil {
		return err
	}
	if err := e.writePhotos(ctx, a); err != nil {
		return err
	}
	content, err := e.manifest.encode()
	if err != nil {
		return err
	}
	w, err := a.create(manifestName)
	if err != nil {
		return err
	}
	if _, err := w.Write(content); err != nil {
		return err
	}
	return a.finish(func(digest string) ([]byte, error) {
		head, err := e.from.SignedHead(ctx, statement(e.manifest.Version, digest))
		if err != nil {
			return nil, err
		}
		if !head.Signed() {
			return nil, inspection.Conflict("error.bundle_no_key")
		}
		return encodeSignature(head)
	})
}

// tellEach is after how many entries progress is told and the context looked at.
const tellEach = 1000

func (e *exporter) writeEntries(ctx context.Context, a *archive) error {
	w, err := a.create(entriesName)
	if err != nil {
		return err
	}
	covers, err := e.from.EachEntry(ctx, e.order.Selection, func(c inspection.Change) error {
		line, err := encodeEntry(c)
		if err != nil {
			return err
		}
		if len(line) > maxEntry {
			return fmt.Errorf("entry %d of the journal takes %d bytes", c.Sequence, len(line))
		}
		if photo, found := photoOf(c); found {
			e.wanted[photo.SHA256] = photo
		}
		e.manifest.Counts.count(c)
		e.manifest.Size += int64(len(line))
		if e.manifest.Entries++; e.manifest.Entries%tellEach == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			e.order.Progress.tell(StageEntries, e.manifest.Entries, 0)
		}
		_, err = w.Write(line)
		return err
	})
	if err != nil {
		return err
	}
	e.covers, e.manifest.Covers = covers, covers.String()
	e.order.Progress.tell(StageEntries, e.manifest.Entries, 0)
	return nil
}

// writePhotos adds the photos that the entries name, by SHA-256.
func (e *exporter) writePhotos(ctx context.Context, a *archive) error {
	if len(e.wanted) > maxPhotos {
		return inspection.Invalid("error.bundle_too_many_photos", "n", len(e.wanted), "limit", maxPhotos)
	}
	for i, digest := range slices.Sorted(maps.Keys(e.wanted)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		photo := e.wanted[digest]
		data, whole := e.read(photo)
		if !whole {
			e.manifest.Missing = append(e.manifest.Missing, photo)
			continue
		}
		photo.Size, photo.Name = int64(len(data)), ""
		if err := a.addPhoto(photo.name(), data); err != nil {
			return err
		}
		e.manifest.Photos = append(e.manifest.Photos, photo)
		e.order.Progress.tell(StagePhotos, int64(i+1), int64(len(e.wanted)))
	}
	return nil
}

// read reads a photo and reports whether it is there and what its name says.
func (e *exporter) read(photo Photo) ([]byte, bool) {
	path := e.photos.Path(photo.evidence())
	if path == "" || !photo.sound() {
		return nil, false
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 || info.Size() > maxPhoto {
		return nil, false
	}
	data, err := os.ReadFile(path)
	return data, err == nil && digestOf(data) == photo.SHA256
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// FileName proposes a name for a bundle: who sends it, what is in it, and when.
func FileName(card inspection.DeviceCard, subject string, at time.Time) string {
	parts := []string{"安巡"}
	for _, part := range []string{card.Code, card.Person, subject} {
		part = strings.Map(func(r rune) rune {
			if strings.ContainsRune(`\/:*?"<>|`, r) || r < ' ' {
				return -1
			}
			return r
		}, strings.TrimSpace(part))
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(append(parts, at.In(inspection.Zone).Format("20060102-1504")), "-") + Ending
}
