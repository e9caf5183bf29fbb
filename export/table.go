package export

import (
	"fmt"
	"slices"
	"strings"
)

// column is one column of a table.
type column struct {
	title string
	width float64 // in characters of the default font, as spreadsheets count
	look  look
}

// toned is a value with the colour that goes with it.
type toned struct {
	value any
	tone  tone
}

// worked is a value that a formula gives.
type worked struct {
	formula string
	value   any
}

// Heights in points. A line of 10-point text needs 13 to 14.5 points, depending on
// the font the program finds.
const (
	lineHeight   = 15.0
	cellPadding  = 5.0
	titleHeight  = 30.0
	noteHeight   = 18.0
	headerHeight = 34.0
)

// headerRows is the number of rows above the data: title, note, column titles.
const headerRows = 3

// table is a sheet with one row per record. Past the last row a sheet can hold it
// goes on in a second sheet "…(2)".
type table struct {
	book    *book
	name    string
	title   string
	note    string
	columns []column
	printed int // columns that go on paper, from the first
	paper   paper
	order   []int // of the values in the columns; nil as they come
	row     []any // values in that order
	parts   []*sheet
	rows    int
}

// addTable starts a table at the end of the workbook. The columns named aside stand to the
// right of the others and are not printed, so that what is printed can be read.
func (b *book) addTable(name, title, note string, columns []column, aside ...string) (*table, error) {
	t := &table{book: b, name: name, title: title, note: note, columns: columns, printed: len(columns)}
	if len(aside) > 0 {
		t.setAside(aside)
	}
	t.paper = paperFor(t.widths()[:t.printed], 1)
	return t, t.addPart()
}

// addWideTable is addTable for columns that somebody chose; the first key of them name the record
// and stand on every page. The line under the title says how it prints.
func (b *book) addWideTable(name, title, note string, columns []column, key int) (*table, error) {
	t := &table{book: b, name: name, title: title, note: note, columns: columns, printed: len(columns)}
	t.paper = paperFor(t.widths(), key)
	t.note += t.paper.describe(columns)
	return t, t.addPart()
}

func (t *table) widths() []float64 {
	widths := make([]float64, len(t.columns))
	for i, column := range t.columns {
		widths[i] = column.width
	}
	return widths
}

// setAside brings the columns into their order on the sheet. Values keep the order in which
// the columns are listed, which the digest of a record is made in.
func (t *table) setAside(aside []string) {
	listed := t.columns
	t.columns, t.row = make([]column, 0, len(listed)), make([]any, len(listed))
	for _, want := range []bool{false, true} {
		for i, column := range listed {
			if slices.Contains(aside, column.title) == want {
				t.columns, t.order = append(t.columns, column), append(t.order, i)
			}
		}
	}
	t.printed -= len(aside)
	t.note += "　　打印至“" + t.columns[t.printed-1].title + "”栏，其右各栏供查询"
}

func (t *table) addPart() error {
	name, after := t.name, ""
	if n := len(t.parts); n > 0 {
		name, after = partName(t.name, n+1), t.parts[n-1].name
	}
	s, err := t.book.addSheet(name, t.widths(), headerRows, after)
	if err != nil {
		return err
	}
	s.printed, s.paper = t.printed, t.paper
	s.paper.banner = min(s.paper.banner, s.printed)
	t.parts = append(t.parts, s)
	if err := s.banner(t.title, lookTitle, titleHeight); err != nil {
		return err
	}
	if err := s.banner(t.note, lookNote, noteHeight); err != nil {
		return err
	}
	return s.headerRow(t.columns)
}

// banner writes one text across all columns that are printed, or those of the first page that it
// does not share with the others.
func (s *sheet) banner(text string, look look, height float64) error {
	first := s.paper.repeated
	for i := first; i < s.paper.banner; i++ {
		if err := s.put(i, look, toneNone, nil); err != nil {
			return err
		}
	}
	if err := s.put(first, look, toneNone, text); err != nil {
		return err
	}
	s.merge(first, s.paper.banner-1)
	return s.endRow(height)
}

