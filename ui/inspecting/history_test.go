package inspecting

import (
	"context"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
)

const (
	undoKey = nav.Key("Ctrl+Z")
	redoKey = nav.Key("Ctrl+Y")
)

// described returns what the store holds about the hazard of an item.
func (d *desk) described(t *testing.T, code inspection.ItemCode) inspection.HazardDetails {
	t.Helper()
	d.timers.advance(textDelay)
	return d.stored(t).Hazards[code].Details()
}

func TestUndoAndRedoOfEverythingWritten(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.code()
	d.HandleKey("2")
	proposed := d.described(t, code)
	d.Describe("出口")
	d.Describe("出口上锁") // without a pause: the same step
	d.clock.Advance(typingPause)
	d.Describe("出口上锁，未配钥匙")
	d.SetResponsible("李主任")
	d.SetRemedy("立即打开")
	d.SetDue("2026-11-25")
	d.SetSeverity(inspection.SeveritySerious)
	last := d.described(t, code)

	steps := []func(*inspection.HazardDetails){ // what each undo brings back, the newest first
		func(h *inspection.HazardDetails) { h.Severity = proposed.Severity },
		func(h *inspection.HazardDetails) { h.Due = proposed.Due },
		func(h *inspection.HazardDetails) { h.Remedy = proposed.Remedy },
		func(h *inspection.HazardDetails) { h.Responsible = proposed.Responsible },
		func(h *inspection.HazardDetails) { h.Description = "出口上锁" },
		func(h *inspection.HazardDetails) { h.Description = "" },
	}
	if proposed.Severity == inspection.SeveritySerious {
		steps = steps[1:] // the item proposes this very grade: nothing to take back
	}
	want := last
	var passed []inspection.HazardDetails
	for i, back := range steps {
		passed = append(passed, want)
		back(&want)
		d.HandleKey(undoKey)
		if got := d.described(t, code); got != want {
			t.Fatalf("undo %d:\nstored %+v\nwant   %+v", i, got, want)
		}
	}
	for i := len(passed) - 1; i >= 0; i-- {
		d.HandleKey(redoKey)
		if got := d.described(t, code); got != passed[i] {
			t.Fatalf("redo to %d:\nstored %+v\nwant   %+v", i, got, passed[i])
		}
	}
	if d.view.state.CanRedo || !d.view.state.CanUndo {
		t.Errorf("undo %t, redo %t", d.view.state.CanUndo, d.view.state.CanRedo)
	}
}

func TestUndoOfNotes(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.code()
	d.HandleKey("1")
	d.HandleKey(nav.KeyUp)
	d.SetNote("抽查三处")
	d.HandleKey(undoKey)
	if got := d.stored(t).Answers[code]; got.Result != inspection.ResultPass || got.Note != "" {
		t.Fatalf("after undo %+v", got)
	}
	d.HandleKey(redoKey)
	if got := d.stored(t).Answers[code]; got.Note != "抽查三处" {
		t.Fatalf("after redo %+v", got)
	}
}

func TestHistoryOutlivesLeavingThePage(t *testing.T) {
	o := newOffice(t)
	first, second := o.start(t, "CF").ID, o.start(t, "CE").ID
	d := newDesk(t, o, first)
	d.HandleKey("1")
	d.HandleKey("1")
	o.must(t, d.Leave())
	d.Open(second)
	if d.view.state.CanUndo {
		t.Fatal("another inspection would be changed")
	}
	d.HandleKey("2")
	o.must(t, d.Leave())
	d.Open(first)
	d.HandleKey(undoKey)
	d.HandleKey(undoKey)
	d.HandleKey(redoKey)
	if n := len(d.stored(t).Answers); n != 1 || !d.view.state.CanRedo {
		t.Fatalf("%d answers are stored", n)
	}
	d.HandleKey("1")
	d.HandleKey("2") // a new change ends what could be done again
	if d.view.state.CanRedo {
		t.Error("redo would overwrite a newer answer")
	}
}

