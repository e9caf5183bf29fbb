package table

import "cmp"

// Marking is how a person marks the rows of a list: Marks, and what the keys and taps of a list do to them. The list says once, with
// MarkOn, how its rows are named.
type Marking[K cmp.Ordered] struct {
	Marks[K]
	rows Rows[K]
}

// Rows is a list whose rows are marked.
type Rows[K cmp.Ordered] struct {
	// Total returns how many rows the list has.
	Total func() int
	// Keys hands over what names n rows from the one at from on, at once or later: some may have to be read first.
	Keys func(from, n int, done func([]K))
	// Changed is called when marks changed.
	Changed func()
}

// MarkOn sets the list.
func (m *Marking[K]) MarkOn(rows Rows[K]) { m.rows = rows }

// Mark marks the rows from the first to the last; with toggle, those that are marked already are not any more.
func (m *Marking[K]) Mark(first, last int, toggle bool) {
	m.rows.Keys(first, last-first+1, func(keys []K) {
		m.Add(toggle, keys...)
		m.rows.Changed()
	})
}

// MarkAll marks every row of the list, read or not, or none. It reports whether there was anything to do.
func (m *Marking[K]) MarkAll(on bool) bool {
	if on {
		m.Mark(0, m.rows.Total()-1, false)
		return true
	}
	cleared := m.Clear()
	if cleared {
		m.rows.Changed()
	}
	return cleared
}

// Clipboard is where a table is copied to.
type Clipboard interface {
	Copy(text string)
	Toast(text string)
}

// CopyTo puts the table into the clipboard and says so; without rows it does nothing.
func (t *Text) CopyTo(clipboard Clipboard, words func(key string, args ...any) string) {
	if t.rows == 0 {
		return
	}
	clipboard.Copy(t.String())
	clipboard.Toast(words("common.copied", "n", t.rows))
}
