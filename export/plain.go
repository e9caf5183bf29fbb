package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"math"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf16"

	"anxun/inspection"
)

// List is a plain table: what a list of the window or of anxunctl shows, in its order.
type List struct {
	Name      string   // of the sheet; characters that a sheet name cannot have are left out
	Headers   []string // at least one
	Office    string   // author of the file; may be empty
	Program   string   // name and version, in the properties of the file
	Now       time.Time
	Overwrite bool // replace a file that exists
	Personal  bool // show telephone and identity numbers in full
}

// Written says what Table wrote.
type Written struct {
	Path string
	Size int64 // bytes
	Rows int   // without the headers
	Cuts int   // texts that no cell can hold; they end with a mark that says so
}

// Table writes a list at path: a workbook if path ends in .xlsx, text for spreadsheets
// if it ends in .csv. A row has one value per header: text, int, float64, bool, Day,
// time.Time or nil; it may be reused for the next row. Text never becomes a formula:
// in a workbook it is typed, in CSV see guard. Rows are streamed; past the last row of
// a sheet a workbook goes on in "…(2)".
//
// Errors: CodeInvalid for another kind of file, and otherwise as Write; the first
// error that rows gives ends the work. On any error no file is left and an existing
// one is as it was.
func Table(ctx context.Context, path string, list List, rows iter.Seq2[[]any, error]) (Written, error) {
	return writeTable(ctx, path, list, rows, maxRows)
}

// writeTable is Table with the number of rows that a sheet may hold.
func writeTable(ctx context.Context, path string, list List, rows iter.Seq2[[]any, error], limit int) (Written, error) {
	write := writeCSV
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
		write = func(ctx context.Context, w io.Writer, list List, rows iter.Seq2[[]any, error]) (Written, error) {
			return writeSheets(ctx, w, list, rows, limit)
		}
	case ".csv":
	default:
		return Written{}, inspection.Invalid("error.export_table_kind", "path", path)
	}
	target, err := openTarget(path, list.Overwrite)
	if err != nil {
		return Written{}, err
	}
	defer target.discard()
	written, err := write(ctx, target.file, list, checked(ctx, len(list.Headers), rows))
	if err != nil {
		return Written{}, told(ctx, err, path)
	}
	written.Path = path
	written.Size, err = target.commit()
	return written, err
}

