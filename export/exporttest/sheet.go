package exporttest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// order is the order of what a worksheet consists of (ECMA-376 part 1, 18.3.1.99).
var order = strings.Fields("sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState " +
	"dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks " +
	"colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst")

// sheetCheck is a worksheet being read from the top.
type sheetCheck struct {
	*check
	name        string
	place       int // in order, of the element read last
	row, column int
	merges      []area
	links       int
	text        int // UTF-16 units of the cell being read
}

// area is a range of cells, counted from 1.
type area struct{ left, top, right, bottom int }

func (c *check) sheet(s sheet) {
	w := &sheetCheck{check: c, name: s.name}
	decoder, depth := xml.NewDecoder(bytes.NewReader(c.parts[s.part])), 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			c.report("%s: %v", s.name, err)
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth == 2 {
				w.part(t.Name.Local)
			}
			w.element(t)
		case xml.EndElement:
			depth--
			if t.Name.Local == "c" && w.text > maxText {
				c.report("%s: a text of %d in row %d", s.name, w.text, w.row)
			}
		case xml.CharData:
			w.text += len(utf16.Encode([]rune(string(t))))
		}
	}
	w.overlaps()
	if w.links > maxLinks {
		c.report("%s has %d links", s.name, w.links)
	}
}

// part checks the order of the parts of a worksheet.
func (w *sheetCheck) part(name string) {
	place := slices.Index(order, name)
	if place < w.place {
		w.report("%s: %s is out of order", w.name, name)
	}
	w.place = max(w.place, place)
}

func (w *sheetCheck) element(e xml.StartElement) {
	switch e.Name.Local {
	case "row":
		w.newRow(e)
	case "c":
		w.newCell(e)
	case "mergeCell":
		if a, ok := areaOf(attribute(e, "ref")); ok {
			w.merges = append(w.merges, a)
		} else {
			w.report("%s: merged %s", w.name, attribute(e, "ref"))
		}
	case "autoFilter":
		if _, ok := areaOf(attribute(e, "ref")); !ok {
			w.report("%s: filter over %s", w.name, attribute(e, "ref"))
		}
	case "hyperlink":
		w.links++
	}
}

func (w *sheetCheck) newRow(e xml.StartElement) {
	number, err := strconv.Atoi(attribute(e, "r"))
	if err != nil || number <= w.row || number > maxRows {
		w.report("%s: row %q after row %d", w.name, attribute(e, "r"), w.row)
	}
	w.row, w.column = number, 0
	if height := attribute(e, "ht"); height != "" {
		if points, err := strconv.ParseFloat(height, 64); err != nil || points < 0 || points > maxHeight {
			w.report("%s: row %d is %s points high", w.name, number, height)
		}
	}
}

func (w *sheetCheck) newCell(e xml.StartElement) {
	w.text = 0
	reference := attribute(e, "r")
	column, row, ok := cellOf(reference)
	if !ok || row != w.row || column <= w.column {
		w.report("%s: cell %q in row %d after column %d", w.name, reference, w.row, w.column)
	}
	w.column = column
	if style := attribute(e, "s"); style != "" && !below(style, w.styles) {
		w.report("%s: %s has format %s of %d", w.name, reference, style, w.styles)
	}
}

// overlaps looks for merged cells that cover each other.
func (w *sheetCheck) overlaps() {
	slices.SortFunc(w.merges, func(a, b area) int { return a.top - b.top })
	for i, a := range w.merges {
		for _, b := range w.merges[i+1:] {
			if b.top > a.bottom {
				break
			}
			if a.left <= b.right && b.left <= a.right {
				w.report("%s: merged cells %v and %v overlap", w.name, a, b)
			}
		}
	}
}

// areaOf reads a range such as A1:C7, or one cell.
func areaOf(text string) (a area, ok bool) {
	from, to, ranged := strings.Cut(text, ":")
	if !ranged {
		to = from
	}
	var okFrom, okTo bool
	a.left, a.top, okFrom = cellOf(from)
	a.right, a.bottom, okTo = cellOf(to)
	return a, okFrom && okTo && a.left <= a.right && a.top <= a.bottom
}

// cellOf reads a reference such as C7.
func cellOf(text string) (column, row int, ok bool) {
	letters := strings.TrimRight(text, "0123456789")
	for _, letter := range letters {
		if letter < 'A' || letter > 'Z' || column > maxColumns {
			return 0, 0, false
		}
		column = column*26 + int(letter-'A') + 1
	}
	row, err := strconv.Atoi(text[len(letters):])
	return column, row, err == nil && column > 0 && column <= maxColumns && row > 0 && row <= maxRows
}
