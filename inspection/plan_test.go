package inspection_test

import (
	"context"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"

	"pgregory.net/rapid"
)

func TestPlanPeriodsBeginWithTheCalendar(t *testing.T) {
	for _, test := range []struct {
		period        inspection.PlanPeriod
		day, from, to inspection.Day
	}{
		{inspection.PlanMonth, "2026-11-25", "2026-11-01", "2026-11-30"},
		{inspection.PlanMonth, "2028-02-29", "2028-02-01", "2028-02-29"},
		{inspection.PlanQuarter, "2026-11-25", "2026-10-01", "2026-12-31"},
		{inspection.PlanQuarter, "2026-03-31", "2026-01-01", "2026-03-31"},
		{inspection.PlanHalfYear, "2026-07-01", "2026-07-01", "2026-12-31"},
		{inspection.PlanYear, "2026-07-01", "2026-01-01", "2026-12-31"},
		{inspection.PlanYear, "", "", ""},
		{"week", "2026-07-01", "", ""},
	} {
		if from, to := test.period.Around(test.day); from != test.from || to != test.to {
			t.Errorf("%s around %s: %s to %s, want %s to %s", test.period, test.day, from, to, test.from, test.to)
		}
	}
}

// planPlaces are two day-care places, a canteen for the elderly, a road and one that was taken off.
func planPlaces() []inspection.Place {
	return []inspection.Place{
		{ID: "a", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare},
		{ID: "b", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare},
		{ID: "c", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindMealSite},
		{ID: "d", PlaceKind: inspection.PlaceRoad},
		{ID: "e", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare, Removed: true},
	}
}

// officePlan visits care places each quarter, day care twice a month, roads not at all.
func officePlan() inspection.Plan {
	return inspection.Plan{Since: "2026-01-01"}.
		With(inspection.PlanLine{PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare, Visits: 2, Period: inspection.PlanMonth}).
		With(inspection.PlanLine{PlaceKind: inspection.PlaceCare, Visits: 1, Period: inspection.PlanQuarter})
}

func TestPlanProgress(t *testing.T) {
	visits := inspection.Visits{
		"a": {"2026-10-05", "2026-11-02", "2026-11-03", "2026-11-04"}, // the third in a month does not count
		"b": {"2026-11-20"},
		"c": {"2026-10-08"},
		"d": {"2026-11-01"},
		"e": {"2026-11-01"},
	}
	type line struct {
		from, to                               inspection.Day
		periods, places, planned, done, behind int
	}
	for name, test := range map[string]struct {
		from, to, since inspection.Day
		care, dayCare   line
	}{
		"a month and the quarter it lies in": {"2026-11-01", "2026-11-30", "2026-01-01",
			line{"2026-10-01", "2026-12-31", 1, 1, 1, 1, 0}, line{"2026-11-01", "2026-11-30", 1, 2, 4, 3, 1}},
		"visits after the last day do not count": {"2026-11-01", "2026-11-02", "2026-01-01",
			line{"2026-10-01", "2026-12-31", 1, 1, 1, 1, 0}, line{"2026-11-01", "2026-11-30", 1, 2, 4, 1, 2}},
		"two months that are only touched": {"2026-10-27", "2026-11-26", "2026-01-01",
			line{"2026-10-01", "2026-12-31", 1, 1, 1, 1, 0}, line{"2026-10-01", "2026-11-30", 2, 2, 8, 4, 2}},
		"not before the plan counts": {"2026-01-01", "2026-11-30", "2026-11-15",
			line{"2026-10-01", "2026-12-31", 1, 1, 1, 1, 0}, line{"2026-11-01", "2026-11-30", 1, 2, 4, 3, 1}},
		"a period before the plan": {"2026-01-01", "2026-06-30", "2026-11-01",
			line{"", "", 0, 1, 0, 0, 0}, line{"", "", 0, 2, 0, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			plan := officePlan()
			plan.Since = test.since
			got := plan.Progress(planPlaces(), visits, test.from, test.to)
			if len(got) != 2 {
				t.Fatalf("%d lines", len(got))
			}
			for i, want := range []line{test.care, test.dayCare} {
				p := got[i]
				if (line{p.From, p.To, p.Periods, p.Places, p.Planned, p.Done, p.Behind}) != want {
					t.Errorf("%s %s: %+v, want %+v", p.PlaceKind, p.SubKind, p, want)
				}
			}
		})
	}
}

func TestPlanStanding(t *testing.T) {
	plan, places := officePlan(), planPlaces()
	visits := inspection.Visits{"a": {"2026-10-31", "2026-11-02"}, "c": {"2026-10-31"}}
	for i, want := range []struct {
		planned bool
		left    int
		to      inspection.Day
	}{{true, 1, "2026-11-30"}, {true, 2, "2026-11-30"}, {true, 0, "2026-12-31"}, {}, {}} {
		standing, planned := plan.Standing(&places[i], visits, "2026-11-25")
		if planned != want.planned || standing.Left() != want.left || standing.To != want.to {
			t.Errorf("%s: %v %+v, want %+v", places[i].ID, planned, standing, want)
		}
	}
	if _, planned := plan.Standing(&places[0], visits, "2025-12-31"); planned {
		t.Error("planned before the plan counts")
	}
}

