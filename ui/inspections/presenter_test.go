package inspections

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
)

type listView struct {
	state ListState
	top   int
}

func (v *listView) Render(s ListState) { v.state = s }
func (v *listView) ScrollTo(row int)   { v.top = row }

type startView struct {
	state StartState
	focus string
}

func (v *startView) Render(s StartState) { v.state = s }
func (v *startView) FocusPlace()         { v.focus = "place" }
func (v *startView) FocusStart()         { v.focus = "start" }

func newList(o *office) (*ListPresenter, *listView) {
	v := &listView{}
	p := NewListPresenter(o.host, o.service)
	p.Attach(v)
	p.Enter("")
	return p, v
}

func newStart(o *office, arg string) (*StartPresenter, *startView) {
	v := &startView{}
	p := NewStartPresenter(o.host, o.service)
	p.Attach(v)
	p.Enter(arg)
	return p, v
}

func TestListFilters(t *testing.T) {
	o := newOffice(t)
	o.start(t, "CF")
	o.finished(t, "CF")
	p, v := newList(o)
	if v.state.Total != 2 || v.state.Counts[FilterDraft] != 1 || v.state.Counts[FilterFinished] != 1 || v.state.Counts[FilterVoid] != 0 {
		t.Fatalf("%+v", v.state)
	}
	p.ChooseFilter(FilterFinished)
	row := p.Row(0)
	if v.state.Total != 1 || row.Status != inspection.StatusFinished || !row.Failed || !strings.Contains(row.Result, "1") {
		t.Fatalf("%+v", row)
	}
	p.Search("不存在")
	if v.state.Total != 0 || !v.state.Filtered() {
		t.Fatalf("%+v", v.state)
	}
	p.ClearFilters()
	p.Search("YL-001")
	if v.state.Total != 2 {
		t.Fatalf("found %d by code", v.state.Total)
	}
	p.Open(0)
	if len(o.host.went) != 1 || o.host.went[0].Page != nav.Inspecting {
		t.Fatalf("went %v", o.host.went)
	}
}

func TestListReadsFurtherPages(t *testing.T) {
	o := newOffice(t)
	for range pageSize + 5 {
		o.start(t, "CF")
	}
	p, v := newList(o)
	if v.state.Total != pageSize+5 {
		t.Fatalf("total %d", v.state.Total)
	}
	p.Row(pageSize + 3) // is read now
	if row := p.Row(pageSize + 3); row.ID == "" {
		t.Fatal("the second page was not read")
	}
	if row := p.Row(pageSize + 50); row.ID != "" {
		t.Fatalf("a row beyond the end: %+v", row)
	}
}

func TestPeriods(t *testing.T) {
	today := inspection.Day("2026-11-20") // a Friday
	for period, want := range map[string]inspection.Day{PeriodAll: "", PeriodToday: "2026-11-20", PeriodWeek: "2026-11-16",
		PeriodMonth: "2026-11-01", PeriodQuarter: "2026-10-01", PeriodYear: "2026-01-01"} {
		if got := firstDay(period, today); got != want {
			t.Errorf("%s begins on %s, want %s", period, got, want)
		}
	}
	if got := firstDay(PeriodWeek, "2026-11-22"); got != "2026-11-16" { // a Sunday belongs to the week before
		t.Errorf("week of a Sunday begins on %s", got)
	}
}

func TestPlacesAreFoundAsTyped(t *testing.T) {
	o := newOffice(t)
	p, v := newStart(o, "")
	for query, want := range map[string]string{"YL-002": "晚晴", "wqrj": "晚晴", "wanqing": "晚晴", "晚晴": "晚晴", "cql": "重庆路", "zql": "重庆路",
		"chongqinglu": "重庆路", "xadsq": "西安东", "yl-001": "西安东"} {
		p.Search(query)
		if len(v.state.Places) == 0 || !strings.Contains(v.state.Places[0].Name, want) {
			t.Errorf("%s found %+v first, want %s", query, v.state.Places, want)
		}
	}
	p.Search("zzzz")
	if len(v.state.Places) != 0 {
		t.Errorf("found %+v", v.state.Places)
	}
	p.ChooseSelected()
	if v.state.Chosen != nil {
		t.Error("something was chosen from an empty list")
	}
}

