package inspecting

import (
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
)

func TestOpensAtTheFirstUnanswered(t *testing.T) {
	o := newOffice(t)
	o.visited(t, "CF")
	d := newDesk(t, o, o.start(t, "CF", "CE").ID)
	if !d.view.state.Sections[0].Leftover || d.view.state.Section != 1 || d.view.state.Selected != 0 {
		t.Fatalf("section %d of %+v, row %d", d.view.state.Section, d.view.state.Sections, d.view.state.Selected)
	}
	d.HandleKey("1")
	d.HandleKey("1")
	code := d.code()
	again := newDesk(t, o, d.id)
	if again.code() != code {
		t.Fatalf("opened again at %s, want %s", again.code(), code)
	}
}

func TestDigitsAnswerAndGoOn(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	first := d.code()
	if !d.HandleKey("1") || d.code() == first {
		t.Fatal("1 did not go on")
	}
	second := d.code()
	d.HandleKey("2")
	if d.code() != second || d.view.focus != TargetDescription {
		t.Fatalf("2 went to %s, focus %v", d.code(), d.view.focus)
	}
	d.Describe("出口上锁")
	d.HandleKey(nav.KeyEnter)
	third := d.code()
	d.HandleKey("3")
	sheet := d.stored(t)
	if sheet.Answers[first].Result != inspection.ResultPass || sheet.Answers[second].Result != inspection.ResultFail ||
		sheet.Answers[third].Result != inspection.ResultNA {
		t.Fatalf("stored %+v", sheet.Answers)
	}
	if got := sheet.Hazards[second].Description; got != "出口上锁" {
		t.Fatalf("description %q", got)
	}
	if d.view.state.Saving.State != SavingDone {
		t.Fatalf("stamp %+v", d.view.state.Saving)
	}
}

func TestNotApplicableTakesOverTheLastReason(t *testing.T) {
	o := newOffice(t)
	o.visited(t, "CF")
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.Next()
	d.Next()
	code := d.code()
	d.HandleKey("3")
	if note := d.stored(t).Answers[code].Note; note != "未设消防控制室" {
		t.Fatalf("reason %q", note)
	}
	other := d.code()
	d.HandleKey("3")
	d.SelectItem(other)
	if row := d.view.state.Rows[d.view.state.Selected]; row.Missing == "" {
		t.Fatalf("a missing reason is not shown: %+v", row)
	}
	d.TakeReason(0)
	if note := d.stored(t).Answers[other].Note; note == "" {
		t.Fatal("the reason was not saved")
	}
}

func TestTextIsSavedAfterAPauseAndOnEveryWayOut(t *testing.T) {
	ways := map[string]func(*desk){
		"pause":   func(d *desk) { d.timers.advance(textDelay) },
		"item":    func(d *desk) { d.Next() },
		"section": func(d *desk) { d.NextSection() },
		"focus":   func(d *desk) { d.FlushText() },
		"leave":   func(d *desk) { _ = d.Leave() },
		"finish":  func(d *desk) { d.AskFinish() },
		"undo":    func(d *desk) { d.AnswerRow(3, inspection.ResultPass) },
	}
	for name, leave := range ways {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			d := newDesk(t, o, o.start(t, "CF").ID)
			code := d.code()
			d.HandleKey("2")
			d.Describe("二")
			d.timers.advance(textDelay / 2)
			d.Describe("二层堆放")
			d.timers.advance(textDelay / 2)
			if got := d.stored(t).Hazards[code].Description; got != "" {
				t.Fatalf("%q was saved while it was written", got)
			}
			if d.view.state.Saving.State != SavingBusy {
				t.Fatalf("stamp says %v while a text waits", d.view.state.Saving.State)
			}
			leave(d)
			if got := d.stored(t).Hazards[code].Description; got != "二层堆放" {
				t.Fatalf("stored %q", got)
			}
		})
	}
}

