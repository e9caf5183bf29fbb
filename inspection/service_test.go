package inspection_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"

	"pgregory.net/rapid"
)

const inspectorName = "张建国"

// office is a service on an empty store with one place and one checklist.
type office struct {
	*inspection.Service
	store inspection.Store
	clock *inspectiontest.Clock
	place inspection.Place
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func newOffice(t failer) office {
	t.Helper()
	clock := &inspectiontest.Clock{}
	store := inspectiontest.NewMemory(clock.Now)
	library, err := inspection.ParseLibrary([]byte(`[{"id":"fire-law","title":"消防法","cite":"《消防法》","kind":"law","status":"in_force",
		"clauses":[{"id":"fire-law/28","clause":"第二十八条","level":"V"}]}]`))
	if err != nil {
		t.Fatalf("library: %v", err)
	}
	service := inspection.NewService(store, library, clock.Now, inspectiontest.SequentialIDs())
	ctx := context.Background()
	list := inspectiontest.AChecklist(func(c *inspection.Checklist) {
		c.Sections[0].Items[0].Photo = inspection.PhotoRequired
		c.Sections[0].Items[0].Deadline = inspection.DeadlineRule{Rule: inspection.DeadlineImmediate}
		c.Sections[0].Items[1].Escalation = &inspection.Escalation{Severity: "major", Text: "疏散门锁闭"}
		c.Sections[1].Items[0].Applies = &inspection.Applies{Residential: true}
	})
	if err := service.InstallChecklists(ctx, "安巡", []inspection.Checklist{list}); err != nil {
		t.Fatalf("checklists: %v", err)
	}
	place, err := service.SavePlace(ctx, inspectorName, inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }))
	if err != nil {
		t.Fatalf("place: %v", err)
	}
	return office{Service: service, store: store, clock: clock, place: place}
}

func (o office) start(t failer) inspection.Inspection {
	t.Helper()
	visit, err := o.StartInspection(context.Background(), inspectorName, inspection.NewInspection{PlaceID: o.place.ID, Checklists: []string{"CF"},
		Inspectors: []inspection.Inspector{inspectiontest.AnInspector()}, AccompaniedBy: "王院长"})
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	return visit
}

func (o office) give(t failer, visit inspection.ID, item inspection.ItemCode, result inspection.Result, note string) inspection.AnswerOutcome {
	t.Helper()
	outcome, err := o.GiveAnswer(context.Background(), inspectorName, inspection.AnswerInput{InspectionID: visit, Item: item, Result: result, Note: note})
	if err != nil {
		t.Fatalf("%s %s: %v", item, result, err)
	}
	return outcome
}

// described is the hazard with a description, without which nothing can be done about it.
func (o office) described(t failer, hazard *inspection.Hazard) *inspection.Hazard {
	t.Helper()
	details := hazard.Details()
	details.Description = "通道堆放杂物"
	after, err := o.DescribeHazard(context.Background(), inspectorName, hazard.ID, details)
	if err != nil {
		t.Fatalf("describe: %v", err)
	}
	return &after
}

func (o office) sheet(t failer, visit inspection.ID) inspection.Worksheet {
	t.Helper()
	sheet, err := o.Worksheet(context.Background(), visit)
	if err != nil {
		t.Fatalf("worksheet: %v", err)
	}
	return sheet
}

func TestFailedItemOpensAHazardWithWhatTheItemProposes(t *testing.T) {
	o := newOffice(t)
	visit := o.start(t)
	found := o.give(t, visit.ID, "CF-01", inspection.ResultFail, "").Hazard
	if found == nil {
		t.Fatal("no hazard")
	}
	want := inspection.Hazard{Severity: inspection.SeveritySerious, Basis: "《消防法》第二十八条", Remedy: "立即清理", Due: "2026-11-20"}
	if found.Severity != want.Severity || found.Basis != want.Basis || found.Remedy != want.Remedy || found.Due != want.Due || !found.Immediate {
		t.Errorf("%+v", found)
	}
	if found.Responsible != "王院长" {
		t.Errorf("responsible %q, want who accompanied", found.Responsible)
	}
	if found.Description != "" {
		t.Errorf("nobody wrote %q", found.Description)
	}
	if found.No != "Y2026-"+inspectiontest.DeviceCode+"-0001" {
		t.Errorf("number %s", found.No)
	}
}

