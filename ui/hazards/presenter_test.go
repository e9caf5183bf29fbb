package hazards

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// mixture stores a hazard of every kind around 20 November 2026.
func mixture(t testing.TB) *store {
	s := newStore(t)
	s.hazard("2026-11-18")                                                                         // 1 overdue
	s.hazard("2026-11-19", status(inspection.HazardSubmitted))                                     // 2 overdue, to be reviewed
	s.hazard("2026-11-20")                                                                         // 3 due today
	s.hazard("2026-11-20", status(inspection.HazardSubmitted), severity(inspection.SeverityMajor)) // 4 due today
	s.hazard("2026-11-21", severity(inspection.SeveritySerious))                                   // 5 due tomorrow
	s.hazard("2026-11-17", status(inspection.HazardClosed))                                        // 6
	s.hazard("2026-11-20", status(inspection.HazardClosed))                                        // 7
	s.hazard("2026-11-10", status(inspection.HazardShelved))                                       // 8
	s.hazard("2026-11-20", status(inspection.HazardTransferred))                                   // 9
	s.hazard("2026-11-20", func(h *inspection.Hazard) { h.Withdrawn = true })                      // 10
	s.put(inspectiontest.AnInspection(func(i *inspection.Inspection) { i.ID, i.No = "draft", "J2026-K7-0002" }))
	s.hazard("2026-12-30", func(h *inspection.Hazard) { h.InspectionID = "draft" }) // 11 of an inspection still being filled in
	return s
}

func numbers(numbers ...int) []string {
	all := make([]string, len(numbers))
	for i, n := range numbers {
		all[i] = fmt.Sprintf("第 %d 处隐患", n)
	}
	return all
}

func TestFiltersAndCounts(t *testing.T) {
	want := map[string][]string{
		FilterAll:         numbers(11, 5, 9, 7, 4, 3, 2, 1, 6, 8), // latest deadline first
		FilterOpen:        numbers(1, 3, 5, 11),
		FilterSubmitted:   numbers(2, 4),
		FilterOverdue:     numbers(1, 2),
		FilterDueToday:    numbers(3, 4),
		FilterClosed:      numbers(7, 6),
		FilterShelved:     numbers(8),
		FilterTransferred: numbers(9),
		FilterSerious:     numbers(5, 4),
	}
	p, view := present(t, mixture(t), newHost(t))
	for _, id := range Filters() {
		p.Enter(id)
		if view.state.Filter != id || view.state.Problem != "" {
			t.Fatalf("%s: shows %q, problem %q", id, view.state.Filter, view.state.Problem)
		}
		if got := descriptions(p, view.state.Total); !slices.Equal(got, want[id]) {
			t.Errorf("%s lists %v, want %v", id, got, want[id])
		}
		if len(want[id]) > 0 && (view.state.Selected != 0 || view.state.Detail == nil || view.state.Detail.Description != want[id][0]) {
			t.Errorf("%s: the first hazard is not shown: row %d, %+v", id, view.state.Selected, view.state.Detail)
		}
	}
	for id, rows := range want {
		if view.state.Counts[id] != len(rows) {
			t.Errorf("count of %s is %d, want %d", id, view.state.Counts[id], len(rows))
		}
	}
}

func TestSearchNarrowsListAndCounts(t *testing.T) {
	s := mixture(t)
	s.hazard("2026-11-25", func(h *inspection.Hazard) { h.Description = "灭火器压力不足" })
	p, view := present(t, s, newHost(t))
	p.Enter(FilterOpen)
	p.Search("  灭火器 ")
	if got := descriptions(p, view.state.Total); !slices.Equal(got, []string{"灭火器压力不足"}) {
		t.Errorf("found %v", got)
	}
	if view.state.Counts[FilterAll] != 1 || view.state.Counts[FilterClosed] != 0 {
		t.Errorf("counts while searching: %v", view.state.Counts)
	}
	p.Search("没有这样的")
	if view.state.Total != 0 || view.state.Selected != -1 || view.state.Detail != nil {
		t.Errorf("nothing should be found: %+v", view.state)
	}
	p.Search("")
	if view.state.Total != 5 {
		t.Errorf("%d rows after clearing, want 5", view.state.Total)
	}
}