// checked passes rows on until ctx ends or one has the wrong number of values.
func checked(ctx context.Context, columns int, rows iter.Seq2[[]any, error]) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for row, err := range rows {
			switch {
			case err != nil:
			case ctx.Err() != nil:
				err = ctx.Err()
			case len(row) != columns:
				err = fmt.Errorf("export: a row has %d values for %d columns", len(row), columns)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// The widths of the columns are chosen by what the first rows hold.
const (
	measuredRows = 200
	minWidth     = 8.0
	maxWidth     = 40.0
)

// plainBook is a list being written as a workbook.
type plainBook struct {
	list   List
	book   *book
	name   string
	widths []float64
	sheet  *sheet
	parts  int
	rows   int
}

func writeSheets(ctx context.Context, w io.Writer, list List, rows iter.Seq2[[]any, error], limit int) (Written, error) {
	b, err := newBook(ctx, w, properties{list.Name, list.Office, list.Program, list.Now})
	if err != nil {
		return Written{}, err
	}
	defer b.close()
	b.limit, b.personal = limit, list.Personal
	p := &plainBook{list: list, book: b, name: sheetName(list.Name)}
	var first [][]any // held back until the widths are known
	for row, err := range rows {
		if err != nil {
			return Written{}, err
		}
		if p.sheet == nil {
			if first = append(first, append([]any(nil), row...)); len(first) < measuredRows {
				continue
			}
			if err := p.begin(first); err != nil {
				return Written{}, err
			}
			continue
		}
		if err := p.add(row); err != nil {
			return Written{}, err
		}
	}
	if p.sheet == nil {
		if err := p.begin(first); err != nil {
			return Written{}, err
		}
	}
	p.seal()
	return Written{Rows: p.rows, Cuts: len(b.cuts)}, b.save()
}

// begin chooses the widths and writes the rows that were held back.
func (p *plainBook) begin(first [][]any) error {
	for _, header := range p.list.Headers {
		p.widths = append(p.widths, max(minWidth, float64(textWidth(header))+3)) // and the filter's button
	}
	for _, row := range first {
		for i, value := range row {
			p.widths[i] = min(maxWidth, max(p.widths[i], valueWidth(value)))
		}
	}
	if err := p.addSheet(); err != nil {
		return err
	}
	for _, row := range first {
		if err := p.add(row); err != nil {
			return err
		}
	}
	return nil
}

func (p *plainBook) addSheet() (err error) {
	name := p.name
	if p.parts++; p.parts > 1 {
		p.seal()
		name = partName(name, p.parts)
	}
	if p.sheet, err = p.book.addSheet(name, p.widths, 1, ""); err != nil {
		return err
	}
	p.sheet.paper = paperFor(p.widths, 1)
	columns := make([]column, len(p.list.Headers))
	for i, header := range p.list.Headers {
		columns[i] = column{title: header, width: p.widths[i]}
	}
	return p.sheet.headerRow(columns)
}

func (p *plainBook) add(row []any) error {
	if p.sheet.next > p.book.limit {
		if err := p.addSheet(); err != nil {
			return err
		}
	}
	p.rows++
	lines := 1
	for i, value := range row {
		value = cellValue(value)
		if err := p.sheet.put(i, lookOf(value), toneNone, value); err != nil {
			return err
		}
		if text, ok := value.(string); ok {
			lines = max(lines, lineCount(text, room(p.widths[i])))
		}
	}
	return p.sheet.endRow(float64(lines)*lineHeight + cellPadding)
}

// seal sets the filter over the rows of the sheet.
func (p *plainBook) seal() {
	p.sheet.filter = "A1:" + cellName(len(p.list.Headers), p.sheet.next-1)
}

// cellValue turns what a cell has no type for into text; what is no number, into
// nothing.
func cellValue(value any) any {
	switch v := value.(type) {
	case nil, string, int, inspection.Day, time.Time:
		return v
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return v
	case bool:
		if v {
			return wordYes
		}
		return wordNo
	}
	return fmt.Sprint(value)
}

// lookOf chooses how a value is shown by what it is.
func lookOf(value any) look {
	switch value.(type) {
	case int:
		return lookInteger
	case float64:
		return lookNumber
	case inspection.Day:
		return lookDay
	case time.Time:
		return lookStamp
	}
	return lookText
}

// valueWidth is how many characters a value takes; of text, its longest line.
func valueWidth(value any) float64 {
	switch v := value.(type) {
	case string:
		widest := 0
		for line := range strings.Lines(v) {
			widest = max(widest, textWidth(line))
		}
		return float64(widest) + 1
	case inspection.Day:
		return 11
	case time.Time:
		return 17
	}
	return float64(len(fmt.Sprint(value))) + 1
}

// textWidth is the width of a line in half-width characters.
func textWidth(line string) int {
	width := 0
	for _, r := range line {
		width += runeWidth(r)
	}
	return width
}

// sheetName makes a name that a sheet can have: at most 31 characters, room for "(99)"
// included, none of []:*?/\, no apostrophe at either end.
func sheetName(text string) string {
	const longest = 31 - len("(99)")
	clean, _ := cleanText(text)
	clean = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return -1
		}
		return r
	}, clean)
	units := 0
	for i, r := range clean {
		if units += utf16.RuneLen(r); units > longest {
			clean = clean[:i]
			break
		}
	}
	switch clean = strings.Trim(clean, "' "); {
	case clean == "":
		return "表"
	case strings.EqualFold(clean, "history"): // Excel keeps this name to itself
		return clean + "_"
	}
	return clean
}

// csvBuffer is how much text is gathered before it is written.
const csvBuffer = 256 << 10

func writeCSV(_ context.Context, w io.Writer, list List, rows iter.Seq2[[]any, error]) (Written, error) {
	out := bufio.NewWriterSize(w, csvBuffer)
	if _, err := out.WriteString("\uFEFF"); err != nil { // Excel takes text without this mark for the system's old encoding
		return Written{}, err
	}
	c := csvTable{out: out, personal: list.Personal}
	headers := make([]any, len(list.Headers))
	for i, header := range list.Headers {
		headers[i] = header
	}
	if err := c.row(headers); err != nil {
		return Written{}, err
	}
	written := Written{}
	for row, err := range rows {
		if err != nil {
			return Written{}, err
		}
		if err := c.row(row); err != nil {
			return Written{}, err
		}
		written.Rows++
	}
	written.Cuts = c.cuts
	return written, out.Flush()
}
