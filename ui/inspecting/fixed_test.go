package inspecting

import (
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
)

// severe selects the first item of the severity, fails and describes it.
func (d *desk) severe(t *testing.T, severity inspection.Severity) inspection.ItemCode {
	t.Helper()
	for _, part := range d.sheet.Parts {
		for _, item := range part.Items {
			if item.Severity == severity && item.Escalation == nil {
				d.SelectItem(item.Code)
				d.HandleKey("2")
				d.Describe("灭火器被纸箱遮挡")
				d.FlushText()
				return item.Code
			}
		}
	}
	t.Fatalf("no item is %s", severity)
	return ""
}

func TestFixedOnTheSpot(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.severe(t, inspection.SeverityGeneral)
	d.HandleKey(nav.KeyF6)
	fix := d.view.state.Fix
	if fix == nil || fix.Ready || fix.Lacks != "还缺整改前照片" || fix.Fixer != "王院长" || fix.MustNameFixer {
		t.Fatalf("%+v", fix)
	}
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg"})
	if fix = d.view.state.Fix; fix.Ready || fix.Lacks != "还缺整改后照片" {
		t.Fatalf("%+v", fix)
	}
	d.Fix() // nothing happens
	d.AddPhotos(inspection.EvidenceAfter, []string{"/sd/b.jpg"})
	d.SetFixNote("已移开")
	d.Fix()
	if d.view.state.Fix != nil {
		t.Fatalf("the sheet is still open: %+v", d.view.state.Fix)
	}
	row := d.view.state.Rows[d.view.state.Selected]
	if row.Done != "已现场整改" || row.Result != inspection.ResultFail {
		t.Errorf("card %+v", row)
	}
	if panel := d.view.state.Panel; !panel.Locked || panel.Hazard.Closed == "" || panel.Hazard.Photos.CanAdd {
		t.Errorf("panel %+v", panel)
	}
	hazard := d.stored(t).Hazards[code]
	if hazard.Status != inspection.HazardClosed || hazard.SubmittedBy != "王院长" || hazard.ClosedBy != "张建国" {
		t.Errorf("stored %+v", hazard)
	}
	again := newDesk(t, o, d.id)
	again.SelectItem(code)
	if again.view.state.Rows[again.view.state.Selected].Done == "" {
		t.Error("opened again, the card does not say that it was put right")
	}
	again.HandleKey("1")
	if again.stored(t).Answers[code].Result != inspection.ResultFail || again.sheet.Answers[code].Result != inspection.ResultFail {
		t.Error("a hazard that was closed on the spot was withdrawn")
	}
	if len(again.view.toasts) != 1 || again.code() != code {
		t.Errorf("said %q", again.view.toasts)
	}
}

func TestSeriousHazardNeedsSomebodyElse(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.severe(t, inspection.SeveritySerious)
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg"})
	d.AddPhotos(inspection.EvidenceAfter, []string{"/sd/b.jpg"})
	d.AskFixed()
	if fix := d.view.state.Fix; !fix.MustNameFixer || !fix.Ready {
		t.Fatalf("%+v", fix)
	}
	for _, name := range []string{"", "  ", "张建国"} {
		d.SetFixer(name)
		if fix := d.view.state.Fix; fix.Ready || fix.Lacks == "" {
			t.Errorf("%q may have put it right: %+v", name, fix)
		}
	}
	d.SetFixer("王院长")
	d.Fix()
	if d.view.state.Fix != nil {
		t.Errorf("%+v", d.view.state.Fix)
	}
}

func TestWhyNotOnTheSpot(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey("2")
	if reason := d.view.state.Panel.Hazard.NotFixable; reason != "填写问题描述后，可办理现场整改" {
		t.Errorf("undescribed: %q", reason)
	}
	d.AskFixed()
	if d.view.state.Fix != nil {
		t.Fatal("an undescribed hazard can be closed, and then never be described")
	}
	d.Describe("锁闭")
	d.FlushText()
	if reason := d.view.state.Panel.Hazard.NotFixable; reason != "" {
		t.Errorf("described: %q", reason)
	}
	d.AskFixed()
	d.CloseFixed()
	if d.view.state.Fix != nil || d.stored(t).Hazards[d.code()].Status != inspection.HazardOpen {
		t.Error("giving up changed something")
	}
}

func TestFixWaitsForTheDisk(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.severe(t, inspection.SeverityGeneral)
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg"})
	d.AddPhotos(inspection.EvidenceAfter, []string{"/sd/b.jpg"})
	d.AskFixed()
	d.faulty.breakWith(errDiskFull)
	d.Fix()
	if fix := d.view.state.Fix; fix == nil || !fix.Busy || fix.Problem == "" {
		t.Fatalf("%+v", fix)
	}
	d.CloseFixed() // what is on its way cannot be given up
	d.faulty.breakWith(nil)
	d.Retry()
	if d.view.state.Fix != nil || d.stored(t).Hazards[d.code()].Status != inspection.HazardClosed {
		t.Errorf("%+v", d.view.state.Fix)
	}
}
