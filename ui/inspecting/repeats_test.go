package inspecting

import (
	"context"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
)

func TestRepeatSaysWhenAndWhoClosedIt(t *testing.T) {
	o := newOffice(t)
	ctx := context.Background()
	old := o.visited(t, "CF")
	sheet, err := o.service.Worksheet(ctx, old.ID)
	o.must(t, err)
	var before inspection.Hazard
	for _, before = range sheet.Hazards {
	}
	_, err = o.service.Act(ctx, before.ID, inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: "已清理"}, nil)
	o.must(t, err)
	_, err = o.service.Act(ctx, before.ID, inspection.ActionInput{Action: inspection.ActionPass, By: "李敏"}, nil)
	o.must(t, err)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.SelectItem(before.Item)
	d.HandleKey("2")
	panel := d.view.state.Panel.Hazard
	if panel.Repeat != "同类问题第 2 次" || len(panel.Repeats) != 1 {
		t.Fatalf("%q %+v", panel.Repeat, panel.Repeats)
	}
	line := panel.Repeats[0]
	if line.ID != before.ID || line.Reason != "" || !strings.Contains(line.Fate, "李敏") ||
		!strings.Contains(line.Fate, string(inspection.DayOf(before.Found))) {
		t.Errorf("%+v", line)
	}
}

func TestAlikeFindingIsProposedNotMerged(t *testing.T) {
	o := newOffice(t)
	o.visited(t, "CF")
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.NextSection()
	d.NextSection()
	code := d.code()
	d.HandleKey("2")
	d.Describe("二层东侧安全出口堆放轮椅2台")
	if n := len(d.view.state.Panel.Hazard.Repeats); n != 0 {
		t.Fatalf("%d proposed while it is written", n)
	}
	d.timers.advance(textDelay)
	repeats := d.view.state.Panel.Hazard.Repeats
	if len(repeats) != 1 || !strings.Contains(repeats[0].Reason, "安全") {
		t.Fatalf("%+v", repeats)
	}
	if d.view.state.Panel.Hazard.Repeat != "" {
		t.Error("a proposal is counted as the same problem")
	}
	d.Describe("灯不亮")
	d.timers.advance(textDelay)
	if n := len(d.view.state.Panel.Hazard.Repeats); n != 0 {
		t.Errorf("%d proposed for another problem", n)
	}
	if got := d.stored(t).Hazards[code].Description; got != "灯不亮" {
		t.Errorf("stored %q", got)
	}
}

func TestChangesSinceTheLastVisit(t *testing.T) {
	o := newOffice(t)
	o.visited(t, "CF") // the second item failed, the third did not apply
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey("2") // newly failed
	d.Describe("坏")
	d.HandleKey(nav.KeyEnter)
	d.HandleKey("1") // put right
	d.HandleKey("1") // applies now
	for d.view.state.Score.Open > 0 {
		d.HandleKey("1")
	}
	d.AskFinish()
	d.Finish()
	summary := d.view.state.Summary
	if summary == nil {
		t.Fatal("not finished")
	}
	var got []string
	for _, group := range summary.Since {
		got = append(got, group.Title)
		if group.Count != 1 || len(group.Lines) != 1 || !strings.Contains(group.Lines[0].Change, "本次") {
			t.Errorf("%+v", group)
		}
	}
	if strings.Join(got, " ") != "新增不符合 已改正 结果有变" {
		t.Errorf("groups %v", got)
	}
}

func TestFirstVisitHasNothingToCompare(t *testing.T) {
	d := failed(t, "CF")
	if groups := d.sinceLast(); len(groups) != 0 {
		t.Errorf("%+v", groups)
	}
}
