package export

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// sheet is one worksheet. Rows are written from the top downwards and leave memory
// as they are written.
type sheet struct {
	book    *book
	name    string
	part    part
	next    int // row to be written next, from 1
	columns int
	names   []string // letters of the columns
	cells   []cell   // of the row being built
	merges  []string
	breaks  []int // rows after which a page ends
	printed int   // columns that are printed, from the first
	paper   paper // of sheets that are fitted to it
	scale   int   // in per cent, for sheets that are cut into pages; 0 for those fitted to the width
	rows    []pageRow
	kept    int // rows to come that are not parted from the next
	header  int // last row repeated on every printed page; 0 for none
	filter  string
	photos  *drawing // nil without pictures
}

func newSheet(b *book, name string, widths []float64, frozen int, paged bool) *sheet {
	s := &sheet{book: b, name: name, next: 1, columns: len(widths), printed: len(widths), header: frozen, cells: make([]cell, len(widths))}
	for i := range widths {
		s.names = append(s.names, columnName(i+1))
	}
	if paged {
		s.scale = pageScale(widths)
	}
	s.paper = paper{across: 1, banner: len(widths)}
	s.part.text = appendSheetHead(nil, widths, frozen, !paged)
	return s
}

// put fills one cell of the row being built. A value is text, a number, a Day, an
// instant or nil; text is cleaned, never a formula.
func (s *sheet) put(column int, look look, tone tone, value any) error {
	style, err := s.book.style(look, tone)
	if err != nil {
		return err
	}
	cell := &s.cells[column]
	cell.filled, cell.style, cell.formula = true, style, ""
	switch v := value.(type) {
	case string:
		cell.value = s.text(column, v)
	case inspection.Day:
		cell.value = nil
		if v != "" {
			cell.value = daySerial(v)
		}
	case time.Time:
		cell.value = nil
		if !v.IsZero() {
			cell.value = clockSerial(v)
		}
	default:
		cell.value = v
	}
	return nil
}

// text is the value of a cell with text; an empty one has none.
func (s *sheet) text(column int, text string) any {
	if !s.book.personal {
		text = inspection.MaskPersonal(text)
	}
	clean, lost := cleanText(text)
	if lost {
		s.book.cuts = append(s.book.cuts, cut{sheet: s.name, cell: cellName(column+1, s.next)})
	}
	if clean == "" {
		return nil
	}
	return clean
}

// formula fills one cell with a formula of ours and the value it has.
func (s *sheet) formula(column int, look look, tone tone, formula string, value any) error {
	if err := s.put(column, look, tone, value); err != nil {
		return err
	}
	s.cells[column].formula = formula
	return nil
}

// endRow writes the row that was built, with a height in points, and starts the next.
func (s *sheet) endRow(height float64) error {
	height = min(height, excelize.MaxRowHeight)
	s.addPageRow(height)
	text := appendRow(s.part.text, s.next, height, s.cells, s.names)
	for i := range s.cells {
		s.cells[i] = cell{}
	}
	s.next++
	return s.part.wrote(text)
}

// merge joins cells of the row being built, both columns counted from 0.
func (s *sheet) merge(from, to int) {
	if from != to {
		s.merges = append(s.merges, cellName(from+1, s.next)+":"+cellName(to+1, s.next))
	}
}

// breakPage lets the row to come begin a printed page.
func (s *sheet) breakPage() { s.breaks = append(s.breaks, s.next-1) }

// setNames defines the names that stand in the workbook rather than in the sheet:
// filter, print titles, print area.
func (s *sheet) setNames() error {
	if s.filter != "" {
		if err := s.book.file.AutoFilter(s.name, s.filter, nil); err != nil {
			return err
		}
	}
	if s.header > 0 {
		titles := absolute(s.name, 1, 0, s.header)
		if s.paper.repeated > 0 {
			titles = fmt.Sprintf("%s!$A:$%s,%s", quoteSheet(s.name), columnName(s.paper.repeated), titles)
		}
		if err := s.define("_xlnm.Print_Titles", titles); err != nil {
			return err
		}
	}
	if s.next == 1 {
		return nil
	}
	return s.define("_xlnm.Print_Area", absoluteRange(s.name, 1, 1, s.printed, s.next-1))
}

func (s *sheet) define(name, refersTo string) error {
	return s.book.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: s.name})
}

// finish ends the sheet. drawing is the relationship of its charts or pictures.
func (s *sheet) finish(drawing string) error {
	if s.scale > 0 {
		s.breaks = pageBreaks(s.rows, s.scale, s.header, s.breaks)
	}
	s.part.text = appendSheetTail(s.part.text, s, drawing)
	return s.part.end()
}

func (s *sheet) discard() {
	s.part.discard()
	if s.photos != nil {
		s.photos.discard()
	}
}
