package hazards

import (
	"context"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

func actions(d *Detail) []inspection.ActionKind {
	var kinds []inspection.ActionKind
	for _, choice := range d.Choices {
		kinds = append(kinds, choice.Action)
	}
	return kinds
}

func TestChoicesAreThoseOfTheTable(t *testing.T) {
	for _, state := range inspection.HazardStatuses() {
		s := newStore(t)
		h := s.hazard("2026-11-20", status(state))
		p, view := present(t, s, newHost(t))
		p.Enter("id:" + string(h.ID))
		var want []inspection.ActionKind
		for _, kind := range inspection.AllowedActions(h, "张建国") {
			if kind != inspection.ActionFixed {
				want = append(want, kind)
			}
		}
		got := actions(view.state.Detail)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s offers %v, the table allows %v", state, got, want)
		}
	}
}

func TestExpectedActionStandsLastWithItsKey(t *testing.T) {
	s := newStore(t)
	s.hazard("2026-11-20", status(inspection.HazardSubmitted))
	p, view := present(t, s, newHost(t))
	p.Enter(FilterSubmitted)
	choices := view.state.Detail.Choices
	if len(choices) != 2 || choices[0].Action != inspection.ActionFail || choices[0].Key != nav.KeyF7 ||
		choices[1].Action != inspection.ActionPass || choices[1].Key != nav.KeyF6 || choices[1].Rank != RankMain {
		t.Fatalf("choices %+v", choices)
	}
	if !p.HandleKey(nav.KeyF6) || view.state.Form == nil || view.state.Form.Action != inspection.ActionPass {
		t.Errorf("F6 opens %+v", view.state.Form)
	}
	if p.HandleKey(nav.KeyF7) {
		t.Error("a key below an open form is used")
	}
	p.Cancel()
	if view.state.Form != nil || p.HandleKey(nav.KeyF4) {
		t.Error("cancelled, yet something is open")
	}
}

func TestPendingRequestIsDecidedFirst(t *testing.T) {
	s := newStore(t)
	s.hazard("2026-11-20", func(h *inspection.Hazard) {
		h.Request, h.RequestUntil, h.RequestedBy = inspection.RequestExtend, "2026-11-25", "王院长"
	})
	host := newHost(t)
	p, view := present(t, s, host)
	p.Enter(FilterOpen)
	want := []inspection.ActionKind{inspection.ActionSubmit, inspection.ActionTransfer, inspection.ActionDecline, inspection.ActionApprove}
	if got := actions(view.state.Detail); !slices.Equal(got, want) {
		t.Errorf("choices %v, want %v", got, want)
	}
	host.person = "王院长"
	p.Refresh()
	if d := view.state.Detail; slices.Contains(actions(d), inspection.ActionApprove) || !strings.Contains(d.Advice, "王院长") {
		t.Errorf("the requester may approve: %v, advice %q", actions(d), d.Advice)
	}
}

func TestSecondPersonIsAskedFor(t *testing.T) {
	s := newStore(t)
	s.hazard("2026-11-20", status(inspection.HazardSubmitted), severity(inspection.SeveritySerious), func(h *inspection.Hazard) { h.SubmittedBy = "张建国" })
	p, view := present(t, s, newHost(t))
	p.Enter(FilterSubmitted)
	if d := view.state.Detail; slices.Contains(actions(d), inspection.ActionPass) || !strings.Contains(d.Advice, "他人复查") {
		t.Errorf("offered %v, advice %q", actions(d), d.Advice)
	}
}

func TestWithoutPersonNothingIsOffered(t *testing.T) {
	host := newHost(t)
	host.person = ""
	s := newStore(t)
	s.hazard("2026-11-20")
	p, view := present(t, s, host)
	p.Enter(FilterOpen)
	if d := view.state.Detail; !d.NoPerson || len(d.Choices) != 0 {
		t.Errorf("detail %+v", d)
	}
}