func TestFailedSaveKeepsEverything(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	first := d.code()
	d.faulty.breakWith(errDiskFull)
	d.HandleKey("2")
	d.Describe("出口上锁")
	d.timers.advance(textDelay)
	state := d.view.state.Saving
	if state.State != SavingFailed || state.Waiting != 2 || state.Reason == "" {
		t.Fatalf("stamp %+v", state)
	}
	if d.Leave() == nil {
		t.Fatal("the page may be left with unsaved input")
	}
	d.Open(d.id) // coming back keeps what is on screen
	if d.view.state.Panel.Hazard.Description != "出口上锁" {
		t.Fatal("the text is gone from the screen")
	}
	d.faulty.breakWith(nil)
	d.HandleKey(nav.KeyEnter)
	d.HandleKey("1") // the next change tries again
	sheet := d.stored(t)
	if len(sheet.Answers) != 2 || sheet.Hazards[first].Description != "出口上锁" || d.view.state.Saving.State != SavingDone {
		t.Fatalf("stored %+v, stamp %+v", sheet.Answers, d.view.state.Saving)
	}
}

func TestRetryAndDiscard(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.faulty.breakWith(errDiskFull)
	d.HandleKey("1")
	d.faulty.breakWith(nil)
	d.Retry()
	if d.view.state.Saving.State != SavingDone || len(d.stored(t).Answers) != 1 {
		t.Fatalf("after the retry: %+v", d.view.state.Saving)
	}
	d.faulty.breakWith(errDiskFull)
	d.HandleKey("1")
	d.Discard()
	if d.view.state.Score.Answered() != 1 || d.view.state.Saving.State != SavingIdle {
		t.Fatalf("after giving up: %+v %+v", d.view.state.Score, d.view.state.Saving)
	}
	if err := d.Leave(); err != nil {
		t.Fatal(err)
	}
}

func TestTooLongTextIsNotSavedAndNotCut(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.code()
	d.HandleKey("2")
	long := strings.Repeat("长", inspection.MaxTextLength+1)
	d.Describe(long)
	d.timers.advance(textDelay)
	if d.view.state.Saving.State != SavingFailed || d.view.state.Panel.Hazard.Description != long || d.Leave() == nil {
		t.Fatalf("stamp %+v", d.view.state.Saving)
	}
	d.Describe("短")
	d.timers.advance(textDelay)
	if d.view.state.Saving.State != SavingDone || d.stored(t).Hazards[code].Description != "短" {
		t.Fatalf("stamp %+v", d.view.state.Saving)
	}
}

func TestUndo(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.code()
	d.HandleKey("2")
	d.Describe("出口上锁")
	d.SelectItem(code)
	d.HandleKey("1")
	if len(d.stored(t).Hazards) != 0 {
		t.Fatal("the hazard was not withdrawn")
	}
	if n := len(d.view.toasts); n == 0 || !strings.Contains(d.view.toasts[n-1], "Ctrl+Z") && !strings.Contains(d.view.toasts[n-1], "inspecting.hazard_withdrawn") {
		t.Errorf("the finding disappeared unsaid: %q", d.view.toasts)
	}
	d.HandleKey(nav.Ctrl("Z"))
	sheet := d.stored(t)
	if sheet.Answers[code].Result != inspection.ResultFail || sheet.Hazards[code].Description != "出口上锁" || d.code() != code {
		t.Fatalf("after one undo: %+v", sheet.Hazards)
	}
	d.HandleKey(nav.Ctrl("Z")) // the description
	d.HandleKey(nav.Ctrl("Z"))
	if sheet = d.stored(t); len(sheet.Answers) != 0 || d.view.state.CanUndo {
		t.Fatalf("after three: %+v", sheet.Answers)
	}
}

