package inspection_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"anxun/inspection"
)

// How many hazards are walked through the table, and how many actions are tried on each.
// All of it takes some seconds.
const (
	walkCount = 1_000_000
	walkSteps = 8
)

// walk is a hazard on its way through the table, with what the walker knows about it.
type walk struct {
	hazard    inspection.Hazard
	submitted bool // a rectification was reported and not yet sent back
}

// way is one kind of step: a row of the table.
type way struct {
	from    inspection.HazardStatus
	pending inspection.Request
	action  inspection.ActionKind
}

// TestAMillionWalksFindNoWayAroundReview walks a million hazards through the table, with
// random actions, people and inputs. However it goes: no unknown state, no way to 已销号
// but a passed review of a reported rectification or proof taken on the spot, no grave
// hazard closed by who put it right, and nothing done that was not offered. Together the
// walks take every row of the table, and many end in 已销号.
func TestAMillionWalksFindNoWayAroundReview(t *testing.T) {
	const parts = 4
	type result struct {
		taken    map[way]int
		closings int
	}
	results := make([]result, parts)
	t.Run("walks", func(t *testing.T) {
		for part := range parts {
			t.Run(strconv.Itoa(part), func(t *testing.T) {
				t.Parallel()
				taken, closings := walkMany(t, rand.New(rand.NewPCG(uint64(part), 20261120)), walkCount/parts)
				results[part] = result{taken, closings}
			})
		}
	})
	taken, closings := map[way]int{}, 0
	for _, r := range results {
		closings += r.closings
		for w, n := range r.taken {
			taken[w] += n
		}
	}
	for _, row := range inspection.Transitions() {
		if taken[way{row.From, row.Pending, row.Action}] == 0 {
			t.Errorf("no walk took %s in %s with %q waiting", row.Action, row.From, row.Pending)
		}
	}
	if closings < walkCount/10 {
		t.Errorf("only %d hazards of %d were closed", closings, walkCount)
	}
}

func walkMany(t *testing.T, random *rand.Rand, walks int) (taken map[way]int, closings int) {
	taken = map[way]int{}
	for range walks {
		w := newWalk(random)
		for range walkSteps {
			input := randomInput(random, w.hazard.Status)
			after, _, err := inspection.Apply(w.hazard, input, "a")
			if err != nil {
				continue
			}
			w.check(t, input, after)
			taken[way{w.hazard.Status, w.hazard.Request, input.Action}]++
			if after.Status == inspection.HazardClosed {
				closings++
			}
			w.submitted, w.hazard = after.Status == inspection.HazardSubmitted, after
		}
	}
	return taken, closings
}

func newWalk(random *rand.Rand) walk {
	severities := inspection.Severities()
	return walk{hazard: hazard(func(h *inspection.Hazard) {
		h.Severity, h.Suspected = severities[random.IntN(len(severities))], random.IntN(4) == 0
	})}
}

var (
	walkers   = []string{"张建国", "李敏", "王院长", ""}
	walkKinds = []inspection.ActionKind{inspection.ActionSubmit, inspection.ActionPass, inspection.ActionFail, inspection.ActionFixed,
		inspection.ActionExtend, inspection.ActionShelve, inspection.ActionApprove, inspection.ActionDecline, inspection.ActionTransfer,
		inspection.ActionTakeBack, inspection.ActionResume, inspection.ActionReopen, inspection.ActionFind, "unknown"}
)

var walkStatuses = inspection.HazardStatuses()

// walkDays are the days that are given: yesterday, which is too late, to more than a month on.
var walkDays = func() (days [40]inspection.Day) {
	for i := range days {
		days[i] = inspection.DayOf(noon).Add(i - 1)
	}
	return days
}()

// tableKinds are the actions that the table has for a state, whatever is waiting.
var tableKinds = func() map[inspection.HazardStatus][]inspection.ActionKind {
	kinds := map[inspection.HazardStatus][]inspection.ActionKind{}
	for _, row := range inspection.Transitions() {
		kinds[row.From] = append(kinds[row.From], row.Action)
	}
	return kinds
}()

// randomInput tries what the table has for the state more often than anything else, or
// most walks would not get far.
func randomInput(random *rand.Rand, status inspection.HazardStatus) inspection.ActionInput {
	kinds := tableKinds[status]
	if random.IntN(4) == 0 {
		kinds = walkKinds
	}
	pick := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	return inspection.ActionInput{Action: kinds[random.IntN(len(kinds))], By: pick(walkers...), At: noon,
		Note: pick("", "说明", "说明"), Until: walkDays[random.IntN(len(walkDays))], Target: pick("", "fire"),
		FixedBy: pick(walkers...), HasBefore: random.IntN(3) > 0, HasAfter: random.IntN(3) > 0}
}

// check looks at one step that was taken.
func (w walk) check(t *testing.T, input inspection.ActionInput, after inspection.Hazard) {
	if !slices.Contains(inspection.AllowedActions(w.hazard, input.By), input.Action) {
		t.Fatalf("%s by %s in %s was done but not offered", input.Action, input.By, w.hazard.Status)
	}
	if !slices.Contains(walkStatuses, after.Status) {
		t.Fatalf("%s leads to the unknown state %q", input.Action, after.Status)
	}
	if after.Severity != w.hazard.Severity || after.Suspected != w.hazard.Suspected || after.Rework < w.hazard.Rework {
		t.Fatalf("%s changed what it may not: %+v", input.Action, after)
	}
	if after.Status != inspection.HazardClosed {
		if after.ClosedBy != "" || !after.Closed.IsZero() {
			t.Fatalf("%s left %s with a closing", input.Action, after.Status)
		}
		return
	}
	reviewed := input.Action == inspection.ActionPass && w.hazard.Status == inspection.HazardSubmitted && w.submitted
	proven := input.Action == inspection.ActionFixed && input.HasBefore && input.HasAfter && w.hazard.Severity != inspection.SeverityMajor
	if !reviewed && !proven {
		t.Fatalf("closed by %s from %s", input.Action, w.hazard.Status)
	}
	grave := after.Severity != inspection.SeverityGeneral || after.Suspected
	if after.ClosedBy == "" || after.Closed.IsZero() || grave && (after.SubmittedBy == "" || after.SubmittedBy == after.ClosedBy) {
		t.Fatalf("%s, put right by %q, was closed by %q", after.Severity, after.SubmittedBy, after.ClosedBy)
	}
}
