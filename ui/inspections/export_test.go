package inspections

import "testing"

// The list that is exported is the one that is shown: same filter, same order.
func TestExportsWhatIsShown(t *testing.T) {
	o := newOffice(t)
	o.start(t, "CF")
	o.finished(t, "CF")
	p, v := newList(o)
	for _, id := range Filters() {
		p.ChooseFilter(id)
		p.Export()
		rows := o.host.exported
		if len(rows) != v.state.Total+1 || rows[0][0] != "编号" {
			t.Fatalf("%s: shows %d, exports %d rows, head %v", id, v.state.Total, len(rows)-1, rows[0])
		}
		for i := range v.state.Total {
			if rows[i+1][0] != p.Row(i).No || len(rows[i+1]) != len(rows[0]) {
				t.Errorf("%s row %d: shows %s, exports %v", id, i, p.Row(i).No, rows[i+1])
			}
		}
	}
}
