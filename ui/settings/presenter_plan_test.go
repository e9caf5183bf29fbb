package settings

import (
	"context"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/task"
)

// planFor is what is chosen for a kind or sub-kind.
func (s State) planFor(kind inspection.PlaceKind, subKind inspection.SubKind) string {
	for _, choice := range s.Plan {
		for _, option := range choice.Options {
			if choice.PlaceKind == kind && choice.SubKind == subKind && option.ID == choice.Chosen {
				return option.Text
			}
		}
	}
	return ""
}

func storedPlan(t *testing.T, service *inspection.Service) inspection.Plan {
	t.Helper()
	plan, err := service.InspectionPlan(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestTheOfficeSetsItsPlan(t *testing.T) {
	p, view, host, service := newFixture(t)
	p.Load()
	if got := view.state.planFor(inspection.PlaceCare, ""); got != "不设计划" || view.state.PlanSince != "" {
		t.Errorf("without a plan: %q, %q", got, view.state.PlanSince)
	}
	p.SetPlan(inspection.PlaceCare, "", "quarter/1")
	p.SetPlan(inspection.PlaceCare, inspection.SubKindDayCare, "month/2")
	if got := view.state.planFor(inspection.PlaceCare, inspection.SubKindDayCare); got != "每月 2 次" || view.state.Saved.IsZero() {
		t.Errorf("day care: %q", got)
	}
	if got := view.state.planFor(inspection.PlaceCare, inspection.SubKindMealSite); got != "同养老服务场所" {
		t.Errorf("other care places: %q", got)
	}
	plan := storedPlan(t, service)
	year, _ := inspection.PlanYear.Around(inspection.DayOf(inspectiontest.Noon))
	if len(plan.Lines) != 2 || plan.Since != year || view.state.PlanSince != year {
		t.Errorf("stored %+v", plan)
	}
	p.SetPlanSince("2026-07-01")
	p.SetPlan(inspection.PlaceCare, "", "none")
	if plan = storedPlan(t, service); len(plan.Lines) != 1 || plan.Since != "2026-07-01" {
		t.Errorf("stored %+v", plan)
	}
	p.SetPlanSince("nonsense")
	if view.state.PlanProblem == "" || view.state.PlanSince != "2026-07-01" || len(host.Errors) != 0 {
		t.Errorf("%+v, %v", view.state, host.Errors)
	}
}

// TestAnUnusualPlanStaysChosen: what the command line set is shown, and offered.
func TestAnUnusualPlanStaysChosen(t *testing.T) {
	p, view, _, service := newFixture(t)
	plan := inspection.Plan{Since: "2026-01-01"}.With(inspection.PlanLine{PlaceKind: inspection.PlaceRoad, Visits: 22, Period: inspection.PlanMonth})
	if err := service.SavePlan(context.Background(), "张建国", plan); err != nil {
		t.Fatal(err)
	}
	p.Load()
	if got := view.state.planFor(inspection.PlaceRoad, ""); got != "每月 22 次" {
		t.Errorf("%q", got)
	}
}

// TestPlansAreSavedInOrder: what is chosen while another choice is being saved is not lost.
func TestPlansAreSavedInOrder(t *testing.T) {
	p, view, host, service := newFixture(t)
	p.Load()
	manual := &task.Manual{}
	host.Start = manual.Go
	p.SetPlan(inspection.PlaceCare, "", "quarter/1")
	p.SetPlan(inspection.PlaceRoad, "", "month/30")
	p.SetPlan(inspection.PlaceRoad, "", "month/15")
	manual.Run()
	if plan := storedPlan(t, service); len(plan.Lines) != 2 || plan.Lines[1].Visits != 15 || view.state.planFor(inspection.PlaceRoad, "") != "每月 15 次" {
		t.Errorf("stored %+v", plan)
	}
}
