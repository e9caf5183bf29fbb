package form

import (
	"strconv"
	"strings"
)

// mover says where the rows of a template's sheet went.
type mover interface {
	first(row int) int // the first row that came out of it
	last(row int) int  // the last one
}

// parseCell reads a reference such as B12.
func parseCell(ref string) (row, column int, ok bool) {
	i := 0
	for i < len(ref) && ref[i]|0x20 >= 'a' && ref[i]|0x20 <= 'z' {
		if column = column*26 + int(ref[i]|0x20-'a') + 1; column > maxColumn {
			return 0, 0, false
		}
		i++
	}
	row, err := strconv.Atoi(ref[i:])
	return row, column, err == nil && i > 0 && row > 0 && row <= maxRow && ref[i] != '+'
}

// parseArea reads a reference such as A1:C2 or A1.
func parseArea(ref string) (area, bool) {
	from, to, isRange := strings.Cut(ref, ":")
	if !isRange {
		to = from
	}
	r1, c1, ok1 := parseCell(from)
	r2, c2, ok2 := parseCell(to)
	return area{r1, c1, r2, c2}, ok1 && ok2 && r1 <= r2 && c1 <= c2
}

func columnName(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

func cellName(row, column int) string { return columnName(column) + strconv.Itoa(row) }

func (a area) String() string {
	return cellName(a.row1, a.column1) + ":" + cellName(a.row2, a.column2)
}

// shiftText moves the references in a formula or a list of ranges. movers says, for
// the name of a sheet, where its rows went; nil for a sheet that did not change. The
// name "" is the sheet in which the text stands.
func shiftText(text string, movers func(sheet string) mover) string {
	var out strings.Builder
	for i := 0; i < len(text); {
		if text[i] == '"' {
			end := closing(text, i)
			out.WriteString(text[i:end])
			i = end
			continue
		}
		name, at := sheetPrefix(text, i)
		end := rangeEnd(text, at)
		if end == at {
			end = max(at, wordEnd(text, i), i+1)
			out.WriteString(text[i:end])
			i = end
			continue
		}
		out.WriteString(text[i:at])
		if m := movers(name); m != nil {
			out.WriteString(shiftRange(text[at:end], m))
		} else {
			out.WriteString(text[at:end])
		}
		i = end
	}
	return out.String()
}

// closing returns where the quoted text that starts at i ends.
func closing(text string, i int) int {
	quote := text[i]
	for j := i + 1; j < len(text); j++ {
		if text[j] == quote {
			if j+1 < len(text) && text[j+1] == quote {
				j++
				continue
			}
			return j + 1
		}
	}
	return len(text)
}

// sheetPrefix reads "Sheet1!" or "'a b'!" and returns the bare name and where the
// prefix ends; i if there is none.
func sheetPrefix(text string, i int) (string, int) {
	end := i
	if text[i] == '\'' {
		end = closing(text, i)
	} else {
		end = wordEnd(text, i)
	}
	if end > i && end < len(text) && text[end] == '!' {
		name := text[i:end]
		if name[0] == '\'' {
			name = strings.ReplaceAll(strings.Trim(name, "'"), "''", "'")
		}
		return name, end + 1
	}
	return "", i
}

// wordEnd returns where the name or number that starts at i ends.
func wordEnd(text string, i int) int {
	for i < len(text) && (text[i] >= 0x80 || text[i] == '_' || text[i] == '.' || text[i] == '$' ||
		text[i] >= '0' && text[i] <= '9' || text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z') {
		i++
	}
	return i
}

// rangeEnd returns where the reference or range that starts at i ends; i if there is
// none.
func rangeEnd(text string, i int) int {
	end := wordEnd(text, i)
	if !isReference(text[i:end]) {
		return i
	}
	whole := isRows(text[i:end])
	if end < len(text) && text[end] == ':' {
		if second := wordEnd(text, end+1); isReference(text[end+1:second]) && isRows(text[end+1:second]) == whole {
			return second
		}
	}
	if whole || end < len(text) && text[end] == '(' { // a bare number, or a function such as LOG10(
		return i
	}
	if end < len(text) && text[end] == '!' {
		return i
	}
	return end
}

func isReference(word string) bool {
	bare := strings.ReplaceAll(word, "$", "")
	if isRows(word) {
		n, err := strconv.Atoi(bare)
		return err == nil && n > 0 && n <= maxRow
	}
	_, _, ok := parseCell(bare)
	return ok
}

func isRows(word string) bool {
	bare := strings.ReplaceAll(word, "$", "")
	return bare != "" && strings.Trim(bare, "0123456789") == ""
}

func shiftRange(text string, m mover) string {
	from, to, isRange := strings.Cut(text, ":")
	if !isRange {
		return shiftOne(from, m.first)
	}
	return shiftOne(from, m.first) + ":" + shiftOne(to, m.last)
}

func shiftOne(ref string, to func(int) int) string {
	digits := len(ref)
	for digits > 0 && ref[digits-1] >= '0' && ref[digits-1] <= '9' {
		digits--
	}
	row, err := strconv.Atoi(ref[digits:])
	if err != nil {
		return ref
	}
	return ref[:digits] + strconv.Itoa(min(to(row), maxRow))
}
