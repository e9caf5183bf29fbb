package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInspectTheContractsExample(t *testing.T) {
	d := newSampleDesk(t)
	d.photo("exit.jpg")
	path := d.file("answers.yaml", contractAnswers)
	var recorded struct {
		No, Place, Status, Started, Finished string
		Checklists                           []string
		Inspectors                           []struct{ Name, Dept, Certificate string }
		Counts                               struct{ Pass, Fail, NA, Open int }
		Hazards                              []string
	}
	d.json(&recorded, "inspect", "--answers", path)
	if recorded.Place != "YL-003" || recorded.Status != "finished" || recorded.Started != "2026-11-20T09:05:00+08:00" || recorded.Counts.Fail != 1 ||
		recorded.Counts.NA != 1 || recorded.Counts.Open != 0 || recorded.Counts.Pass == 0 || len(recorded.Hazards) != 1 ||
		recorded.Inspectors[0].Certificate != "豫A010203" || strings.Join(recorded.Checklists, " ") != "CF CE" {
		t.Errorf("%+v", recorded)
	}
	var hazard struct {
		No, Place, Item, Severity, Status, Description, Responsible, Due, Inspection string
		Overdue                                                                      bool
		Rework                                                                       int
		Photos                                                                       []struct{ Role, File string }
	}
	d.json(&hazard, "hazards", "show", recorded.Hazards[0])
	if hazard.Item != "CF-09" || hazard.Severity != "serious" || hazard.Status != "open" || hazard.Due != "2026-11-20" || !hazard.Overdue ||
		hazard.Responsible != "王院长" || hazard.Inspection != recorded.No || len(hazard.Photos) != 1 || hazard.Photos[0].Role != "before" {
		t.Errorf("%+v", hazard)
	}
	if _, err := os.Stat(hazard.Photos[0].File); err != nil {
		t.Error(err)
	}
	d.ok("verify")

	before := d.journal()
	if message := d.failing(exitFailed, "inspect", "--answers", path); !strings.Contains(message, recorded.No) || !strings.Contains(message, "--again") {
		t.Error(message)
	}
	if d.journal() != before {
		t.Error("the refused record changed something")
	}
	d.ok("inspect", "--answers", path, "--again")
	var all []struct{ No string }
	if d.json(&all, "inspections", "list"); len(all) != 2 {
		t.Errorf("%+v", all)
	}
}

func TestInspectLeavesADraft(t *testing.T) {
	d := newSampleDesk(t)
	path := d.file("draft.yaml", "place: LD-001\nchecklists: [RI]\nstarted: 2026-11-21 09:05\ninspectors: [{name: 刘洋, dept: urban}]\nby: 马超\nanswers:\n  RI-01: pass\n  RI-02: {result: value, value: '3'}\n")
	if out := d.ok("inspect", "--answers", path); !strings.Contains(out, "进行中") {
		t.Error(out)
	}
	var drafts []struct {
		Status string
		Counts struct{ Pass, Value, Open int }
	}
	d.json(&drafts, "inspections", "list", "--status", "draft")
	if len(drafts) != 1 || drafts[0].Counts.Pass != 1 || drafts[0].Counts.Value != 1 || drafts[0].Counts.Open == 0 {
		t.Errorf("%+v", drafts)
	}
	var entries []struct{ Actor string }
	if d.json(&entries, "journal"); entries[len(entries)-1].Actor != "马超" {
		t.Errorf("%+v", entries[len(entries)-1])
	}
}

