package hazards

import "testing"

func TestTheListComesBackAsItWas(t *testing.T) {
	s, host := newStore(t), newHost(t)
	s.hazard("2026-11-21")
	s.hazard("2026-11-22")
	s.hazard("2026-11-23")
	p, _ := present(t, s, host)
	p.Enter(FilterOpen)
	p.SortBy(orderDue, false)
	p.Search("隐患")
	p.Select(2)
	state := p.Keep()
	again, view := present(t, s, host)
	again.Restore(state)
	again.Enter(FilterOverdue)
	got := view.state
	if got.Filter != FilterOpen || got.Text != "隐患" || got.Sort != orderDue || got.Selected != 2 || got.Detail == nil || got.Detail.ID != "hazard-000001" {
		t.Errorf("came back as %+v", got)
	}
	if again.Enter(FilterAll); view.state.Filter != FilterAll {
		t.Error("the next visit is restored too")
	}
	for _, nonsense := range []string{"", "{", `{"filter":"gone"}`} {
		again.Restore(nonsense)
		if again.Enter(FilterOpen); view.state.Filter != FilterOpen {
			t.Errorf("%q: %+v", nonsense, view.state)
		}
	}
}
