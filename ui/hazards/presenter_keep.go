package hazards

import (
	"encoding/json"
	"slices"

	"anxun/inspection"
)

// kept is how the list looks, for coming back to it.
type kept struct {
	Filter    string        `json:"filter"`
	Text      string        `json:"text,omitempty"`
	Assigned  string        `json:"assigned,omitempty"`
	Sort      string        `json:"sort,omitempty"`
	Ascending bool          `json:"ascending,omitempty"`
	Hazard    inspection.ID `json:"hazard,omitempty"`
	Row       int           `json:"row"`
}

// Keep describes how the list looks, for Restore.
func (p *Presenter) Keep() string {
	k := p.look()
	k.Hazard, k.Row = p.shown, p.state.Selected
	return k.text()
}

// Chosen describes only what is listed, for a filter that is saved under a name.
func (p *Presenter) Chosen() string { return p.look().text() }

func (p *Presenter) look() kept {
	return kept{Filter: p.state.Filter, Text: p.state.Text, Assigned: p.state.Assigned, Sort: p.state.Sort, Ascending: p.state.Ascending}
}

func (k kept) text() string {
	text, err := json.Marshal(k)
	if err != nil {
		panic("hazards: " + err.Error()) // strings and integers always encode
	}
	return string(text)
}

// Restore makes the next Enter show the list as Keep described it, whatever the route asks for. A state that makes no
// sense is passed over.
func (p *Presenter) Restore(state string) {
	var k kept
	if json.Unmarshal([]byte(state), &k) != nil || !slices.Contains(Filters(), k.Filter) {
		return
	}
	if k.Sort != "" && k.Sort != orderDue && !slices.Contains(inspection.HazardOrders(), inspection.HazardOrder(k.Sort)) {
		k.Sort = ""
	}
	p.restored = &k
}

// enterRestored shows what Restore asked for; false if nothing waits.
func (p *Presenter) enterRestored() bool {
	k := p.restored
	if p.restored = nil; k == nil {
		return false
	}
	p.state.Filter, p.state.Text, p.state.Assigned, p.state.Sort, p.state.Ascending = k.Filter, k.Text, k.Assigned, k.Sort, k.Ascending
	p.reload(k.Hazard, max(k.Row, 0))
	return true
}
