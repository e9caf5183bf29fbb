package form

import (
	"errors"
	"strconv"
	"strings"
)

// The bounds of a sheet.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
	// maxCells bounds the cells of a template's sheet that are looked at.
	maxCells = 500_000
)

// sheet is a worksheet part with the places of everything that filling may touch.
type sheet struct {
	name    string // of the tab
	index   int    // in the workbook, from 0
	part    string
	data    []byte
	prefix  string // of the main namespace, with its colon
	root    span   // start tag of the worksheet
	rows    []*row
	columns []columnWidth
	width   float64 // default width of a column, in characters
	height  float64 // default height of a row, in points
	merges  []area
	merge   span   // the whole element mergeCells; empty if there is none
	inside  []span // values that hold references of this sheet
	breaks  []span // id attributes of row breaks
	headers []span // texts of headers and footers
	drawing span   // value of the drawing's r:id; empty if there is none
	addHere int    // where a drawing element may be inserted
	hidden  []*mark
	formula bool
}

type columnWidth struct {
	from, to int // from 1
	width    float64
}

// row is one row element.
type row struct {
	number int
	span        // the whole element
	open   span // its start tag
	height float64
	cells  []*cell
}

// cell is one c element.
type cell struct {
	row, column int
	span
	open     span
	style    string
	kind     string // the attribute t
	text     string
	formulas []span
	pieces   []piece // nil: no placeholder
}

// area is a rectangle of cells, from 1, both ends inclusive.
type area struct{ row1, column1, row2, column2 int }

var errSheet = errors.New("the sheet has impossible cell references")

// parseSheet finds rows and cells. shared are the shared strings.
func parseSheet(name string, index int, part string, data []byte, shared []string) (*sheet, error) {
	if err := checkXML(data); err != nil {
		return nil, err
	}
	s := &sheet{name: name, index: index, part: part, data: data, width: 8.43, height: 15}
	p := &sheetParser{sheet: s, shared: shared}
	if err := scanTags(data, p.tag); err != nil {
		return nil, err
	}
	if s.root.end == 0 || s.addHere == 0 {
		return nil, errSheet
	}
	return s, nil
}

// sheetParser walks through the tags of a sheet.
type sheetParser struct {
	*sheet
	shared []string
	row    *row
	cell   *cell
	path   []string
	text   strings.Builder
	inText bool
	count  int
	merge  int // start of mergeCells
}

func (p *sheetParser) tag(t tag) error {
	switch t.kind {
	case '<':
		p.path = append(p.path, t.name)
		return p.start(t)
	case '/':
		p.end(t)
		p.path = p.path[:len(p.path)-1]
	default:
		p.characters(t)
	}
	return nil
}

func (p *sheetParser) in(name string) bool { return len(p.path) > 0 && p.path[len(p.path)-1] == name }

// follows names the elements that come after drawing in a worksheet.
var follows = map[string]bool{"legacyDrawing": true, "legacyDrawingHF": true, "drawingHF": true, "picture": true, "oleObjects": true,
	"controls": true, "webPublishItems": true, "tableParts": true, "extLst": true}

func (p *sheetParser) start(t tag) error {
	switch len(p.path) {
	case 1:
		p.root = t.span
		tagName := strings.TrimLeft(t.of(p.data), "<")
		if prefix, _, found := strings.Cut(tagName[:strings.Index(tagName, t.name)], ":"); found {
			p.prefix = prefix + ":"
		}
	case 2:
		if follows[t.name] && p.addHere == 0 {
			p.addHere = t.start
		}
	}
	switch t.name {
	case "row":
		return p.startRow(t)
	case "c":
		return p.startCell(t)
	case "t":
		p.inText = p.cell != nil && !p.phonetic()
	case "v":
		p.inText = p.cell != nil
	default:
		p.remember(t)
	}
	return nil
}

func (p *sheetParser) phonetic() bool {
	return len(p.path) > 1 && p.path[len(p.path)-2] == "rPh"
}

// remember keeps what else may have to change.
func (p *sheetParser) remember(t tag) {
	switch t.name {
	case "sheetFormatPr":
		p.height = number(t.attr("defaultRowHeight"), p.height)
		p.width = number(t.attr("defaultColWidth"), p.width)
	case "col":
		p.columns = append(p.columns, columnWidth{from: int(number(t.attr("min"), 0)), to: int(number(t.attr("max"), 0)), width: number(t.attr("width"), p.width)})
		if t.attr("hidden") == "1" {
			p.columns[len(p.columns)-1].width = 0
		}
	case "mergeCells":
		p.merge = t.start
	case "mergeCell":
		if a, ok := parseArea(t.attr("ref")); ok {
			p.merges = append(p.merges, a)
		}
	case "brk":
		if len(p.path) > 1 && p.path[len(p.path)-2] == "rowBreaks" {
			p.value(&p.breaks, t, "id")
		}
	case "drawing":
		for _, a := range t.attrs {
			if a.Name.Local == "id" {
				p.drawing, _ = attrSpan(p.data, t.span, a.Name.Space+":id")
			}
		}
	case "f":
		p.formula = true
		p.value(&p.inside, t, "ref")
	default:
		for _, name := range []string{"ref", "sqref", "activeCell", "topLeftCell"} {
			p.value(&p.inside, t, name)
		}
	}
}