func TestUndoIsWrittenToTheJournal(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.code()
	d.HandleKey("1")
	d.HandleKey(undoKey)
	d.HandleKey(redoKey)
	var results []string
	o.must(t, o.service.View(context.Background(), func(r inspection.Reader) error {
		changes, err := r.Journal(context.Background(), "", 0)
		for _, change := range changes {
			for _, field := range change.Fields {
				if change.RecordKind == inspection.KindAnswer && field.Field == "result" {
					results = append(results, field.New)
				}
			}
		}
		return err
	}))
	if len(results) != 3 || results[0] != "pass" || results[1] != "" || results[2] != "pass" {
		t.Errorf("journal of %s: %q", code, results)
	}
}

func TestUndoOfFinishedWorkIsOver(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	for d.view.state.Score.Open > 0 {
		d.HandleKey("1")
		d.clock.Advance(time.Second)
	}
	d.AskFinish()
	d.Finish()
	d.CloseSummary()
	if d.HandleKey(undoKey); d.view.state.CanUndo || len(d.histories) != 0 {
		t.Error("a finished inspection keeps steps to undo")
	}
}

// again opens the inspection as after a restart: nothing of the former session is left but what is stored.
func (d *desk) again(t *testing.T) *desk {
	t.Helper()
	d.timers.advance(textDelay)
	return newDesk(t, d.office, d.id)
}

func TestUndoAcrossARestart(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	first := d.code()
	d.HandleKey("2")
	d.Describe("出口")
	d.Describe("出口上锁") // without a pause: one step, although it was saved in two
	d.timers.advance(textDelay)
	d.clock.Advance(typingPause / 2)
	d.Describe("出口上锁，未配钥匙")
	d.timers.advance(textDelay)
	d.clock.Advance(time.Minute)
	d.NextUnanswered()
	second := d.code()
	d.HandleKey("1")
	before := d.stored(t)

	d = d.again(t)
	if !d.view.state.CanUndo || d.view.state.CanRedo {
		t.Fatalf("undo %t, redo %t", d.view.state.CanUndo, d.view.state.CanRedo)
	}
	d.HandleKey(undoKey)
	if got := d.stored(t); got.Answers[second].Result != inspection.ResultNone || got.Answers[first].Result != inspection.ResultFail {
		t.Fatalf("the last answer was not taken back: %+v", got.Answers)
	}
	d.HandleKey(undoKey)
	if got := d.described(t, first).Description; got != "" {
		t.Fatalf("the description is %q", got)
	}
	d.HandleKey(undoKey)
	if got := d.stored(t); got.Answers[first].Result != inspection.ResultNone {
		t.Fatalf("the first answer was not taken back: %+v", got.Answers[first])
	}
	if d.view.state.CanUndo {
		t.Error("there was nothing before")
	}
	for range 3 {
		d.HandleKey(redoKey)
	}
	after := d.stored(t)
	if after.Answers[second].Result != before.Answers[second].Result || after.Hazards[first].Details() != before.Hazards[first].Details() ||
		after.Hazards[first].No != before.Hazards[first].No {
		t.Errorf("done again:\n%+v\n%+v", after.Hazards[first], before.Hazards[first])
	}
}

// The journal does not tell an undoing from any other change: after a restart there is nothing to do again, and undoing takes
// the undoing back.
func TestAnUndoingIsTakenBackAcrossARestart(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	first := d.code()
	d.HandleKey("1")
	d.NextUnanswered()
	second := d.code()
	d.HandleKey("3")
	d.HandleKey(undoKey)
	d.HandleKey(undoKey)

	d = d.again(t)
	if got := d.stored(t); got.Answers[first].Result != inspection.ResultNone || got.Answers[second].Result != inspection.ResultNone || d.view.state.CanRedo {
		t.Fatalf("%+v, redo %t", got.Answers, d.view.state.CanRedo)
	}
	d.HandleKey(undoKey)
	d.HandleKey(undoKey)
	if got := d.stored(t); got.Answers[first].Result != inspection.ResultPass || got.Answers[second].Result != inspection.ResultNA {
		t.Errorf("%+v", got.Answers)
	}
}

func TestUndoAcrossARestartEndsWithTheDraft(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey("1")
	if err := o.service.Void(context.Background(), "张建国", d.id, "选错检查对象"); err != nil {
		t.Fatal(err)
	}
	if d = d.again(t); d.view.state.CanUndo {
		t.Error("what is void can be undone")
	}
}
