package form

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"anxun/inspection"
)

// The limits for a template. A workbook of few bytes can unpack to gigabytes, so what
// is unpacked is counted and not what the archive declares. Forms are small, and reading one takes less than 64 MB.
const (
	maxFileSize   = 16 << 20  // bytes, as it lies on the disk
	maxUnzipped   = 100 << 20 // bytes, all parts together; pictures are copied as they lie
	maxPartSize   = 4 << 20   // bytes, one XML part
	maxKept       = 8 << 20   // bytes, all XML parts together
	maxZipEntries = 2000
	maxElements   = 100_000 // of one part
	maxDepth      = 256     // elements that lie in each other
)

// Template is a workbook with placeholders, held in memory. It is not changed by
// filling it and may be used from several goroutines.
type Template struct {
	name    string // for error messages
	archive *zip.Reader
	files   map[string]*zip.File // by the name of the part
	parts   map[string][]byte    // XML parts that are looked at
}

// Open reads a template from a file. What is no .xlsx, is encrypted, damaged or far
// too large is refused with CodeInvalid.
func Open(file string) (*Template, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, unreadable(err, file)
	}
	if !info.Mode().IsRegular() {
		return nil, inspection.Invalid("error.sheet_is_folder", "file", filepath.Base(file))
	}
	opened, err := os.Open(file)
	if err != nil {
		return nil, unreadable(err, file)
	}
	defer opened.Close()
	if info.Size() > maxFileSize {
		return nil, inspection.Invalid("error.sheet_too_large", "file", filepath.Base(file))
	}
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(opened, data); err != nil {
		return nil, unreadable(err, file)
	}
	return Parse(filepath.Base(file), data)
}

func unreadable(err error, file string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &inspection.Error{Code: inspection.CodeNotFound, Key: "error.sheet_missing", Args: []any{"file", file}, Err: err}
	}
	return inspection.Wrap(err, inspection.CodeInvalid, "error.sheet_unreadable", "file", file)
}

// Parse reads a template from memory; name stands in error messages.
func Parse(name string, data []byte) (*Template, error) {
	if len(data) > maxFileSize {
		return nil, inspection.Invalid("error.sheet_too_large", "file", name)
	}
	if err := checkSignature(name, data); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.sheet_damaged", "file", name)
	}
	t := &Template{name: name, archive: archive, files: map[string]*zip.File{}, parts: map[string][]byte{}}
	if len(archive.File) > maxZipEntries {
		return nil, inspection.Invalid("error.sheet_too_large", "file", name)
	}
	return t, t.load()
}

// checkSignature tells the usual mistakes apart by the first bytes: the old .xls
// format and encrypted workbooks are OLE containers, text files are neither.
func checkSignature(name string, data []byte) error {
	encrypted := []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	switch {
	case len(data) == 0:
		return inspection.Invalid("error.sheet_empty_file", "file", name)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil
	case !bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return inspection.Invalid("error.sheet_no_workbook", "file", name)
	case bytes.Contains(data, encrypted):
		return inspection.Invalid("error.sheet_encrypted", "file", name)
	}
	return inspection.Invalid("error.sheet_old_format", "file", name)
}

// load reads every part to its end under the limits and keeps the XML parts.
func (t *Template) load() error {
	left, kept := int64(maxUnzipped), int64(maxKept)
	for _, file := range t.archive.File {
		name := partName(file.Name)
		if _, twice := t.files[name]; twice {
			return t.damaged(errors.New("two parts have one name: " + name))
		}
		t.files[name] = file
		isXML := strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") || strings.HasSuffix(name, ".vml")
		limit := left
		if isXML {
			limit = min(limit, kept, maxPartSize)
		}
		data, size, err := readPart(file, limit, isXML)
		if errors.Is(err, errTooLarge) {
			return inspection.Invalid("error.sheet_too_large", "file", t.name)
		}
		if err != nil {
			return t.damaged(err)
		}
		left -= size
		if isXML {
			kept -= size
			t.parts[name] = data
		}
	}
	if t.parts[workbookPart] == nil {
		return inspection.Invalid("error.sheet_no_workbook", "file", t.name)
	}
	return nil
}

const workbookPart = "xl/workbook.xml"

func partName(name string) string { return strings.TrimPrefix(path.Clean(name), "/") }

var errTooLarge = errors.New("the part is larger than allowed")

func readPart(file *zip.File, limit int64, keep bool) (data []byte, size int64, err error) {
	reader, err := file.Open()
	if err != nil {
		return nil, 0, err
	}
	defer reader.Close()
	limited := io.LimitReader(reader, limit+1)
	if keep {
		data, err = io.ReadAll(limited)
		size = int64(len(data))
	} else {
		size, err = io.Copy(io.Discard, limited)
	}
	if size > limit {
		return nil, size, errTooLarge
	}
	return data, size, err
}

func (t *Template) damaged(err error) error {
	if errors.Is(err, errTooLarge) {
		return inspection.Invalid("error.sheet_too_large", "file", t.name)
	}
	return inspection.Wrap(err, inspection.CodeInvalid, "error.sheet_damaged", "file", t.name)
}

// checkXML reads a part to its end, so that what follows can rely on well-formed XML.
// Declarations such as DOCTYPE have no place in a workbook and are how entities are
// smuggled in.
func checkXML(data []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	depth, count := 0, 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.Directive:
			return errors.New("the part contains a declaration")
		case xml.StartElement:
			depth, count = depth+1, count+1
		case xml.EndElement:
			depth--
		}
		if depth > maxDepth || count > maxElements {
			return errTooLarge
		}
	}
}

// write copies the archive with some parts replaced and others added, in the order of
// the template. Parts that did not change are copied as they lie there, compressed.
func (t *Template) write(w io.Writer, changed map[string][]byte, added []string) error {
	out := zip.NewWriter(w)
	for _, file := range t.archive.File {
		data, touched := changed[partName(file.Name)]
		if !touched {
			if err := out.Copy(file); err != nil {
				return err
			}
			continue
		}
		header := &zip.FileHeader{Name: file.Name, Method: zip.Deflate, Modified: file.Modified}
		if err := writePart(out, header, data); err != nil {
			return err
		}
	}
	for _, name := range added {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: t.archive.File[0].Modified}
		if strings.HasPrefix(name, "xl/media/") {
			header.Method = zip.Store // pictures are compressed already
		}
		if err := writePart(out, header, changed[name]); err != nil {
			return err
		}
	}
	return out.Close()
}

func writePart(out *zip.Writer, header *zip.FileHeader, data []byte) error {
	w, err := out.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