func (p *sheetParser) value(list *[]span, t tag, name string) {
	if p.row != nil && name == "ref" {
		return // shared and array formulas move with their cell
	}
	if found, ok := attrSpan(p.data, t.span, name); ok {
		*list = append(*list, found)
	}
}

func (p *sheetParser) startRow(t tag) error {
	last := 0
	if n := len(p.rows); n > 0 {
		last = p.rows[n-1].number
	}
	p.row = &row{number: int(number(t.attr("r"), float64(last+1))), open: t.span, height: number(t.attr("ht"), 0)}
	p.row.start = t.start
	if p.row.number <= last || p.row.number > maxRow {
		return errSheet
	}
	p.rows = append(p.rows, p.row)
	return nil
}

func (p *sheetParser) startCell(t tag) error {
	if p.count++; p.row == nil || p.count > maxCells {
		return errSheet
	}
	column := 1
	if n := len(p.row.cells); n > 0 {
		column = p.row.cells[n-1].column + 1
	}
	if ref := t.attr("r"); ref != "" {
		r, c, ok := parseCell(ref)
		if !ok || r != p.row.number {
			return errSheet
		}
		column = c
	}
	p.cell = &cell{row: p.row.number, column: column, open: t.span, style: t.attr("s"), kind: t.attr("t")}
	p.cell.start = t.start
	p.row.cells = append(p.row.cells, p.cell)
	p.text.Reset()
	return nil
}

func (p *sheetParser) end(t tag) {
	switch t.name {
	case "t", "v":
		p.inText = false
	case "c":
		p.cell.end = t.end
		p.finishCell()
		p.cell = nil
	case "row":
		p.row.end = t.end
		p.row = nil
	case "mergeCells":
		p.sheet.merge = span{p.merge, t.end}
	}
	if len(p.path) == 1 && p.addHere == 0 {
		p.addHere = t.start
	}
}

func (p *sheetParser) finishCell() {
	c := p.cell
	c.text = p.text.String()
	if c.kind == "s" {
		at, err := strconv.Atoi(strings.TrimSpace(c.text))
		c.text = ""
		if err == nil && at >= 0 && at < len(p.shared) {
			c.text = p.shared[at]
		}
	}
	if len(c.formulas) > 0 || c.kind != "s" && c.kind != "inlineStr" && c.kind != "str" {
		return
	}
	c.pieces = parseText(c.text)
	for _, piece := range c.pieces {
		if piece.mark != nil && piece.mark.sign == '?' {
			p.hidden = append(p.hidden, piece.mark)
		}
	}
}

// characters keeps text: of cells, formulas, and headers.
func (p *sheetParser) characters(t tag) {
	if p.inText {
		p.text.WriteString(t.text)
		return
	}
	switch {
	case p.in("f") && p.cell != nil:
		p.cell.formulas = append(p.cell.formulas, t.span)
	case p.in("f"), p.in("formula"), p.in("formula1"), p.in("formula2"), p.in("sqref"):
		p.inside = append(p.inside, t.span)
	case len(p.path) > 1 && p.path[len(p.path)-2] == "headerFooter":
		p.headers = append(p.headers, t.span)
	}
}

func number(text string, otherwise float64) float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || value < 0 || value > 1e9 {
		return otherwise
	}
	return value
}

// columnWidth is the width of a column in characters.
func (s *sheet) columnWidth(column int) float64 {
	for _, c := range s.columns {
		if column >= c.from && column <= c.to {
			return c.width
		}
	}
	return s.width
}

// mergeAt returns the merged area whose first cell is here, or the cell alone.
func (s *sheet) mergeAt(row, column int) area {
	for _, m := range s.merges {
		if m.row1 == row && m.column1 == column {
			return m
		}
	}
	return area{row, column, row, column}
}

// marks counts the cells and headers that hold placeholders.
func (s *sheet) marks() int {
	count := 0
	for _, r := range s.rows {
		for _, c := range r.cells {
			if c.pieces != nil {
				count++
			}
		}
	}
	for _, h := range s.headers {
		if parseText(unescape(h.of(s.data))) != nil {
			count++
		}
	}
	return count
}
