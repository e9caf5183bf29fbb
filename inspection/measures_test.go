package inspection_test

import (
	"testing"

	"anxun/inspection"
)

func TestMeasuresAreChangedFieldByField(t *testing.T) {
	o := newOffice(t)
	_, hazard := o.finishedVisit(t, nil)
	seen := hazard.TakeMeasures()
	mine, theirs := seen, seen
	mine.Funds, mine.Measures = " 2 万元，街道专项 ", "更换防火门"
	theirs.Contingency = "值班人员熟悉疏散路线"
	for _, want := range []inspection.HazardMeasures{theirs, mine} {
		if _, err := o.SaveMeasures(t.Context(), inspectorName, hazard.ID, seen, want); err != nil {
			t.Fatal(err)
		}
	}
	other := seen
	other.Funds = "1 万元"
	_, err := o.SaveMeasures(t.Context(), "李敏", hazard.ID, seen, other)
	wantKey(t, err, "error.changed_meanwhile")
	other.Funds = "2 万元，街道专项" // the same wish is no conflict
	stored, err := o.SaveMeasures(t.Context(), "李敏", hazard.ID, seen, other)
	if err != nil || stored.Funds != "2 万元，街道专项" || stored.Measures != "更换防火门" || stored.Contingency != "值班人员熟悉疏散路线" {
		t.Errorf("%v, stored %+v", err, stored.TakeMeasures())
	}
}

func TestMeasuresWhileBeingPutRight(t *testing.T) {
	o := newOffice(t)
	_, hazard := o.finishedVisit(t, nil)
	act := func(kind inspection.ActionKind, by string) {
		t.Helper()
		if _, err := o.Act(t.Context(), hazard.ID, inspection.ActionInput{Action: kind, By: by, Note: "已清理"}, nil); err != nil {
			t.Fatal(err)
		}
	}
	act(inspection.ActionSubmit, "王院长")
	seen := hazard.TakeMeasures()
	want := seen
	want.Responsible = "刘主任"
	if stored, err := o.SaveMeasures(t.Context(), inspectorName, hazard.ID, seen, want); err != nil || stored.Responsible != "刘主任" {
		t.Errorf("submitted: %v, %q", err, stored.Responsible)
	}
	act(inspection.ActionPass, "李敏")
	_, err := o.SaveMeasures(t.Context(), inspectorName, hazard.ID, want, seen)
	wantKey(t, err, "error.hazard_resolved")
}
