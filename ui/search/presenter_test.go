package search

import (
	"context"
	"errors"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/find"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/uitest/fakehost"
)

type fakeView struct {
	state  State
	closed int
}

func (v *fakeView) Render(s State) { v.state = s }
func (v *fakeView) Close()         { v.closed++ }

func (v *fakeView) titles() (titles []string) {
	for _, row := range v.state.Rows {
		titles = append(titles, row.Title)
	}
	return titles
}

type fixture struct {
	*Presenter
	host    *fakehost.Host
	view    *fakeView
	started int
}

func newFixture(t *testing.T, start task.Start) *fixture {
	t.Helper()
	checklist := inspectiontest.AChecklist()
	service := fakehost.NewService(t, inspectiontest.FixedClock(inspectiontest.Noon), checklist,
		inspectiontest.APlace(func(p *inspection.Place) { p.Name = "西流湖日间照料中心" }),
		inspectiontest.AnInspection(func(i *inspection.Inspection) { i.ID, i.No = "v1", "J2026-K7-0001" }),
		inspectiontest.AHazard(func(h *inspection.Hazard) {
			h.ID, h.InspectionID, h.No, h.Description, h.Responsible = "h1", "v1", "Y2026-K7-0001", "灭火器压力不足", "单国强"
		}),
		inspectiontest.AHazard(func(h *inspection.Hazard) {
			h.ID, h.InspectionID, h.No, h.Description = "h2", "v1", "Y2026-K7-0002", ""
		}))
	index := find.New(service)
	t.Cleanup(index.Close)
	f := &fixture{host: fakehost.New(t), view: &fakeView{}}
	if start != nil {
		f.host.Start = start
	}
	f.Presenter = NewPresenter(f.host, service, index, []Command{
		{Title: "开始检查", Key: "Ctrl+N", Run: func() { f.started++ }}, {Title: "导出报表", Words: "报表"}})
	f.Attach(f.view)
	return f
}

func TestNothingTypedShowsCommands(t *testing.T) {
	f := newFixture(t, nil)
	if got := f.view.titles(); !slices.Equal(got, []string{"开始检查", "导出报表"}) || f.view.state.Rows[0].Group == "" {
		t.Errorf("%q", got)
	}
	f.Open(0)
	if f.started != 1 || f.view.closed != 1 {
		t.Error("the command was not carried out")
	}
}

func TestEverythingIsFoundInGroups(t *testing.T) {
	f := newFixture(t, nil)
	f.Search("xlh日间")
	var groups []string
	for _, row := range f.view.state.Rows {
		if row.Group != "" {
			groups = append(groups, row.Group)
		}
	}
	if !slices.Equal(groups, []string{"检查对象 1", "检查 1", "隐患 2"}) {
		t.Errorf("groups %q", groups)
	}
	for text, want := range map[string]nav.Route{
		"shangq": {Page: nav.Hazards, Arg: "id:h1"}, "Y2026-K7-0002": {Page: nav.Hazards, Arg: "id:h2"},
		"YL-001": {Page: nav.Places, Arg: "id:place-1"}, "J2026-K7": {Page: nav.Inspecting, Arg: "v1"},
	} {
		f.host.Routes = nil
		f.Search(text)
		f.Open(0)
		if len(f.host.Routes) != 1 || f.host.Routes[0] != want {
			t.Errorf("%q led to %v", text, f.host.Routes)
		}
	}
	f.Search("CF-02")
	if rows := f.view.state.Rows; len(rows) == 0 || rows[len(rows)-1].Sub != "CF-02" {
		t.Errorf("items: %q", f.view.titles())
	}
	f.Search("daochu")
	if got := f.view.titles(); !slices.Equal(got, []string{"导出报表"}) {
		t.Errorf("%q", got)
	}
	f.Search("没有这样的东西")
	if len(f.view.state.Rows) != 0 {
		t.Errorf("%q", f.view.titles())
	}
	f.Open(0) // Enter where there is nothing
}

func TestResultsComeWhenTheIndexIsRead(t *testing.T) {
	var manual task.Manual
	f := newFixture(t, manual.Go)
	f.Search("mhq")
	if !f.view.state.Reading {
		t.Error("it is not said that more results may follow")
	}
	manual.Run()
	if got := f.view.titles(); f.view.state.Reading || !slices.Contains(got, "灭火器压力不足") {
		t.Errorf("%q", got)
	}
}

type brokenIndex struct{ err error }

func (b brokenIndex) Load(context.Context) error     { return b.err }
func (b brokenIndex) Ready() bool                    { return false }
func (b brokenIndex) Search(string, int) []find.Hits { return nil }

func TestAnIndexThatCannotBeReadIsTold(t *testing.T) {
	f := newFixture(t, nil)
	p := NewPresenter(f.host, nil, brokenIndex{errors.New("disk")}, nil)
	p.Attach(f.view)
	if f.view.state.Problem == "" {
		t.Error("nothing is said")
	}
}
