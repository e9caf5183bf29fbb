package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// The limits for a workbook. They are far above a register of 20,000 places and keep what reading takes below 64 MB; the
// test TestHostileFiles prints the figures.
const (
	maxFileSize   = 50 << 20  // bytes, as it lies on the disk
	maxUnzipped   = 200 << 20 // bytes, all entries together, of which pictures are read past and never kept
	maxSheetSize  = 32 << 20  // bytes, the XML of one sheet or of the texts
	maxPartSize   = 4 << 20   // bytes, any other part of XML, such as the styles
	maxKept       = 100 << 20 // bytes, all XML together
	maxPacked     = 8 << 20   // bytes, all XML together as it is packed
	maxZipEntries = 10_000

	// inMemory is up to where excelize keeps the XML of a sheet or of the texts in memory, in bytes; what is larger goes to
	// a temporary file.
	inMemory = 2 << 20
)

// openWorkbook checks the file and opens it. The caller closes it.
func openWorkbook(path string) (*excelize.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(err, path)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, unreadable(err, path)
	}
	if info.IsDir() || !info.Mode().IsRegular() {
		return nil, inspection.Invalid("error.sheet_is_folder", "file", filepath.Base(path))
	}
	if info.Size() > maxFileSize {
		return nil, tooLarge(path)
	}
	return openArchive(file, info.Size(), path)
}

func openBytes(data []byte, path string) (*excelize.File, error) {
	return openArchive(bytes.NewReader(data), int64(len(data)), path)
}

// openArchive checks a file of size bytes and hands the parts that a register can be in to excelize, which keeps
// everything it is given in memory.
func openArchive(file io.ReaderAt, size int64, path string) (*excelize.File, error) {
	if err := checkSignature(io.NewSectionReader(file, 0, size), path); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return nil, damaged(err, path)
	}
	if err := checkArchive(archive, path); err != nil {
		return nil, err
	}
	var parts bytes.Buffer
	if err := copyParts(archive, &parts); err != nil {
		return nil, damaged(err, path)
	}
	book, err := excelize.OpenReader(&parts, excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: inMemory})
	if err != nil {
		return nil, damaged(err, path)
	}
	return book, nil
}

// copyParts copies the XML of the archive, as it is packed, and leaves pictures and foreign parts behind.
func copyParts(archive *zip.Reader, into io.Writer) error {
	out := zip.NewWriter(into)
	for _, entry := range archive.File {
		if isXML(entry.Name) {
			if err := out.Copy(entry); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

func isXML(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels")
}

// isLarge reports whether the part grows with the number of rows.
func isLarge(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "xl/worksheets/") && strings.HasSuffix(name, ".xml") || name == "xl/sharedstrings.xml"
}

// checkSignature tells the usual mistakes apart by the first bytes: the old .xls
// format and encrypted workbooks are OLE containers, text files are neither.
func checkSignature(file *io.SectionReader, path string) error {
	name := filepath.Base(path)
	ole := []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	head := make([]byte, len(ole))
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return unreadable(err, path)
	}
	head = head[:n]
	switch {
	case len(head) == 0:
		return inspection.Invalid("error.sheet_empty_file", "file", name)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil
	case bytes.Equal(head, ole):
		encrypted, err := contains(file, utf16Bytes("EncryptedPackage"))
		switch {
		case err != nil:
			return unreadable(err, path)
		case encrypted:
			return inspection.Invalid("error.sheet_encrypted", "file", name)
		}
		return inspection.Invalid("error.sheet_old_format", "file", name)
	case strings.EqualFold(filepath.Ext(path), ".csv") || strings.EqualFold(filepath.Ext(path), ".txt"):
		return inspection.Invalid("error.sheet_text_file", "file", name)
	}
	return inspection.Invalid("error.sheet_no_workbook", "file", name)
}

// contains looks for a text in what is left of a file, a piece at a time.
func contains(file io.Reader, text []byte) (bool, error) {
	buffer, kept := make([]byte, 64<<10), 0
	for {
		n, err := file.Read(buffer[kept:])
		if n += kept; bytes.Contains(buffer[:n], text) {
			return true, nil
		}
		kept = copy(buffer, buffer[max(0, n-len(text)+1):n])
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
}

func utf16Bytes(text string) []byte {
	encoded := make([]byte, 0, 2*len(text))
	for i := range len(text) {
		encoded = append(encoded, text[i], 0)
	}
	return encoded
}

// checkArchive reads every entry to its end under the limits, because the sizes an
// archive declares may be lies, and checks that the sheets are well-formed: the
// row reader stops silently where the XML ends too early, which would look like a
// shorter register.
func checkArchive(archive *zip.Reader, path string) error {
	if len(archive.File) > maxZipEntries {
		return tooLarge(path)
	}
	workbook := false
	var declared uint64
	for _, entry := range archive.File {
		workbook = workbook || strings.EqualFold(entry.Name, "xl/workbook.xml")
		if declared += entry.UncompressedSize64; declared > maxUnzipped || entry.UncompressedSize64 > maxUnzipped {
			return tooLarge(path)
		}
	}
	if !workbook {
		return inspection.Invalid("error.sheet_no_workbook", "file", filepath.Base(path))
	}
	left, kept, packed := int64(maxUnzipped), int64(maxKept), uint64(0)
	for _, entry := range archive.File {
		limit := left
		if isXML(entry.Name) {
			if packed += entry.CompressedSize64; packed > maxPacked {
				return tooLarge(path)
			}
			limit = min(left, kept)
		}
		read, err := checkEntry(entry, limit)
		if errors.Is(err, errTooLarge) {
			return tooLarge(path)
		}
		if err != nil {
			return damaged(err, path)
		}
		if left -= read; isXML(entry.Name) {
			kept -= read
		}
	}
	return nil
}

var errTooLarge = errors.New("the entry is larger than allowed")

// checkEntry reads one entry, at most left bytes, and returns its real size.
func checkEntry(entry *zip.File, left int64) (int64, error) {
	content, err := entry.Open()
	if err != nil {
		return 0, err
	}
	defer content.Close()
	limit := left
	switch {
	case isLarge(entry.Name):
		limit = min(limit, maxSheetSize)
	case isXML(entry.Name):
		limit = min(limit, maxPartSize)
	}
	counted := &countingReader{reader: io.LimitReader(content, limit+1)}
	if isXML(entry.Name) {
		err = checkXML(counted, isLarge(entry.Name))
	}
	if err == nil {
		_, err = io.Copy(io.Discard, counted)
	}
	if counted.read > limit {
		return counted.read, errTooLarge
	}
	return counted.read, err
}

type countingReader struct {
	reader io.Reader
	read   int64
}

func (c *countingReader) Read(buffer []byte) (int, error) {
	n, err := c.reader.Read(buffer)
	c.read += int64(n)
	return n, err
}

func unreadable(err error, path string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &inspection.Error{Code: inspection.CodeNotFound, Key: "error.sheet_missing", Args: []any{"file", path}, Err: err}
	}
	return inspection.Wrap(err, inspection.CodeInvalid, "error.sheet_unreadable", "file", path)
}

func damaged(err error, path string) error {
	return inspection.Wrap(err, inspection.CodeInvalid, "error.sheet_damaged", "file", filepath.Base(path))
}

func tooLarge(path string) error {
	return inspection.Invalid("error.sheet_too_large", "file", filepath.Base(path))
}
