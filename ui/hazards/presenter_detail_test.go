package hazards

import (
	"slices"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func testWords(t *testing.T) words {
	host := newHost(t)
	return words{t: host.T, today: "2026-11-20", departments: map[string]string{"fire": "消防救援"}}
}

func TestDueTexts(t *testing.T) {
	w := testWords(t)
	hazard := func(s inspection.HazardStatus, due inspection.Day, changes ...func(*inspection.Hazard)) inspection.Hazard {
		h := inspectiontest.AHazard(append([]func(*inspection.Hazard){status(s), func(h *inspection.Hazard) { h.Due = due }}, changes...)...)
		return h
	}
	for _, c := range []struct {
		hazard inspection.Hazard
		want   string
		tone   Tone
	}{
		{hazard(inspection.HazardOpen, "2026-11-20"), "11-20 · 今天", ToneWarn},
		{hazard(inspection.HazardOpen, "2026-11-21"), "11-21 · 剩 1 天", ToneWarn},
		{hazard(inspection.HazardOpen, "2026-11-25"), "11-25", ToneNeutral},
		{hazard(inspection.HazardOpen, "2027-01-05"), "2027-01-05", ToneNeutral},
		{hazard(inspection.HazardOpen, "2026-11-18"), "逾期 2 天", ToneFail},
		{hazard(inspection.HazardSubmitted, "2026-11-19"), "逾期 1 天", ToneFail},
		{hazard(inspection.HazardOpen, ""), "无", ToneNeutral},
		{hazard(inspection.HazardClosed, "2026-11-01"), "11-20 销号", TonePass},
		{hazard(inspection.HazardTransferred, "2026-11-01"), "移交消防救援", ToneNeutral},
		{hazard(inspection.HazardTransferred, "2026-11-01", func(h *inspection.Hazard) { h.TransferTo = "fire" }), "移交消防救援", ToneNeutral},
		{hazard(inspection.HazardShelved, "2026-11-01"), "至 12-20", ToneNeutral},
		{hazard(inspection.HazardShelved, "2026-11-01", func(h *inspection.Hazard) { h.ShelvedUntil = "2026-11-17" }), "挂账到期 3 天", ToneFail},
	} {
		if text, tone := w.due(c.hazard); text != c.want || tone != c.tone {
			t.Errorf("%s due %s reads %q (%v), want %q (%v)", c.hazard.Status, c.hazard.Due, text, tone, c.want, c.tone)
		}
	}
}

func TestRowTexts(t *testing.T) {
	w := testWords(t)
	record := inspection.HazardRow{PlaceName: "西安东社区养老中心", Hazard: inspectiontest.AHazard(severity(inspection.SeveritySerious), func(h *inspection.Hazard) {
		h.Description = "二层东侧安全出口\n堆放轮椅"
		h.Request = inspection.RequestExtend
	})}
	row := w.row(record)
	if row.Description != "二层东侧安全出口 堆放轮椅" || row.Context != "西安东社区养老中心 · CF-01 · 王院长" {
		t.Errorf("row %q, %q", row.Description, row.Context)
	}
	if row.Severity != "较大" || row.SeverityTone != ToneWarn || row.Status != "待整改 · 延期待批" {
		t.Errorf("severity %q, status %q", row.Severity, row.Status)
	}
	record.Description, record.Item, record.Responsible, record.Suspected = "", "", "", true
	if row = w.row(record); row.Description != "（未填写隐患描述）" || row.Context != "西安东社区养老中心" || row.Severity != "疑似重大" || row.SeverityTone != ToneFail {
		t.Errorf("row %+v", row)
	}
}

func TestFacts(t *testing.T) {
	host := newHost(t)
	s := newStore(t)
	s.hazard("2026-11-20", severity(inspection.SeverityMajor), func(h *inspection.Hazard) {
		h.Immediate, h.Rework, h.Measures = true, 2, "停用并派人值守"
		h.Request, h.RequestedBy, h.RequestUntil = inspection.RequestExtend, "王院长", "2026-11-25"
	})
	p, view := present(t, s, host)
	p.Enter(FilterOpen)
	facts := map[string]string{}
	for _, fact := range append(view.state.Detail.Task, view.state.Detail.Facts...) {
		facts[fact.Label] = fact.Text
	}
	for label, want := range map[string]string{
		"责任人": "王院长", "整改期限": "2026-11-20（立即整改）", "整改标准": "通道畅通", "整改要求": "立即清理", "检查项": "CF-01 疏散通道畅通",
		"检查依据": "《消防法》第二十八条", "相关部门": "应急管理、民政", "发现": "2026-11-20 12:00 张建国", "退回重改": "2 次",
		"待批申请": "王院长 申请延期至 2026-11-25", "落实措施": "停用并派人值守",
	} {
		if facts[label] != want {
			t.Errorf("%s: %q, want %q", label, facts[label], want)
		}
	}
	if _, shown := facts["落实资金"]; shown {
		t.Error("an empty fact is shown")
	}
}

func TestAdHocHazardHasNoInspection(t *testing.T) {
	s := newStore(t)
	s.hazard("2026-11-20", func(h *inspection.Hazard) { h.InspectionID, h.Item, h.Checklist = "", "", "" })
	host := newHost(t)
	p, view := present(t, s, host)
	p.Enter(FilterOpen)
	if d := view.state.Detail; d == nil || !d.Complete || d.Inspection != "" {
		t.Fatalf("detail %+v", d)
	}
	if p.OpenInspection(); len(host.went) != 0 {
		t.Errorf("went to %v", host.went)
	}
}

func TestStepsTellTheHistoryNewestFirst(t *testing.T) {
	at := inspectiontest.Noon.Add(-24 * time.Hour)
	step := func(kind inspection.ActionKind, by, note string, until inspection.Day, to string) inspection.Action {
		at = at.Add(time.Hour)
		return inspection.Action{ActionKind: kind, By: by, Note: note, Until: until, Target: to, At: at}
	}
	steps := testWords(t).steps([]inspection.Action{
		step(inspection.ActionFind, "张建国", "", "2026-11-20", ""),
		step(inspection.ActionExtend, "王院长", "等待配件", "2026-11-25", ""),
		step(inspection.ActionApprove, "李敏", "", "", ""),
		step(inspection.ActionShelve, "王院长", "须改造", "2026-12-25", ""),
		step(inspection.ActionDecline, "李敏", "可以先修", "", ""),
		step(inspection.ActionTransfer, "张建国", "非本街道职责", "", "fire"),
		step(inspection.ActionTakeBack, "张建国", "已商定", "2026-11-30", ""),
		step(inspection.ActionSubmit, "王院长", "已修好", "", ""),
		step(inspection.ActionFail, "张建国", "仍堆放", "2026-12-01", ""),
		step(inspection.ActionPass, "李敏", "", "", ""),
		step(inspection.ActionReopen, "李敏", "复发", "2026-12-05", ""),
	})
	var texts []string
	for _, s := range steps {
		texts = append(texts, s.Text)
	}
	want := []string{
		"李敏 重新打开，期限 12-05", "李敏 复查合格，销号", "张建国 复查不合格，退回重改，期限 12-01", "王院长 提交整改",
		"张建国 收回，期限 11-30", "张建国 移交消防救援", "李敏 未批准挂账", "王院长 申请挂账至 12-25", "李敏 批准延期至 11-25",
		"王院长 申请延期至 11-25", "张建国 发现隐患，期限 11-20",
	}
	if !slices.Equal(texts, want) {
		t.Errorf("history:\n%s\nwant:\n%s", strings.Join(texts, "\n"), strings.Join(want, "\n"))
	}
	if last := steps[len(steps)-1]; last.When != "11-19 13:00" {
		t.Errorf("found at %q", last.When)
	}
	if steps[6].Note != "可以先修" || steps[1].Tone != TonePass || steps[2].Tone != ToneFail {
		t.Errorf("steps %+v", steps)
	}
}
