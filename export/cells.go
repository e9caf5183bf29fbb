package export

import (
	"strconv"
	"strings"
)

// cell is one cell of a row being built. Its value is nil, text that was cleaned, an
// int or a float64.
type cell struct {
	filled  bool // the cell exists, be it only for its borders
	style   int
	value   any
	formula string // without "="; the value is then its result
}

// appendRow writes a row as the file format has it (ECMA-376 part 1, 18.3.1.73). The
// height is in points.
func appendRow(out []byte, row int, height float64, cells []cell, names []string) []byte {
	number := strconv.Itoa(row)
	out = append(out, `<row r="`...)
	out = append(out, number...)
	out = append(out, `" ht="`...)
	out = strconv.AppendFloat(out, height, 'f', -1, 64)
	out = append(out, `" customHeight="1">`...)
	for i := range cells {
		if !cells[i].filled {
			continue
		}
		out = append(out, `<c r="`...)
		out = append(out, names[i]...)
		out = append(out, number...)
		out = append(out, `" s="`...)
		out = strconv.AppendInt(out, int64(cells[i].style), 10)
		out = appendContent(out, &cells[i])
	}
	return append(out, `</row>`...)
}

// appendContent writes the rest of a cell after its style.
func appendContent(out []byte, c *cell) []byte {
	text, isText := c.value.(string)
	switch {
	case c.value == nil && c.formula == "":
		return append(out, `"/>`...)
	case c.formula != "":
		if isText {
			out = append(out, `" t="str`...)
		}
		out = append(out, `"><f>`...)
		out = appendEscaped(out, c.formula)
		out = append(out, `</f><v>`...)
		if isText {
			out = appendText(out, text)
		} else {
			out = appendNumber(out, c.value)
		}
		return append(out, `</v></c>`...)
	case isText:
		out = append(out, `" t="inlineStr"><is><t`...)
		if strings.TrimSpace(text[:1]) == "" || strings.TrimSpace(text[len(text)-1:]) == "" {
			out = append(out, ` xml:space="preserve"`...)
		}
		out = append(out, '>')
		out = appendText(out, text)
		return append(out, `</t></is></c>`...)
	}
	out = append(out, `"><v>`...)
	out = appendNumber(out, c.value)
	return append(out, `</v></c>`...)
}

// significant is how many decimal digits of a number Excel keeps.
const significant = 15

func appendNumber(out []byte, value any) []byte {
	switch v := value.(type) {
	case int:
		return strconv.AppendInt(out, int64(v), 10)
	case float64:
		return strconv.AppendFloat(out, v, 'g', significant, 64)
	}
	return out
}

// appendText writes the text of a cell. In cells "_xHHHH_" stands for a character, so
// a text that happens to look like that has its first underscore written that way.
func appendText(out []byte, text string) []byte {
	for at := strings.Index(text, "_x"); at >= 0; at = strings.Index(text, "_x") {
		out = appendEscaped(out, text[:at])
		if looksEncoded(text[at:]) {
			out = append(out, "_x005F"...)
		}
		out = append(out, '_')
		text = text[at+1:]
	}
	return appendEscaped(out, text)
}

// looksEncoded reports whether the text begins like "_x000D_".
func looksEncoded(text string) bool {
	const form = "_xHHHH_"
	if len(text) < len(form) || text[len(form)-1] != '_' {
		return false
	}
	for _, digit := range []byte(text[2:6]) {
		if !strings.ContainsRune("0123456789abcdefABCDEF", rune(digit)) {
			return false
		}
	}
	return true
}

// appendEscaped writes text as XML content or, in double quotes, as an attribute. The
// text was cleaned, so only what XML itself uses needs care.
func appendEscaped(out []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); i++ {
		var entity string
		switch text[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&quot;"
		default:
			continue
		}
		out = append(append(out, text[from:i]...), entity...)
		from = i + 1
	}
	return append(out, text[from:]...)
}
