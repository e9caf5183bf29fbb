package exchange

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/klauspost/compress/flate"

	"anxun/inspection"
	"anxun/inspection/passphrase"
)

// Bundle is a bundle whose signature was checked: it is what the laptop with the key Manifest.From.Key made. Whether that
// laptop is one to take anything from is for Admit.
type Bundle struct {
	Path      string
	Size      int64 // bytes of the file
	Encrypted bool
	Manifest  Manifest

	file         io.Closer
	content      io.ReaderAt
	entries      *zip.File
	photos       []*zip.File // as Manifest.Photos
	base, covers inspection.Knowledge
}

// Open opens the bundle at path and checks limits, shape, manifest and signature. An encrypted one is decrypted while it is
// read; nothing decrypted is ever written to the disk. Close must be called.
//
// Errors, each a sentence with the name of the file: CodeNotFound, CodeInvalid (no bundle, one that was made to do harm, a
// passphrase that is missing or wrong), CodeDamaged (cut off or altered), CodeNewer (made by a newer Anxun).
func Open(path, secret string) (*Bundle, error) {
	info, err := os.Stat(path) // opening a pipe would wait for somebody to write to it
	if err != nil {
		return nil, fileProblem(err, path)
	}
	if !info.Mode().IsRegular() {
		return nil, refuse(nil, inspection.CodeInvalid, "error.bundle_none", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fileProblem(err, path)
	}
	b, err := open(file, info.Size(), path, secret)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	b.file = file
	return b, nil
}

// Close closes the file.
func (b *Bundle) Close() error { return b.file.Close() }

// Base is what the receiver must have already, Covers what it has afterwards.
func (b *Bundle) Base() inspection.Knowledge { return b.base.Clone() }

// Covers is what the receiver has afterwards.
func (b *Bundle) Covers() inspection.Knowledge { return b.covers.Clone() }

// From is the laptop that made the bundle.
func (b *Bundle) From() inspection.DeviceCard { return b.Manifest.From.Device() }

const zipBegins = "PK\x03\x04"

func open(file io.ReaderAt, size int64, path, secret string) (*Bundle, error) {
	b := &Bundle{Path: path, Size: size, content: file}
	head := make([]byte, 64)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fileProblem(err, path)
	}
	head = head[:n]
	if passphrase.Encrypted(head) {
		if err := b.decrypt(secret); err != nil {
			return nil, err
		}
	} else if !bytes.HasPrefix(head, []byte(zipBegins)) {
		return nil, refuse(nil, inspection.CodeInvalid, "error.bundle_none", path)
	}
	end, err := readEnd(b.content, b.plainSize(size), path)
	if err != nil {
		return nil, err
	}
	if err := b.read(end); err != nil {
		return nil, err
	}
	return b, nil
}

// sized is content that knows how long it is.
type sized struct {
	io.ReaderAt
	size int64
}

func (b *Bundle) plainSize(size int64) int64 {
	if plain, encrypted := b.content.(sized); encrypted {
		return plain.size
	}
	return size
}

func (b *Bundle) decrypt(secret string) error {
	b.Encrypted = true
	if secret == "" {
		return refuse(nil, inspection.CodeInvalid, "error.bundle_passphrase_needed", b.Path)
	}
	content, length, err := passphrase.NewReaderAt(b.content, b.Size, secret)
	if err != nil {
		var known *inspection.Error
		if errors.As(err, &known) && known.Key == "error.passphrase_wrong" {
			return refuse(err, inspection.CodeInvalid, "error.bundle_passphrase_wrong", b.Path)
		}
		return altered(err, b.Path)
	}
	b.content = sized{content, length}
	return nil
}

// read reads what is in the archive, and believes none of it before the signature is checked.
func (b *Bundle) read(end ending) error {
	archive, err := zip.NewReader(b.content, end.size)
	if err != nil {
		return altered(err, b.Path)
	}
	archive.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(bufio.NewReaderSize(r, 64<<10)) })
	files := archive.File
	if archive.Comment != string(end.comment) || len(files) < 2 || files[len(files)-1].Name != manifestName || files[0].Name != entriesName {
		return hostile(errShape, b.Path)
	}
	content, err := readSmall(files[len(files)-1], maxManifest)
	if err != nil {
		return altered(err, b.Path)
	}
	b.Manifest, err = decodeManifest(content)
	if errors.Is(err, errNewer) {
		return refuse(err, inspection.CodeNewer, "error.bundle_newer", b.Path, "program", b.Manifest.Program)
	}
	if err != nil {
		return altered(err, b.Path)
	}
	b.entries, b.photos = files[0], files[1:len(files)-1]
	if err := b.checkShape(); err != nil {
		return hostile(err, b.Path)
	}
	if err := b.checkSignature(end); err != nil {
		return altered(err, b.Path)
	}
	if b.base, err = inspection.ParseKnowledge(b.Manifest.Base); err == nil {
		b.covers, err = inspection.ParseKnowledge(b.Manifest.Covers)
	}
	if err != nil {
		return altered(err, b.Path)
	}
	return nil
}

