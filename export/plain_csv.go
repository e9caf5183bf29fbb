package export

import (
	"bufio"
	"strconv"
	"strings"
	"time"
	"unicode"

	"anxun/inspection"
)

// csvTable writes rows as RFC 4180 has them: commas, lines that end in CR LF, quotes
// around what needs them.
type csvTable struct {
	out  *bufio.Writer
	line []byte
	cuts int

	personal bool
}

func (c *csvTable) row(values []any) error {
	c.line = c.line[:0]
	for i, value := range values {
		if i > 0 {
			c.line = append(c.line, ',')
		}
		c.line = appendField(c.line, c.field(value))
	}
	c.line = append(c.line, "\r\n"...)
	_, err := c.out.Write(c.line)
	return err
}

// field writes a value for people and spreadsheets alike. Only text is guarded: a
// number of ours is a number.
func (c *csvTable) field(value any) string {
	switch v := cellValue(value).(type) {
	case nil:
		return ""
	case string:
		if !c.personal {
			v = inspection.MaskPersonal(v)
		}
		clean, lost := cleanText(v)
		if lost {
			c.cuts++
		}
		return guard(clean)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', significant, 64)
	case inspection.Day:
		return string(v)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.In(inspection.Zone).Format("2006-01-02 15:04")
	}
	return ""
}

// guard keeps a spreadsheet program from running text as a formula: it puts an
// apostrophe before text that begins with = + - @, in full width too, even after
// blanks, or with a tab or line end (OWASP ASVS 1.2.10, CWE-1236). The
// programs that would run it take the apostrophe for their own mark of text.
func guard(text string) string {
	bare := strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' })
	switch {
	case text != "" && strings.ContainsRune("\t\n\r", rune(text[0])):
		return "'" + text
	case bare != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(bare)[0]):
		return "'" + text
	}
	return text
}

// appendField quotes a field that holds a quote, a divider or a line end, or blanks at
// an end, which some readers drop.
func appendField(out []byte, text string) []byte {
	if !strings.ContainsAny(text, ",;\"\r\n\t") && strings.TrimSpace(text) == text {
		return append(out, text...)
	}
	out = append(out, '"')
	out = append(out, strings.ReplaceAll(text, `"`, `""`)...)
	return append(out, '"')
}
