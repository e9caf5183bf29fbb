package exporttest

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The limits of Excel ("Excel specifications and limits").
const (
	maxRows      = 1_048_576
	maxColumns   = 16_384
	maxText      = 32_767 // UTF-16 units of a cell
	maxStyles    = 65_490
	maxLinks     = 65_530 // of a sheet
	maxSheetName = 31     // UTF-16 units
	maxHeight    = 409.5  // points
)

// sheet is a worksheet by its name.
type sheet struct{ name, part string }

// workbook checks names, and then each sheet and drawing.
func (c *check) workbook() {
	const part = "xl/workbook.xml"
	ids, names, defined := map[string]bool{}, map[string]bool{}, map[string]bool{}
	c.elements(part, func(e xml.StartElement) {
		switch e.Name.Local {
		case "sheet":
			name, id := attribute(e, "name"), attribute(e, "sheetId")
			c.sheetName(name)
			if folded := strings.ToLower(name); names[folded] || ids[id] {
				c.report("sheet %q: name or id %s is taken", name, id)
			}
			names[strings.ToLower(name)], ids[id] = true, true
			for _, r := range c.related[part] {
				for _, a := range e.Attr {
					if a.Name.Space == nsRelationships && a.Value == r.ID {
						c.sheets = append(c.sheets, sheet{name, r.Target})
					}
				}
			}
		case "definedName":
			key := strings.ToLower(attribute(e, "name")) + " in " + attribute(e, "localSheetId")
			if defined[key] {
				c.report("name %s is defined twice", key)
			}
			defined[key] = true
		}
	})
	if len(c.sheets) == 0 || len(c.sheets) != len(names) {
		c.report("%d sheets with %d names", len(c.sheets), len(names))
	}
	c.countStyles()
	c.elements("xl/sharedStrings.xml", func(e xml.StartElement) {
		if e.Name.Local == "si" {
			c.strings++
		}
	})
	for _, s := range c.sheets {
		c.sheet(s)
	}
	c.drawings()
}

// sheetName checks what Excel asks of the name of a sheet.
func (c *check) sheetName(name string) {
	if name == "" || len(utf16.Encode([]rune(name))) > maxSheetName || strings.ContainsAny(name, `[]:*?/\`) ||
		strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'") || strings.EqualFold(name, "history") {
		c.report("no sheet can be called %q", name)
	}
}

// countStyles counts the cell formats and checks that they refer to what is there.
func (c *check) countStyles() {
	counts, within := map[string]int{}, ""
	var formats []xml.StartElement
	c.elements("xl/styles.xml", func(e xml.StartElement) {
		switch name := e.Name.Local; name {
		case "fonts", "fills", "borders", "cellXfs", "cellStyleXfs", "dxfs", "numFmts", "cellStyles":
			within = name
		case "font", "fill", "border":
			counts[within+"/"+name]++
		case "xf":
			if within == "cellXfs" {
				formats = append(formats, e)
			}
		}
	})
	if c.styles = len(formats); c.styles == 0 || c.styles > maxStyles {
		c.report("%d cell formats", c.styles)
	}
	for _, format := range formats {
		for attributeName, what := range map[string]string{"fontId": "fonts/font", "fillId": "fills/fill", "borderId": "borders/border"} {
			if id := attribute(format, attributeName); id != "" && !below(id, counts[what]) {
				c.report("a cell format has %s %s of %d", attributeName, id, counts[what])
			}
		}
	}
}

// below reports whether the text is a number from 0 that is smaller than the limit.
func below(text string, limit int) bool {
	number, err := strconv.Atoi(text)
	return err == nil && number >= 0 && number < limit
}

// drawings checks that ids are used once in each and that clicks lead to cells.
func (c *check) drawings() {
	for name, contentType := range c.types {
		if !strings.HasSuffix(contentType, ".drawing+xml") {
			continue
		}
		ids := map[string]bool{}
		c.elements(name, func(e xml.StartElement) {
			if e.Name.Local != "cNvPr" {
				return
			}
			if id := attribute(e, "id"); ids[id] || id == "" {
				c.report("%s: id %q occurs twice", name, id)
			} else {
				ids[id] = true
			}
		})
		links := 0
		for _, r := range c.related[name] {
			target, within := strings.CutPrefix(r.Target, "#")
			if !within {
				continue
			}
			links++
			if at := strings.LastIndex(target, "!"); at < 0 || !c.hasSheet(target[:at]) {
				c.report("%s: a click leads to %s", name, target)
			}
		}
		if links > maxLinks {
			c.report("%s has %d links", name, links)
		}
	}
}

// hasSheet finds a sheet by its name as formulas write it.
func (c *check) hasSheet(name string) bool {
	if quoted, ok := strings.CutPrefix(name, "'"); ok {
		name = strings.ReplaceAll(strings.TrimSuffix(quoted, "'"), "''", "'")
	}
	for _, s := range c.sheets {
		if s.name == name {
			return true
		}
	}
	return false
}
