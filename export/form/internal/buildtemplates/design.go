package main

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// The fonts exist on every Chinese Windows and are mapped by WPS and LibreOffice.
const (
	bodyFont  = "宋体"
	titleFont = "黑体"
	bodySize  = 10.5 // points
)

// look is how a cell looks.
type look int

const (
	office      look = iota // name of the office over the title
	title                   // of the document
	annex                   // title of a further sheet
	numberRight             // number of the document
	label                   // caption in a frame
	head                    // heading of a column
	value                   // text in a frame
	middle                  // short text in the middle of a frame
	long                    // text in a frame, from the top
	plain                   // text without frame, indented as a paragraph
	address                 // text without frame, not indented
	right                   // text without frame, to the right
	small                   // small text in the middle of a frame
	note                    // small text without frame
	heading                 // caption at the top of a frame that goes on below
	text                    // paragraph in the middle of a frame
	lastText                // paragraph at the bottom of a frame
	sides                   // in the middle of a frame, without lines above and below
	signLeft                // of two signatures in the middle of a frame, the left one
	signRight               // and the right one
	signBoth                // one across
	bottomRight             // at the bottom of a frame, to the right
)

// design is a template being drawn. The first error is kept.
type design struct {
	file   *excelize.File
	styles map[look]int
	sheets int
	err    error
}

func (d *design) check(err error) {
	if d.err == nil {
		d.err = err
	}
}

// page is one sheet, drawn from the top downwards.
type page struct {
	*design
	name    string
	columns int
	next    int
}

// sheet begins a sheet with columns of the given widths.
func (d *design) sheet(name string, landscape bool, widths ...float64) *page {
	if d.sheets == 0 {
		d.check(d.file.SetSheetName("Sheet1", name))
	} else {
		_, err := d.file.NewSheet(name)
		d.check(err)
	}
	d.sheets++
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		d.check(err)
		d.check(d.file.SetColWidth(name, column, column, width))
	}
	d.paper(name, landscape)
	return &page{design: d, name: name, columns: len(widths), next: 1}
}

// even gives n columns of one width.
func even(n int, width float64) []float64 {
	widths := make([]float64, n)
	for i := range widths {
		widths[i] = width
	}
	return widths
}

// paper lays a sheet out for A4, one page wide, with number and page in the footer.
func (d *design) paper(name string, landscape bool) {
	yes, no, a4, wide, high, orientation := true, false, 9, 1, 0, "portrait"
	if landscape {
		orientation = "landscape"
	}
	d.check(d.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes}))
	d.check(d.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}))
	left, rightSide, top, bottom, foot := 0.8, 0.7, 0.65, 0.7, 0.35 // inches; room for a hole punch on the left
	d.check(d.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &left, Right: &rightSide, Top: &top, Bottom: &bottom,
		Footer: &foot, Header: &foot, Horizontally: &yes}))
	d.check(d.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&9{{文书.编号}}　{{文书.示例}}&R&9第 &P 页　共 &N 页"}))
	d.check(d.file.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: &no}))
}

// box is a cell as wide as span columns.
type box struct {
	span int
	look look
	text string
}

func at(span int, look look, text string) box { return box{span, look, text} }

// row draws a row of the given height in points. The spans add up to the columns.
func (p *page) row(height float64, boxes ...box) {
	p.check(p.file.SetRowHeight(p.name, p.next, height))
	column := 1
	for _, b := range boxes {
		from, err := excelize.CoordinatesToCellName(column, p.next)
		p.check(err)
		to, err := excelize.CoordinatesToCellName(column+b.span-1, p.next)
		p.check(err)
		p.check(p.file.SetCellStyle(p.name, from, to, p.style(b.look)))
		if b.span > 1 {
			p.check(p.file.MergeCell(p.name, from, to))
		}
		if b.text != "" {
			p.check(p.file.SetCellStr(p.name, from, b.text))
		}
		column += b.span
	}
	if column != p.columns+1 {
		p.check(fmt.Errorf("%s row %d: the cells fill %d of %d columns", p.name, p.next, column-1, p.columns))
	}
	p.next++
}

// repeat makes rows from to next-1 the ones printed on top of every page.
func (p *page) repeat(from int) {
	p.define("_xlnm.Print_Titles", fmt.Sprintf("'%s'!$%d:$%d", p.name, from, p.next-1))
}

// end closes the sheet: what was drawn is what is printed.
func (p *page) end() {
	column, err := excelize.ColumnNumberToName(p.columns)
	p.check(err)
	p.define("_xlnm.Print_Area", fmt.Sprintf("'%s'!$A$1:$%s$%d", p.name, column, p.next-1))
}

func (p *page) define(name, refersTo string) {
	p.check(p.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: p.name}))
}

// lines are the sides of a frame that are drawn: a frame over several rows has none
// between them.
func (l look) lines() []string {
	switch l {
	case heading:
		return []string{"left", "right", "top"}
	case text, sides, signBoth:
		return []string{"left", "right"}
	case lastText, bottomRight:
		return []string{"left", "right", "bottom"}
	case signLeft:
		return []string{"left"}
	case signRight:
		return []string{"right"}
	}
	return []string{"left", "right", "top", "bottom"}
}

// style makes a look at its first use.
func (d *design) style(l look) int {
	if id, made := d.styles[l]; made {
		return id
	}
	style := &excelize.Style{NumFmt: 49, Font: &excelize.Font{Family: bodyFont, Size: bodySize},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}}
	framed := true
	switch l {
	case office:
		style.Font, framed = &excelize.Font{Family: titleFont, Size: 16}, false
	case title:
		style.Font, framed = &excelize.Font{Family: titleFont, Size: 22}, false
	case annex:
		style.Font, framed = &excelize.Font{Family: titleFont, Size: 14}, false
	case numberRight, right:
		style.Alignment.Horizontal, framed = "right", false
	case label, head:
		style.Font.Family = titleFont
	case value:
		style.Alignment.Horizontal, style.Alignment.Indent = "left", 1
	case long:
		style.Alignment.Horizontal, style.Alignment.Vertical, style.Alignment.Indent = "left", "top", 1
	case plain, address:
		style.Font.Size, framed = 12, false
		style.Alignment.Horizontal = "left"
		if l == address {
			style.Font.Family = titleFont
		}
	case small:
		style.Font.Size = 9
	case heading, text, lastText, sides:
		style.Alignment.Horizontal, style.Alignment.Indent = "left", 1
	case bottomRight:
		style.Alignment.Horizontal, style.Alignment.Indent = "right", 1
	case note:
		style.Font.Size, style.Alignment.Horizontal, framed = 9, "left", false
	}
	if l == head {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EDEDED"}}
	}
	if framed {
		for _, side := range l.lines() {
			style.Border = append(style.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	id, err := d.file.NewStyle(style)
	d.check(err)
	d.styles[l] = id
	return id
}
