package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// Taking the sample data off leaves nothing of them in the lists and reports, the
// folder verifies clean, and everything comes back.
func TestSampleRemoveAndRestore(t *testing.T) {
	d, no := finishedDesk(t)
	counts := func() (places, inspections, hazards int) {
		var p, i, h []struct{ No string }
		d.json(&p, "places", "list")
		d.json(&i, "inspections", "list")
		d.json(&h, "hazards", "list")
		return len(p), len(i), len(h)
	}
	report := func(name string) string {
		return d.ok("report", "--dept", "civil", "--from", "2026-11-01", "--to", "2026-11-30", "--out", filepath.Join(d.dir, name), "--json")
	}
	places, inspections, hazards := counts()
	var removed struct{ Places, Inspections, Hazards int }
	d.json(&removed, "sample", "remove")
	if removed.Places != places || removed.Inspections != inspections || removed.Hazards != hazards || hazards == 0 {
		t.Errorf("removed %+v of %d, %d and %d", removed, places, inspections, hazards)
	}
	if p, i, h := counts(); p+i+h != 0 {
		t.Errorf("%d places, %d inspections and %d hazards are still listed", p, i, h)
	}
	var written struct{ Inspections, Hazards, Rows int }
	decode(t, report("without.xlsx"), &written)
	if written.Inspections != 0 || written.Hazards != 0 {
		t.Errorf("the report still shows %+v", written)
	}
	if code, found := d.verify(); code != exitDone {
		t.Errorf("after removing: %+v", found.Problems)
	}
	var bin []struct{ ID, Kind, By string }
	if d.json(&bin, "bin", "list"); len(bin) != 1 || bin[0].ID != "sample" || bin[0].By == "" {
		t.Fatalf("%+v", bin)
	}
	d.ok("bin", "restore", "sample")
	if p, i, h := counts(); p != places || i != inspections || h != hazards {
		t.Errorf("%d places, %d inspections and %d hazards came back", p, i, h)
	}
	if code, found := d.verify(); code != exitDone {
		t.Errorf("after restoring: %+v", found.Problems)
	}
	if out := d.ok("journal", "--record", no); strings.Count(out, "removed: ") != 2 {
		t.Errorf("the journal tells otherwise:\n%s", out)
	}
	if out := d.ok("sample", "remove"); !strings.Contains(out, "已移除") {
		t.Error(out)
	}
	if out := d.ok("sample", "remove"); !strings.Contains(out, "没有示例数据") {
		t.Error(out)
	}
	d.failing(exitFailed, "bin", "restore", "nothing")
}
