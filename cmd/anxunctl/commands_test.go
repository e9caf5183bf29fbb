package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/spreadsheet"
)

func TestInitIsRepeatable(t *testing.T) {
	d := newDesk(t)
	var folder struct{ Checklists, Items, Places, Sample int }
	if d.json(&folder, "init"); folder.Checklists != 9 || folder.Items < 235 || folder.Places != 0 {
		t.Errorf("%+v", folder)
	}
	d.json(&folder, "init", "--sample")
	if folder.Places != 42 || folder.Sample != 42 {
		t.Errorf("%+v", folder)
	}
	before := d.journal()
	d.ok("init", "--sample")
	if d.journal() != before {
		t.Error("a second init changed something")
	}
}

func TestSampleNeverTouchesARealPlace(t *testing.T) {
	d := newDesk(t)
	d.ok("init")
	path := d.path("real.xlsx")
	if err := spreadsheet.WritePlaces(path, []inspection.Place{{Code: "SH-004", Name: "真店", PlaceKind: inspection.PlaceShop}}, false); err != nil {
		t.Fatal(err)
	}
	d.ok("places", "import", path)
	before := d.journal()
	d.failing(exitFailed, "init", "--sample")
	d.failing(exitFailed, "generate", "--inspections", "3")
	d.failing(exitFailed, "demo", "--out", d.path("out"))
	if d.journal() != before {
		t.Error("a refused command changed something")
	}
}

func TestChecklists(t *testing.T) {
	d := newSampleDesk(t)
	var lists []struct {
		Code, Title string
		Version     int
		Items       []struct {
			Code, Text, Method, Severity, Deadline string
			Basis, Departments                     []string
		}
	}
	if d.json(&lists, "checklists", "list"); len(lists) != 9 {
		t.Fatalf("%d lists", len(lists))
	}
	for _, list := range lists {
		for _, item := range list.Items {
			if item.Code == "" || item.Text == "" || item.Method == "" || len(item.Basis) == 0 || item.Severity == "" || item.Deadline == "" || len(item.Departments) == 0 {
				t.Errorf("%+v", item)
			}
		}
	}
	if out := d.ok("checklists", "show", "CF"); !strings.Contains(out, "CF-09") {
		t.Error(out)
	}
	d.ok("checklists", "list")
	d.ok("checklists", "export", "CF", "--out", d.path("CF.xlsx"))
	d.failing(exitFailed, "checklists", "export", "CF", "--out", d.path("CF.xlsx"))
	d.ok("checklists", "export", "CF", "--out", d.path("CF.xlsx"), "--overwrite")
}

func TestPlacesRoundTrip(t *testing.T) {
	d := newSampleDesk(t)
	var places []struct {
		Code, Name, Kind, SubKind, Address, Community, Operator, Manager, Phone string
		Area                                                                    float64
		Beds                                                                    int
		Features                                                                []string
	}
	if d.json(&places, "places", "list", "--kind", "care"); len(places) != 12 || places[0].Kind != "care" || places[0].SubKind == "" {
		t.Fatalf("%+v", places)
	}
	path := d.path("places.xlsx")
	d.ok("places", "export", "--out", path)
	before := d.journal()
	var report struct {
		Imported  bool
		Created   []string
		Updated   []struct{ Code string }
		Unchanged int
	}
	d.json(&report, "places", "import", path)
	if !report.Imported || len(report.Created)+len(report.Updated) != 0 || report.Unchanged != 42 || d.journal() != before {
		t.Errorf("%+v", report)
	}
	d.ok("places", "template", "--out", d.path("template.xlsx"))
	d.json(&report, "places", "import", d.path("template.xlsx"))
	if len(report.Created) != 0 {
		t.Error("the example of the template was imported")
	}
}

