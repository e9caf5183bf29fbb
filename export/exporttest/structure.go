// Package exporttest looks workbooks over for tests, without a spreadsheet program.
package exporttest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Problems lists what is wrong with the structure of a workbook, one sentence each: parts
// that occur twice or have no content type, relationships that lead nowhere, ids that
// repeat, names, rows, cells and styles that break the limits of Excel. Excel calls a
// workbook with most of these damaged; other programs often say nothing.
func Problems(file string) ([]string, error) {
	archive, err := zip.OpenReader(file)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	c := &check{parts: map[string][]byte{}, types: map[string]string{}, related: map[string][]relationship{}}
	seen := map[string]bool{}
	for _, entry := range archive.File {
		if folded := strings.ToLower(entry.Name); seen[folded] {
			c.report("part %s occurs twice", entry.Name)
		} else {
			seen[folded] = true
		}
		if c.parts[entry.Name], err = read(entry); err != nil {
			return nil, err
		}
	}
	c.wellFormed()
	if len(c.problems) == 0 { // the rest reads XML
		c.contentTypes()
		c.relationships()
		c.references()
		c.workbook()
	}
	return c.problems, nil
}

func read(entry *zip.File) ([]byte, error) {
	reader, err := entry.Open()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	return io.ReadAll(reader)
}

// check is one workbook being looked over.
type check struct {
	parts    map[string][]byte
	types    map[string]string // content types of the parts
	related  map[string][]relationship
	sheets   []sheet
	styles   int // cell formats
	strings  int // shared strings
	problems []string
}

type relationship struct {
	ID, Type, Target, TargetMode string
}

// maxProblems keeps a workbook with one mistake in every row readable.
const maxProblems = 50

func (c *check) report(format string, args ...any) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, fmt.Sprintf(format, args...))
	}
}

func isXML(name string) bool {
	return slices.Contains([]string{".xml", ".rels", ".vml"}, strings.ToLower(path.Ext(name)))
}

func (c *check) wellFormed() {
	for name, content := range c.parts {
		if !isXML(name) {
			continue
		}
		if err := eachElement(content, func(xml.StartElement) {}); err != nil {
			c.report("%s is no XML: %v", name, err)
		}
	}
}

// eachElement calls fn for the elements of a document in their order.
func eachElement(content []byte, fn func(xml.StartElement)) error {
	decoder := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if element, ok := token.(xml.StartElement); ok {
			fn(element)
		}
	}
}

// elements is eachElement for XML that was found well-formed.
func (c *check) elements(name string, fn func(element xml.StartElement)) {
	if err := eachElement(c.parts[name], fn); err != nil {
		c.report("%s: %v", name, err)
	}
}

// attribute finds an attribute by its local name.
func attribute(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

const typesPart = "[Content_Types].xml"

// contentTypes checks that each part has one type.
func (c *check) contentTypes() {
	defaults := map[string]string{}
	c.elements(typesPart, func(e xml.StartElement) {
		contentType := attribute(e, "ContentType")
		switch e.Name.Local {
		case "Default":
			extension := strings.ToLower(attribute(e, "Extension"))
			if defaults[extension] != "" {
				c.report("two content types for .%s", extension)
			}
			defaults[extension] = contentType
		case "Override":
			name := strings.TrimPrefix(attribute(e, "PartName"), "/")
			if _, present := c.parts[name]; !present {
				c.report("content type of %s, which is not there", name)
			}
			if c.types[name] != "" {
				c.report("two content types for %s", name)
			}
			c.types[name] = contentType
		}
	})
	for name := range c.parts {
		if name == typesPart || c.types[name] != "" {
			continue
		}
		c.types[name] = defaults[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]
		if contentType := c.types[name]; contentType == "" || contentType == "application/xml" {
			c.report("%s has no content type", name)
		}
	}
}

// relationships checks that each leads to a part or, within the workbook, to a cell.
func (c *check) relationships() {
	for name := range c.parts {
		if path.Ext(name) != ".rels" {
			continue
		}
		folder := path.Dir(path.Dir(name))
		source := path.Join(folder, strings.TrimSuffix(path.Base(name), ".rels"))
		if _, present := c.parts[source]; !present && name != "_rels/.rels" {
			c.report("%s belongs to no part", name)
		}
		ids := map[string]bool{}
		c.elements(name, func(e xml.StartElement) {
			if e.Name.Local != "Relationship" {
				return
			}
			r := relationship{attribute(e, "Id"), attribute(e, "Type"), attribute(e, "Target"), attribute(e, "TargetMode")}
			if r.ID == "" || ids[r.ID] {
				c.report("%s: id %q is not its own", name, r.ID)
			}
			ids[r.ID] = true
			if r.TargetMode != "External" && !strings.HasPrefix(r.Target, "#") {
				if r.Target = resolve(folder, r.Target); c.parts[r.Target] == nil {
					c.report("%s: %s leads to %s, which is not there", name, r.ID, r.Target)
				}
			}
			c.related[source] = append(c.related[source], r)
		})
	}
}

func resolve(folder, target string) string {
	if absolute, ok := strings.CutPrefix(target, "/"); ok {
		return absolute
	}
	return path.Join(folder, target)
}

const nsRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

// references checks that ids used in a part are among its relationships.
func (c *check) references() {
	for name := range c.parts {
		if !isXML(name) || path.Ext(name) == ".rels" {
			continue
		}
		c.elements(name, func(e xml.StartElement) {
			for _, a := range e.Attr {
				known := slices.ContainsFunc(c.related[name], func(r relationship) bool { return r.ID == a.Value })
				if a.Name.Space == nsRelationships && a.Value != "" && !known {
					c.report("%s: %s refers to %s, which is no relationship", name, e.Name.Local, a.Value)
				}
			}
		})
	}
}