func TestRouteToOneHazard(t *testing.T) {
	s := mixture(t)
	p, view := present(t, s, newHost(t))
	p.Enter("id:hazard-000002")
	if view.state.Filter != FilterAll || view.state.Selected != 6 || view.revealed != 6 {
		t.Errorf("filter %s, row %d, revealed %d", view.state.Filter, view.state.Selected, view.revealed)
	}
	if d := view.state.Detail; d == nil || d.No != "Y2026-K7-0002" || !d.Complete {
		t.Errorf("detail %+v", d)
	}
	// A hazard of an inspection that is still being filled in is among them. What cannot wait can be done about it.
	p.Enter("id:hazard-000011")
	if d := view.state.Detail; view.state.Selected != 0 || d == nil || d.No != "Y2026-K7-0011" || len(d.Choices) == 0 || !d.Unfinished || d.Advice == "" {
		t.Errorf("row %d, detail %+v", view.state.Selected, d)
	}
	if p.Refresh(); view.state.Detail.No != "Y2026-K7-0011" {
		t.Errorf("after a refresh shows %s", view.state.Detail.No)
	}
	p.Enter("id:hazard-000010")
	if d := view.state.Detail; d == nil || d.Status != "已撤回" || len(d.Choices) != 0 {
		t.Errorf("detail of a withdrawn hazard %+v", d)
	}
}

func TestRouteToUnknownHazardTellsAndShowsList(t *testing.T) {
	host := newHost(t)
	p, view := present(t, mixture(t), host)
	p.Enter("id:nothing")
	if len(host.errors) != 1 || inspection.CodeOf(host.errors[0]) != inspection.CodeNotFound {
		t.Errorf("errors %v", host.errors)
	}
	if view.state.Total != 10 {
		t.Errorf("%d rows, want 10", view.state.Total)
	}
}

func TestEveryHazardIsFoundByItsID(t *testing.T) {
	s := newStore(t)
	for i := range 40 {
		s.hazard(inspection.Day("2026-11-01").Add(i % 7))
	}
	p, view := present(t, s, newHost(t))
	for i := 1; i <= 40; i++ {
		id := inspection.ID(fmt.Sprintf("hazard-%06d", i))
		p.Enter("id:" + string(id))
		if row, here := p.Row(view.state.Selected); !here || row.ID != id {
			t.Fatalf("%s is selected in row %d, where %s is", id, view.state.Selected, row.ID)
		}
	}
}

func TestMoveAndPages(t *testing.T) {
	s := newStore(t)
	var records []inspection.Record
	for i := range 3*pageSize + 5 {
		records = append(records, s.build(inspection.Day("2026-01-01").Add(i/10)))
	}
	s.put(records...)
	p, view := present(t, s, newHost(t))
	p.Enter(FilterOpen)
	if view.state.Total != 605 {
		t.Fatalf("%d rows", view.state.Total)
	}
	for _, step := range []struct{ move, want int }{{1, 1}, {-5, 0}, {9, 9}, {10_000, 604}, {-300, 304}, {-10_000, 0}} {
		p.Move(step.move)
		if view.state.Selected != step.want || view.revealed != step.want {
			t.Errorf("moving by %d selects %d, reveals %d, want %d", step.move, view.state.Selected, view.revealed, step.want)
		}
		if want := numbers(step.want + 1)[0]; view.state.Detail == nil || view.state.Detail.Description != want {
			t.Errorf("moving by %d shows %+v, want %s", step.move, view.state.Detail, want)
		}
	}
	for _, i := range []int{0, 199, 200, 604} {
		if row, here := p.Row(i); here && row.Description != numbers(i + 1)[0] {
			t.Errorf("row %d is %s", i, row.Description)
		}
	}
	if _, here := p.Row(605); here {
		t.Error("there is a row after the last")
	}
}

