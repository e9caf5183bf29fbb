package inspecting

import (
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
)

// TestDown: ↓ is the next unanswered item; where none is left below, it steps.
func TestDown(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	items := d.sheet.Parts[0].Items
	d.HandleKey("1") // 0
	d.HandleKey("1") // 1
	d.SelectRow(0)
	d.HandleKey(nav.KeyDown)
	if d.code() != items[2].Code {
		t.Fatalf("↓ led to %s, not past what is answered", d.code())
	}
	for d.view.state.Section == 0 {
		d.HandleKey("1")
	}
	d.SelectSection(0)
	d.SelectRow(0)
	d.HandleKey(nav.KeyDown)
	if d.code() != items[1].Code {
		t.Fatalf("↓ in a finished section led to %s", d.code())
	}
	d.HandleKey(nav.KeyUp)
	if d.code() != items[0].Code {
		t.Fatalf("↑ led to %s", d.code())
	}
	d.HandleKey(nav.KeyEnter)
	if d.view.state.Section != 1 {
		t.Fatal("Enter did not go on to what is unanswered")
	}
	d.SelectItem(items[0].Code)
	d.HandleKey(nav.Ctrl(nav.KeyDown))
	if d.code() != items[1].Code {
		t.Fatalf("Ctrl+↓ led to %s", d.code())
	}
}

// TestSectionBeforeTheFirst: where nothing is left over from earlier visits, nothing stands before the first section.
func TestSectionBeforeTheFirst(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.code()
	if d.HandleKey(nav.KeyPageUp); d.code() != code || len(d.view.state.Rows) == 0 {
		t.Fatalf("PgUp led to an empty page: %+v", d.view.state.Panel)
	}
}

func TestProposedWordingByKey(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	var item inspection.Item
	for _, part := range d.sheet.Parts {
		for _, candidate := range part.Items {
			if len(candidate.Findings) > 1 {
				item = candidate
			}
		}
	}
	d.SelectItem(item.Code)
	d.HandleKey("2")
	d.Describe("二层东侧")
	for _, want := range []string{item.Findings[0].Text, item.Findings[1].Text} {
		d.HandleKey(nav.KeyF5)
		if got := d.described(t, item.Code).Description; got != "二层东侧；"+want {
			t.Fatalf("stored %q, want %q at its end", got, want)
		}
	}
	d.HandleKey(undoKey)
	if got := d.described(t, item.Code).Description; got != "二层东侧；"+item.Findings[0].Text {
		t.Fatalf("after undo %q", got)
	}
}

// TestReasonAfterNA: 3 goes on at once; F5 comes back for the reason of what was just answered.
func TestReasonAfterNA(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.code()
	d.HandleKey("3")
	if d.code() == code {
		t.Fatal("3 did not go on")
	}
	next := d.code()
	d.HandleKey(nav.KeyF5)
	first := d.view.state.Panel.Note
	if d.code() != code || first == "" {
		t.Fatalf("F5 at %s: %q", d.code(), first)
	}
	d.HandleKey(nav.KeyF5)
	if second := d.view.state.Panel.Note; second == first || second == "" {
		t.Fatalf("F5 again: %q", second)
	}
	d.HandleKey(nav.KeyEnter)
	if got := d.stored(t).Answers[code]; d.code() != next || got.Note == "" || got.Result != inspection.ResultNA {
		t.Fatalf("at %s, stored %+v", d.code(), got)
	}
	// After anything else was done F5 has nothing to come back to.
	d.HandleKey("3")
	d.HandleKey("1")
	here := d.code()
	if d.HandleKey(nav.KeyF5); d.code() != here {
		t.Fatalf("F5 jumped to %s", d.code())
	}
}

func TestF2AfterNA(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.code()
	d.HandleKey("3")
	if d.HandleKey(nav.KeyF2); d.code() != code || d.view.focus != TargetDescription {
		t.Fatalf("F2 leads to %s, focus %d", d.code(), d.view.focus)
	}
}

func TestF4(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.HandleKey(nav.KeyF4)
	if len(d.view.toasts) != 1 || d.view.focus == TargetHazard {
		t.Fatalf("%q", d.view.toasts)
	}
	d.HandleKey("2")
	if d.HandleKey(nav.KeyF4); d.view.focus != TargetHazard {
		t.Fatal("F4 does not lead to the hazard")
	}
}

// TestBulkSaysWhyNot: an item in the middle that was never on screen is enough to wait.
func TestBulkSaysWhyNot(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	n := d.view.state.Sections[0].Total
	d.Seen(0, 1)
	d.Seen(3, n-1)
	d.HandleKey(nav.KeyF9)
	if d.view.state.Bulk.Unseen != 1 || len(d.stored(t).Answers) != 0 || len(d.view.toasts) != 1 || !strings.Contains(d.view.toasts[0], "1") {
		t.Fatalf("%+v %q", d.view.state.Bulk, d.view.toasts)
	}
	d.Seen(2, 2)
	d.HandleKey(nav.KeyF9)
	if got := d.stored(t).Answers; len(got) != n {
		t.Fatalf("%d of %d answered", len(got), n)
	}
}

func TestFind(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF", "CE").ID)
	d.HandleKey(nav.Ctrl("F"))
	for _, query := range []string{"CE-04", "ce-04", "漏电（剩余电流）", "loudian", "sydl", "漏dian"} {
		d.SetFind(query)
		rows := d.view.state.Find.Rows
		if len(rows) == 0 || rows[0].Code != "CE-04" {
			t.Errorf("%q found %+v", query, rows)
		}
	}
	if d.HandleKey("1"); d.view.state.Score.Answered() != 0 {
		t.Error("an answer was given while searching")
	}
	d.SetFind("没有这一项")
	if len(d.view.state.Find.Rows) != 0 {
		t.Errorf("%+v", d.view.state.Find.Rows)
	}
	d.TakeFound("CE-04")
	if d.code() != "CE-04" || d.view.state.Find != nil || d.view.focus != TargetList {
		t.Errorf("at %s", d.code())
	}
}

// TestOtherProblem: F7 leads to registering what no item names, as long as the inspection is open.
func TestOtherProblem(t *testing.T) {
	o := newOffice(t)
	id := o.start(t, "CF").ID
	d := newDesk(t, o, id)
	if !d.HandleKey(nav.KeyF7) || len(d.reported) != 1 || d.reported[0] != id {
		t.Fatalf("F7 reported %v", d.reported)
	}
	d.phase = ReadOnly
	if d.HandleKey(nav.KeyF7); len(d.reported) != 1 {
		t.Error("a finished inspection takes another problem")
	}
}
