// Package table makes of rows the text that a spreadsheet takes from the clipboard as a table.
package table

import "strings"

// Text is a table in the making: cells parted by tabs, rows by line ends.
type Text struct {
	lines strings.Builder
	rows  int
}

// New returns a table with only its head.
func New(head ...string) *Text {
	t := &Text{}
	t.write(head)
	return t
}

// Add appends a row.
func (t *Text) Add(cells ...string) {
	t.write(cells)
	t.rows++
}

// Len returns the number of rows without the head.
func (t *Text) Len() int { return t.rows }

// String returns the table.
func (t *Text) String() string { return t.lines.String() }

func (t *Text) write(cells []string) {
	for i, cell := range cells {
		if i > 0 {
			t.lines.WriteByte('\t')
		}
		t.lines.WriteString(guarded(cell))
	}
	t.lines.WriteString("\r\n")
}

// guarded keeps a cell in its place and a spreadsheet from calculating it: what stands in a description must not become
// a formula in somebody's office.
func guarded(cell string) string {
	cell = strings.Join(strings.FieldsFunc(cell, func(r rune) bool { return r == '\t' || r == '\n' || r == '\r' }), " ")
	if trimmed := strings.TrimLeft(cell, " "); trimmed != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(trimmed)[0]) {
		return "'" + cell
	}
	return cell
}
