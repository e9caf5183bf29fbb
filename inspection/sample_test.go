package inspection_test

import (
	"context"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// shown is what the lists and counts of an office show.
type shown struct {
	places, inspections, finished, hazards, answers, repeats, last int
}

func (o office) shown(t *testing.T, place inspection.ID) shown {
	t.Helper()
	ctx, seen := t.Context(), shown{}
	err := o.View(ctx, func(r inspection.Reader) error {
		places, err := r.Places(ctx, inspection.PlaceFilter{})
		if err != nil {
			return err
		}
		seen.places = len(places)
		if seen.inspections, err = r.CountInspections(ctx, inspection.InspectionFilter{}); err != nil {
			return err
		}
		finished, err := r.Inspections(ctx, inspection.InspectionFilter{Status: inspection.StatusFinished})
		if err != nil {
			return err
		}
		seen.finished = len(finished)
		if seen.hazards, err = r.CountHazards(ctx, inspection.HazardFilter{FinishedOnly: true, IncludeWithdrawn: true}); err != nil {
			return err
		}
		if err := r.EachAnswer(ctx, inspection.InspectionFilter{}, func(inspection.AnswerRow) error { seen.answers++; return nil }); err != nil {
			return err
		}
		repeats, err := inspection.ListRepeats(ctx, r, inspection.HazardFilter{})
		if err != nil {
			return err
		}
		seen.repeats = len(repeats)
		last, err := r.LastAnswers(ctx, place, o.clock.Now().Add(time.Hour))
		seen.last = len(last)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

// withSample adds a sample place with two finished inspections, which found the same
// hazard, a draft, and a hazard found ad hoc.
func (o office) withSample(t *testing.T) (inspection.Place, inspection.Inspection) {
	t.Helper()
	ctx := context.Background()
	place, err := o.SavePlace(ctx, inspectorName, inspectiontest.APlace(func(p *inspection.Place) {
		p.ID, p.Code, p.Name, p.Sample = "", "SL-001", "嵩岳小区日间照料中心（示例）", true
	}))
	if err != nil {
		t.Fatal(err)
	}
	at := func(in *inspection.NewInspection) { in.PlaceID = place.ID }
	visit, _ := o.finishedVisit(t, at)
	o.finishedVisit(t, at)
	if _, err := o.StartInspection(ctx, inspectorName, inspection.NewInspection{PlaceID: place.ID, Checklists: []string{"CF"},
		Inspectors: []inspection.Inspector{inspectiontest.AnInspector()}}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.ReportHazard(ctx, inspectorName, inspection.NewHazard{PlaceID: place.ID, Description: "楼道堆物", Severity: inspection.SeverityGeneral,
		Departments: []inspection.DepartmentID{inspection.DepartmentCivil}}); err != nil {
		t.Fatal(err)
	}
	return place, visit
}

// Once removed, sample data are in no list, count, report, repeat or last visit; real
// records stay as they were; and everything comes back from the bin.
func TestRemoveSample(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	real, _ := o.finishedVisit(t, nil)
	before := o.shown(t, o.place.ID)
	place, visit := o.withSample(t)
	with, rounds := o.shown(t, place.ID), len(o.seals(t, visit.ID))
	if with.inspections != before.inspections+3 || with.repeats != before.repeats+1 || with.last == 0 {
		t.Fatalf("the sample shows nothing to remove: %+v, before %+v", with, before)
	}
	count, err := o.RemoveSample(ctx, inspectorName)
	if want := (inspection.SampleCount{Places: 1, Inspections: 3, Hazards: 3}); err != nil || count != want {
		t.Fatalf("removed %+v, want %+v (%v)", count, want, err)
	}
	if got := o.shown(t, o.place.ID); got != before {
		t.Errorf("after removing: %+v, want %+v", got, before)
	}
	if got := o.shown(t, place.ID).last; got != 0 {
		t.Errorf("%d last answers of a sample visit are still shown", got)
	}
	o.wantSealed(t, visit.ID, rounds+1, inspection.SealRemove)
	if got := o.seals(t, real.ID); got[len(got)-1].Cause != inspection.SealFinish {
		t.Errorf("a real inspection was sealed anew: %+v", got)
	}
	if _, err := o.Correct(ctx, inspectorName, inspection.CorrectionInput{InspectionID: visit.ID, Item: "CF-02", Result: inspection.ResultNA,
		Note: "无", Reason: "误"}); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("a removed inspection was corrected: %v", err)
	}
	state, err := o.SampleState(ctx)
	if err != nil || state.Any() || state.Only {
		t.Errorf("state %+v, %v", state, err)
	}
	if _, err := o.RestoreFromBin(ctx, inspectorName, inspection.BinSampleID); err != nil {
		t.Fatal(err)
	}
	if got := o.shown(t, place.ID); got != with {
		t.Errorf("after restoring: %+v, want %+v", got, with)
	}
	o.wantSealed(t, visit.ID, rounds+2, inspection.SealRestore)
}

func TestSampleState(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	o.withSample(t)
	if state, err := o.SampleState(ctx); err != nil || !state.Any() || state.Only {
		t.Errorf("with a real place: %+v, %v", state, err)
	}
	o.place.Removed = true
	if _, err := o.SavePlace(ctx, inspectorName, o.place); err != nil {
		t.Fatal(err)
	}
	if state, err := o.SampleState(ctx); err != nil || !state.Only {
		t.Errorf("with sample data only: %+v, %v", state, err)
	}
}
