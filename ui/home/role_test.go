package home

import (
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

func role(role inspection.Role) inspection.Record {
	return inspection.Setting{Name: inspection.SettingRole, Value: string(role)}
}

func assigned(kind inspection.RecordKind, record inspection.ID, person string) inspection.Record {
	return inspection.Assignment{ID: inspection.AssignmentID(kind, record), RecordKind: kind, Record: record, Person: person, By: "刘主任", At: inspectiontest.Noon}
}

// What was given to the person on this laptop stands on the page, hazards first, and leads to where it is done.
func TestMine(t *testing.T) {
	host, view := fakehost.New(t), &shown{}
	place := inspectiontest.APlace()
	records := append(full(), assigned(inspection.KindPlace, place.ID, "Zhang Jianguo"), assigned(inspection.KindInspection, "draft-1", "Zhang Jianguo"),
		assigned(inspection.KindHazard, "hazard-1", "Zhang Jianguo"), assigned(inspection.KindHazard, "hazard-2", "Li Min"),
		assigned(inspection.KindHazard, "hazard-5", "Zhang Jianguo"))
	p := NewPresenter(host, fakehost.NewService(t, host.Clock, records...), nil, view)
	p.Load()
	mine := view.state.Mine
	if len(mine) != 3 || view.state.MoreMine != "" {
		t.Fatalf("%+v", mine)
	}
	for _, line := range mine {
		p.Mine(line)
	}
	want := []nav.Route{{Page: nav.Hazards, Arg: "id:hazard-1"}, {Page: nav.Inspecting, Arg: "draft-1"}, {Page: nav.Start, Arg: string(place.ID)}}
	if !slices.Equal(host.Routes, want) {
		t.Errorf("went %v, want %v", host.Routes, want)
	}
}

// On a reviewer's laptop what waits for a review comes first.
func TestReviewerSeesReviewsFirst(t *testing.T) {
	host, view := fakehost.New(t), &shown{}
	p := NewPresenter(host, fakehost.NewService(t, host.Clock, append(full(), role(inspection.RoleReviewer))...), nil, view)
	p.Load()
	if s := view.state; len(s.Hazards) != 5 || s.Hazards[0].Urgency != UrgencyReview || s.Hazards[1].Urgency != UrgencyOverdue {
		t.Errorf("%+v", s.Hazards)
	}
}

// Every role leads with its own action and forbids nothing: 开始检查 stays.
func TestRolesInTheWindow(t *testing.T) {
	for _, of := range []struct {
		role inspection.Role
		main string
		goes nav.Route
	}{{inspection.RoleInspector, "home.begin", nav.Route{Page: nav.Start}}, {inspection.RoleManager, "home.reports", nav.Route{Page: nav.Reports}},
		{inspection.RoleReviewer, "home.review", nav.Route{Page: nav.Hazards, Arg: "submitted"}}} {
		t.Run(string(of.role), func(t *testing.T) {
			uitest.NewApp(t)
			shell := &fakeShell{Host: fakehost.New(t)}
			records := append(full(), role(of.role), assigned(inspection.KindHazard, "hazard-1", "Zhang Jianguo"))
			p := New(shell, fakehost.NewService(t, shell.Clock, records...), nil, nil)
			shell.window, _ = uitest.Window(t, p.Content(), uitest.Screen)
			p.Enter("")
			uitest.Settle(shell.window)
			uitest.HasText(t, shell.window, shell.T("home.mine"), shell.T("home.begin"), shell.T("home.drafts"))
			uitest.TapText(t, shell.window, shell.T(of.main))
			if len(shell.Routes) != 1 || shell.Routes[0] != of.goes {
				t.Errorf("went %v, want %v", shell.Routes, of.goes)
			}
		})
	}
}
