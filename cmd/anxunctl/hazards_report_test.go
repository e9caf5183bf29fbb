package main

import (
	"slices"
	"strings"
	"testing"
)

func TestHazardsReport(t *testing.T) {
	d := newSampleDesk(t)
	var hazard struct {
		No, Place, Severity, Status, Description, Item, Due string
		Departments                                         []string
		Photos                                              []struct{ Role string }
	}
	d.json(&hazard, "hazards", "report", "--by", "张建国", "--place", "YL-003", "--note", "楼道堆放纸箱", "--severity", "serious",
		"--dept", "civil,fire", "--photo", d.photo("hall.jpg"))
	if hazard.Place != "YL-003" || hazard.Severity != "serious" || hazard.Status != "open" || hazard.Item != "" ||
		hazard.Description != "楼道堆放纸箱" || !slices.Equal(hazard.Departments, []string{"civil", "fire"}) {
		t.Errorf("%+v", hazard)
	}
	if len(hazard.Photos) != 1 || hazard.Photos[0].Role != "before" {
		t.Errorf("photos %+v", hazard.Photos)
	}
	d.ok("verify")

	before := d.journal()
	for _, wrong := range []struct {
		args string
		code int
		says string
	}{
		{"--place YL-003 --note x", exitUsage, "--dept"},
		{"--note x --dept civil", exitUsage, "--place"},
		{"--place YL-003 --note x --dept nobody", exitUsage, "nobody"},
		{"--place YL-003 --note x --dept civil --severity grave", exitUsage, "grave"},
		{"--place YL-999 --note x --dept civil", exitFailed, "YL-999"},
		{"--place YL-003 --dept civil", exitFailed, "描述"},
		{"--place YL-003 --note x --dept civil --inspection J2020-XX-0001", exitFailed, "J2020-XX-0001"},
		{"--place YL-003 --note x --dept civil --severity major", exitFailed, "重大"},
		{"--place YL-003 --note x --dept civil --due 2020-01-01", exitFailed, "2020-01-01"},
		{"--place YL-003 --note x --dept civil --photo missing.jpg", exitFailed, "missing.jpg"},
	} {
		if said := d.failing(wrong.code, append([]string{"hazards", "report", "--by", "张建国"}, strings.Fields(wrong.args)...)...); !strings.Contains(said, wrong.says) {
			t.Errorf("%s: said %q, which lacks %q", wrong.args, said, wrong.says)
		}
	}
	if d.journal() != before {
		t.Error("a refused report changed something")
	}
}
