package hazards

import (
	"context"
	"testing"

	"anxun/inspection"
)

// What was given to somebody is told in its row and its detail, and can be listed by person; the filters count it too.
func TestListWhatWasGivenToSomebody(t *testing.T) {
	s, host := newStore(t), newHost(t)
	s.hazard("2026-11-20")
	mine := s.hazard("2026-11-21")
	if _, err := s.service.Assign(context.Background(), "刘主任", inspection.KindHazard, []inspection.ID{mine.ID}, "张建国", "本周内"); err != nil {
		t.Fatal(err)
	}
	p, view := present(t, s, host)
	p.Enter("assigned:张建国")
	state := view.state
	row, _ := p.Row(0)
	if state.Total != 1 || row.ID != mine.ID || state.Counts[FilterOpen] != 1 || len(state.People) != 1 {
		t.Fatalf("%d rows, counts %v, people %v, errors %v", state.Total, state.Counts, state.People, host.errors)
	}
	if want := host.T("assign.given", "person", "张建国"); row.Context[:len(want)] != want {
		t.Errorf("%q does not begin with %q", row.Context, want)
	}
	p.Export()
	if len(host.exported) != 2 || host.exported[0][9] != "交办给" || host.exported[1][9] != "张建国" {
		t.Errorf("exported %v", host.exported)
	}
	found := false
	for _, fact := range state.Detail.Task {
		found = found || fact.Label == host.T("assign.to")
	}
	if !found || mine.Responsible == "张建国" {
		t.Errorf("%+v", state.Detail.Task)
	}
	kept := p.Keep()
	p.ChooseAssigned("")
	if view.state.Total != 2 {
		t.Errorf("%d rows without the filter", view.state.Total)
	}
	p.Restore(kept)
	p.Enter("")
	if view.state.Total != 1 || view.state.Assigned != "张建国" {
		t.Errorf("%d rows, for %q", view.state.Total, view.state.Assigned)
	}
	p.Search("没有这样的隐患")
	if view.state.Total != 0 {
		t.Errorf("%d rows hold the text", view.state.Total)
	}
}
