package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Excelize writes a workbook whose sheets are empty. Here its files are taken apart by
// what the file format says about them, never by how Excelize happens to name or
// order them, and the empty sheets are replaced by ours.

const (
	partTypes     = "[Content_Types].xml"
	partWorkbook  = "xl/workbook.xml"
	typeDrawing   = "application/vnd.openxmlformats-officedocument.drawing+xml"
	relatedTo     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	nsPackageRels = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// save completes the workbook.
func (b *book) save() error {
	for _, sheet := range b.sheets {
		if err := sheet.setNames(); err != nil {
			return err
		}
	}
	files := collector{}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return files })
	if _, err := b.file.WriteToBuffer(); err != nil { // the buffer stays empty
		return err
	}
	paths, err := files.sheetPaths()
	if err != nil {
		return err
	}
	for i, sheet := range b.sheets {
		if err := b.saveSheet(files, sheet, paths[sheet.name], i+1); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := b.archive.addText(name, files[name].Bytes()); err != nil {
			return err
		}
	}
	return b.archive.close()
}

// saveSheet replaces an empty sheet of Excelize's by ours.
func (b *book) saveSheet(files collector, s *sheet, name string, number int) error {
	if files[name] == nil {
		return fmt.Errorf("export: sheet %s is not in the workbook", s.name)
	}
	delete(files, name)
	drawing, err := files.drawingOf(name)
	if err != nil {
		return err
	}
	if s.photos != nil {
		if drawing, err = b.savePhotos(files, s, name, number); err != nil {
			return err
		}
	}
	s.part.name = name
	if err := s.finish(drawing); err != nil {
		return err
	}
	return b.archive.addPart(&s.part)
}

// savePhotos adds the drawing with the pictures of a sheet and returns the
// relationship that leads to it.
func (b *book) savePhotos(files collector, s *sheet, name string, number int) (string, error) {
	const id = "rId1" // the sheet has no other relationship
	drawing := fmt.Sprintf("xl/drawings/photos%d.xml", number)
	rels := relsOf(name)
	if files[rels] != nil {
		return "", fmt.Errorf("export: %s exists before its pictures", rels)
	}
	if err := files.addType(drawing, typeDrawing); err != nil {
		return "", err
	}
	if err := files.addPictureTypes(); err != nil {
		return "", err
	}
	link := xmlHead + `<Relationships xmlns="` + nsPackageRels + `"><Relationship Id="` + id + `" Type="` + relatedTo + `drawing" Target="/` + drawing + `"/></Relationships>`
	if err := b.archive.addText(rels, []byte(link)); err != nil {
		return "", err
	}
	return id, s.photos.save(b.archive, drawing)
}

// relsOf names the file with the relationships of a file.
func relsOf(name string) string { return path.Dir(name) + "/_rels/" + path.Base(name) + ".rels" }

type relationship struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:",attr"`
	Target string `xml:",attr"`
}

// relationships reads where a file leads to; a file without relationships gives none.
func (c collector) relationships(name string) ([]relationship, error) {
	content := c[relsOf(name)]
	if content == nil {
		return nil, nil
	}
	var read struct{ Relationship []relationship }
	if err := xml.Unmarshal(content.Bytes(), &read); err != nil {
		return nil, fmt.Errorf("%s: %w", relsOf(name), err)
	}
	for i, r := range read.Relationship {
		if target, absolute := strings.CutPrefix(r.Target, "/"); absolute {
			read.Relationship[i].Target = target
		} else {
			read.Relationship[i].Target = path.Join(path.Dir(name), r.Target)
		}
	}
	return read.Relationship, nil
}

// sheetPaths finds the files of the sheets by the sheets' names.
func (c collector) sheetPaths() (map[string]string, error) {
	if c[partWorkbook] == nil {
		return nil, fmt.Errorf("export: no %s", partWorkbook)
	}
	var workbook struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal(c[partWorkbook].Bytes(), &workbook); err != nil {
		return nil, fmt.Errorf("%s: %w", partWorkbook, err)
	}
	relationships, err := c.relationships(partWorkbook)
	if err != nil {
		return nil, err
	}
	paths := map[string]string{}
	for _, sheet := range workbook.Sheets {
		for _, r := range relationships {
			if r.ID == sheet.ID {
				paths[sheet.Name] = r.Target
			}
		}
	}
	return paths, nil
}

// drawingOf finds the relationship of a sheet to its charts; "" if it has none.
func (c collector) drawingOf(sheet string) (string, error) {
	relationships, err := c.relationships(sheet)
	if err != nil {
		return "", err
	}
	for _, r := range relationships {
		if r.Type == relatedTo+"drawing" {
			return r.ID, nil
		}
	}
	return "", nil
}

// addType declares the type of a file.
func (c collector) addType(name, contentType string) error {
	return c.declare(fmt.Sprintf(`<Override PartName="/%s" ContentType="%s"/>`, name, contentType))
}

// addPictureTypes declares the types of pictures, unless charts brought them in.
func (c collector) addPictureTypes() error {
	for _, extension := range []string{"jpeg", "png"} {
		known := c[partTypes] != nil && bytes.Contains(c[partTypes].Bytes(), []byte(`Extension="`+extension+`"`))
		if known {
			continue
		}
		if err := c.declare(fmt.Sprintf(`<Default Extension="%s" ContentType="image/%[1]s"/>`, extension)); err != nil {
			return err
		}
	}
	return nil
}

// declare adds an element to the list of types.
func (c collector) declare(element string) error {
	const end = "</Types>"
	types := c[partTypes]
	if types == nil || !bytes.HasSuffix(bytes.TrimSpace(types.Bytes()), []byte(end)) {
		return fmt.Errorf("export: no end of %s", partTypes)
	}
	content := bytes.TrimSuffix(bytes.TrimSpace(types.Bytes()), []byte(end))
	c[partTypes] = bytes.NewBuffer(slices.Concat(content, []byte(element+end)))
	return nil
}
