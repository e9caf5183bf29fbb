package main

import (
	"strings"
	"testing"
)

// TestPlanByHand sets a plan, looks at it, at what is due and at what a report makes of it, and
// takes it away again.
func TestPlanByHand(t *testing.T) {
	d := newSampleDesk(t)
	if text := d.ok("plan", "show"); !strings.Contains(text, "未设检查计划") {
		t.Errorf("without a plan: %s", text)
	}
	if text := d.ok("plan", "due"); !strings.Contains(text, "未设检查计划") {
		t.Errorf("due without a plan: %s", text)
	}
	d.ok("plan", "set", "--kind", "care", "--visits", "1", "--per", "quarter")
	if text := d.ok("plan", "set", "--kind", "care", "--subkind", "day_care", "--visits", "2", "--per", "month"); !strings.Contains(text, "每月 2 次") ||
		!strings.Contains(text, "不是法定要求") {
		t.Errorf("shows %s", text)
	}
	var shown struct {
		Since string
		Lines []struct {
			Kind, Subkind, Period           string
			Visits, Places, Planned, Behind int
		}
	}
	d.json(&shown, "plan", "show")
	if len(shown.Lines) != 2 || shown.Since[4:] != "-01-01" || shown.Lines[0].Subkind != "" || shown.Lines[1].Visits != 2 ||
		shown.Lines[1].Planned != 2*shown.Lines[1].Places || shown.Lines[1].Behind != shown.Lines[1].Places {
		t.Errorf("%+v", shown)
	}
	var due []struct {
		Code, Kind, Until string
		Left              int
	}
	d.json(&due, "plan", "due")
	if len(due) != shown.Lines[0].Places+shown.Lines[1].Places {
		t.Errorf("%d places due, want all of %+v", len(due), shown.Lines)
	}
	d.ok("plan", "set", "--since", "2026-07-01")
	d.ok("plan", "set", "--kind", "care", "--subkind", "day_care", "--visits", "0")
	d.json(&shown, "plan", "set", "--kind", "care", "--visits", "0")
	if len(shown.Lines) != 0 {
		t.Errorf("left of the plan: %+v", shown)
	}
	for _, wrong := range [][]string{{}, {"--kind", "ship", "--visits", "1", "--per", "month"}, {"--kind", "road", "--subkind", "day_care", "--visits", "1", "--per", "month"},
		{"--kind", "road", "--visits", "1", "--per", "week"}, {"--kind", "road", "--visits", "1"}, {"--kind", "road"}, {"--visits", "1", "--per", "month"}} {
		d.failing(exitUsage, append([]string{"plan", "set"}, wrong...)...)
	}
	d.failing(exitFailed, "plan", "set", "--kind", "road", "--visits", "100", "--per", "year")
}