func TestPagerForgetsWhatWasUsedLongAgo(t *testing.T) {
	p := newPager(pageSize * (pageLimit + 2))
	for number := range pageLimit {
		p.put(number, make([]Row, pageSize))
	}
	p.row(0) // page 0 is used again
	p.put(pageLimit, make([]Row, pageSize))
	if !p.has(0) || p.has(1) || len(p.pages) != pageLimit {
		t.Errorf("kept %v", p.recent)
	}
}

// TestWhileReading looks at the time in between, when the answer of the store is still to come.
func TestWhileReading(t *testing.T) {
	host, manual := newHost(t), &task.Manual{}
	host.start = manual.Go
	p, view := present(t, mixture(t), host)
	p.Enter(FilterOpen)
	if view.state.Loaded {
		t.Error("shown as read before it was")
	}
	p.ChooseFilter(FilterClosed)
	p.ChooseFilter(FilterShelved)
	manual.Run()
	if got := descriptions(p, view.state.Total); !slices.Equal(got, numbers(8)) {
		t.Errorf("shows %v after the filter was changed twice", got)
	}
	p.ChooseFilter(FilterAll)
	manual.Run()
	p.Select(4)
	if d := view.state.Detail; d == nil || d.Complete || d.Description != numbers(4)[0] || len(d.Choices) != 0 {
		t.Errorf("the head of the hazard must stand at once, nothing more: %+v", d)
	}
	p.Select(5)
	manual.Run()
	if d := view.state.Detail; d == nil || !d.Complete || d.Description != numbers(3)[0] {
		t.Errorf("shows %+v", d)
	}
}

func TestRefreshKeepsTheSelectedHazard(t *testing.T) {
	s := mixture(t)
	p, view := present(t, s, newHost(t))
	p.Enter(FilterOpen)
	p.Select(1)
	s.hazard("2026-11-01")
	p.Refresh()
	if view.state.Selected != 2 || view.state.Detail.Description != numbers(3)[0] {
		t.Errorf("row %d, %s", view.state.Selected, view.state.Detail.Description)
	}
	// When it left the list, what took its place is selected.
	if _, err := s.service.Act(context.Background(), "hazard-000003", inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: "已清理"}, nil); err != nil {
		t.Fatal(err)
	}
	p.Refresh()
	if view.state.Selected != 2 || view.state.Detail.Description != numbers(5)[0] {
		t.Errorf("row %d, %s", view.state.Selected, view.state.Detail.Description)
	}
}

// brokenService cannot read.
type brokenService struct{ Service }

func (brokenService) View(context.Context, func(inspection.Reader) error) error {
	return errors.New("disk gone")
}

func TestUnreadableStoreIsToldAndCanBeRetried(t *testing.T) {
	host, s := newHost(t), mixture(t)
	p, view := present(t, s, host)
	p.service = brokenService{}
	p.Enter(FilterOpen)
	if view.state.Problem == "" || !view.state.Loaded {
		t.Fatalf("no problem told: %+v", view.state)
	}
	p.service = s.service
	p.Refresh()
	if view.state.Problem != "" || view.state.Total != 4 {
		t.Errorf("after retrying: problem %q, %d rows", view.state.Problem, view.state.Total)
	}
}

func TestLinks(t *testing.T) {
	host := newHost(t)
	p, _ := present(t, mixture(t), host)
	p.Enter(FilterOpen)
	p.OpenInspection()
	p.OpenPlace()
	p.OpenSettings()
	want := []nav.Route{{Page: nav.Inspecting, Arg: "inspection-1"}, {Page: nav.Places, Arg: "id:place-1"}, {Page: nav.Settings}}
	if !slices.Equal(host.went, want) {
		t.Errorf("went to %v, want %v", host.went, want)
	}
}