// TestBadAnswersChangeNothing goes through everything that can be wrong in a file:
// each gets a sentence with line and key, and no trace.
func TestBadAnswersChangeNothing(t *testing.T) {
	d := newSampleDesk(t)
	d.photo("exit.jpg")
	d.file("no.jpg", "no picture")
	before := d.journal()
	replace := func(old, new string) string {
		if !strings.Contains(contractAnswers, old) {
			t.Fatalf("%q is not in the example", old)
		}
		return strings.Replace(contractAnswers, old, new, 1)
	}
	for name, bad := range map[string]struct {
		content string
		where   string // file, line and key in the message
	}{
		"unknown place":      {replace("YL-003 ", "YL-999 "), "第 1 行“place”"},
		"unknown list":       {replace("[CF, CE]", "[CF, XX]"), "第 2 行“checklists”"},
		"list twice":         {replace("[CF, CE]", "[CF, CF]"), "第 2 行“checklists”"},
		"unknown item":       {replace("CF-15", "CF-99"), "第 9 行“CF-99”"},
		"item of other list": {replace("CF-15", "CR-01"), "第 9 行“CR-01”"},
		"malformed":          {replace("finish: true", "finish: [true"), "YAML"},
		"tab":                {replace("accompanied_by", "\taccompanied_by"), "YAML"},
		"result":             {replace("result: na", "result: maybe"), "第 9 行“CF-15.result”"},
		"severity":           {replace("serious", "grave"), "第 8 行“CF-09.severity”"},
		"major":              {replace("serious", "major"), "第 8 行“CF-09.severity”"},
		"default":            {replace("default: pass", "default: fail"), "第 6 行“default”"},
		"department":         {replace("dept: civil", "dept: nobody"), "第 4 行“inspectors.dept”"},
		"person twice":       {replace("李敏", "张建国"), "第 4 行“inspectors.name”"},
		"no person":          {replace("{name: 李敏, dept: civil}", "{dept: civil}"), "第 4 行“inspectors.name”"},
		"future":             {replace("2026-11-20T09", "2027-11-20T09"), "第 3 行“started”"},
		"time":               {replace("2026-11-20T09:05:00+08:00", "soon"), "第 3 行“started”"},
		"due":                {replace("due: 2026-11-20", "due: 2026-02-30"), "第 8 行“CF-09.due”"},
		"due before":         {replace("due: 2026-11-20", "due: 2026-11-01"), "第 8 行“CF-09.due”"},
		"no reason":          {replace("note: 未设消防控制室", "note: ''"), "第 9 行“CF-15”"},
		"no description":     {replace("note: 二层东侧安全出口堆放轮椅, ", ""), "第 8 行“CF-09”"},
		"photo missing":      {replace("exit.jpg", "none.jpg"), "第 8 行“CF-09.photos”"},
		"photo no picture":   {replace("exit.jpg", "no.jpg"), "第 8 行“CF-09.photos”"},
		"unknown key":        {contractAnswers + "weather: sunny\n", "第 11 行“weather”"},
		"key twice":          {contractAnswers + "finish: true\n", "第 11 行“finish”"},
		"missing key":        {replace("place: YL-003 ", "note: x "), "“place”"},
		"finish":             {replace("finish: true", "finish: maybe"), "第 10 行“finish”"},
		"finished":           {contractAnswers + "finished: 2026-11-19 09:00\n", "第 11 行“finished”"},
		"two documents":      {contractAnswers + "---\nplace: YL-001\n", "“---”"},
		"alias":              {replace("[CF, CE]", "&a [CF, CE]"), "第 2 行“checklists”"},
		"empty":              {"", "YAML"},
		"list":               {"- place\n", "第 1 行"},
		"incomplete":         {replace("default: pass", "default: ''"), "CF-01"},
		"photo of a pass":    {replace("result: na, note: 未设消防控制室", "result: pass, photos: [exit.jpg]"), "第 9 行“CF-15”"},
	} {
		t.Run(name, func(t *testing.T) {
			path := d.file("bad.yaml", bad.content)
			message := d.failing(exitFailed, "inspect", "--answers", path)
			if !strings.Contains(message, "bad.yaml") || !strings.Contains(message, bad.where) || strings.Contains(message, "‹") || strings.Count(message, "\n") != 1 {
				t.Errorf("message %q, want it to name %q", message, bad.where)
			}
			if after := d.journal(); after != before {
				t.Errorf("%d entries were written", after-before)
			}
		})
	}
	photos, err := filepath.Glob(filepath.Join(d.data, "evidence", "*", "*"))
	if err != nil || len(photos) > 0 {
		t.Errorf("photos were left behind: %v %v", photos, err)
	}
	d.failing(exitFailed, "inspect", "--answers", d.path("none.yaml"))
	d.failing(exitUsage, "inspect")
}
