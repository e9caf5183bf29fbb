package sqlite

import (
	"strconv"
	"strings"

	"anxun/inspection"
)

// where collects the conditions of a query that all must hold. Each filter gives
// the same text for the same set of conditions, so statements stay prepared.
type where struct {
	conditions []string
	args       []any
}

func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

// equal asks for a value unless it is empty.
func equal[T ~string](w *where, column string, value T) {
	if value != "" {
		w.add(column+" = ?", string(value))
	}
}

// oneOf asks for one of the values unless there are none.
func oneOf[T ~string](w *where, column string, values []T) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, value := range values {
		args[i] = string(value)
	}
	w.add(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}

// only asks for one of the ids, of which there may be many; nil means any.
func (w *where) only(column string, ids []inspection.ID) {
	if ids == nil {
		return
	}
	var list strings.Builder
	list.WriteByte('[')
	for i, id := range ids {
		if i > 0 {
			list.WriteByte(',')
		}
		list.WriteString(strconv.Quote(string(id)))
	}
	list.WriteByte(']')
	w.add(column+" IN (SELECT value FROM json_each(?))", list.String())
}

// days asks for an instant between two days, both inclusive; an empty day sets no
// bound.
func (w *where) days(column string, from, to inspection.Day) {
	if from != "" {
		w.add(column+" >= ?", inspection.FormatInstant(from.Start()))
	}
	if to != "" {
		w.add(column+" < ?", inspection.FormatInstant(to.End()))
	}
}

// listed asks for a word in a comma-separated list.
func listed[T ~string](w *where, column string, word T) {
	if word != "" {
		w.add("instr(',' || "+column+" || ',', ?) > 0", ","+string(word)+",")
	}
}

// contains asks for a text in one of the columns. ASCII letters match in either
// case, so that yl-003 finds YL-003.
func (w *where) contains(text string, columns ...string) {
	if text == "" {
		return
	}
	parts := make([]string, len(columns))
	args := make([]any, len(columns))
	for i, column := range columns {
		parts[i] = "instr(lower(" + column + "), lower(?)) > 0"
		args[i] = text
	}
	w.add("("+strings.Join(parts, " OR ")+")", args...)
}

// sql is the WHERE clause, empty if there are no conditions.
func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// page adds LIMIT and OFFSET; a limit of 0 means all.
func page(args []any, limit, offset int) []any {
	if limit <= 0 {
		limit = -1
	}
	return append(args, limit, max(offset, 0))
}

const paged = " LIMIT ? OFFSET ?"
