package checklists

import (
	"cmp"
	"encoding/json"
	"slices"

	"anxun/inspection"
	"anxun/ui/table"
)

// The columns sorted by.
const (
	sortCode   = "code"
	sortWeight = "weight" // 一般, 较大, 重大; of documents: in force, to be checked, replaced
)

// SortBy sorts the rows by a column.
func (p *Presenter) SortBy(column string, ascending bool) {
	p.sort, p.ascending = column, ascending
	p.show()
}

// arrange sorts rows as chosen; among equals the order of the checklists stays.
func (p *Presenter) arrange(rows []Row) {
	var by func(a, b Row) int
	switch p.sort {
	case sortCode:
		by = func(a, b Row) int { return cmp.Compare(a.Code, b.Code) }
	case sortWeight:
		by = func(a, b Row) int { return cmp.Compare(a.Weight, b.Weight) }
	default:
		return
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		if p.ascending {
			return by(a, b)
		}
		return by(b, a)
	})
}

// IsMarked reports whether a row is chosen for copying.
func (p *Presenter) IsMarked(row Row) bool { return p.marks.Has(row.ID) }

// Mark chooses the rows from the first to the last for copying; with toggle, those that are chosen already
// are not any more.
func (p *Presenter) Mark(first, last int, toggle bool) { p.marks.Mark(first, last, toggle) }

// MarkAll chooses every row of the list, or none. It reports whether there was anything to do.
func (p *Presenter) MarkAll(on bool) bool { return p.marks.MarkAll(on) }

// markRows is how the list names its rows.
func (p *Presenter) markRows() table.Rows[string] {
	return table.Rows[string]{Total: func() int { return len(p.rows) }, Changed: p.show, Keys: func(from, n int, done func([]string)) {
		ids := make([]string, n)
		for i, row := range p.rows[from : from+n] {
			ids[i] = row.ID
		}
		done(ids)
	}}
}

// Copy puts the marked rows, else the selected one, into the clipboard as a table that a spreadsheet takes. Rows that are
// marked but not listed now are among them, after the others.
func (p *Presenter) Copy() {
	t := p.host.Catalog().T
	text := table.New(t("checklists.column.code"), t("checklists.column.title"), t("checklists.copy.sub"), t("checklists.column.severity"))
	for _, row := range p.chosen() {
		text.Add(row.Code, row.Title, row.Sub, row.Badge)
	}
	text.CopyTo(p.host, t)
}

func (p *Presenter) chosen() []Row {
	keys := p.marks.Chosen(p.selected)
	var rows []Row
	take := func(row Row) {
		if at, among := slices.BinarySearch(keys, row.ID); among {
			keys = slices.Delete(keys, at, at+1)
			rows = append(rows, row)
		}
	}
	for _, row := range p.rows {
		take(row)
	}
	for _, e := range p.items {
		take(p.itemRow(e))
	}
	for _, e := range p.documents {
		take(p.documentRow(e.document))
	}
	return rows
}

// kept is how the page looks, for coming back to it.
type kept struct {
	Scope     Scope  `json:"scope"`
	Query     string `json:"query,omitempty"`
	Sort      string `json:"sort,omitempty"`
	Ascending bool   `json:"ascending,omitempty"`
	Selected  string `json:"selected,omitempty"`
	Top       int    `json:"top,omitempty"` // first row seen
}

// Keep describes how the page looks, with the row that is the first seen, for Restore.
func (p *Presenter) Keep(top int) string {
	text, err := json.Marshal(kept{p.scope, p.query, p.sort, p.ascending, p.selected, top})
	if err != nil {
		panic("checklists: " + err.Error()) // strings and integers always encode
	}
	return string(text)
}

// Restore makes the next Enter show the page as Keep described it, whatever the route asks for. A state that makes no
// sense is passed over.
func (p *Presenter) Restore(state string) {
	var k kept
	if json.Unmarshal([]byte(state), &k) != nil || k.Scope == "" {
		return
	}
	p.restored = &k
}

// enterRestored takes over what Restore asked for; false if nothing waits.
func (p *Presenter) enterRestored() bool {
	k := p.restored
	if p.restored = nil; k == nil {
		return false
	}
	p.scope, p.query, p.sort, p.ascending, p.selected, p.scroll = k.Scope, k.Query, k.Sort, k.Ascending, k.Selected, k.Top
	return true
}

// settleScope goes back to all items where the checklist shown is gone.
func (p *Presenter) settleScope() {
	known := p.scope == ScopeItems || p.scope == ScopeDocuments ||
		slices.ContainsFunc(p.lists, func(list inspection.Checklist) bool { return Scope(list.Code) == p.scope })
	if !known {
		p.scope = ScopeItems
	}
}
