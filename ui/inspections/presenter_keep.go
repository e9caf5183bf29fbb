package inspections

import (
	"encoding/json"
	"slices"

	"anxun/inspection"
)

// kept is how the list looks, for coming back to it.
type kept struct {
	Filter     string        `json:"filter"`
	Period     string        `json:"period"`
	Text       string        `json:"text,omitempty"`
	Assigned   string        `json:"assigned,omitempty"`
	Sort       string        `json:"sort,omitempty"`
	Ascending  bool          `json:"ascending,omitempty"`
	Inspection inspection.ID `json:"inspection,omitempty"`
	Top        int           `json:"top,omitempty"` // first row seen
}

// Keep describes how the list looks, with the row that is the first seen, for Restore.
func (p *ListPresenter) Keep(top int) string {
	k := p.look()
	k.Inspection, k.Top = p.chosen, top
	return k.text()
}

// Chosen describes only what is listed, for a filter that is saved under a name.
func (p *ListPresenter) Chosen() string { return p.look().text() }

func (p *ListPresenter) look() kept {
	return kept{Filter: p.state.Filter, Period: p.state.Period, Text: p.state.Text, Assigned: p.state.Assigned, Sort: p.state.Sort, Ascending: p.state.Ascending}
}

func (k kept) text() string {
	text, err := json.Marshal(k)
	if err != nil {
		panic("inspections: " + err.Error()) // strings and integers always encode
	}
	return string(text)
}

// Restore makes the next Enter show the list as Keep described it, whatever the route asks for. A state that makes no
// sense is passed over.
func (p *ListPresenter) Restore(state string) {
	var k kept
	if json.Unmarshal([]byte(state), &k) != nil || !slices.Contains(Filters(), k.Filter) || !slices.Contains(Periods(), k.Period) {
		return
	}
	if k.Sort != orderDate && !slices.Contains(inspection.InspectionOrders(), inspection.InspectionOrder(k.Sort)) {
		k.Sort = ""
	}
	p.kept = &k
}

// enterKept shows what Restore asked for; false if nothing waits.
func (p *ListPresenter) enterKept() bool {
	k := p.kept
	if p.kept = nil; k == nil {
		return false
	}
	p.state.Filter, p.state.Period, p.state.Text, p.state.Sort, p.state.Ascending = k.Filter, k.Period, k.Text, k.Sort, k.Ascending
	p.state.Assigned, p.scroll = k.Assigned, k.Top
	p.reload(k.Inspection, -1)
	return true
}
