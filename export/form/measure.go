package form

import (
	"strings"
	"unicode"
)

// Figures for laying text out. A program that shows the document measures with fonts
// that we do not have, so all of them err towards more room: a line too much is white
// space, a line too few hides text.
const (
	pixelsPerPoint = 96.0 / 72
	digitWidth     = 7.0  // pixels of a digit in the default font, which column widths are counted in
	columnPadding  = 5.0  // pixels that a column's width has beyond its characters
	cellPadding    = 8.0  // pixels of a cell that text leaves free, left and right together
	indentWidth    = 10.0 // pixels of one step of indentation
	lineHeight     = 1.45 // of the font size; that of Noto Sans SC, the highest in use
	rowPadding     = 5.0  // points above and below the text of a row
	maxRowHeight   = 409.0
	// maxTextHeight is where a text goes on in another row. It is below what a row
	// can have, so that the rest of a page is not left blank for one row.
	maxTextHeight = 200.0
)

// pixels is the width of a column of so many characters.
func pixels(width float64) float64 {
	if width <= 0 {
		return 0
	}
	return width*digitWidth + columnPadding
}

// runeEm is the width of a character in ems.
func runeEm(r rune) float64 {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x2000:
		return 1
	case r == ' ', r == '.', r == ',', r == ':', r == ';', r == 'i', r == 'l', r == '\'':
		return 0.35
	case r >= 'A' && r <= 'Z', r == '@', r == '%', r == 'm', r == 'w':
		return 0.8
	}
	return 0.6
}

// keepsWord reports whether the character holds together with its neighbours of the
// same sort: a number or a Latin word is not broken.
func keepsWord(r rune) bool {
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-._/%+", r))
}

// hangs lists what must not begin a line and pulls the character before it along.
const hangs = "，。、；：！？）》」』】〕”’…—,.;:!?)]}%"

// textLine is one line of a text: text[start:end], without the line end.
type textLine struct{ start, end int }

// breakLines lays a text out in lines of room pixels.
func breakLines(text string, room, size float64) []textLine {
	em := size * pixelsPerPoint
	room = max(room, 2*em) // a column that holds no character would never end
	var lines []textLine
	start, width := 0, 0.0
	lastBreak, lastWidth := 0, 0.0 // the last place where the line may end
	var before rune
	for i, r := range text {
		if r == '\n' {
			lines = append(lines, textLine{start, i})
			start, width, lastBreak, lastWidth, before = i+1, 0, i+1, 0, 0
			continue
		}
		if i > start && !strings.ContainsRune(hangs, r) && !(keepsWord(before) && keepsWord(r)) {
			lastBreak, lastWidth = i, width
		}
		advance := runeEm(r) * em
		if width+advance > room && i > start {
			if lastBreak <= start { // one long word
				lastBreak, lastWidth = i, width
			}
			lines = append(lines, textLine{start, lastBreak})
			start, width = lastBreak, width-lastWidth
			lastWidth = 0
		}
		width += advance
		before = r
	}
	return append(lines, textLine{start, len(text)})
}

// splitText cuts a text into parts of at most so many lines.
func splitText(text string, lines []textLine, perPart int) []string {
	if len(lines) <= perPart {
		return []string{text}
	}
	var parts []string
	for from := 0; from < len(lines); from += perPart {
		to := min(from+perPart, len(lines)) - 1
		parts = append(parts, text[lines[from].start:lines[to].end])
	}
	return parts
}

// textHeight is the height in points that lines need.
func textHeight(lines int, size float64) float64 {
	return float64(lines)*size*lineHeight + rowPadding
}

// linesWithin is how many lines fit.
func linesWithin(height, size float64) int {
	return max(1, int((height-rowPadding)/(size*lineHeight)))
}
