package export

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxCellText is how many UTF-16 units a cell can hold (Excel's limit, which WPS
// and the file format share).
const maxCellText = 32767

// cutMark ends a text that did not fit into its cell.
const cutMark = "……（超长，已截断）"

// cleanText makes a text fit for a cell: it drops the characters that XML 1.0 does
// not allow, writes every line end as \n, and cuts what is too long. cut reports
// whether something was lost at the end.
func cleanText(text string) (clean string, cut bool) {
	if !plain(text) {
		text = strings.Map(func(r rune) rune {
			if r == utf8.RuneError || !legalInXML(r) {
				return -1
			}
			return r
		}, strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"))
	}
	if len(text) <= maxCellText {
		return text, false // a UTF-16 unit takes at least one byte in UTF-8
	}
	return cutText(text)
}

// plain reports whether the text certainly needs no cleaning; it is the fast path
// for nearly every text. U+FFFD, U+FFFE and U+FFFF begin with the bytes EF BF.
func plain(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < 0x20 && c != '\n' && c != '\t' || c == 0xEF && i+1 < len(text) && text[i+1] == 0xBF {
			return false
		}
	}
	return utf8.ValidString(text)
}

// legalInXML is the production Char of XML 1.0, section 2.2.
func legalInXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

func cutText(text string) (string, bool) {
	room := maxCellText - len(utf16.Encode([]rune(cutMark)))
	units, cutAt := 0, -1
	for i, r := range text {
		if units <= room && units+utf16.RuneLen(r) > room {
			cutAt = i
		}
		units += utf16.RuneLen(r)
	}
	if units <= maxCellText {
		return text, false
	}
	return text[:cutAt] + cutMark, true
}

// runeWidth is the width of a character in half-width characters: a Chinese one
// takes two.
func runeWidth(r rune) int {
	if r < 0x2000 {
		return 1
	}
	return 2
}

// lineCount estimates on how many lines a text stands in a column that is room
// half-width characters wide. It rounds up: a line too much is only white space,
// a line too few hides text.
func lineCount(text string, room int) int {
	if len(text) <= room && strings.IndexByte(text, '\n') < 0 {
		return 1 // a character takes at least as many bytes as half-width places
	}
	lines, used := 1, 0
	for _, r := range text {
		if r == '\n' {
			lines, used = lines+1, 0
			continue
		}
		width := runeWidth(r)
		if used+width > room {
			lines, used = lines+1, 0
		}
		used += width
	}
	return lines
}