func TestCorrectedAnswerWithdrawsTheHazardAndFailingAgainBringsItBack(t *testing.T) {
	o := newOffice(t)
	visit := o.start(t)
	ctx := context.Background()
	first := o.give(t, visit.ID, "CF-01", inspection.ResultFail, "").Hazard
	details := first.Details()
	details.Description = "二层东侧安全出口堆放轮椅"
	if _, err := o.DescribeHazard(ctx, inspectorName, first.ID, details); err != nil {
		t.Fatal(err)
	}
	o.give(t, visit.ID, "CF-01", inspection.ResultPass, "")
	if n := len(o.sheet(t, visit.ID).Hazards); n != 0 {
		t.Fatalf("%d hazards after the correction", n)
	}
	again := o.give(t, visit.ID, "CF-01", inspection.ResultFail, "").Hazard
	if again.No != first.No || again.Description != details.Description {
		t.Errorf("came back as %s %q", again.No, again.Description)
	}
	if next := o.give(t, visit.ID, "CF-02", inspection.ResultFail, "").Hazard; next.No == first.No {
		t.Error("two hazards share a number")
	}
}

func TestHazardInProgressIsNotWithdrawn(t *testing.T) {
	o := newOffice(t)
	visit := o.start(t)
	ctx := context.Background()
	found := o.described(t, o.give(t, visit.ID, "CF-01", inspection.ResultFail, "").Hazard)
	if _, err := o.Act(ctx, found.ID, inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: "已清理"}, nil); err != nil {
		t.Fatal(err)
	}
	_, err := o.GiveAnswer(ctx, inspectorName, inspection.AnswerInput{InspectionID: visit.ID, Item: "CF-01", Result: inspection.ResultPass})
	if inspection.CodeOf(err) != inspection.CodeConflict {
		t.Fatalf("err %v", err)
	}
	if got := o.sheet(t, visit.ID).Answers["CF-01"].Result; got != inspection.ResultFail {
		t.Errorf("the refused answer was stored: %s", got)
	}
}

func TestMajorIsRefusedWhereNoStandardProvidesIt(t *testing.T) {
	o := newOffice(t)
	visit := o.start(t) // a day-care centre
	found := o.give(t, visit.ID, "CF-02", inspection.ResultFail, "").Hazard
	details := found.Details()
	details.Severity = inspection.SeverityMajor
	if _, err := o.DescribeHazard(context.Background(), inspectorName, found.ID, details); inspection.CodeOf(err) != inspection.CodeInvalid {
		t.Fatalf("err %v", err)
	}
	details.Severity, details.Suspected = inspection.SeveritySerious, true
	if _, err := o.DescribeHazard(context.Background(), inspectorName, found.ID, details); err != nil {
		t.Errorf("疑似重大: %v", err)
	}
}

func TestFinish(t *testing.T) {
	o := newOffice(t)
	ctx := context.Background()
	visit := o.start(t)
	finish := func(reason string) ([]inspection.Remark, error) {
		return o.Finish(ctx, inspectorName, visit.ID, inspection.FinishInput{IncompleteReason: reason})
	}
	if remarks, err := finish(""); inspection.CodeOf(err) != inspection.CodeIncomplete || remarks[0].Key != "remark.nothing_answered" {
		t.Fatalf("an empty inspection: %v %v", remarks, err)
	}
	o.give(t, visit.ID, "CF-01", inspection.ResultNA, "")
	remarks, err := finish("")
	if inspection.CodeOf(err) != inspection.CodeIncomplete {
		t.Fatalf("err %v", err)
	}
	// CF-03 is for residential places only, so nobody is asked for it here.
	want := []string{"CF-01 remark.na_without_reason", "CF-02 remark.unanswered"}
	if got := fmt.Sprint(texts(remarks)); got != fmt.Sprint(want) {
		t.Errorf("missing: %s", got)
	}
	found := o.give(t, visit.ID, "CF-01", inspection.ResultFail, "").Hazard
	if _, err := finish("电工不在场"); inspection.CodeOf(err) != inspection.CodeIncomplete {
		t.Fatalf("a hazard without description: %v", err)
	}
	details := found.Details()
	details.Description = "安全出口堆放轮椅"
	if _, err := o.DescribeHazard(ctx, inspectorName, found.ID, details); err != nil {
		t.Fatal(err)
	}
	remarks, err = finish("电工不在场")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(texts(remarks)); got != "[CF-01 remark.photo_missing CF-02 remark.unanswered]" {
		t.Errorf("reminders: %s", got)
	}
	done := o.sheet(t, visit.ID).Inspection
	if done.Status != inspection.StatusFinished || done.IncompleteReason != "电工不在场" {
		t.Errorf("%+v", done)
	}
	if _, err := o.GiveAnswer(ctx, inspectorName, inspection.AnswerInput{InspectionID: visit.ID, Item: "CF-02", Result: inspection.ResultPass}); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("a finished inspection took an answer: %v", err)
	}
}

