package main

import (
	"strings"
	"testing"
)

// Places, inspections and hazards are given to somebody, listed by person, and given to
// nobody again; the person responsible of a hazard is another matter and stays.
func TestAssign(t *testing.T) {
	d, no := finishedDesk(t)
	var hazards []struct{ No, Responsible string }
	d.json(&hazards, "hazards", "list")
	var done struct {
		Changed, Records int
		Person           string
	}
	d.json(&done, "assign", "place", "YL-001", "YL-003", "--to", "张建国", "--note", "本周内", "--by", "刘主任")
	if done.Changed != 2 || done.Records != 2 || done.Person != "张建国" {
		t.Errorf("%+v", done)
	}
	d.ok("assign", "inspection", no, "--to", "李敏")
	if out := d.ok("assign", "hazard", hazards[0].No, "--to", "张建国"); !strings.Contains(out, "已交办 1 项给张建国") {
		t.Error(out)
	}
	var assigned []struct {
		Kind, No, Person, Note, By string
		Done                       bool
	}
	d.json(&assigned, "assignments", "--person", "张建国")
	if len(assigned) != 3 || assigned[0].No != hazards[0].No || assigned[1].No != "YL-001" || assigned[1].By != "刘主任" || assigned[1].Note != "本周内" {
		t.Errorf("%+v", assigned)
	}
	d.json(&assigned, "assignments")
	if len(assigned) != 4 || !assigned[3].Done || assigned[3].Kind != "inspection" {
		t.Errorf("a finished inspection is done and comes last: %+v", assigned)
	}
	after := hazards
	if d.json(&after, "hazards", "list"); after[0].Responsible != hazards[0].Responsible {
		t.Errorf("the person responsible became %q", after[0].Responsible)
	}
	d.ok("assign", "place", "YL-001", "--nobody")
	if out := d.ok("assignments"); strings.Contains(out, "YL-001") || !strings.Contains(out, "YL-003") {
		t.Error(out)
	}
	before := d.journal()
	d.failing(exitUsage, "assign", "place", "YL-001")
	d.failing(exitUsage, "assign", "place", "--to", "张建国")
	d.failing(exitFailed, "assign", "place", "YL-002", "YL-999", "--to", "张建国")
	if after := d.journal(); after != before {
		t.Errorf("what was refused wrote %d entries", after-before)
	}
}

func TestRole(t *testing.T) {
	d := newSampleDesk(t)
	var set struct{ Role string }
	if d.json(&set, "role", "show"); set.Role != "" {
		t.Errorf("%+v", set)
	}
	if out := d.ok("role", "set", "reviewer"); !strings.Contains(out, "复查") {
		t.Error(out)
	}
	if d.json(&set, "role", "show"); set.Role != "reviewer" {
		t.Errorf("%+v", set)
	}
	d.failing(exitUsage, "role", "set", "boss")
}