func TestChecklistsAreProposedByKindAndFeatures(t *testing.T) {
	o := newOffice(t)
	p, v := newStart(o, "")
	for _, query := range []string{"YL-001", "DL-001"} {
		p.Search(query)
		p.ChooseSelected()
		place := p.place
		on := map[string]bool{}
		for _, list := range inspection.ProposeChecklists(o.lists, place) {
			on[list.Code] = true
		}
		for _, list := range v.state.Lists {
			if list.On != on[list.Code] || list.Proposed != on[list.Code] || list.On && list.Items == 0 {
				t.Errorf("%s: %+v", query, list)
			}
		}
		if v.state.Escort != place.Manager {
			t.Errorf("%s: accompanied by %q, the manager is %q", query, v.state.Escort, place.Manager)
		}
		p.Change()
	}
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	o := newOffice(t)
	p, v := newStart(o, string(o.place.ID))
	if v.state.Missing != "" || v.focus != "start" {
		t.Fatalf("missing %q, focus %s", v.state.Missing, v.focus)
	}
	p.ToggleInspector("张建国")
	if v.state.Missing == "" {
		t.Error("nobody inspects, and nothing is said")
	}
	p.ToggleInspector("李敏")
	for _, list := range v.state.Lists {
		if list.On {
			p.ToggleList(list.Code)
		}
	}
	if v.state.Missing == "" {
		t.Error("no checklist, and nothing is said")
	}
	if p.Start(); len(o.host.went) != 0 {
		t.Error("began although something is missing")
	}
}

func TestStartTime(t *testing.T) {
	o := newOffice(t)
	p, v := newStart(o, string(o.place.ID))
	for text, wrong := range map[string]bool{"12:01": true, "25:00": true, "": true, "9点30": false, "09：05": false, "11:59": false} {
		p.SetClock(text)
		if (v.state.TimeWrong != "") != wrong {
			t.Errorf("%q: %q", text, v.state.TimeWrong)
		}
	}
	p.SetDay("2026-11-19")
	p.SetClock("23:10")
	p.Start()
	rows := o.inspections(t, inspection.StatusDraft)
	want := time.Date(2026, 11, 19, 23, 10, 0, 0, inspection.Zone)
	if len(rows) != 1 || !rows[0].Started.Equal(want) || rows[0].AccompaniedBy != "王院长" || len(rows[0].Inspectors) != 1 {
		t.Fatalf("%+v", rows)
	}
	if o.host.went[0] != (nav.Route{Page: nav.Inspecting, Arg: string(rows[0].ID)}) {
		t.Fatalf("went %v", o.host.went)
	}
}

func TestAddingAnInspector(t *testing.T) {
	o := newOffice(t)
	p, v := newStart(o, string(o.place.ID))
	done := 0
	finish := func() { done++ }
	if p.AddInspector(" ", "civil", "", finish); v.state.AddProblem == "" {
		t.Error("a person without a name was taken")
	}
	if p.AddInspector("王强", "", "", finish); v.state.AddProblem == "" || done != 0 {
		t.Error("a person without a department was taken")
	}
	p.AddInspector("王强", "civil", "豫A1", finish)
	last := v.state.Inspectors[len(v.state.Inspectors)-1]
	if done != 1 || last.Name != "王强" || !last.On || last.Department != "民政" {
		t.Fatalf("%+v", last)
	}
	p.AddInspector("李敏", "civil", "", finish) // on the roster already
	if len(v.state.Inspectors) != 3 || done != 2 {
		t.Fatalf("%+v", v.state.Inspectors)
	}
}

// failing cannot begin inspections.
type failing struct{ *inspection.Service }

func (failing) StartInspection(context.Context, string, inspection.NewInspection) (inspection.Inspection, error) {
	return inspection.Inspection{}, inspection.Wrap(errors.New("no space left"), inspection.CodeUnwritable, "error.disk_full")
}

func TestFailureKeepsThePage(t *testing.T) {
	o := newOffice(t)
	v := &startView{}
	p := NewStartPresenter(o.host, failing{o.service})
	p.Attach(v)
	p.Enter(string(o.place.ID))
	p.Start()
	if v.state.Trouble == "" || v.state.Busy || v.state.Chosen == nil || len(o.host.went) != 0 {
		t.Fatalf("%+v", v.state)
	}
}

func TestUnfinishedInspectionIsOffered(t *testing.T) {
	o := newOffice(t)
	draft := o.start(t, "CF")
	p, v := newStart(o, string(o.place.ID))
	if v.state.Chosen.DraftNo != draft.No {
		t.Fatalf("%+v", v.state.Chosen)
	}
	p.ResumeDraft()
	if o.host.went[0].Arg != string(draft.ID) {
		t.Fatalf("went %v", o.host.went)
	}
}

func BenchmarkSearchPlaces(b *testing.B) {
	o := newOffice(b)
	for i := range 2000 {
		o.add(b, func(p *inspection.Place) {
			p.Code, p.Name = fmt.Sprintf("B-%04d", i), fmt.Sprintf("西安东社区第%d养老服务中心", i)
		})
	}
	p, _ := newStart(o, "")
	for b.Loop() {
		p.Search("xadsqd19")
	}
}
