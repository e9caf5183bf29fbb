package inspecting

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"anxun/inspection"
)

// TestWhatIsOnScreenIsStored does random things, with a disk that fails at times, and compares what the store holds after
// a flush with what was on screen.
func TestWhatIsOnScreenIsStored(t *testing.T) {
	for seed := range uint64(25) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 7))
			o := newOffice(t)
			d := newDesk(t, o, o.start(t, "CF", "CE").ID)
			for step := range 250 {
				act(d, random)
				if step%40 == 39 {
					compare(t, d)
				}
			}
			compare(t, d)
			again := newDesk(t, o, d.id)
			if again.view.state.Score != d.view.state.Score {
				t.Fatalf("opened again: %+v, was %+v", again.view.state.Score, d.view.state.Score)
			}
		})
	}
}

// act does one random thing that a person may do.
func act(d *desk, random *rand.Rand) {
	n := d.view.state.Sections[d.view.state.Section].Total
	switch random.IntN(20) {
	case 0, 1, 2:
		d.HandleKey("1")
	case 3, 4:
		d.HandleKey("2")
	case 5:
		d.HandleKey("3")
	case 6, 7:
		d.Describe(fmt.Sprintf("问题%d ", random.IntN(1000)))
	case 8:
		d.SetNote(fmt.Sprintf("说明%d", random.IntN(1000)))
	case 9:
		d.SetSeverity(inspection.Severities()[random.IntN(3)])
	case 10:
		d.SetDue(fmt.Sprintf("2026-11-%02d", 15+random.IntN(15)))
	case 11:
		d.Undo()
	case 12:
		d.SelectSection(random.IntN(len(d.view.state.Sections)))
	case 13:
		d.SelectRow(random.IntN(n))
	case 14:
		d.timers.advance(textDelay)
	case 15:
		d.Seen(0, random.IntN(n+1))
		d.AnswerRest()
	case 16:
		d.TakeFinding(random.IntN(3))
	case 17:
		d.Redo()
	case 18:
		d.Propose()
	case 19:
		if d.faulty.broken() == nil {
			d.faulty.breakWith(errDiskFull)
		} else {
			d.faulty.breakWith(nil)
		}
	}
}

func compare(t *testing.T, d *desk) {
	t.Helper()
	d.faulty.breakWith(nil)
	if err := d.Leave(); err != nil {
		t.Fatal(err)
	}
	if waiting := d.view.state.Saving.Waiting; waiting != 0 {
		t.Fatalf("%d changes wait after a flush", waiting)
	}
	stored := d.stored(t)
	if len(stored.Answers) != len(d.sheet.Answers) {
		t.Fatalf("%d answers stored, %d on screen", len(stored.Answers), len(d.sheet.Answers))
	}
	for code, shown := range d.sheet.Answers {
		got := stored.Answers[code]
		if got.Result != shown.Result || got.Note != shown.Note || got.Origin != shown.Origin {
			t.Fatalf("%s: stored %+v, on screen %+v", code, got, shown)
		}
		if shown.Result != inspection.ResultFail {
			continue
		}
		here, there := trimmed(d.sheet.Hazards[code].Details()), trimmed(stored.Hazards[code].Details())
		if here != there {
			t.Fatalf("%s:\nstored    %+v\non screen %+v", code, there, here)
		}
	}
}

func trimmed(details inspection.HazardDetails) inspection.HazardDetails {
	details.Description = strings.TrimSpace(details.Description)
	return details
}
