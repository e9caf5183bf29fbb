package export

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// maxRows is how many rows a sheet can hold.
const maxRows = excelize.TotalRows

// compression is the deflate level. With this library 6 costs a third less time than
// the standard library's 6 and gives files 1 % larger.
const compression = 6

// book is a workbook that is being written. Every sheet is streamed.
type book struct {
	file   *excelize.File
	styles map[styleKey]int
	sheets []*sheet // in the order in which they are to stand
	limit  int      // rows a sheet may hold
	cuts   []cut    // texts that did not fit
}

// cut is a text that was too long for its cell.
type cut struct{ sheet, cell string }

// newBook starts an empty workbook.
func newBook(title string, request Request) (*book, error) {
	b := &book{file: excelize.NewFile(), styles: map[styleKey]int{}}
	created := request.Now.UTC().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{Title: title, Creator: request.Office, LastModifiedBy: request.Office,
		Description: request.Program, Created: created, Modified: created, Language: "zh-CN"})
	if err != nil {
		return nil, err
	}
	return b, b.setDefaultFont()
}

// setDefaultFont makes the body font the default: the widths of columns are counted
// in its digits.
func (b *book) setDefaultFont() error {
	if err := b.file.SetDefaultFont(fontBody); err != nil {
		return err
	}
	*b.file.Styles.Fonts.Font[0].Sz.Val = bodySize
	return nil
}

// close frees temporary files.
func (b *book) close() { _ = b.file.Close() }

// save writes the workbook to w, in one pass and without building it in memory.
func (b *book) save(ctx context.Context, w io.Writer) error {
	for _, sheet := range b.sheets {
		if err := sheet.finish(); err != nil {
			return err
		}
	}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newZip(ctx, w) })
	_, err := b.file.WriteToBuffer() // the buffer stays empty: newZip writes to w
	return err
}

// newZip makes a zip writer with the faster compressor that stops when ctx ends.
func newZip(ctx context.Context, w io.Writer) *zip.Writer {
	archive := zip.NewWriter(contextWriter{ctx, w})
	archive.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, compression)
	})
	return archive
}

type contextWriter struct {
	ctx context.Context
	w   io.Writer
}

func (c contextWriter) Write(data []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(data)
}

// sheet is one worksheet. Rows are written from the top downwards.
type sheet struct {
	book    *book
	name    string
	stream  *excelize.StreamWriter
	next    int // row to be written next, from 1
	columns int
	merges  [][2]string
	header  int // last row repeated on every printed page; 0 for none
	filter  string
	area    bool // set a print area around what was written
	cells   []excelize.Cell
	values  []any
}

// addSheet appends a sheet with the given column widths, after the named sheet or,
// for "", at the end. frozen is the number of rows that stay when scrolling.
func (b *book) addSheet(name string, widths []float64, frozen int, after string) (*sheet, error) {
	if len(b.sheets) == 0 {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return nil, err
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return nil, err
	}
	if err := b.setPage(name); err != nil {
		return nil, err
	}
	stream, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if frozen > 0 {
		cell := cellName(1, frozen+1)
		panes := &excelize.Panes{Freeze: true, YSplit: frozen, TopLeftCell: cell, ActivePane: "bottomLeft",
			Selection: []excelize.Selection{{SQRef: cell, ActiveCell: cell, Pane: "bottomLeft"}}}
		if err := stream.SetPanes(panes); err != nil {
			return nil, err
		}
	}
	s := &sheet{book: b, name: name, stream: stream, next: 1, columns: len(widths), header: frozen, area: true,
		cells: make([]excelize.Cell, len(widths)), values: make([]any, len(widths))}
	return s, b.place(s, after)
}

// place puts the sheet into its order.
func (b *book) place(s *sheet, after string) error {
	at := slices.IndexFunc(b.sheets, func(other *sheet) bool { return other.name == after }) + 1
	if after == "" || at == len(b.sheets) {
		b.sheets = append(b.sheets, s)
		return nil
	}
	if err := b.file.MoveSheet(s.name, b.sheets[at].name); err != nil {
		return err
	}
	b.sheets = slices.Insert(b.sheets, at, s)
	return nil
}

// setPage lays a sheet out for A4 landscape, one page wide, with page numbers.
func (b *book) setPage(name string) error {
	yes, size, orientation, wide, high := true, 9, "landscape", 1, 0
	if err := b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	layout := &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}
	if err := b.file.SetPageLayout(name, layout); err != nil {
		return err
	}
	side, top, bottom, foot := 0.35, 0.4, 0.5, 0.2 // inches
	margins := &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom, Footer: &foot, Header: &foot, Horizontally: &yes}
	if err := b.file.SetPageMargins(name, margins); err != nil {
		return err
	}
	// The sheet's size is not known yet and readers trust what stands there.
	if err := b.file.SetSheetDimension(name, ""); err != nil {
		return err
	}
	footer := "&L&9&A&C&9第 &P 页 共 &N 页"
	return b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: footer})
}

// finish ends the sheet: merged cells, filter, print titles, print area.
func (s *sheet) finish() error {
	for _, merge := range s.merges {
		if err := s.stream.MergeCell(merge[0], merge[1]); err != nil {
			return err
		}
	}
	if s.filter != "" {
		if err := s.book.file.AutoFilter(s.name, s.filter, nil); err != nil {
			return err
		}
	}
	if s.header > 0 {
		if err := s.define("_xlnm.Print_Titles", absolute(s.name, 1, 0, s.header)); err != nil {
			return err
		}
	}
	if s.area && s.next > 1 {
		if err := s.define("_xlnm.Print_Area", absoluteRange(s.name, 1, 1, s.columns, s.next-1)); err != nil {
			return err
		}
	}
	return s.stream.Flush()
}

func (s *sheet) define(name, refersTo string) error {
	return s.book.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: s.name})
}

// put fills one cell of the row being built. A value is text, a number, a Day, an
// instant or nil; text is cleaned, never a formula.
func (s *sheet) put(column int, look look, tone tone, value any) error {
	style, err := s.book.style(look, tone)
	if err != nil {
		return err
	}
	cell := &s.cells[column]
	*cell = excelize.Cell{StyleID: style}
	s.values[column] = cell
	switch v := value.(type) {
	case string:
		if v == "" {
			return nil
		}
		text, lost := cleanText(v)
		if lost {
			s.book.cuts = append(s.book.cuts, cut{sheet: s.name, cell: cellName(column+1, s.next)})
		}
		cell.Value = text
	case inspection.Day:
		if v != "" {
			cell.Value = daySerial(v)
		}
	case time.Time:
		if !v.IsZero() {
			cell.Value = clockSerial(v)
		}
	default:
		cell.Value = v
	}
	return nil
}

// formula fills one cell with a formula of ours and the value it has.
func (s *sheet) formula(column int, look look, tone tone, formula string, value any) error {
	if err := s.put(column, look, tone, value); err != nil {
		return err
	}
	s.cells[column].Formula = formula
	return nil
}

// endRow writes the row that was built, with a height in points, and starts the next.
func (s *sheet) endRow(height float64) error {
	err := s.stream.SetRow(cellName(1, s.next), s.values, excelize.RowOpts{Height: min(height, excelize.MaxRowHeight)})
	for i := range s.values {
		s.values[i] = nil
	}
	s.next++
	return err
}

// merge joins cells of the row being built, both columns counted from 0.
func (s *sheet) merge(from, to int) {
	if from != to {
		s.merges = append(s.merges, [2]string{cellName(from+1, s.next), cellName(to+1, s.next)})
	}
}
