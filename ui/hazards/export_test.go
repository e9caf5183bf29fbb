package hazards

import "testing"

// The list that is exported is the one that is shown: same filter, same order.
func TestExportsWhatIsShown(t *testing.T) {
	host := newHost(t)
	p, view := present(t, mixture(t), host)
	for _, id := range Filters() {
		p.Enter(id)
		p.Export()
		shown := descriptions(p, view.state.Total)
		if len(host.exported) != len(shown)+1 || host.exported[0][0] != "编号" {
			t.Fatalf("%s: shows %d, exports %d rows, head %v", id, len(shown), len(host.exported)-1, host.exported[0])
		}
		for i, description := range shown {
			if row := host.exported[i+1]; row[11] != description || len(row) != len(host.exported[0]) {
				t.Errorf("%s row %d: shows %q, exports %v", id, i, description, row)
			}
		}
	}
}

// Only the rows that were chosen are exported, in the order shown; without a mark the one that is looked at.
func TestExportsWhatIsChosen(t *testing.T) {
	host := newHost(t)
	p, _ := present(t, mixture(t), host)
	p.Enter(string(FilterAll))
	p.ExportChosen()
	if len(host.exported) != 2 {
		t.Fatalf("without a mark: %d rows", len(host.exported)-1)
	}
	p.SortBy("no", true)
	p.Mark(0, 2, false)
	p.Mark(1, 1, true)
	p.ExportChosen()
	if len(host.exported) != 3 || host.exported[1][0].(string) >= host.exported[2][0].(string) {
		t.Errorf("two marks: %v", host.exported)
	}
}