// headerRow writes the column titles.
func (s *sheet) headerRow(columns []column) error {
	lines := 1
	for i, column := range columns {
		tone := toneNone
		if i >= s.printed {
			tone = toneQuiet
		}
		if err := s.put(i, lookHeader, tone, column.title); err != nil {
			return err
		}
		lines = max(lines, lineCount(column.title, room(column.width)))
	}
	return s.endRow(max(headerHeight, float64(lines)*lineHeight+cellPadding))
}

// room is how many half-width characters of body text fit into a column: the width of a
// column counts digits of the default font, which is the body font.
func room(width float64) int { return max(2, int(width)) }

// add writes one row; values stand in the order of the columns.
func (t *table) add(values ...any) error { return t.addTall(0, values...) }

// addTall writes one row that is at least so many points high.
func (t *table) addTall(height float64, values ...any) error {
	if len(values) != len(t.columns) {
		panic(fmt.Sprintf("export: %s has %d columns, not %d", t.name, len(t.columns), len(values))) // fixed in this package
	}
	s := t.parts[len(t.parts)-1]
	if s.next > t.book.limit {
		if err := t.addPart(); err != nil {
			return err
		}
		s = t.parts[len(t.parts)-1]
	}
	t.rows++
	for i, from := range t.order {
		t.row[i] = values[from]
	}
	if t.order != nil {
		values = t.row
	}
	return s.dataRow(height, t.columns, values)
}

// nextRow is the number of the row that add writes next.
func (t *table) nextRow() int {
	if next := t.parts[len(t.parts)-1].next; next <= t.book.limit {
		return next
	}
	return headerRows + 1 // of the next part
}

// dataRow writes values in the looks of the columns, as high as the texts need and at
// least so many points.
func (s *sheet) dataRow(height float64, columns []column, values []any) error {
	lines, err := s.fill(columns, values)
	if err != nil {
		return err
	}
	return s.endRow(max(height, float64(lines)*lineHeight+cellPadding))
}

// fill puts values into the row being built, in the looks of the columns, and
// returns how many lines of text it needs.
func (s *sheet) fill(columns []column, values []any) (int, error) {
	lines := 1
	for i, value := range values {
		tone, formula := toneNone, ""
		if w, ok := value.(worked); ok {
			value, formula = w.value, w.formula
		}
		if t, ok := value.(toned); ok {
			value, tone = t.value, t.tone
		}
		if err := s.formula(i, columns[i].look, tone, formula, value); err != nil {
			return 0, err
		}
		if text, ok := value.(string); ok && text != "" {
			lines = max(lines, lineCount(text, room(columns[i].width)))
		}
	}
	return lines, nil
}

// sealed sets the filters, when all rows are written.
func (t *table) sealed() {
	for _, part := range t.parts {
		last := max(part.next-1, headerRows)
		part.filter = cellName(1, headerRows) + ":" + cellName(len(t.columns), last)
	}
}

// index finds a column by its title; titles are fixed in this package.
func (t *table) index(title string) int {
	for i, column := range t.columns {
		if column.title == title {
			return i + 1
		}
	}
	panic("export: " + t.name + " has no column " + title)
}

// ranges gives the data cells of a column, one range per part. An empty table gives
// its first, empty, data row.
func (t *table) ranges(title string) []string {
	column := t.index(title)
	ranges := make([]string, len(t.parts))
	for i, part := range t.parts {
		ranges[i] = absolute(part.name, headerRows+1, column, max(part.next-1, headerRows+1))
	}
	return ranges
}

// perPart builds a formula as the sum of one term per part. The term gets a
// function that gives a column's range in that part.
func (t *table) perPart(term func(column func(title string) string) string) string {
	terms := make([]string, len(t.parts))
	for i := range t.parts {
		terms[i] = term(func(title string) string { return t.ranges(title)[i] })
	}
	return strings.Join(terms, "+")
}
