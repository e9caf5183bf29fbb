package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"anxun/inspection"
)

// emit prints the result: as one JSON document, or as human writes it.
func (c *call) emit(document any, human func()) error {
	if !c.json {
		human()
		return nil
	}
	encoder := json.NewEncoder(c.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}

// say prints one line of the result.
func (c *call) say(key string, args ...any) { fmt.Fprintln(c.out, c.text.T(key, args...)) }

// reportError tells a person, or with --json a program, what went wrong.
func (c *call) reportError(err error) {
	message := c.text.Error(err)
	if errors.Is(err, context.Canceled) {
		message = c.text.T("error.cancelled")
	}
	if !c.json {
		fmt.Fprintln(c.log, c.text.T("cli.error", "text", message))
		return
	}
	code := string(inspection.CodeOf(err))
	var usage *usageError
	if errors.As(err, &usage) {
		code = "usage"
	}
	type failure struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	encoder := json.NewEncoder(c.log)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(map[string]failure{"error": {code, message}}) // where errors go, there is no place left for this one
}

// table is printed with columns that stand below each other, Chinese included.
type table struct {
	header []string
	rows   [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// maxCellWidth keeps a long text from pushing the other columns off the screen. The
// last column is never cut.
const maxCellWidth = 44

func (t *table) write(w io.Writer) {
	var columns columnWidths
	for _, row := range append([][]string{t.header}, t.rows...) {
		columns.fit(row)
	}
	columns.print(w, t.header)
	for _, row := range t.rows {
		columns.print(w, row)
	}
}

// columnWidths are the widths that the columns of a table need, in places on a terminal.
type columnWidths []int

// fit widens the columns for a row.
func (c *columnWidths) fit(row []string) {
	for i := range row {
		if i == len(*c) {
			*c = append(*c, 0)
		}
		(*c)[i] = max((*c)[i], textWidth(cellText(row, i)))
	}
}

// print writes a row that the columns fit.
func (c columnWidths) print(w io.Writer, row []string) {
	var line strings.Builder
	for i := range row {
		cell := cellText(row, i)
		line.WriteString(cell)
		if i < len(row)-1 {
			line.WriteString(strings.Repeat(" ", c[i]-textWidth(cell)+2))
		}
	}
	fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
}

// cellText is a cell on one line.
func cellText(row []string, i int) string {
	text := strings.Join(strings.Fields(row[i]), " ")
	if i < len(row)-1 {
		text = cutText(text, maxCellWidth)
	}
	return text
}

// textWidth counts the places a text takes on a terminal: two for a Chinese
// character, none for a mark that stands on the one before.
func textWidth(text string) int {
	total := 0
	for _, r := range text {
		total += runeWidth(r)
	}
	return total
}

func runeWidth(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func cutText(text string, limit int) string {
	if textWidth(text) <= limit {
		return text
	}
	used := 0
	for i, r := range text {
		if used += runeWidth(r); used > limit-1 {
			return text[:i] + "…"
		}
	}
	return text
}

// instant writes an instant for a program: RFC 3339 in the offices' zone; null for
// none.
func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.In(inspection.Zone).Format(time.RFC3339)
	return &text
}

// clockTime writes an instant for a person.
func clockTime(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return t.In(inspection.Zone).Format("2006-01-02 15:04")
}

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}