func texts(remarks []inspection.Remark) []string {
	var list []string
	for _, remark := range remarks {
		list = append(list, string(remark.Item)+" "+remark.Key)
	}
	return list
}

func TestStartInspectionRefuses(t *testing.T) {
	o := newOffice(t)
	good := inspection.NewInspection{PlaceID: o.place.ID, Checklists: []string{"CF"}, Inspectors: []inspection.Inspector{inspectiontest.AnInspector()}}
	tests := []struct {
		name   string
		change func(*inspection.NewInspection)
		code   inspection.Code
	}{
		{"a start in the future", func(n *inspection.NewInspection) { n.Started = o.Now().Add(time.Minute) }, inspection.CodeInvalid},
		{"nobody inspecting", func(n *inspection.NewInspection) { n.Inspectors = nil }, inspection.CodeInvalid},
		{"one person twice", func(n *inspection.NewInspection) {
			n.Inspectors = []inspection.Inspector{inspectiontest.AnInspector(), inspectiontest.AnInspector()}
		}, inspection.CodeInvalid},
		{"no checklist", func(n *inspection.NewInspection) { n.Checklists = nil }, inspection.CodeInvalid},
		{"an unknown checklist", func(n *inspection.NewInspection) { n.Checklists = []string{"XX"} }, inspection.CodeNotFound},
		{"an unknown place", func(n *inspection.NewInspection) { n.PlaceID = "nowhere" }, inspection.CodeNotFound},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := good
			test.change(&in)
			if _, err := o.StartInspection(context.Background(), inspectorName, in); inspection.CodeOf(err) != test.code {
				t.Errorf("err %v, want %s", err, test.code)
			}
		})
	}
	if n := count(t, o); n != 0 {
		t.Errorf("%d inspections after refusals", n)
	}
}

func count(t failer, o office) int {
	t.Helper()
	n := 0
	if err := o.View(context.Background(), func(r inspection.Reader) (err error) {
		n, err = r.CountInspections(context.Background(), inspection.InspectionFilter{})
		return err
	}); err != nil {
		t.Fatalf("count: %v", err)
	}
	return n
}

func TestImportPlacesUpdatesByCodeAndSaysWhatChanged(t *testing.T) {
	o := newOffice(t)
	ctx := context.Background()
	same := inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" })
	changed := inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Phone = "", "0371-60000099" })
	fresh := inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "", "007" })
	if report, err := o.ImportPlaces(ctx, inspectorName, []inspection.Place{same}); err != nil || report.Unchanged != 1 {
		t.Fatalf("%+v %v", report, err)
	}
	report, err := o.ImportPlaces(ctx, inspectorName, []inspection.Place{changed, fresh})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(report.Created) != "[007]" || len(report.Updated) != 1 || fmt.Sprint(report.Updated[0].Changes) != "[{phone 0371-60000001 0371-60000099}]" {
		t.Errorf("%+v", report)
	}
	if _, err := o.ImportPlaces(ctx, inspectorName, []inspection.Place{fresh, fresh}); inspection.CodeOf(err) != inspection.CodeInvalid {
		t.Errorf("one code twice: %v", err)
	}
}

func TestVoidKeepsTheRecordAndWithdrawsItsHazards(t *testing.T) {
	o := newOffice(t)
	ctx := context.Background()
	visit := o.start(t)
	o.give(t, visit.ID, "CF-01", inspection.ResultFail, "")
	if err := o.Void(ctx, inspectorName, visit.ID, ""); inspection.CodeOf(err) != inspection.CodeInvalid {
		t.Fatalf("without a reason: %v", err)
	}
	if err := o.Void(ctx, inspectorName, visit.ID, "选错对象"); err != nil {
		t.Fatal(err)
	}
	sheet := o.sheet(t, visit.ID)
	if sheet.Inspection.Status != inspection.StatusVoid || len(sheet.Hazards) != 0 || sheet.Answers["CF-01"].Result != inspection.ResultFail {
		t.Errorf("%+v", sheet.Inspection)
	}
}

