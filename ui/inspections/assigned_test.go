package inspections

import (
	"context"
	"testing"

	"anxun/inspection"
)

// What was given to somebody can be listed by person, and is counted by state.
func TestListWhatWasGivenToSomebody(t *testing.T) {
	o := newOffice(t)
	mine := o.start(t, "CF")
	o.start(t, "CE")
	_, err := o.service.Assign(context.Background(), "刘主任", inspection.KindInspection, []inspection.ID{mine.ID}, "李敏", "")
	must(t, err)
	p := NewListPresenter(o.host, o.service)
	p.Enter("assigned:李敏")
	if s := p.State(); s.Total != 1 || p.Row(0).Assigned != "李敏" || s.Counts[FilterDraft] != 1 || !s.Filtered() || len(s.People) != 1 {
		t.Fatalf("%+v", s)
	}
	p.Export()
	if rows := o.host.exported; len(rows) != 2 || rows[0][6] != "交办给" || rows[1][6] != "李敏" {
		t.Errorf("exported %v", rows)
	}
	kept := p.Keep(0)
	p.ClearFilters()
	if p.State().Total != 2 {
		t.Errorf("%d rows without the filter", p.State().Total)
	}
	p.Restore(kept)
	p.Enter("")
	if p.State().Total != 1 {
		t.Errorf("%d rows after coming back", p.State().Total)
	}
	p.ChooseAssigned("王强")
	if p.State().Total != 0 {
		t.Errorf("%d rows for somebody without any", p.State().Total)
	}
}