func TestFormsAskForWhatTheTableNeeds(t *testing.T) {
	for _, c := range []struct {
		state     inspection.HazardStatus
		kind      inspection.ActionKind
		note      bool
		until     inspection.Day // proposed; "" for none
		earliest  inspection.Day
		askTarget bool
	}{
		{inspection.HazardOpen, inspection.ActionSubmit, true, "", "", false},
		{inspection.HazardOpen, inspection.ActionExtend, true, "2026-11-25", "2026-11-23", false},
		{inspection.HazardOpen, inspection.ActionShelve, true, "2026-12-22", "2026-11-23", false},
		{inspection.HazardOpen, inspection.ActionTransfer, true, "", "", true},
		{inspection.HazardSubmitted, inspection.ActionPass, false, "", "", false},
		{inspection.HazardSubmitted, inspection.ActionFail, true, "2026-11-20", "2026-11-20", false},
		{inspection.HazardTransferred, inspection.ActionTakeBack, true, "2026-11-20", "2026-11-20", false},
		{inspection.HazardShelved, inspection.ActionResume, true, "2026-11-20", "2026-11-20", false},
		{inspection.HazardClosed, inspection.ActionReopen, true, "2026-11-20", "2026-11-20", false},
	} {
		s := newStore(t)
		h := s.hazard("2026-11-22", status(c.state))
		p, view := present(t, s, newHost(t))
		p.Enter("id:" + string(h.ID))
		p.Begin(c.kind)
		f := view.state.Form
		if f == nil {
			t.Errorf("%s: no form", c.kind)
			continue
		}
		if f.NeedNote != c.note || f.Until != c.until || f.Earliest != c.earliest || f.AskTarget != c.askTarget || f.AskUntil != (c.until != "") {
			t.Errorf("%s: form %+v", c.kind, *f)
		}
		if c.askTarget && len(f.Targets) != 3 {
			t.Errorf("%s: targets %v", c.kind, f.Targets)
		}
		if strings.Contains(f.Title+f.Confirm+f.NoteLabel+f.UntilLabel, "‹") {
			t.Errorf("%s: untranslated words in %+v", c.kind, *f)
		}
	}
}

func TestConfirmChecksTheInput(t *testing.T) {
	s := newStore(t)
	s.hazard("2026-11-22")
	p, view := present(t, s, newHost(t))
	p.Enter(FilterOpen)
	check := func(kind inspection.ActionKind, in Input, field string) {
		t.Helper()
		p.Begin(kind)
		p.Confirm(in)
		f := view.state.Form
		if f == nil || f.Field != field || f.Problem == "" || f.Saving {
			t.Errorf("%s %+v: form %+v, want a problem with %s", kind, in, f, field)
		}
		p.Cancel()
	}
	check(inspection.ActionSubmit, Input{Note: " "}, "note")
	check(inspection.ActionSubmit, Input{Note: strings.Repeat("长", inspection.MaxTextLength+1)}, "note")
	check(inspection.ActionExtend, Input{Note: "等待配件", Until: "2026-02-30"}, "until")
	check(inspection.ActionExtend, Input{Note: "等待配件", Until: "2026-11-22"}, "until")
	check(inspection.ActionTransfer, Input{Note: "非本街道职责"}, "target")
}

func TestReviewFromStartToEnd(t *testing.T) {
	host := newHost(t)
	s := newStore(t)
	s.hazard("2026-11-20")
	s.hazard("2026-11-21")
	p, view := present(t, s, host)
	take := func(filter string, person string, kind inspection.ActionKind, in Input) {
		t.Helper()
		host.person = person
		p.Enter(filter)
		p.Begin(kind)
		p.Confirm(in)
		if view.state.Form != nil || len(host.errors) != 0 {
			t.Fatalf("%s: form %+v, errors %v", kind, view.state.Form, host.errors)
		}
	}
	take(FilterOpen, "张建国", inspection.ActionSubmit, Input{Note: "已清理"})
	if view.state.Total != 1 || view.state.Detail.Description != numbers(2)[0] {
		t.Errorf("after submitting the next hazard must be shown: %d rows, %+v", view.state.Total, view.state.Detail)
	}
	take(FilterSubmitted, "李敏", inspection.ActionFail, Input{Note: "仍堆放", Until: "2026-11-21"})
	take(FilterOpen, "张建国", inspection.ActionSubmit, Input{Note: "再次清理"})
	take(FilterSubmitted, "李敏", inspection.ActionPass, Input{})
	take(FilterOpen, "张建国", inspection.ActionTransfer, Input{Note: "非本街道职责", Target: "消防救援"})
	p.Enter(FilterClosed)
	d := view.state.Detail
	if view.state.Total != 1 || d.Status != "已销号" || len(d.Steps) != 4 {
		t.Errorf("%d closed, %+v", view.state.Total, d)
	}
	p.Enter(FilterTransferred)
	if d := view.state.Detail; d.Due != "移交消防救援" {
		t.Errorf("transferred hazard shows %q", d.Due)
	}
	want := []string{"Y2026-K7-0001 已提交，待复查", "Y2026-K7-0001 已退回重改", "Y2026-K7-0001 已提交，待复查", "Y2026-K7-0001 已销号", "Y2026-K7-0002 已移交"}
	if !slices.Equal(host.toasts, want) {
		t.Errorf("told %v", host.toasts)
	}
}

