package places

import (
	"context"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// What was given to somebody stands in its row and can be listed by person.
func TestListWhatWasGivenToSomebody(t *testing.T) {
	one := inspectiontest.APlace()
	two := inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "place-2", "YL-902" })
	f := newFixture(t, one, two)
	if _, err := f.service.Assign(context.Background(), "刘主任", inspection.KindPlace, []inspection.ID{two.ID}, "王强", ""); err != nil {
		t.Fatal(err)
	}
	f.Enter("assigned:王强")
	if rows := f.view.list.Rows; len(rows) != 1 || rows[0].ID != two.ID || rows[0].Given != "王强" || len(f.view.list.People) != 1 {
		t.Fatalf("%+v", f.view.list)
	}
	f.Select(two.ID)
	if f.view.form.History.Given == "" {
		t.Errorf("%+v", f.view.form.History)
	}
	if ids := f.ChosenIDs(); len(ids) != 1 || ids[0] != two.ID {
		t.Errorf("an action is about %v", ids)
	}
	kept := f.Keep(0)
	f.ShowAssigned("")
	all := len(f.view.list.Rows)
	f.Restore(kept)
	f.Enter("")
	if all < 2 || len(f.view.list.Rows) != 1 || f.view.list.Assigned != "王强" {
		t.Errorf("%d rows, then %+v", all, f.view.list)
	}
}