func TestLastVisitStandsBesideThisOne(t *testing.T) {
	o := newOffice(t)
	first := o.start(t)
	found := o.give(t, first.ID, "CF-01", inspection.ResultFail, "").Hazard
	details := found.Details()
	details.Description = "安全出口堆放轮椅"
	if _, err := o.DescribeHazard(context.Background(), inspectorName, found.ID, details); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Finish(context.Background(), inspectorName, first.ID, inspection.FinishInput{IncompleteReason: "电工不在场"}); err != nil {
		t.Fatal(err)
	}
	o.clock.Advance(24 * time.Hour)
	sheet := o.sheet(t, o.start(t).ID)
	if got := sheet.Last["CF-01"].Result; got != inspection.ResultFail {
		t.Errorf("last answer %q", got)
	}
	if len(sheet.Unresolved) != 1 || sheet.Unresolved[0].No != found.No {
		t.Errorf("unresolved: %+v", sheet.Unresolved)
	}
	if n := sheet.Total().Answered(); n != 0 {
		t.Errorf("%d old answers counted as new ones", n)
	}
}

// TestUnconfirmedOldAnswersAreNeverStoredOrCounted finishes a visit in which one item was answered at a place where all were
// answered before: the one answer is stored, exported and counted, and nothing else.
func TestUnconfirmedOldAnswersAreNeverStoredOrCounted(t *testing.T) {
	o, ctx := newOffice(t), context.Background()
	finish := func(visit inspection.Inspection) {
		t.Helper()
		if _, err := o.Finish(ctx, inspectorName, visit.ID, inspection.FinishInput{IncompleteReason: "电工不在场"}); err != nil {
			t.Fatal(err)
		}
	}
	first := o.start(t)
	for _, item := range []inspection.ItemCode{"CF-01", "CF-02", "CF-03"} {
		o.give(t, first.ID, item, inspection.ResultPass, "")
	}
	finish(first)
	o.clock.Advance(24 * time.Hour)
	second := o.start(t)
	o.give(t, second.ID, "CF-02", inspection.ResultPass, "")
	if sheet := o.sheet(t, second.ID); len(sheet.Last) != 3 || len(sheet.ChangesSinceLast()) != 0 {
		t.Errorf("the old answers must stand beside the new one: %+v", sheet.Last)
	}
	finish(second)
	err := o.View(ctx, func(r inspection.Reader) error {
		answers, err := r.Answers(ctx, second.ID)
		if err != nil || len(answers) != 1 || answers[0].Item != "CF-02" {
			t.Errorf("stored %+v, %v", answers, err)
		}
		counted, err := r.ItemResults(ctx, inspection.InspectionFilter{From: inspection.DayOf(second.Started)})
		if err != nil || len(counted) != 1 || counted[0].Item != "CF-02" || counted[0].Count != 1 {
			t.Errorf("counted for reports: %+v, %v", counted, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestNothingIsDoneAboutAnUndescribedHazard: only an open hazard can be described, so its inspection could never be
// finished.
func TestNothingIsDoneAboutAnUndescribedHazard(t *testing.T) {
	o := newOffice(t)
	found := o.give(t, o.start(t).ID, "CF-01", inspection.ResultFail, "").Hazard
	_, err := o.Act(context.Background(), found.ID, inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: "已清理"}, nil)
	if inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("err %v", err)
	}
}

func TestOldPhotosProveNothingOnceReopened(t *testing.T) {
	o := newOffice(t)
	ctx := context.Background()
	visit := o.start(t)
	found := o.described(t, o.give(t, visit.ID, "CF-03", inspection.ResultFail, "").Hazard) // 一般
	photos := []inspection.Evidence{{Role: inspection.EvidenceBefore, SHA256: "aa", Format: "jpg"}, {Role: inspection.EvidenceAfter, SHA256: "bb", Format: "jpg"}}
	fix := inspection.ActionInput{Action: inspection.ActionFixed, By: inspectorName, HasBefore: true, HasAfter: true}
	if _, err := o.Act(ctx, found.ID, fix, nil); inspection.CodeOf(err) != inspection.CodeInvalid {
		t.Fatalf("without photos, whatever the caller claims: %v", err)
	}
	if _, err := o.Act(ctx, found.ID, fix, photos); err != nil {
		t.Fatal(err)
	}
	o.clock.Advance(time.Hour)
	reopen := inspection.ActionInput{Action: inspection.ActionReopen, By: inspectorName, Note: "又被堵塞", Until: "2026-11-21"}
	if _, err := o.Act(ctx, found.ID, reopen, nil); err != nil {
		t.Fatal(err)
	}
	o.clock.Advance(time.Minute)
	if _, err := o.Act(ctx, found.ID, fix, nil); inspection.CodeOf(err) != inspection.CodeInvalid {
		t.Fatalf("the photo of the first time was taken as proof: %v", err)
	}
	if _, err := o.Act(ctx, found.ID, fix, photos[1:]); err != nil {
		t.Errorf("with a new photo: %v", err)
	}
}

func TestSeveralPlacesAreTakenOffAtOnceOrNotAtAll(t *testing.T) {
	o, ctx := newOffice(t), context.Background()
	other, err := o.SavePlace(ctx, inspectorName, inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "", "YL-777" }))
	if err != nil {
		t.Fatal(err)
	}
	both := []inspection.ID{o.place.ID, other.ID}
	if _, err := o.SetPlacesRemoved(ctx, inspectorName, append(both, "nobody"), true); inspection.CodeOf(err) != inspection.CodeNotFound {
		t.Fatalf("an unknown place: %v", err)
	}
	for _, want := range []int{2, 0} {
		if changed, err := o.SetPlacesRemoved(ctx, inspectorName, both, true); err != nil || len(changed) != want {
			t.Fatalf("changed %v, %v; want %d", changed, err, want)
		}
	}
	_, err = o.store.Update(ctx, inspectorName, func(w inspection.Writer) error { // as another laptop may have made it
		return w.Put(ctx, inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "place-2", "YL-777" }))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.SetPlacesRemoved(ctx, inspectorName, both, false); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Fatalf("a code that another place has by now: %v", err)
	}
	if changed, err := o.SetPlacesRemoved(ctx, inspectorName, both[:1], false); err != nil || len(changed) != 1 {
		t.Fatalf("put back %v, %v", changed, err)
	}
}