func TestRestOfSectionNeedsItsEndOnScreen(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey("1")
	n := d.view.state.Sections[0].Total
	d.Seen(0, n-2)
	if d.AnswerRest(); d.view.state.Bulk.Ready || d.view.state.Score.Answered() != 1 {
		t.Fatal("what was not seen could be answered")
	}
	d.Seen(n-1, n-1)
	if !d.view.state.Bulk.Ready || d.view.state.Bulk.Count != n-1 {
		t.Fatalf("%+v", d.view.state.Bulk)
	}
	d.AnswerRest()
	byOrigin := 0
	for _, answer := range d.stored(t).Answers {
		if answer.Origin == inspection.OriginSection && answer.Result == inspection.ResultPass {
			byOrigin++
		}
	}
	if byOrigin != n-1 || d.view.state.Section != 1 {
		t.Fatalf("%d of %d written, now in section %d", byOrigin, n-1, d.view.state.Section)
	}
	d.Undo()
	if len(d.stored(t).Answers) != 1 || d.view.state.Section != 0 {
		t.Fatalf("after undo %d answers", len(d.stored(t).Answers))
	}
}

func TestRefusedSaveShowsWhyAndWhatIsStored(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.code()
	d.HandleKey("2")
	d.faulty.breakWith(inspection.Conflict("error.hazard_in_progress", "no", "Y2026-K7-0001"))
	d.HandleKey("1")
	d.SelectItem(code)
	row := d.view.state.Rows[d.view.state.Selected]
	if row.Result != inspection.ResultFail || row.Missing == "" || d.view.state.Panel.Problem == "" {
		t.Fatalf("%+v", row)
	}
}

func TestSeverityMovesTheDeadlineUnlessItWasSet(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey("2")
	code := d.code()
	d.SetSeverity(inspection.SeverityGeneral)
	if d.view.state.Panel.Hazard.Due != d.stored(t).Hazards[code].Due || d.view.state.Panel.Hazard.Moved {
		t.Fatalf("shown %v, stored %v", d.view.state.Panel.Hazard.Due, d.stored(t).Hazards[code].Due)
	}
	d.SetDue("2026-11-27")
	d.SetSeverity(inspection.SeveritySerious)
	hazard := d.stored(t).Hazards[code]
	if hazard.Due != "2026-11-27" || hazard.Severity != inspection.SeveritySerious || !d.view.state.Panel.Hazard.Moved {
		t.Fatalf("stored %v %v", hazard.Due, hazard.Severity)
	}
	d.SetSeverity(inspection.SeverityMajor)
	if d.stored(t).Hazards[code].Severity == inspection.SeverityMajor {
		t.Fatal("重大 was taken where no standard provides it")
	}
	d.SetDue("2026-02-30")
	if d.view.state.Panel.Hazard.DueProblem == "" || d.stored(t).Hazards[code].Due != "2026-11-27" {
		t.Fatal("an impossible day was taken")
	}
	d.SetSuspected(true)
	if !d.stored(t).Hazards[code].Suspected {
		t.Fatal("疑似重大 was not saved")
	}
}

func TestFindingsAreTakenOver(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey("2")
	code := d.code()
	d.TakeFinding(0)
	d.TakeFinding(0)
	d.TakeFinding(1)
	item, _ := d.stored(t).Item(code)
	d.FlushText()
	hazard := d.stored(t).Hazards[code]
	if hazard.Description != item.Findings[0].Text+item.Findings[1].Text {
		t.Fatalf("description %q", hazard.Description)
	}
	d.SetRemedy("三日内补齐")
	d.TakeFinding(0)
	if d.view.state.Panel.Hazard.Remedy != "三日内补齐" {
		t.Fatal("a remedy of one's own was written over")
	}
}

