package spreadsheet

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// The limits for what is read of a workbook.
const (
	maxRows       = 20_000 // rows with content
	maxColumns    = 100    // columns with content
	maxHeaderRow  = 20     // the header stands in one of the first rows
	maxTotalCells = maxRows * maxColumns
)

// CellProblem says what is wrong with one cell, or with one row when Column is
// empty.
type CellProblem struct {
	Sheet  string
	Row    int    // as the spreadsheet program shows it, from 1
	Column string // letter, e.g. "C"
	Title  string // of the column, e.g. 类别
	Err    *inspection.Error
}

// PlaceRow is a good row of a register.
type PlaceRow struct {
	Sheet string
	Row   int
	Place inspection.Place
}

// SkippedRow is a row that was not taken for a place.
type SkippedRow struct {
	Sheet   string
	Row     int
	Text    string // the content of its first filled cell
	Example bool   // the example of the template; otherwise a title or a footer
}

// Register is what was read from a workbook. Good rows can be imported although
// others are wrong; whether they should is for a person to decide.
type Register struct {
	Rows     []PlaceRow
	Problems []CellProblem
	Skipped  []SkippedRow
	Unknown  []string        // titles of columns that mean nothing to Anxun
	given    map[string]bool // the fields for which there was a column
}

// WrongRows counts the rows that have at least one problem.
func (r Register) WrongRows() int {
	type place struct {
		sheet string
		row   int
	}
	rows := map[place]bool{}
	for _, problem := range r.Problems {
		rows[place{problem.Sheet, problem.Row}] = true
	}
	return len(rows)
}

// Complete returns the places to be imported. A field for which the workbook has no
// column keeps the value it has in the present register, so that a list of
// codes and phone numbers changes phone numbers only.
func (r Register) Complete(present []inspection.Place) []inspection.Place {
	byCode := make(map[string]inspection.Place, len(present))
	for _, place := range present {
		byCode[place.Code] = place
	}
	places := make([]inspection.Place, len(r.Rows))
	for i, row := range r.Rows {
		places[i] = row.Place
		if old, found := byCode[row.Place.Code]; found {
			places[i] = r.keep(old, row.Place)
		}
	}
	return places
}

func (r Register) keep(old, read inspection.Place) inspection.Place {
	kept := func(field string, take func()) {
		if !r.given[field] {
			take()
		}
	}
	kept("subkind", func() {
		if slices.Contains(inspection.SubKindsOf(read.PlaceKind), old.SubKind) {
			read.SubKind = old.SubKind
		}
	})
	kept("address", func() { read.Address = old.Address })
	kept("community", func() { read.Community = old.Community })
	kept("operator", func() { read.Operator = old.Operator })
	kept("manager", func() { read.Manager = old.Manager })
	kept("phone", func() { read.Phone = old.Phone })
	kept("area", func() { read.Area = old.Area })
	kept("beds", func() { read.Beds = old.Beds })
	kept("elders", func() { read.Elders = old.Elders })
	kept("features", func() { read.Features = old.Features })
	kept("note", func() { read.Note = old.Note })
	kept("sample", func() { read.Sample = old.Sample })
	return read
}

// ReadPlaces reads the register of places from a workbook. The sheets that have a
// header row with at least 编号, 名称 and 类别 are read; other sheets are left alone.
// A file that is no workbook, is damaged, too large or has no such sheet is an
// error; wrong rows are not, they are listed in the result.
func ReadPlaces(path string) (Register, error) {
	book, err := openWorkbook(path)
	if err != nil {
		return Register{}, err
	}
	register, err := readBook(book, filepath.Base(path))
	if closing := book.Close(); err == nil && closing != nil {
		err = damaged(closing, path)
	}
	if err != nil {
		return Register{}, err
	}
	return register, nil
}

