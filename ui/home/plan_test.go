package home

import (
	"context"
	"testing"

	"anxun/inspection"
	"anxun/ui/uitest/fakehost"
)

// TestThePlanStandsUnderTheMonth: how many places are still due, once the office has a plan.
func TestThePlanStandsUnderTheMonth(t *testing.T) {
	host, view := fakehost.New(t), &shown{}
	service := fakehost.NewService(t, host.Clock, full()...)
	p := NewPresenter(host, service, nil, view)
	for visits, want := range map[int]int{1: 0, 2: 1} { // the place was visited once this month
		plan := inspection.Plan{Since: "2026-01-01"}.With(inspection.PlanLine{PlaceKind: inspection.PlaceCare, Visits: visits, Period: inspection.PlanMonth})
		if err := service.SavePlan(context.Background(), host.Name, plan); err != nil {
			t.Fatal(err)
		}
		p.Load()
		if got := view.state.Month.Caption; got != host.T("home.month.plan", "n", want) {
			t.Errorf("%d planned: %q", visits, got)
		}
	}
}
