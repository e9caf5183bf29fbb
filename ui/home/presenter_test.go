package home

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/uitest/fakehost"
)

const today = inspection.Day("2026-11-20")

type shown struct{ state State }

func (v *shown) Render(s State) { v.state = s }

func hazard(n int, change func(*inspection.Hazard)) inspection.Hazard {
	return inspectiontest.AHazard(func(h *inspection.Hazard) {
		h.ID, h.No, h.Item = inspection.ID("hazard-"+strconv.Itoa(n)), "Y-"+strconv.Itoa(n), ""
		change(h)
	})
}

func office() []inspection.Record {
	return []inspection.Record{inspection.Setting{Name: inspection.SettingOffice, Value: "Office"},
		inspection.Setting{Name: inspection.SettingOperator, Value: "Zhang Jianguo"},
		inspection.Setting{Name: inspection.SettingDepartment, Value: "civil"}}
}

func full() []inspection.Record {
	finished := inspectiontest.AnInspection(func(i *inspection.Inspection) {
		i.Status, i.Finished = inspection.StatusFinished, i.Started.Add(time.Hour)
	})
	draft := inspectiontest.AnInspection(func(i *inspection.Inspection) { i.ID, i.No = "draft-1", "J-2" })
	return append(office(), inspectiontest.APlace(), inspectiontest.AChecklist(), finished, draft,
		inspectiontest.AnAnswer(func(a *inspection.Answer) { a.InspectionID = "draft-1" }),
		hazard(1, func(h *inspection.Hazard) { h.Due = today.Add(-3) }),
		hazard(2, func(h *inspection.Hazard) { h.Due, h.Severity = today, inspection.SeveritySerious }),
		hazard(3, func(h *inspection.Hazard) { h.Due, h.Status = today.Add(-1), inspection.HazardSubmitted }),
		hazard(4, func(h *inspection.Hazard) { h.Due = today.Add(5) }),
		hazard(5, func(h *inspection.Hazard) { h.Due, h.Status = today.Add(-9), inspection.HazardClosed }),
		hazard(6, func(h *inspection.Hazard) { h.Due, h.InspectionID = today.Add(9), "draft-1" }))
}

func TestFiguresAndLines(t *testing.T) {
	host, view := fakehost.New(t), &shown{}
	p := NewPresenter(host, fakehost.NewService(t, host.Clock, full()...), nil, view)
	p.Load()
	s := view.state
	if len(host.Errors) > 0 || !s.Loaded || s.Welcome != nil || s.NoPlaces {
		t.Fatalf("errors %v, state %+v", host.Errors, s)
	}
	for name, got := range map[string][2]int{"due today": {s.DueToday.Count, 1}, "overdue": {s.Overdue.Count, 2},
		"waiting": {s.Waiting.Count, 1}, "month": {s.Month.Count, 1}, "open": {s.Open, 5}, "drafts": {len(s.Drafts), 1}} {
		if got[0] != got[1] {
			t.Errorf("%s = %d, want %d", name, got[0], got[1])
		}
	}
	want := []Urgency{UrgencyOverdue, UrgencyReview, UrgencyToday, UrgencyLater, UrgencyLater}
	if len(s.Hazards) != len(want) {
		t.Fatalf("%d hazards, want %d", len(s.Hazards), len(want))
	}
	for i, line := range s.Hazards {
		if line.Urgency != want[i] {
			t.Errorf("hazard %d is %v, want %v", i, line.Urgency, want[i])
		}
	}
	if got, want := s.Hazards[0].Badge, host.T("home.badge.overdue", "n", 3); got != want {
		t.Errorf("badge %q, want %q", got, want)
	}
	if got, want := s.Overdue.Caption, host.T("home.overdue.caption", "n", 3); got != want {
		t.Errorf("caption %q, want %q", got, want)
	}
	if s.Drafts[0].ID != "draft-1" {
		t.Errorf("draft = %+v", s.Drafts[0])
	}
}