func readBook(book *excelize.File, file string) (Register, error) {
	register := Register{given: map[string]bool{}}
	reader := registerReader{file: file, register: &register, codes: map[string]SkippedRow{}}
	found, near := false, ""
	for _, sheet := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(sheet); err != nil || !visible {
			continue
		}
		read, missing, err := reader.sheet(book, sheet)
		if err != nil {
			return Register{}, err
		}
		found = found || read
		if missing != "" && near == "" {
			near = missing
		}
	}
	switch {
	case found:
		return register, nil
	case near != "":
		return Register{}, inspection.Invalid("error.sheet_columns_missing", "file", file, "columns", near)
	}
	return Register{}, inspection.Invalid("error.sheet_no_header", "file", file)
}

// registerReader reads the sheets of one workbook.
type registerReader struct {
	file     string
	register *Register
	codes    map[string]SkippedRow // where each code was first seen
	cells    int
	filled   int
}

// sheet reads one sheet. It reports whether it had a header and, when a header was
// there but incomplete, the titles that are missing.
func (r *registerReader) sheet(book *excelize.File, name string) (read bool, missing string, err error) {
	rows, err := book.Rows(name)
	if err != nil {
		return false, "", damaged(err, r.file)
	}
	defer func() {
		if closing := rows.Close(); err == nil && closing != nil {
			err = damaged(closing, r.file)
		}
	}()
	var header map[int]column
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return false, "", damaged(err, r.file)
		}
		if cells, err = r.trim(name, number, cells); err != nil {
			return false, "", err
		}
		switch {
		case len(cells) == 0:
		case header != nil:
			if r.filled++; r.filled > maxRows {
				return false, "", r.tooMany(name)
			}
			r.row(name, number, header, cells)
		case number > maxHeaderRow:
			return false, missing, nil
		default:
			header, missing, err = r.header(name, number, cells, missing)
			if err != nil {
				return false, "", err
			}
		}
	}
	if err := rows.Error(); err != nil {
		return false, "", damaged(err, r.file)
	}
	return header != nil, missing, nil
}

// trim drops the empty cells at the end of a row. A row that is wider than any
// register ends the reading: a file of a few kilobytes can claim billions of cells.
func (r *registerReader) trim(sheet string, row int, cells []string) ([]string, error) {
	r.cells += len(cells)
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) > maxColumns || r.cells > maxTotalCells {
		return nil, inspection.Invalid("error.sheet_too_wide", "file", r.file, "sheet", sheet, "row", row, "limit", maxColumns)
	}
	return cells, nil
}

func (r *registerReader) tooMany(sheet string) error {
	return inspection.Invalid("error.sheet_too_many_rows", "file", r.file, "sheet", sheet, "limit", maxRows)
}

// twice names two columns that are one to us. They may have different titles, such as 编号 and 对象编号.
func (r *registerReader) twice(sheet string, row int, cells []string, first, second int, known column) error {
	letter := func(i int) string {
		name, _ := excelize.ColumnNumberToName(i + 1) // i is below maxColumns
		return name
	}
	return inspection.Invalid("error.sheet_column_twice", "file", r.file, "sheet", sheet, "row", row, "column", known.title,
		"first", letter(first), "first_title", strings.TrimSpace(cells[first]), "second", letter(second), "second_title", strings.TrimSpace(cells[second]))
}

// header reads a row as the header. Two known titles make it one; a row with fewer
// is a title above the table.
func (r *registerReader) header(sheet string, number int, cells []string, missing string) (map[int]column, string, error) {
	header, unknown, seen, at := map[int]column{}, []string{}, map[string]bool{}, map[string]int{}
	for i, cell := range cells {
		known, ok := columnFor(cell)
		switch {
		case !ok && strings.TrimSpace(cell) != "":
			unknown = append(unknown, strings.TrimSpace(cell))
		case ok && seen[known.field]:
			return nil, "", r.twice(sheet, number, cells, at[known.field], i, known)
		case ok:
			header[i], seen[known.field], at[known.field] = known, true, i
		}
	}
	if len(seen) < 2 {
		return nil, missing, nil
	}
	var absent []string
	for _, field := range requiredFields {
		if !seen[field] {
			absent = append(absent, columnOf(field).title)
		}
	}
	if len(absent) > 0 {
		return nil, joinWords(absent), nil
	}
	for field := range seen {
		r.register.given[field] = true
	}
	r.register.Unknown = append(r.register.Unknown, unknown...)
	return header, "", nil
}