func TestImportWithWrongRows(t *testing.T) {
	d := newSampleDesk(t)
	path := d.path("some.xlsx")
	rows := []inspection.Place{{Code: "0099", Name: "新店", PlaceKind: inspection.PlaceShop}, {Code: "SH-001", Name: "改名", PlaceKind: inspection.PlaceShop, Sample: true},
		{Code: "A B", Name: "坏编号", PlaceKind: inspection.PlaceShop}}
	if err := spreadsheet.WritePlaces(path, rows, false); err != nil {
		t.Fatal(err)
	}
	before := d.journal()
	code, out, log := d.run("places", "import", path)
	if code != exitFailed || !strings.Contains(out, "A4") || !strings.Contains(log, "--good-rows") || d.journal() != before {
		t.Fatalf("exit %d\n%s\n%s", code, out, log)
	}
	out = d.ok("places", "import", path, "--good-rows", "--by", "李敏")
	if !strings.Contains(out, "改名") || !strings.Contains(out, "新增 1 个，更新 1 个") {
		t.Error(out)
	}
	var place struct{ Code string }
	if d.json(&place, "places", "show", "0099"); place.Code != "0099" {
		t.Error("the leading zeros are gone")
	}
	var entries []struct{ Actor string }
	if d.json(&entries, "journal", "--record", "0099"); entries[0].Actor != "李敏" {
		t.Errorf("%+v", entries)
	}
	before = d.journal()
	for name, content := range map[string]string{"text.xlsx": "no workbook", "a.csv": "编号,名称", "empty.xlsx": "", "old.xls": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"} {
		d.failing(exitFailed, "places", "import", d.file(name, content))
	}
	d.failing(exitFailed, "places", "import", d.path("none.xlsx"))
	if d.journal() != before {
		t.Error("a refused workbook changed something")
	}
}

func TestDemo(t *testing.T) {
	d := newDesk(t)
	out := d.path("demo")
	var shown bytes.Buffer
	if code := run(context.Background(), []string{"demo", "--out", out, "--json"}, testEnvironment(), &shown, os.Stderr); code != exitDone {
		t.Fatal("the demonstration failed")
	}
	var document struct {
		Data        string
		Inspections []struct {
			Status     string
			Checklists []string
			Inspectors []any
		}
		Severities map[string]int
		Files      []struct{ File string }
	}
	decode(t, shown.String(), &document)
	lists := map[string]bool{}
	finished := 0
	for _, one := range document.Inspections {
		for _, list := range one.Checklists {
			lists[list] = true
		}
		if one.Status == "finished" && len(one.Inspectors) > 1 {
			finished++
		}
	}
	if finished < 8 || len(lists) != 9 || len(document.Severities) != 4 || len(document.Files) != 5 || document.Data != filepath.Join(out, "data") {
		t.Errorf("%d joint inspections over %d lists, %v, %v", finished, len(lists), document.Severities, document.Files)
	}
	for _, file := range document.Files {
		if info, err := os.Stat(file.File); err != nil || info.Size() == 0 {
			t.Error(file.File, err)
		}
	}
	d.data = document.Data
	var hazards []struct {
		Status, Inspection string
		Overdue, Sample    bool
		Rework             int
	}
	d.json(&hazards, "hazards", "list")
	seen := map[string]bool{}
	for _, hazard := range hazards {
		seen[hazard.Status] = true
		seen["overdue"] = seen["overdue"] || hazard.Overdue
		seen["rework"] = seen["rework"] || hazard.Rework > 0
		seen["ad hoc"] = seen["ad hoc"] || hazard.Inspection == ""
		if !hazard.Sample {
			t.Error("a hazard is not marked as sample")
		}
	}
	for _, want := range []string{"open", "submitted", "closed", "transferred", "shelved", "overdue", "rework", "ad hoc"} {
		if !seen[want] {
			t.Errorf("no hazard is %s", want)
		}
	}
	d.ok("verify")
	before := d.journal()
	if code := run(context.Background(), []string{"demo", "--out", out}, testEnvironment(), &shown, os.Stderr); code != exitDone || d.journal() != before {
		t.Error("a second demonstration changed the data")
	}
	testLists(t, d)
}

