package inspections

import (
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
)

// numbers are those of the rows shown, without what all have in common.
func numbers(p *ListPresenter) []string {
	var all []string
	for i := range p.State().Total {
		no := p.Row(i).No
		all = append(all, no[len(no)-1:])
	}
	return all
}

func TestSorting(t *testing.T) {
	o := newOffice(t)
	o.start(t, "CF")
	o.finished(t, "CF")
	o.start(t, "CF")
	p, v := newList(o)
	for _, test := range []struct {
		column    string
		ascending bool
		want      []string
	}{
		{"no", true, []string{"1", "2", "3"}},
		{"no", false, []string{"3", "2", "1"}},
		{orderDate, true, []string{"1", "2", "3"}},
		{orderDate, false, []string{"3", "2", "1"}},
		{"status", true, []string{"3", "1", "2"}},
		{"status", false, []string{"2", "3", "1"}},
	} {
		p.SortBy(test.column, test.ascending)
		if got := numbers(p); !slices.Equal(got, test.want) {
			t.Errorf("%s, ascending %v: %q, want %q", test.column, test.ascending, got, test.want)
		}
	}
	p.Select(1)
	p.SortBy("no", true)
	if v.state.Selected != 2 {
		t.Errorf("the selected inspection is row %d after sorting, want 2", v.state.Selected)
	}
}

func TestTheIndexFindsForTheList(t *testing.T) {
	o := newOffice(t)
	o.start(t, "CF")
	o.start(t, "CF")
	p, v := newList(o)
	o.host.found = []inspection.ID{p.Row(1).ID}
	p.Search("xadsq")
	if got := numbers(p); !slices.Equal(got, []string{"1"}) || v.state.Counts[FilterDraft] != 1 || v.state.Counts[FilterAll] != 1 {
		t.Errorf("%q, %v", got, v.state.Counts)
	}
}

func TestMarkedRowsAreCopiedAndExported(t *testing.T) {
	o := newOffice(t)
	for range 4 {
		o.start(t, "CF")
	}
	p, v := newList(o)
	p.Copy()
	if len(o.host.copied) != 0 {
		t.Error("copied though nothing is chosen")
	}
	p.Select(0)
	p.Copy()
	p.Mark(0, 2, false)
	p.Mark(1, 1, true)
	p.Copy()
	p.ExportMarked()
	if v.state.Marked != 2 || len(o.host.exported) != 3 || len(o.host.copied) != 2 {
		t.Fatalf("%d marked, exported %v, copied %q", v.state.Marked, o.host.exported, o.host.copied)
	}
	if lines := strings.Split(o.host.copied[1], "\r\n"); len(lines) != 4 || !strings.Contains(lines[1], "0004\t") || !strings.Contains(lines[2], "0002\t") {
		t.Errorf("copied %q", lines)
	}
	if strings.Count(o.host.copied[0], "\r\n") != 2 {
		t.Errorf("without marks the selected row is copied: %q", o.host.copied[0])
	}
	if p.MarkAll(true); v.state.Marked != 4 || !p.MarkAll(false) || p.MarkAll(false) {
		t.Errorf("%d marked", v.state.Marked)
	}
	p.OpenPlace()
	if want := (nav.Route{Page: nav.Places, Arg: "id:" + string(o.place.ID)}); len(o.host.went) != 1 || o.host.went[0] != want {
		t.Errorf("went %v", o.host.went)
	}
}

func TestRoutesNameFilterAndPeriod(t *testing.T) {
	o := newOffice(t)
	p, v := newList(o)
	for arg, want := range map[string][2]string{"finished:month": {FilterFinished, PeriodMonth}, "month": {FilterAll, PeriodMonth}, "draft": {FilterDraft, PeriodAll},
		"draft:never": {FilterDraft, PeriodAll}} {
		p.Search("x")
		if p.Enter(arg); v.state.Filter != want[0] || v.state.Period != want[1] || v.state.Text != "" {
			t.Errorf("%s shows %+v", arg, v.state)
		}
	}
	p.Search("x")
	for _, arg := range []string{"", "nonsense"} {
		if p.Enter(arg); v.state.Text != "x" {
			t.Errorf("%q does not leave the list as it was", arg)
		}
	}
}

func TestTheListComesBackAsItWas(t *testing.T) {
	o := newOffice(t)
	for range 3 {
		o.start(t, "CF")
	}
	p, _ := newList(o)
	p.ChooseFilter(FilterDraft)
	p.ChoosePeriod(PeriodYear)
	p.SortBy("no", true)
	p.Search("YL-001")
	p.Select(2)
	state := p.Keep(1)
	again, v := newList(o)
	again.Restore(state)
	again.Enter(FilterVoid)
	got := v.state
	if got.Filter != FilterDraft || got.Period != PeriodYear || got.Sort != "no" || !got.Ascending || got.Text != "YL-001" || got.Selected != 2 || v.top != 1 {
		t.Errorf("came back as %+v, from row %d", got, v.top)
	}
	if again.Enter(FilterVoid); v.state.Filter != FilterVoid {
		t.Error("the next visit is restored too")
	}
	for _, nonsense := range []string{"", "{", `{"filter":"gone","period":"all"}`, `{"filter":"all","period":"gone"}`} {
		again.Restore(nonsense)
		if again.Enter(FilterDraft); v.state.Filter != FilterDraft {
			t.Errorf("%q: %+v", nonsense, v.state)
		}
	}
}
