package main

import (
	"runtime/debug"
	"testing"
)

// A report sets a soft limit of memory for as long as it is written.
func TestReportGivesItsMemoryLimitBack(t *testing.T) {
	d := newSampleDesk(t)
	before := debug.SetMemoryLimit(-1)
	d.ok("report", "--dept", "emergency", "--from", "2026-11-01", "--to", "2026-11-30", "--out", d.path("r.xlsx"))
	if after := debug.SetMemoryLimit(-1); after != before {
		t.Errorf("the limit was %d and is %d", before, after)
	}
}
