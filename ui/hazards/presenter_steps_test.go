package hazards

import (
	"context"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/uitest/fakehost"
)

// Two laptops take a step each without knowing of the other: one has no effect, stands in its place and says why.
func TestAStepWithoutEffectStaysInTheHistory(t *testing.T) {
	ctx, clock := context.Background(), &inspectiontest.Clock{}
	place := inspectiontest.APlace()
	own := fakehost.NewLaptop(t, clock.Now, "laptop-k7", "K7", place)
	hazard, err := own.ReportHazard(ctx, "张建国", inspection.NewHazard{PlaceID: place.ID, Description: "电线私拉", Severity: inspection.SeverityGeneral,
		Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}})
	if err != nil {
		t.Fatal(err)
	}
	other := fakehost.NewLaptop(t, clock.Now, "laptop-p4", "P4")
	fakehost.Carry(t, own, other)
	clock.Advance(time.Hour)
	if _, err := other.Act(ctx, hazard.ID, inspection.ActionInput{Action: inspection.ActionTransfer, By: "李敏", Note: "非本街道职责", Target: "fire"}, nil); err != nil {
		t.Fatal(err)
	}
	clock.Advance(time.Hour)
	after := inspectiontest.AnEvidence(func(e *inspection.Evidence) { e.ID, e.Role, e.Added = "", inspection.EvidenceAfter, time.Time{} })
	if _, err := own.Act(ctx, hazard.ID, inspection.ActionInput{Action: inspection.ActionSubmit, By: "张建国", FixedBy: "张建国", Note: "已重新布线"}, []inspection.Evidence{after}); err != nil {
		t.Fatal(err)
	}
	if arrival := fakehost.Carry(t, other, own); arrival.Conflicts != 1 {
		t.Fatalf("%+v", arrival)
	}
	var steps []Step
	if err := own.View(ctx, func(r inspection.Reader) error {
		src, err := readSource(ctx, r, hazard.ID)
		steps = testWords(t).history(src)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(steps) != 3 || steps[0].Text != "张建国 提交整改" || steps[0].Void != "未生效（与 李敏 的处理冲突）" || steps[1].Void != "" || steps[1].Text != "李敏 移交消防救援" {
		t.Errorf("%+v", steps)
	}
}
