package spreadsheet

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/width"

	"anxun/inspection"
)

// exampleMark begins the code of a row that only shows how to fill in the sheet.
const exampleMark = "示例"

// row reads one row below the header.
func (r *registerReader) row(sheet string, number int, header map[int]column, cells []string) {
	filled := 0
	first := ""
	for _, cell := range cells {
		if text := strings.TrimSpace(cell); text != "" {
			if filled++; filled == 1 {
				first = text
			}
		}
	}
	parsed := rowParser{sheet: sheet, number: number, header: header}
	parsed.read(cells)
	example := strings.HasPrefix(parsed.place.Code, exampleMark)
	if filled == 1 || example { // a title, a footer or the example: no place has a single filled cell
		r.register.Skipped = append(r.register.Skipped, SkippedRow{Sheet: sheet, Row: number, Text: first, Example: example})
		return
	}
	place := parsed.place.Normalize()
	for _, problem := range place.Validate() {
		parsed.problem(problem.Field, problem.Err)
	}
	if place.Code != "" {
		if earlier, twice := r.codes[place.Code]; twice {
			parsed.problem("code", inspection.Invalid("error.sheet_code_twice", "code", place.Code, "sheet", earlier.Sheet, "row", earlier.Row))
		} else {
			r.codes[place.Code] = SkippedRow{Sheet: sheet, Row: number}
		}
	}
	if len(parsed.problems) > 0 {
		slices.SortStableFunc(parsed.problems, func(a, b CellProblem) int { return fieldOrder(a.Title) - fieldOrder(b.Title) })
		r.register.Problems = append(r.register.Problems, parsed.problems...)
		return
	}
	r.register.Rows = append(r.register.Rows, PlaceRow{Sheet: sheet, Row: number, Place: place})
}

func fieldOrder(title string) int {
	return slices.IndexFunc(placeColumns, func(c column) bool { return c.title == title })
}

// rowParser turns the cells of one row into a place and collects what is wrong.
type rowParser struct {
	sheet    string
	number   int
	header   map[int]column
	place    inspection.Place
	problems []CellProblem
}

// problem notes the first thing that is wrong with a column; what follows from it
// would only confuse.
func (p *rowParser) problem(field string, err *inspection.Error) {
	c := columnOf(field)
	if slices.ContainsFunc(p.problems, func(known CellProblem) bool { return known.Title == c.title }) {
		return
	}
	letter := ""
	for i, known := range p.header {
		if known.field == field {
			letter, _ = excelize.ColumnNumberToName(i + 1) // i is below maxColumns
		}
	}
	p.problems = append(p.problems, CellProblem{Sheet: p.sheet, Row: p.number, Column: letter, Title: c.title, Err: err})
}

func (p *rowParser) read(cells []string) {
	for i := range cells {
		if c, known := p.header[i]; known {
			p.cell(c.field, cleanCell(cells[i]))
		}
	}
}

func (p *rowParser) cell(field, text string) {
	if isCellError(text) {
		p.problem(field, inspection.Invalid("error.sheet_cell_error", "value", text))
		return
	}
	place := &p.place
	switch field {
	case "code":
		place.Code = narrow(text)
	case "name":
		place.Name = text
	case "kind":
		place.PlaceKind = readTerm(p, field, kindTerms, text, nil)
	case "subkind":
		place.SubKind = readTerm(p, field, subKindTerms, text, nil)
	case "address":
		place.Address = text
	case "community":
		place.Community = text
	case "operator":
		place.Operator = text
	case "manager":
		place.Manager = text
	case "phone":
		place.Phone = narrow(text)
	case "area":
		place.Area = p.number64(field, text, "㎡", "m²", "m2", "平方米", "平米")
	case "beds":
		place.Beds = p.whole(field, text, "张")
	case "elders":
		place.Elders = p.whole(field, text, "人", "名")
	case "features":
		place.Features = p.features(text)
	case "note":
		place.Note = text
	case "sample":
		place.Sample = p.yes(field, text)
	}
}

// readTerm finds the value of a word; an empty cell is the empty value.
func readTerm[T ~string](p *rowParser, field string, terms []term[T], text string, keep func(T) bool) T {
	if text == "" {
		return ""
	}
	value, known := valueOf(terms, strings.Join(strings.Fields(text), ""))
	if !known {
		p.problem(field, inspection.Invalid("error.sheet_word_unknown", "value", shorten(text), "allowed", joinWords(words(terms, keep))))
	}
	return value
}

// features reads words divided by any of the marks that people put between them.
func (p *rowParser) features(text string) []inspection.Feature {
	var features []inspection.Feature
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,，;；/|", r) || unicode.IsSpace(r) }) {
		if feature := readTerm(p, "features", featureTerms, word, nil); feature != "" {
			features = append(features, feature)
		}
	}
	return features
}

func (p *rowParser) yes(field, text string) bool {
	switch text {
	case "", "否":
		return false
	case "是", exampleMark:
		return true
	}
	p.problem(field, inspection.Invalid("error.sheet_word_unknown", "value", shorten(text), "allowed", "是、否"))
	return false
}

// number64 reads a number as people write it: full-width digits, thousands
// separated, a unit behind it.
func (p *rowParser) number64(field, text string, units ...string) float64 {
	plain := strings.ReplaceAll(narrow(text), " ", "")
	for _, unit := range units {
		plain = strings.TrimSuffix(plain, narrow(unit))
	}
	if plain == "" || plain == "-" || plain == "/" {
		return 0
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(plain, ",", ""), 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		p.problem(field, inspection.Invalid("error.sheet_number", "value", shorten(text)))
		return 0
	}
	return value
}

func (p *rowParser) whole(field, text string, units ...string) int {
	value := p.number64(field, text, units...)
	if value != math.Trunc(value) || math.Abs(value) > math.MaxInt32 {
		p.problem(field, inspection.Invalid("error.sheet_whole_number", "value", shorten(text)))
		return 0
	}
	return int(value)
}

// cleanCell drops what is not text and writes every line end as \n.
func cleanCell(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n"), "\r", "\n")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\ufeff' || r == '\u200b' {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// narrow writes full-width digits, letters and signs as half-width ones.
func narrow(text string) string { return strings.TrimSpace(width.Fold.String(text)) }

// isCellError reports whether the cell shows the error of a formula.
func isCellError(text string) bool {
	return slices.Contains([]string{"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}, text)
}

// shorten keeps a quoted cell short enough for a sentence.
func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= 30 {
		return text
	}
	return string(runes[:30]) + "…"
}
