package places

import (
	"context"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// officePlan visits care places twice a quarter and roads every month.
func officePlan() inspection.Plan {
	return inspection.Plan{Since: "2026-01-01"}.
		With(inspection.PlanLine{PlaceKind: inspection.PlaceCare, Visits: 2, Period: inspection.PlanQuarter}).
		With(inspection.PlanLine{PlaceKind: inspection.PlaceRoad, Visits: 1, Period: inspection.PlanMonth})
}

// TestWhatIsDueByThePlan lists the places that are still to be inspected, and only while there is a plan.
func TestWhatIsDueByThePlan(t *testing.T) {
	visit := func(id, no string, place inspection.ID) inspection.Record {
		return inspectiontest.AnInspection(func(v *inspection.Inspection) {
			v.ID, v.No, v.PlaceID, v.Status = inspection.ID(id), no, place, inspection.StatusFinished
		})
	}
	for name, test := range map[string]struct {
		visits []inspection.Record
		due    []string
		care   string
	}{
		"nothing was visited": {nil, []string{"LD-001", "YL-001"}, "本季度还应查 2 次 · 计划 2 次，已查 0 次 · 至12月31日"},
		"one visit to each":   {[]inspection.Record{visit("v1", "J1", "place-1"), visit("v2", "J2", "place-2")}, []string{"YL-001"}, "本季度还应查 1 次 · 计划 2 次，已查 1 次 · 至12月31日"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, test.visits...)
			f.Enter(string(FilterDue))
			if l := f.view.list; l.Planned || l.Filter != FilterAll || len(l.Rows) != 2 {
				t.Fatalf("without a plan: %+v", l)
			}
			if err := f.service.SavePlan(context.Background(), f.host.Name, officePlan()); err != nil {
				t.Fatal(err)
			}
			f.Enter(string(FilterDue))
			l := f.view.list
			var codes []string
			for _, row := range l.Rows {
				codes = append(codes, row.Code)
				if row.Code == "YL-001" && row.Plan != test.care {
					t.Errorf("care place: %s", row.Plan)
				}
			}
			if !slices.Equal(codes, test.due) || !l.Planned || l.Filter != FilterDue || l.Counts[FilterDue] != len(test.due) {
				t.Errorf("due %v: %+v", codes, l)
			}
			f.New()
			if f.view.form.Place.PlaceKind != inspection.PlaceCare {
				t.Errorf("a new place is of the kind %q", f.view.form.Place.PlaceKind)
			}
		})
	}
}
