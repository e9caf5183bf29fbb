package checklists

import (
	"slices"
	"strings"
	"testing"
)

func TestSorting(t *testing.T) {
	p, view, _ := newFixture(t)
	p.Enter("CF")
	p.SortBy(sortCode, false)
	rows := view.state.Rows
	if !slices.IsSortedFunc(rows, func(a, b Row) int { return strings.Compare(b.Code, a.Code) }) {
		t.Error("not sorted by code, the last first")
	}
	p.SortBy(sortWeight, false)
	rows = view.state.Rows
	if !slices.IsSortedFunc(rows, func(a, b Row) int { return int(b.Weight - a.Weight) }) || rows[0].Weight == WeightPlain {
		t.Error("not sorted by severity, the gravest first")
	}
}

func TestMarkedRowsAreCopied(t *testing.T) {
	p, view, host := newFixture(t)
	p.Enter("CF-03")
	p.Copy()
	p.Mark(0, 2, false)
	p.Mark(1, 1, true)
	p.Show("CE")
	p.Mark(0, 0, false)
	p.Copy()
	if len(host.Copied) != 2 || !strings.Contains(host.Copied[0], "\r\nCF-03\t") || strings.Count(host.Copied[0], "\r\n") != 2 {
		t.Fatalf("copied %q", host.Copied)
	}
	lines := strings.Split(host.Copied[1], "\r\n")
	if view.state.Marked != 3 || len(lines) != 5 || !strings.HasPrefix(lines[1], "CE-01\t") || !strings.HasPrefix(lines[2], "CF-01\t") ||
		!strings.HasPrefix(lines[3], "CF-03\t") {
		t.Errorf("%d marked, copied %q", view.state.Marked, lines)
	}
	if p.MarkAll(true); view.state.Marked <= 3 || !p.MarkAll(false) || p.MarkAll(false) {
		t.Errorf("%d marked", view.state.Marked)
	}
}

func TestThePageComesBackAsItWas(t *testing.T) {
	p, _, _ := newFixture(t)
	p.Enter("CF-09")
	p.SortBy(sortWeight, false)
	state := p.Keep(4)
	again, view, _ := newFixture(t)
	again.Restore(state)
	again.Enter("CE-01")
	if s := view.state; s.Scope != "CF" || s.Sort != sortWeight || s.Ascending || s.Detail == nil || s.Detail.Code != "CF-09" || view.top != 4 {
		t.Errorf("came back with %s sorted by %q from row %d", s.Scope, s.Sort, view.top)
	}
	again.Restore(`{"scope":"a checklist that is gone"}`)
	if again.Enter(""); view.state.Scope != ScopeItems || len(view.state.Rows) == 0 {
		t.Errorf("a checklist that is gone shows %s", view.state.Scope)
	}
	again.Restore("{")
	if again.Enter("CE-01"); view.state.Scope != "CE" {
		t.Errorf("nonsense keeps from %s", view.state.Scope)
	}
}

// TestExportsWhatIsShown: items and documents as listed, or only the rows that were chosen.
func TestExportsWhatIsShown(t *testing.T) {
	p, view, host := newFixture(t)
	p.Enter("CF")
	p.SortBy(sortCode, false)
	p.Export()
	rows := view.state.Rows
	if len(host.Exported) != len(rows)+1 || host.Exported[0][2] != "编号" {
		t.Fatalf("shows %d items, exports %d rows under %v", len(rows), len(host.Exported)-1, host.Exported[0])
	}
	for i, row := range rows {
		line := host.Exported[i+1]
		if line[2] != row.Code || line[3] != row.Title || line[5] == "" || len(line) != len(host.Exported[0]) {
			t.Errorf("row %d shows %s, exports %v", i, row.Code, line)
		}
	}
	p.Mark(0, 1, false)
	p.Show("CE")
	p.Mark(0, 0, false)
	p.ExportChosen()
	if len(host.Exported) != 4 || host.Exported[1][2] == host.Exported[2][2] {
		t.Errorf("three are chosen: %v", host.Exported)
	}
	p.MarkAll(false)
	p.Show(ScopeDocuments)
	p.Export()
	if len(host.Exported) != len(view.state.Rows)+1 || host.Exported[1][0] != view.state.Rows[0].Title {
		t.Errorf("shows %d documents, exports %d rows", len(view.state.Rows), len(host.Exported)-1)
	}
}
