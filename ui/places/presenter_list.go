package places

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"anxun/inspection"
)

// The columns sorted by. Words are sorted as a dictionary sorts them, by the commonest reading
// of each character.
const (
	sortCode    = "code"
	sortName    = "name"
	sortKind    = "kind"
	sortManager = "manager"
)

// rank works out the place of every entry in each order, so that sorting what is listed compares numbers only.
func rank(entries []entry) {
	words := collate.New(language.Chinese, collate.Numeric)
	var buffer collate.Buffer
	ordered := make([]int, len(entries))
	for i := range entries {
		ordered[i], entries[i].ranks = i, map[string]int{}
	}
	for column, text := range map[string]func(Row) string{
		sortCode:    func(r Row) string { return r.Code },
		sortName:    func(r Row) string { return r.Name },
		sortKind:    func(r Row) string { return r.Kind + r.SubKind },
		sortManager: func(r Row) string { return r.Manager },
	} {
		keys := make([]string, len(entries))
		for i := range entries {
			buffer.Reset()
			keys[i] = string(words.KeyFromString(&buffer, text(entries[i].row)))
		}
		slices.SortFunc(ordered, func(a, b int) int {
			return cmp.Or(strings.Compare(keys[a], keys[b]), cmp.Compare(a, b))
		})
		for place, i := range ordered {
			entries[i].ranks[column] = place
		}
	}
}

// arrange sorts what is listed as chosen.
func (p *Presenter) arrange(listed []*entry) {
	if p.sort == "" {
		return
	}
	slices.SortFunc(listed, func(a, b *entry) int {
		by := cmp.Compare(a.ranks[p.sort], b.ranks[p.sort])
		if p.ascending {
			return by
		}
		return -by
	})
}

// SortBy sorts the register by a column.
func (p *Presenter) SortBy(column string, ascending bool) {
	p.sort, p.ascending = column, ascending
	p.list()
}

// kept is how the list looks, for coming back to it.
type kept struct {
	Filter    Filter        `json:"filter"`
	Query     string        `json:"query,omitempty"`
	Assigned  string        `json:"assigned,omitempty"`
	Sort      string        `json:"sort,omitempty"`
	Ascending bool          `json:"ascending,omitempty"`
	Place     inspection.ID `json:"place,omitempty"`
	Top       int           `json:"top,omitempty"` // first row seen
}

// Keep describes how the list looks, with the row that is the first seen, for Restore.
func (p *Presenter) Keep(top int) string {
	k := kept{Filter: p.filter, Query: p.query, Assigned: p.person, Sort: p.sort, Ascending: p.ascending, Top: top}
	if p.form != nil {
		k.Place = p.form.Place.ID
	}
	text, err := json.Marshal(k)
	if err != nil {
		panic("places: " + err.Error()) // strings and integers always encode
	}
	return string(text)
}

// Restore makes the next Enter show the list as Keep described it, whatever the route asks for. A state that makes no
// sense is passed over.
func (p *Presenter) Restore(state string) {
	var k kept
	known := func(f Filter) bool {
		return f == FilterAll || f == FilterRemoved || f == FilterDue || slices.Contains(inspection.PlaceKinds(), inspection.PlaceKind(f))
	}
	if json.Unmarshal([]byte(state), &k) != nil || !known(k.Filter) {
		return
	}
	if !slices.Contains([]string{sortCode, sortName, sortKind, sortManager}, k.Sort) {
		k.Sort = ""
	}
	p.restored = &k
}

// enterRestored takes over what Restore asked for; false if nothing waits.
func (p *Presenter) enterRestored() bool {
	k := p.restored
	if p.restored = nil; k == nil {
		return false
	}
	p.person = k.Assigned
	p.filter, p.query, p.sort, p.ascending, p.wanted, p.scroll = k.Filter, k.Query, k.Sort, k.Ascending, k.Place, k.Top
	return true
}