func TestFinishing(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey(nav.Ctrl(nav.KeyEnter))
	if d.view.state.Finish == nil || d.view.state.Finish.Ready {
		t.Fatalf("%+v", d.view.state.Finish)
	}
	d.CloseFinish()
	failed := d.code()
	d.HandleKey("2")
	d.Describe("出口上锁")
	d.HandleKey(nav.KeyEnter)
	d.HandleKey("3")
	d.AskFinish()
	if len(d.view.state.Finish.Blocking) == 0 || d.view.state.Finish.Ready {
		t.Fatalf("%+v", d.view.state.Finish)
	}
	if !d.HandleKey(nav.KeyEnter) || d.stored(t).Inspection.Status != inspection.StatusDraft {
		t.Fatal("finished although something blocks")
	}
	if first := d.view.state.Finish.Blocking[0]; strings.Contains(first.Issue, "尚未") || d.view.state.Finish.Reasonless != 1 {
		t.Fatalf("first comes %+v", first)
	}
	d.SetReason("停电")
	if len(d.view.state.Finish.Blocking) != 1 { // 不适用 without a reason
		t.Fatalf("%+v", d.view.state.Finish.Blocking)
	}
	d.ReasonForAll("未设置")
	if !d.view.state.Finish.Ready {
		t.Fatalf("%+v", d.view.state.Finish.Blocking)
	}
	d.Finish()
	sheet := d.stored(t)
	if sheet.Inspection.Status != inspection.StatusFinished || sheet.Inspection.IncompleteReason != "停电" {
		t.Fatalf("%+v", sheet.Inspection)
	}
	s := d.view.state.Summary
	if s == nil || len(s.Hazards) != 1 || s.Hazards[0].Code != string(failed) || s.Score.Fail != 1 || d.view.state.Phase != ReadOnly {
		t.Fatalf("%+v", s)
	}
	d.CloseSummary()
	d.HandleKey("1")
	d.Describe("x")
	d.Undo()
	if got := d.stored(t); got.Total() != sheet.Total() {
		t.Fatal("a finished inspection was changed")
	}
}

func TestFinishFailureStaysOnScreen(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey("1")
	d.faulty.breakWith(errDiskFull)
	d.HandleKey("1")
	d.AskFinish()
	d.SetReason("停电")
	d.Finish()
	if d.view.state.Finish == nil || d.view.state.Finish.Problem == "" || d.stored(t).Inspection.Status != inspection.StatusDraft {
		t.Fatalf("%+v", d.view.state.Finish)
	}
	d.faulty.breakWith(nil)
	d.Retry()
	sheet := d.stored(t)
	if sheet.Inspection.Status != inspection.StatusFinished || len(sheet.Answers) != 2 {
		t.Fatalf("%+v", sheet.Inspection)
	}
}

func TestWalkingThroughSections(t *testing.T) {
	o := newOffice(t)
	o.visited(t, "CF")
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey(nav.KeyUp)
	if d.view.state.Panel.Kind != PanelLeftover {
		t.Fatalf("above the first item: %+v", d.view.state.Panel.Kind)
	}
	if d.HandleKey("1"); len(d.stored(t).Answers) != 0 {
		t.Fatal("a hazard of an earlier visit was answered")
	}
	d.SelectItem(d.view.state.Panel.Hazard.Item)
	if d.view.state.Panel.Kind != PanelOpen || d.view.state.Panel.Last == "" {
		t.Fatalf("%+v", d.view.state.Panel)
	}
	seen := 0
	for range len(d.sheet.where) + 5 {
		before := d.at
		d.HandleKey(nav.KeyDown)
		if d.at != before {
			seen++
		}
	}
	if d.at.part != len(d.sheet.Parts)-1 || seen < len(d.sheet.where)-2 {
		t.Fatalf("ended at %+v after %d moves", d.at, seen)
	}
	d.HandleKey(nav.KeyPageDown)
	d.HandleKey(nav.KeyPageUp)
	if d.at.part != len(d.sheet.Parts)-2 {
		t.Fatalf("PgUp led to %+v", d.at)
	}
	if d.HandleKey(nav.KeyF8); len(d.view.toasts) == 0 {
		t.Fatal("F8 without failed items said nothing")
	}
}

func TestRepeatIsCounted(t *testing.T) {
	o := newOffice(t)
	o.visited(t, "CF")
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.Next()
	d.HandleKey("2")
	if !strings.Contains(d.view.state.Panel.Hazard.Repeat, "2") {
		t.Fatalf("repeat %q", d.view.state.Panel.Hazard.Repeat)
	}
}

func TestMissingInspectionIsSaid(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.Open("nothing")
	if d.view.state.Phase != Broken || d.view.state.Trouble == "" {
		t.Fatalf("%+v", d.view.state)
	}
	if d.HandleKey("1") {
		t.Fatal("a key was used without an inspection")
	}
}
