package inspecting

import (
	"context"
	"testing"

	"anxun/inspection"
)

func TestVoidDraft(t *testing.T) {
	d := failed(t, "CF")
	d.AskFinish()
	d.AskVoid()
	void := d.view.state.Void
	if void == nil || d.view.state.Finish != nil || void.Ready || void.Hazards != 1 {
		t.Fatalf("%+v", void)
	}
	d.SetVoidReason("  ")
	d.Void()
	if d.stored(t).Inspection.Status != inspection.StatusDraft {
		t.Fatal("void without a reason")
	}
	d.SetVoidReason("选错检查对象")
	d.Void()
	stored := d.stored(t)
	if stored.Inspection.Status != inspection.StatusVoid || stored.Inspection.VoidReason != "选错检查对象" || len(stored.Hazards) != 0 {
		t.Fatalf("%+v", stored.Inspection)
	}
	if state := d.view.state; state.Void != nil || state.Phase != ReadOnly || state.CanVoid || state.Header.Status != "已作废：选错检查对象" {
		t.Fatalf("%+v", state.Header)
	}
	d.AskVoid()
	if d.view.state.Void != nil {
		t.Error("void twice")
	}
}

func TestVoidFinishedAndRefused(t *testing.T) {
	o := newOffice(t)
	old := o.visited(t, "CF")
	d := newDesk(t, o, old.ID)
	if !d.view.state.CanVoid || d.view.state.Phase != ReadOnly {
		t.Fatal("a finished inspection cannot be voided")
	}
	var hazard inspection.Hazard
	for _, hazard = range d.sheet.Hazards {
	}
	_, err := o.service.Act(context.Background(), hazard.ID, inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: "已清理"}, nil)
	o.must(t, err)
	d.AskVoid()
	d.SetVoidReason("重复")
	d.Void()
	if void := d.view.state.Void; void == nil || void.Problem == "" || void.Busy {
		t.Fatalf("%+v", void)
	}
	if d.stored(t).Inspection.Status != inspection.StatusFinished {
		t.Fatal("voided although its hazard is being put right")
	}
	d.CloseVoid()
	if d.view.state.Void != nil {
		t.Error("the sheet stays")
	}
}