func TestFirstStart(t *testing.T) {
	host, view := fakehost.New(t), &shown{}
	host.Name = ""
	service := fakehost.NewService(t, host.Clock)
	p := NewPresenter(host, service, nil, view)
	p.Load()
	if view.state.Welcome == nil || !view.state.NoPlaces {
		t.Fatalf("state = %+v", view.state)
	}
	p.Introduce(Welcome{Office: " ", Person: "Li Min"})
	if problems := view.state.Welcome.Problems; len(problems) != 2 || problems["office"] == "" || problems["department"] == "" {
		t.Errorf("problems = %v", problems)
	}
	if got, _ := service.Setting(context.Background(), inspection.SettingOperator); got != "" {
		t.Errorf("an incomplete form saved %q", got)
	}
	p.Introduce(Welcome{Office: " Office ", Person: "Li Min", Department: "civil"})
	if len(host.Errors) > 0 || view.state.Welcome != nil {
		t.Fatalf("errors %v, welcome %+v", host.Errors, view.state.Welcome)
	}
	if got, _ := service.Setting(context.Background(), inspection.SettingOffice); got != "Office" {
		t.Errorf("office = %q", got)
	}
	roster, err := service.ActiveInspectors(context.Background())
	if err != nil || len(roster) != 1 || roster[0].Name != "Li Min" || roster[0].Department != "civil" {
		t.Errorf("roster = %v, %v", roster, err)
	}
}

func TestIntroducingSomebodyOnTheRoster(t *testing.T) {
	host, view := fakehost.New(t), &shown{}
	service := fakehost.NewService(t, host.Clock, inspection.Inspector{ID: "i", Name: "Li Min", Department: "fire"})
	p := NewPresenter(host, service, nil, view)
	p.Introduce(Welcome{Office: "Office", Person: "Li Min", Department: "civil"})
	if roster, err := service.ActiveInspectors(context.Background()); err != nil || len(roster) != 1 {
		t.Errorf("roster = %v, %v", roster, err)
	}
}

func TestSample(t *testing.T) {
	host, view := fakehost.New(t), &shown{}
	service := fakehost.NewService(t, host.Clock, office()...)
	manual := &task.Manual{}
	host.Start = manual.Go
	fail := errors.New("disk")
	p := NewPresenter(host, service, func(ctx context.Context, by string) error {
		if fail != nil {
			return fail
		}
		_, err := service.SavePlace(ctx, by, inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }))
		return err
	}, view)
	p.Load()
	manual.Run()
	p.LoadSample()
	if !view.state.Busy {
		t.Error("loading is not shown")
	}
	manual.Run()
	if view.state.Busy || len(host.Errors) != 1 {
		t.Errorf("after a failure: busy %v, errors %v", view.state.Busy, host.Errors)
	}
	fail = nil
	p.LoadSample()
	manual.Run()
	if view.state.Busy || view.state.NoPlaces || len(host.Toasts) != 1 {
		t.Errorf("after success: %+v, toasts %v", view.state, host.Toasts)
	}
}

func TestALateReadingIsDropped(t *testing.T) {
	host, view := fakehost.New(t), &shown{}
	manual := &task.Manual{}
	host.Start = manual.Go
	p := NewPresenter(host, failing{}, nil, view)
	p.Load()
	p.Load()
	manual.Run()
	if len(host.Errors) != 1 {
		t.Errorf("%d errors shown, want only that of the newest reading", len(host.Errors))
	}
}

type failing struct{ Service }

func (failing) View(context.Context, func(inspection.Reader) error) error { return errors.New("no") }

func TestWays(t *testing.T) {
	host := fakehost.New(t)
	p := NewPresenter(host, nil, nil, &shown{})
	p.Begin()
	p.Resume("x")
	p.Hazard("h")
	p.Hazards("overdue")
	p.Inspections()
	p.Places()
	want := []nav.Route{{Page: nav.Start}, {Page: nav.Inspecting, Arg: "x"}, {Page: nav.Hazards, Arg: "id:h"},
		{Page: nav.Hazards, Arg: "overdue"}, {Page: nav.Inspections, Arg: "finished:month"}, {Page: nav.Places}}
	for i, route := range want {
		if host.Routes[i] != route {
			t.Errorf("way %d leads to %v, want %v", i, host.Routes[i], route)
		}
	}
}