// readSmall reads a file of the archive that is to be held in memory.
func readSmall(f *zip.File, limit int64) ([]byte, error) {
	if f.UncompressedSize64 > uint64(limit) {
		return nil, errLimits
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(content)) > limit {
		err = errLimits
	}
	return content, errors.Join(err, r.Close())
}

// checkShape compares the directory of the archive with the manifest.
func (b *Bundle) checkShape() error {
	m, e := b.Manifest, b.entries
	if e.Method != zip.Deflate || e.UncompressedSize64 != uint64(m.Size) || e.UncompressedSize64 > e.CompressedSize64*maxRatio+smallEntries || len(b.photos) != len(m.Photos) {
		return errShape
	}
	for i, f := range b.photos {
		photo := m.Photos[i]
		if f.Name != photo.name() || f.Method != zip.Store || f.UncompressedSize64 != uint64(photo.Size) || f.CompressedSize64 != uint64(photo.Size) {
			return errShape
		}
	}
	return nil
}

// checkSignature checks that the laptop that the manifest names signed every byte before the comment, those of the photos
// left out.
func (b *Bundle) checkSignature(end ending) error {
	head, err := decodeSignature(end.comment)
	if err != nil {
		return err
	}
	digest, err := b.digest(end.at)
	switch {
	case err != nil:
		return err
	case head.Statement != statement(b.Manifest.Version, digest):
		return errors.New("the signature is over something else")
	case head.PublicKey != b.Manifest.From.Key || head.Device != b.Manifest.From.ID:
		return errors.New("the signature is not that of the laptop named")
	case !head.Signed():
		return errors.New("the signature does not fit")
	}
	return nil
}

// digest returns the SHA-256 of the content up to end, the photos' bytes left out.
func (b *Bundle) digest(end int64) (string, error) {
	sum, at := sha256.New(), int64(0)
	for _, f := range b.photos {
		start, err := f.DataOffset()
		if err != nil {
			return "", err
		}
		if start < at || start+int64(f.CompressedSize64) > end {
			return "", errShape // files over one another
		}
		if _, err := io.Copy(sum, io.NewSectionReader(b.content, at, start-at)); err != nil {
			return "", err
		}
		at = start + int64(f.CompressedSize64)
	}
	_, err := io.CopyBuffer(sum, io.NewSectionReader(b.content, at, end-at), make([]byte, min(end-at, 256<<10)))
	return hex.EncodeToString(sum.Sum(nil)), err
}

// ending is the end of an archive.
type ending struct {
	size    int64 // of the archive
	at      int64 // where the two bytes with the length of the comment are
	comment []byte
}

const (
	endLength   = 22
	endBegins   = "PK\x05\x06"
	end64Begins = "PK\x06\x06"
)

// readEnd finds the end of the archive and looks whether its directory is within the limits, before a directory of a million
// files is read into memory.
func readEnd(content io.ReaderAt, size int64, path string) (ending, error) {
	tail := make([]byte, min(size, endLength+maxSignature))
	if _, err := content.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return ending{}, altered(err, path)
	}
	at := bytes.LastIndex(tail, []byte(endBegins))
	for at >= 0 && (len(tail)-at < endLength || int(binary.LittleEndian.Uint16(tail[at+20:])) != len(tail)-at-endLength) {
		at = bytes.LastIndex(tail[:at], []byte(endBegins))
	}
	if at < 0 {
		return ending{}, cut(nil, path)
	}
	record := tail[at : at+endLength]
	files, directory := uint64(binary.LittleEndian.Uint16(record[10:])), uint64(binary.LittleEndian.Uint32(record[12:]))
	start := size - int64(len(tail)-at)
	if files == 0xffff || directory == 0xffffffff || binary.LittleEndian.Uint32(record[16:]) == 0xffffffff {
		const length, locator = 56, 20
		wide := make([]byte, length)
		if _, err := content.ReadAt(wide, start-locator-length); err != nil || !bytes.HasPrefix(wide, []byte(end64Begins)) {
			return ending{}, hostile(errShape, path)
		}
		files, directory = binary.LittleEndian.Uint64(wide[32:]), binary.LittleEndian.Uint64(wide[40:])
	}
	if files > maxPhotos+2 || directory > maxDirectory {
		return ending{}, hostile(errLimits, path)
	}
	return ending{size: size, at: start + endLength - 2, comment: slices.Clone(tail[at+endLength:])}, nil
}

// Check reads everything in the bundle, the photos too, and reports the first thing that is wrong.
func (b *Bundle) Check(ctx context.Context, progress Progress) error {
	if err := b.each(ctx, progress, func(inspection.Change) error { return nil }); err != nil {
		return err
	}
	for i := range b.photos {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := b.photo(i); err != nil {
			return err
		}
		progress.tell(StagePhotos, int64(i+1), int64(len(b.photos)))
	}
	return nil
}
