package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// recorded makes one open hazard and returns its number.
func (d *desk) recorded() string {
	d.Helper()
	d.photo("exit.jpg")
	var one struct{ Hazards []string }
	d.json(&one, "inspect", "--answers", d.file("answers.yaml", contractAnswers))
	return one.Hazards[0]
}

func TestAHazardIsFollowedToTheEnd(t *testing.T) {
	d := newSampleDesk(t)
	no := d.recorded()
	status := func(want string, args ...string) {
		t.Helper()
		var hazard struct{ Status, Due string }
		if d.json(&hazard, args...); hazard.Status != want {
			t.Fatalf("%v: %s, want %s", args, hazard.Status, want)
		}
	}
	status("open", "hazards", "extend", no, "--by", "王院长", "--note", "等配件", "--to", "2026-12-01")
	d.failing(exitFailed, "hazards", "approve", no, "--by", "王院长")
	status("open", "hazards", "approve", no, "--by", "周主任")
	status("submitted", "hazards", "submit", no, "--by", "王院长", "--note", "已清理", "--photo", d.path("exit.jpg"))
	status("open", "hazards", "review", no, "--fail", "--by", "陈静", "--note", "仍有杂物", "--until", "2026-11-24")
	status("submitted", "hazards", "submit", no, "--by", "王院长", "--note", "已清理")
	d.failing(exitFailed, "hazards", "review", no, "--pass", "--by", "王院长")
	status("closed", "hazards", "review", no, "--pass", "--by", "陈静")
	status("open", "hazards", "reopen", no, "--by", "陈静", "--note", "又堆放", "--until", "2026-11-25")
	status("open", "hazards", "shelve", no, "--by", "王院长", "--note", "改造", "--until", "2026-12-30")
	status("open", "hazards", "approve", no, "--decline", "--by", "周主任", "--note", "不同意")
	status("transferred", "hazards", "transfer", no, "--by", "张建国", "--note", "请判定", "--to", "fire")
	var hazard struct {
		Rework  int
		Actions []struct{ Action string }
		Photos  []struct{ Role string }
	}
	if d.json(&hazard, "hazards", "show", no); hazard.Rework != 1 || len(hazard.Actions) != 11 || len(hazard.Photos) != 2 || hazard.Photos[1].Role != "after" || hazard.Actions[10].Action != "transfer" {
		t.Errorf("%+v", hazard)
	}
	d.ok("verify")
}

func TestRefusedActionsChangeNothing(t *testing.T) {
	d := newSampleDesk(t)
	no := d.recorded()
	before := d.journal()
	d.file("bad.jpg", "no picture")
	other := d.photo("other.png")
	for _, test := range []struct {
		exit int
		args []string
	}{
		{exitUsage, []string{"submit", no, "--note", "x"}},
		{exitUsage, []string{"review", no, "--by", "陈静"}},
		{exitUsage, []string{"review", no, "--by", "陈静", "--pass", "--fail"}},
		{exitUsage, []string{"review", no, "--by", "陈静", "--fail", "--note", "x"}},
		{exitUsage, []string{"extend", no, "--by", "甲", "--note", "x"}},
		{exitUsage, []string{"extend", no, "--by", "甲", "--note", "x", "--to", "tomorrow"}},
		{exitUsage, []string{"transfer", no, "--by", "甲", "--note", "x"}},
		{exitUsage, []string{"transfer", no, "--by", "甲", "--note", "x", "--to", "nobody"}},
		{exitUsage, []string{"shelve", no, "--by", "甲", "--note", "x"}},
		{exitFailed, []string{"submit", no, "--by", "甲"}},
		{exitFailed, []string{"submit", "Y0", "--by", "甲", "--note", "x"}},
		{exitFailed, []string{"submit", no, "--by", "甲", "--note", "x", "--photo", d.path("bad.jpg")}},
		{exitFailed, []string{"review", no, "--pass", "--by", "陈静", "--photo", other}},
		{exitFailed, []string{"extend", no, "--by", "甲", "--note", "x", "--to", "2026-11-01"}},
		{exitFailed, []string{"reopen", no, "--by", "甲", "--note", "x", "--until", "2026-12-01"}},
		{exitFailed, []string{"approve", no, "--by", "甲"}},
	} {
		message := d.failing(test.exit, append([]string{"hazards"}, test.args...)...)
		if strings.Contains(message, "‹") {
			t.Errorf("%v: %s", test.args, message)
		}
	}
	if after := d.journal(); after != before {
		t.Errorf("%d entries were written", after-before)
	}
	if photos, err := filepath.Glob(filepath.Join(d.data, "evidence", "*", "*")); err != nil || len(photos) != 1 {
		t.Errorf("a refused photo was left behind: %v", photos)
	}
}

// TestTheLoopThatSavesPeople follows a serious hazard from the photo on the spot to the last
// document: 发现, 告知, 整改, 复查退回, 再整改, 他人复查销号, with the four street documents.
func TestTheLoopThatSavesPeople(t *testing.T) {
	d := newSampleDesk(t)
	no := d.recorded()
	var found struct{ Severity, Inspection string }
	if d.json(&found, "hazards", "show", no); found.Severity != "serious" {
		t.Fatalf("%+v", found)
	}
	document := func(args ...string) {
		t.Helper()
		out := filepath.Join(d.dir, args[0]+".xlsx")
		d.ok(append(append([]string{"form"}, args...), "--out", out, "--by", "张建国")...)
		d.failing(exitFailed, append(append([]string{"form"}, args...), "--out", out, "--by", "张建国")...) // it is there already
	}
	document("record", "--inspection", found.Inspection)
	document("notice", "--inspection", found.Inspection)
	d.ok("hazards", "submit", no, "--by", "王院长", "--note", "已清理", "--photo", d.photo("after.jpg"))
	d.ok("hazards", "review", no, "--fail", "--by", "李敏", "--note", "仍有杂物", "--until", "2026-11-24")
	d.ok("hazards", "submit", no, "--by", "王院长", "--note", "全部清理", "--photo", d.photo("again.jpg"))
	d.failing(exitFailed, "hazards", "review", no, "--pass", "--by", "王院长") // not who put it right
	d.ok("hazards", "review", no, "--pass", "--by", "李敏", "--note", "通道畅通")
	document("review", "--hazard", no)
	var end struct {
		Status string
		Rework int
	}
	if d.json(&end, "hazards", "show", no); end.Status != "closed" || end.Rework != 1 {
		t.Errorf("%+v", end)
	}
	d.ok("hazards", "reopen", no, "--by", "李敏", "--note", "又堆放", "--until", "2026-11-25")
	d.ok("hazards", "transfer", no, "--by", "张建国", "--note", "请依法处理", "--to", "fire")
	document("transfer", "--hazard", no)
	d.ok("verify")
}