// testLists looks at the lists for people on the demonstration's data.
func testLists(t *testing.T, d *desk) {
	for _, args := range [][]string{{"inspections", "list"}, {"inspections", "list", "--place", "YL-001", "--from", "2026-11-01", "--to", "2026-11-22", "--status", "finished"},
		{"hazards", "list", "--overdue"}, {"hazards", "list", "--status", "open,submitted", "--severity", "serious", "--dept", "civil", "--place", "YL-001"},
		{"journal", "--limit", "5"}, {"places", "list", "--text", "晚晴"}, {"places", "show", "YL-001"}} {
		if out := d.ok(args...); strings.Contains(out, "‹") || out == "" {
			t.Errorf("%v:\n%s", args, out)
		}
		if out := d.ok(append(slices.Clone(args), "--lang", "en", "--json")...); !json.Valid([]byte(out)) {
			t.Errorf("%v: no JSON", args)
		}
	}
	var inspections []struct{ No string }
	d.json(&inspections, "inspections", "list", "--place", "YL-001")
	if out := d.ok("inspections", "show", inspections[0].No); !strings.Contains(out, "CF-27") {
		t.Error(out)
	}
	var major []struct{ No, Severity string }
	if d.json(&major, "hazards", "list", "--severity", "major"); len(major) < 2 {
		t.Fatalf("%+v", major)
	}
	if out := d.ok("hazards", "show", major[0].No); strings.Contains(out, "‹") {
		t.Error(out)
	}
	report := d.path("r.xlsx")
	var summary struct{ Inspections, Answers int }
	d.json(&summary, "report", "--dept", "civil", "--from", "2026-11-01", "--to", "2026-11-30", "--out", report)
	if summary.Inspections == 0 || summary.Answers == 0 {
		t.Errorf("%+v", summary)
	}
	d.failing(exitFailed, "report", "--dept", "civil", "--from", "2026-11-01", "--to", "2026-11-30", "--out", report)
	d.failing(exitFailed, "report", "--dept", "civil", "--from", "2026-11-30", "--to", "2026-11-01", "--out", d.path("r2.xlsx"))
	d.ok("report", "--dept", "civil", "--from", "2026-11-01", "--to", "2026-11-30", "--out", report, "--overwrite")
}

func TestGenerateIsDeterministicAndSound(t *testing.T) {
	var outputs []string
	for range 2 {
		d := newDesk(t)
		var counts struct{ Inspections, Answers, Hazards, Actions int }
		d.json(&counts, "generate", "--inspections", "60", "--seed", "5")
		if counts.Inspections != 60 || counts.Answers < 1000 || counts.Hazards == 0 || counts.Actions <= counts.Hazards {
			t.Errorf("%+v", counts)
		}
		d.ok("verify")
		var hazards []map[string]any
		d.json(&hazards, "hazards", "list")
		for _, hazard := range hazards { // numbers carry the code of the device, which is drawn
			delete(hazard, "no")
			delete(hazard, "inspection")
		}
		slices.SortFunc(hazards, func(a, b map[string]any) int {
			return strings.Compare(a["found"].(string)+a["item"].(string), b["found"].(string)+b["item"].(string))
		})
		text, err := json.Marshal(hazards)
		if err != nil {
			t.Fatal(err)
		}
		outputs = append(outputs, string(text))
	}
	if outputs[0] != outputs[1] {
		t.Error("the same seed gave other hazards")
	}
}

func TestColumnsStandBelowEachOther(t *testing.T) {
	lines := table{header: []string{"编号", "名称", "x"}}
	lines.add("A", "烩面馆", "1")
	lines.add("YL-001", "a\u0301bc", "2")
	lines.add("B", strings.Repeat("长", 40), "3")
	var out bytes.Buffer
	lines.write(&out)
	for i, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		last := line[len(line)-1:]
		if at := textWidth(line[:len(line)-1]); at != 6+2+maxCellWidth-1+2 {
			t.Errorf("line %d: %q stands at %d", i, last, at)
		}
	}
}
