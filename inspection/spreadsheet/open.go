package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// The limits for a workbook. The two unzip limits were measured to refuse archives
// that unpack to gigabytes within milliseconds; the entry limit is far above the
// few dozen parts of a real workbook.
const (
	maxFileSize   = 50 << 20  // bytes, as it lies on the disk
	maxUnzipped   = 200 << 20 // bytes, all entries together
	maxSheetSize  = 32 << 20  // bytes, one XML part
	maxZipEntries = 10_000
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
	data, err := io.ReadAll(io.LimitReader(file, maxFileSize+1))
	if err != nil {
		return nil, unreadable(err, path)
	}
	if len(data) > maxFileSize {
		return nil, tooLarge(path)
	}
	return openBytes(data, path)
}

func openBytes(data []byte, path string) (*excelize.File, error) {
	if err := checkSignature(data, path); err != nil {
		return nil, err
	}
	if err := checkArchive(data, path); err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxSheetSize})
	if err != nil {
		return nil, damaged(err, path)
	}
	return book, nil
}

// checkSignature tells the usual mistakes apart by the first bytes: the old .xls
// format and encrypted workbooks are OLE containers, text files are neither.
func checkSignature(data []byte, path string) error {
	name := filepath.Base(path)
	ole := []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	switch {
	case len(data) == 0:
		return inspection.Invalid("error.sheet_empty_file", "file", name)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil
	case bytes.HasPrefix(data, ole) && bytes.Contains(data, utf16Bytes("EncryptedPackage")):
		return inspection.Invalid("error.sheet_encrypted", "file", name)
	case bytes.HasPrefix(data, ole):
		return inspection.Invalid("error.sheet_old_format", "file", name)
	case strings.EqualFold(filepath.Ext(path), ".csv") || strings.EqualFold(filepath.Ext(path), ".txt"):
		return inspection.Invalid("error.sheet_text_file", "file", name)
	}
	return inspection.Invalid("error.sheet_no_workbook", "file", name)
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
func checkArchive(data []byte, path string) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return damaged(err, path)
	}
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
	left := int64(maxUnzipped)
	for _, entry := range archive.File {
		read, err := checkEntry(entry, left)
		if errors.Is(err, errTooLarge) {
			return tooLarge(path)
		}
		if err != nil {
			return damaged(err, path)
		}
		left -= read
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
	name := strings.ToLower(entry.Name)
	part := strings.HasPrefix(name, "xl/worksheets/sheet") || name == "xl/sharedstrings.xml" || name == "xl/workbook.xml"
	if part || strings.HasSuffix(name, ".xml") {
		limit = min(limit, maxSheetSize)
	}
	counted := &countingReader{reader: io.LimitReader(content, limit+1)}
	if part {
		err = checkXML(counted)
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

// checkXML reads a part to its end. Declarations such as DOCTYPE have no place in a
// workbook and are how entities are smuggled in.
func checkXML(reader io.Reader) error {
	decoder := xml.NewDecoder(reader)
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, declaration := token.(xml.Directive); declaration {
			return errors.New("the part contains a declaration")
		}
	}
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
