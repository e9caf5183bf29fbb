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
			if row := host.exported[i+1]; row[10] != description || len(row) != len(host.exported[0]) {
				t.Errorf("%s row %d: shows %q, exports %v", id, i, description, row)
			}
		}
	}
}
