package main

import (
	"slices"
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

// The lists show what is somebody's, by name or for whoever sits here.
func TestListsByPerson(t *testing.T) {
	d, no := finishedDesk(t)
	var hazards []struct{ No string }
	d.json(&hazards, "hazards", "list")
	d.ok("assign", "place", "YL-001", "--to", "张建国")
	d.ok("assign", "inspection", no, "--to", "李敏")
	d.ok("assign", "hazard", hazards[0].No, "--to", "张建国")
	for _, c := range []struct {
		args []string
		want []string // numbers or codes
	}{
		{[]string{"hazards", "list", "--assigned", "张建国"}, []string{hazards[0].No}},
		{[]string{"hazards", "list", "--assigned", "me", "--by", "张建国"}, []string{hazards[0].No}},
		{[]string{"hazards", "list", "--assigned", "李敏"}, nil},
		{[]string{"inspections", "list", "--assigned", "李敏"}, []string{no}},
		{[]string{"inspections", "list", "--assigned", "张建国"}, nil},
		{[]string{"inspections", "list", "--inspector", "张建国"}, []string{no}},
		{[]string{"inspections", "list", "--inspector", "王强"}, nil},
		{[]string{"places", "list", "--assigned", "张建国"}, []string{"YL-001"}},
		{[]string{"places", "list", "--assigned", "nobody"}, nil},
	} {
		var rows []struct{ No, Code string }
		d.json(&rows, c.args...)
		var got []string
		for _, row := range rows {
			got = append(got, row.No+row.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.args, got, c.want)
		}
	}
}

// A bundle for a person has what was given to them with what it needs, and nothing else; the
// receiver works on from it.
func TestABundleForAPersonCarriesJustThat(t *testing.T) {
	a, no := finishedDesk(t)
	var hazards []struct{ No string }
	a.json(&hazards, "hazards", "list")
	a.ok("assign", "place", "YL-001", "--to", "张建国")
	a.ok("assign", "hazard", hazards[0].No, "--to", "张建国")
	a.ok("assign", "place", "YL-002", "--to", "李敏")
	path := a.path("zhang.anxun")
	var sent bundleDocument
	a.json(&sent, "bundle", "export", "--out", path, "--for", "张建国")
	b := a.beside()
	b.ok("bundle", "import", path, "--yes", "--accept", a.fingerprint())
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"places", "list"}, []string{"YL-001", "YL-003"}}, // the place of the hazard goes along
		{[]string{"inspections", "list"}, []string{no}},            // and the inspection that found it
		{[]string{"hazards", "list"}, []string{hazards[0].No}},
		{[]string{"assignments"}, []string{hazards[0].No, "YL-001"}},
	} {
		var rows []struct{ No, Code string }
		b.json(&rows, c.args...)
		var got []string
		for _, row := range rows {
			got = append(got, row.No+row.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v on the other laptop: %v, want %v", c.args, got, c.want)
		}
	}
	if sent.Photos != 1 || sent.Records["place"] != 2 || sent.Records["inspection"] != 1 || sent.Records["hazard"] != 1 {
		t.Errorf("sent %+v", sent)
	}
	b.ok("hazards", "submit", hazards[0].No, "--by", "王院长", "--note", "已清理", "--photo", b.photo("after.png"))
	b.ok("verify")
	exchanged(t, b, a)
	var shown struct{ Status string }
	if a.json(&shown, "hazards", "show", hazards[0].No); shown.Status != "submitted" {
		t.Errorf("the hazard is %s on the laptop that gave it away", shown.Status)
	}
	a.ok("verify")
}
