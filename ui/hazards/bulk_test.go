package hazards

import (
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/uitest"
)

func TestSortingByAColumn(t *testing.T) {
	s, host := newStore(t), newHost(t)
	s.hazard("2026-11-21", severity(inspection.SeveritySerious))
	s.hazard("2026-11-22", severity(inspection.SeverityGeneral))
	s.hazard("2026-11-23", severity(inspection.SeverityMajor))
	p, view := present(t, s, host)
	p.Enter(FilterAll)
	p.SortBy("severity", false)
	if got := descriptions(p, 3); !slices.Equal(got, []string{"第 3 处隐患", "第 1 处隐患", "第 2 处隐患"}) {
		t.Errorf("most severe first: %q", got)
	}
	p.SortBy(orderDue, true)
	if got := descriptions(p, 3); !slices.Equal(got, []string{"第 1 处隐患", "第 2 处隐患", "第 3 处隐患"}) {
		t.Errorf("by due day: %q", got)
	}
	p.Enter("id:hazard-000003")
	if view.state.Selected != 2 {
		t.Errorf("the hazard of a route is row %d of the sorted list", view.state.Selected)
	}
}

func TestTheIndexOfTheProgramIsAsked(t *testing.T) {
	s, host := newStore(t), newHost(t)
	s.hazard("2026-11-21")
	s.hazard("2026-11-22")
	host.found = []inspection.ID{"hazard-000002"}
	p, view := present(t, s, host)
	p.Enter(FilterAll)
	p.Search("dec")
	if got := descriptions(p, view.state.Total); !slices.Equal(got, []string{"第 2 处隐患"}) || view.state.Counts[FilterOpen] != 1 {
		t.Errorf("%q, %v", got, view.state.Counts)
	}
}

func TestMarking(t *testing.T) {
	s, host := newStore(t), newHost(t)
	for range 5 {
		s.hazard("2026-11-21")
	}
	p, view := present(t, s, host)
	p.Enter(FilterOpen)
	p.Mark(0, 0, true)
	p.Mark(2, 4, false)
	p.Mark(3, 3, true)
	var marked []int
	for i := range 5 {
		if row, _ := p.Row(i); p.IsMarked(row) {
			marked = append(marked, i)
		}
	}
	if !slices.Equal(marked, []int{0, 2, 4}) || view.state.Marked != 3 {
		t.Errorf("marked %v, said to be %d", marked, view.state.Marked)
	}
	p.MarkAll(true)
	if view.state.Marked != 5 || !p.MarkAll(false) || p.MarkAll(false) || view.state.Marked != 0 {
		t.Errorf("%d marked", view.state.Marked)
	}
}

func TestEachFailureOfABulkActionIsToldAndTheRestIsDone(t *testing.T) {
	s, host := newStore(t), newHost(t)
	s.hazard("2026-11-21")
	s.hazard("2026-11-22", status(inspection.HazardClosed))
	s.hazard("2026-11-23")
	p, view := present(t, s, host)
	p.Enter(FilterAll)
	p.MarkAll(true)
	p.BeginBulk(BulkAssign)
	p.Bulk(BulkInput{})
	if view.state.Bulk == nil || view.state.Bulk.Problem == "" {
		t.Fatal("nobody was named, and nothing is said")
	}
	p.Bulk(BulkInput{Responsible: " 单国强 "})
	bulk := view.state.Bulk
	if bulk == nil || !bulk.Finished || bulk.Done != 2 || len(bulk.Failed) != 1 || !strings.HasPrefix(bulk.Failed[0], "Y2026-K7-0002：") {
		t.Fatalf("the result is %+v", bulk)
	}
	if view.state.Marked != 1 {
		t.Errorf("%d rows are still marked, want the one that failed", view.state.Marked)
	}
	p.EndBulk()
	for i, want := range []string{"单国强", "", "单国强"} {
		h := s.read(inspection.ID([]string{"hazard-000001", "hazard-000002", "hazard-000003"}[i]))
		if (h.Responsible == "单国强") != (want != "") {
			t.Errorf("hazard %d is in the hands of %q", i+1, h.Responsible)
		}
	}
}

func TestExtendingSeveral(t *testing.T) {
	s, host := newStore(t), newHost(t)
	s.hazard("2026-11-21")
	s.hazard("2026-11-22")
	p, view := present(t, s, host)
	p.Enter(FilterOpen)
	p.MarkAll(true)
	p.BeginBulk(BulkExtend)
	for _, in := range []BulkInput{{}, {Until: "2026-12-01"}} {
		if p.Bulk(in); view.state.Bulk.Problem == "" {
			t.Errorf("%+v was taken", in)
		}
	}
	p.Bulk(BulkInput{Until: "2026-12-01", Note: "配件未到"})
	if view.state.Bulk != nil || len(host.toasts) != 1 {
		t.Fatalf("%+v %q", view.state.Bulk, host.toasts)
	}
	if h := s.read("hazard-000001"); h.Request != inspection.RequestExtend || h.RequestUntil != "2026-12-01" {
		t.Errorf("%+v", h)
	}
}

func TestCopyingRows(t *testing.T) {
	s, host := newStore(t), newHost(t)
	s.hazard("2026-11-21", func(h *inspection.Hazard) { h.Description = "=1+1" })
	s.hazard("2026-11-22")
	p, _ := present(t, s, host)
	p.Enter(FilterOpen)
	p.Copy()
	p.MarkAll(true)
	p.Copy()
	if len(host.copied) != 2 || strings.Count(host.copied[0], "\r\n") != 2 || strings.Count(host.copied[1], "\r\n") != 3 {
		t.Fatalf("%q", host.copied)
	}
	if !strings.Contains(host.copied[1], "\t'=1+1\t") {
		t.Errorf("a description may become a formula: %q", host.copied[1])
	}
}

func TestMarkingByKey(t *testing.T) {
	s := newStore(t)
	s.hazard("2026-11-21")
	s.hazard("2026-11-22")
	st := enter(t, s, &fakePhotos{}, FilterOpen, uitest.Screen)
	st.router.Dispatch(nav.KeyHome)
	st.router.Dispatch(nav.KeySpace)
	if st.screen.state.Marked != 1 || !st.screen.bulk.Object.Visible() {
		t.Errorf("%d marked", st.screen.state.Marked)
	}
	st.router.Dispatch(nav.KeyEscape)
	if st.screen.state.Marked != 0 || st.screen.bulk.Object.Visible() {
		t.Errorf("%d marked after Escape", st.screen.state.Marked)
	}
}