// refusing refuses every action.
type refusing struct{ *inspection.Service }

func (refusing) Act(context.Context, inspection.ID, inspection.ActionInput, []inspection.Evidence) (inspection.Hazard, error) {
	return inspection.Hazard{}, inspection.Conflict("error.hazard_not_found", "record", "x")
}

func TestFailedActionKeepsTheForm(t *testing.T) {
	host, manual := newHost(t), &task.Manual{}
	s := newStore(t)
	s.hazard("2026-11-20")
	p, view := present(t, s, host)
	p.Enter(FilterOpen)
	p.service = refusing{s.service}
	p.Begin(inspection.ActionSubmit)
	host.start = manual.Go
	p.Confirm(Input{Note: "已清理"})
	if f := view.state.Form; f == nil || !f.Saving {
		t.Fatalf("form while saving %+v", f)
	}
	p.Confirm(Input{Note: "已清理"})
	p.Cancel()
	if manual.Waiting() != 1 || view.state.Form == nil {
		t.Errorf("%d actions started, form %+v", manual.Waiting(), view.state.Form)
	}
	manual.Run()
	if f := view.state.Form; f == nil || f.Saving || f.Problem == "" || f.Given == nil || f.Given.Note != "已清理" {
		t.Errorf("form after the failure %+v", f)
	}
	if len(host.toasts) != 0 {
		t.Errorf("told %v", host.toasts)
	}
}

// TestWhatWasWrittenStaysWhenTheHazardLeavesTheList opens a form in a filter, and then somebody else acts, or the day
// changes, so that the hazard no longer belongs there: the form keeps standing over its hazard and says what happened.
func TestWhatWasWrittenStaysWhenTheHazardLeavesTheList(t *testing.T) {
	s, host := newStore(t), newHost(t)
	first := s.hazard("2026-11-20")
	s.hazard("2026-11-20")
	p, view := present(t, s, host)
	p.Enter(FilterDueToday)
	p.Begin(inspection.ActionSubmit)
	host.now = host.now.AddDate(0, 0, 1)
	p.Refresh()
	if view.state.Form == nil || view.state.Detail.ID != first.ID || view.state.Total != 0 || view.state.Detail.Due != "逾期 1 天" {
		t.Fatalf("after midnight: form %+v, detail %+v, %d rows", view.state.Form, view.state.Detail, view.state.Total)
	}
	p.Cancel()
	p.Enter(FilterOpen)
	p.Begin(inspection.ActionExtend)
	if _, err := s.service.Act(context.Background(), first.ID, inspection.ActionInput{Action: inspection.ActionSubmit, By: "李敏", Note: "已清理"}, nil); err != nil {
		t.Fatal(err)
	}
	p.Confirm(Input{Note: "等待配件", Until: "2026-11-26"})
	f := view.state.Form
	if f == nil || !f.Stale || f.Given == nil || f.Given.Note != "等待配件" || !strings.Contains(f.Problem, "李敏 提交整改") || view.state.Detail.ID != first.ID {
		t.Errorf("after the conflict: form %+v, detail %+v", f, view.state.Detail)
	}
	p.Cancel()
	p.Refresh()
	if view.state.Total != 1 {
		t.Errorf("%d rows", view.state.Total)
	}
}

// TestAReviewIsOfTheRectificationThatWasSeen reviews a rectification that was sent back and reported anew meanwhile. The
// table would allow it; it is refused all the same, because nobody looked at the new one.
func TestAReviewIsOfTheRectificationThatWasSeen(t *testing.T) {
	s, host := newStore(t), newHost(t)
	h := s.hazard("2026-11-20")
	act := func(kind inspection.ActionKind, by string) {
		t.Helper()
		input := inspection.ActionInput{Action: kind, By: by, Note: "说明", Until: "2026-11-24"}
		if _, err := s.service.Act(context.Background(), h.ID, input, nil); err != nil {
			t.Fatal(err)
		}
	}
	act(inspection.ActionSubmit, "王院长")
	p, view := present(t, s, host)
	p.Enter("id:" + string(h.ID))
	p.Begin(inspection.ActionPass)
	act(inspection.ActionFail, "李敏")
	act(inspection.ActionSubmit, "王院长")
	p.Confirm(Input{Note: "合格"})
	if f := view.state.Form; f == nil || f.Stale || !strings.Contains(f.Problem, "王院长 提交整改") {
		t.Fatalf("form %+v", f)
	}
	p.Confirm(Input{Note: "看过新的照片，合格"}) // seen by now
	if view.state.Form != nil || view.state.Detail.Status != "已销号" {
		t.Errorf("form %+v, status %s", view.state.Form, view.state.Detail.Status)
	}
}