func TestSubscribersHearWhatWasCommitted(t *testing.T) {
	o := newOffice(t)
	visit := o.start(t)
	var heard []inspection.RecordKind
	cancel := o.Subscribe(func(changes []inspection.Change) {
		for _, change := range changes {
			heard = append(heard, change.RecordKind)
		}
	})
	o.give(t, visit.ID, "CF-02", inspection.ResultPass, "")
	cancel()
	o.give(t, visit.ID, "CF-02", inspection.ResultFail, "")
	if fmt.Sprint(heard) != "[answer]" {
		t.Errorf("heard %v", heard)
	}
}

// TestAnswersInAnyOrder gives random answers and compares the worksheet with a plain
// map. Whatever the order: what was given last stands, and exactly the failed items
// have a hazard.
func TestAnswersInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := newOffice(t)
		visit := o.start(t)
		model := map[inspection.ItemCode]inspection.Result{}
		numbers := map[inspection.ItemCode]string{}
		for range rapid.IntRange(1, 25).Draw(t, "answers") {
			item := rapid.SampledFrom([]inspection.ItemCode{"CF-01", "CF-02", "CF-03"}).Draw(t, "item")
			result := rapid.SampledFrom([]inspection.Result{inspection.ResultNone, inspection.ResultPass, inspection.ResultFail, inspection.ResultNA}).Draw(t, "result")
			outcome := o.give(t, visit.ID, item, result, "")
			model[item] = result
			if outcome.Hazard == nil {
				continue
			}
			if number, known := numbers[item]; known && number != outcome.Hazard.No {
				t.Fatalf("%s was %s and is now %s", item, number, outcome.Hazard.No)
			}
			numbers[item] = outcome.Hazard.No
		}
		sheet := o.sheet(t, visit.ID)
		for _, item := range []inspection.ItemCode{"CF-01", "CF-02", "CF-03"} {
			if got := sheet.Answers[item].Result; got != model[item] {
				t.Fatalf("%s is %q, was given %q", item, got, model[item])
			}
			if _, open := sheet.Hazards[item]; open != (model[item] == inspection.ResultFail) {
				t.Fatalf("%s: result %q, hazard %v", item, model[item], open)
			}
		}
	})
}