func TestPlanRefusesWhatMakesNoSense(t *testing.T) {
	for name, text := range map[string]string{
		"no object":              `[]`,
		"unknown field":          `{"since":"2026-01-01","lines":[],"by":"law"}`,
		"unknown kind":           `{"since":"2026-01-01","lines":[{"kind":"ship","visits":1,"period":"month"}]}`,
		"sub-kind of another":    `{"since":"2026-01-01","lines":[{"kind":"road","subkind":"day_care","visits":1,"period":"month"}]}`,
		"unknown period":         `{"since":"2026-01-01","lines":[{"kind":"road","visits":1,"period":"week"}]}`,
		"no visits":              `{"since":"2026-01-01","lines":[{"kind":"road","visits":0,"period":"month"}]}`,
		"too many":               `{"since":"2026-01-01","lines":[{"kind":"road","visits":100,"period":"month"}]}`,
		"a line twice":           `{"since":"2026-01-01","lines":[{"kind":"road","visits":1,"period":"month"},{"kind":"road","visits":2,"period":"year"}]}`,
		"no day to count from":   `{"lines":[{"kind":"road","visits":1,"period":"month"}]}`,
		"a day that is not real": `{"since":"2026-02-30","lines":[{"kind":"road","visits":1,"period":"month"}]}`,
	} {
		if _, err := inspection.ParsePlan([]byte(text)); inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPlanIsASetting: it is stored, in the journal, and can be taken away again.
func TestPlanIsASetting(t *testing.T) {
	f := newOffice(t)
	ctx := context.Background()
	for _, want := range []inspection.Plan{officePlan(), {}} {
		if err := f.SavePlan(ctx, "张建国", want); err != nil {
			t.Fatal(err)
		}
		got, err := f.InspectionPlan(ctx)
		if err != nil || !slices.Equal(got.Lines, want.Lines) || got.Since != want.Since {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	err := f.store.View(ctx, func(r inspection.Reader) error {
		changes, err := r.Journal(ctx, inspection.SettingPlan, 0)
		if len(changes) != 2 || changes[0].Actor != "张建国" {
			t.Errorf("journal %+v", changes)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestOnlyFinishedInspectionsAreVisits: drafts, void ones and other days are left out.
func TestOnlyFinishedInspectionsAreVisits(t *testing.T) {
	f := newOffice(t)
	ctx := context.Background()
	_, err := f.store.Update(ctx, inspectorName, func(w inspection.Writer) error {
		for i, status := range []inspection.Status{inspection.StatusFinished, inspection.StatusDraft, inspection.StatusVoid, inspection.StatusFinished} {
			visit := inspectiontest.AnInspection(func(v *inspection.Inspection) {
				v.ID, v.No, v.PlaceID, v.Status = inspection.ID(rune('a'+i)), string(rune('A'+i)), f.place.ID, status
				v.Started = inspection.Day("2026-11-20").Add(i).Start()
			})
			if err := w.Put(ctx, visit); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for to, want := range map[inspection.Day]int{"2026-11-19": 0, "2026-11-20": 1, "2026-11-30": 2} {
		err := f.store.View(ctx, func(r inspection.Reader) error {
			visits, err := inspection.ReadVisits(ctx, r, "2026-11-01", to)
			if len(visits[f.place.ID]) != want {
				t.Errorf("until %s: %v, want %d", to, visits, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestPlanProgressAddsUp: whatever the plan and the visits, no more is done than planned, and
// a place is behind exactly if something is missing.
func TestPlanProgressAddsUp(t *testing.T) {
	day := rapid.Map(rapid.IntRange(0, 800), func(n int) inspection.Day { return inspection.Day("2025-06-15").Add(n) })
	rapid.Check(t, func(t *rapid.T) {
		plan := inspection.Plan{Since: day.Draw(t, "since")}
		for _, subKind := range []inspection.SubKind{"", inspection.SubKindDayCare} {
			plan = plan.With(inspection.PlanLine{PlaceKind: inspection.PlaceCare, SubKind: subKind,
				Visits: rapid.IntRange(0, 3).Draw(t, "visits"), Period: rapid.SampledFrom(inspection.PlanPeriods()).Draw(t, "period")})
		}
		visits := inspection.Visits{}
		for _, place := range planPlaces() {
			visits[place.ID] = rapid.SliceOfN(day, 0, 20).Draw(t, "days")
		}
		from := day.Draw(t, "from")
		to := max(from, day.Draw(t, "to"))
		for _, p := range plan.Progress(planPlaces(), visits, from, to) {
			if p.Planned != p.Places*p.Periods*p.Visits || p.Done > p.Planned || p.Done < 0 || (p.Behind > 0) != (p.Done < p.Planned) {
				t.Fatalf("%+v", p)
			}
			if p.Periods > 0 && plan.First(from) > p.From {
				t.Fatalf("visits from %s on do not cover %s", plan.First(from), p.From)
			}
		}
	})
}
