package inspection

import (
	"slices"
	"time"
)

// Need is something an action must be given.
type Need string

// The needs.
const (
	NeedNote         Need = "note"          // a written reason or report
	NeedUntil        Need = "until"         // a day, not in the past
	NeedLaterUntil   Need = "later_until"   // a day later than the present deadline
	NeedTarget       Need = "target"        // to whom it is transferred
	NeedProof        Need = "proof"         // a photo before and one after
	NeedSecondPerson Need = "second_person" // for 较大 and 重大: not the person who reported it put right
	NeedApprover     Need = "approver"      // not the person who asked
)

// Transition is one row of the table of everything that can happen to a hazard.
type Transition struct {
	From   HazardStatus
	Action ActionKind
	To     HazardStatus
	// Pending is the request that must be waiting; RequestNone where none may be
	// waiting. It only matters where AnyPending is false.
	Pending    Request
	AnyPending bool
	Needs      []Need
}

// transitions is the only place that knows what may happen to a hazard. There is
// no way to closed other than a passed review, or proof taken on the spot.
var transitions = []Transition{
	{From: HazardOpen, Action: ActionSubmit, To: HazardSubmitted, AnyPending: true, Needs: []Need{NeedNote}},
	{From: HazardOpen, Action: ActionFixed, To: HazardClosed, AnyPending: true, Needs: []Need{NeedProof, NeedSecondPerson}},
	{From: HazardOpen, Action: ActionExtend, To: HazardOpen, Needs: []Need{NeedNote, NeedLaterUntil}},
	{From: HazardOpen, Action: ActionShelve, To: HazardOpen, Needs: []Need{NeedNote, NeedLaterUntil}},
	{From: HazardOpen, Action: ActionApprove, To: HazardOpen, Pending: RequestExtend, Needs: []Need{NeedApprover}},
	{From: HazardOpen, Action: ActionApprove, To: HazardShelved, Pending: RequestShelve, Needs: []Need{NeedApprover}},
	{From: HazardOpen, Action: ActionDecline, To: HazardOpen, Pending: RequestExtend, Needs: []Need{NeedNote, NeedApprover}},
	{From: HazardOpen, Action: ActionDecline, To: HazardOpen, Pending: RequestShelve, Needs: []Need{NeedNote, NeedApprover}},
	{From: HazardOpen, Action: ActionTransfer, To: HazardTransferred, AnyPending: true, Needs: []Need{NeedNote, NeedTarget}},
	{From: HazardSubmitted, Action: ActionPass, To: HazardClosed, AnyPending: true, Needs: []Need{NeedSecondPerson}},
	{From: HazardSubmitted, Action: ActionFail, To: HazardOpen, AnyPending: true, Needs: []Need{NeedNote, NeedUntil}},
	{From: HazardTransferred, Action: ActionTakeBack, To: HazardOpen, AnyPending: true, Needs: []Need{NeedNote, NeedUntil}},
	{From: HazardTransferred, Action: ActionSubmit, To: HazardSubmitted, AnyPending: true, Needs: []Need{NeedNote}},
	{From: HazardShelved, Action: ActionResume, To: HazardOpen, AnyPending: true, Needs: []Need{NeedNote, NeedUntil}},
	{From: HazardShelved, Action: ActionSubmit, To: HazardSubmitted, AnyPending: true, Needs: []Need{NeedNote}},
	{From: HazardClosed, Action: ActionReopen, To: HazardOpen, AnyPending: true, Needs: []Need{NeedNote, NeedUntil}},
}

// Transitions returns the table, for documents and tests.
func Transitions() []Transition { return slices.Clone(transitions) }

func transitionFor(hazard Hazard, action ActionKind) (Transition, bool) {
	for _, t := range transitions {
		if t.From == hazard.Status && t.Action == action && (t.AnyPending || t.Pending == hazard.Request) {
			return t, true
		}
	}
	return Transition{}, false
}

// AllowedActions lists what the person may do to the hazard now, in the order of
// the table. Screens offer exactly these.
func AllowedActions(hazard Hazard, person string) []ActionKind {
	var allowed []ActionKind
	if hazard.Withdrawn {
		return nil
	}
	for _, t := range transitions {
		if t.From != hazard.Status || !t.AnyPending && t.Pending != hazard.Request {
			continue
		}
		if t.Action == ActionFixed && hazard.Severity == SeverityMajor {
			continue
		}
		if t.Action == ActionPass && needsSecondPerson(hazard) && person == hazard.SubmittedBy {
			continue
		}
		if slices.Contains(t.Needs, NeedApprover) && person == hazard.RequestedBy {
			continue
		}
		if !slices.Contains(allowed, t.Action) {
			allowed = append(allowed, t.Action)
		}
	}
	return allowed
}

// needsSecondPerson reports whether only somebody other than the person who put
// the hazard right may close it.
func needsSecondPerson(hazard Hazard) bool {
	return hazard.Severity == SeveritySerious || hazard.Severity == SeverityMajor || hazard.Suspected
}

// ActionInput is what a person gives with an action.
type ActionInput struct {
	Action  ActionKind
	By      string
	At      time.Time // zero means now
	Note    string
	Until   Day
	Target  string
	FixedBy string // for ActionFixed: who put it right
	// Seen is the newest step of the hazard's history that the person saw when they
	// decided; empty if that is not known. Service.Act refuses an action that was
	// decided on an older history.
	Seen ID
	// HasBefore and HasAfter say which photos the hazard has, those given with
	// the action included.
	HasBefore, HasAfter bool
}

// Apply carries out the action on the hazard and returns the hazard as it is
// afterwards and the step for its history; id names the step. It changes
// nothing itself. An action that the table does not allow gives CodeConflict, a
// missing or wrong input CodeInvalid.
func Apply(hazard Hazard, input ActionInput, id ID) (Hazard, Action, error) {
	transition, possible := transitionFor(hazard, input.Action)
	if !possible || hazard.Withdrawn {
		return hazard, Action{}, Conflict("error.action_not_allowed", "no", hazard.No,
			"status", string(hazard.Status), "action", string(input.Action))
	}
	if input.By == "" {
		return hazard, Action{}, Invalid("error.person_missing")
	}
	for _, need := range transition.Needs {
		if err := checkNeed(need, hazard, input); err != nil {
			return hazard, Action{}, err
		}
	}
	step := Action{ID: id, HazardID: hazard.ID, ActionKind: input.Action, From: hazard.Status, To: transition.To,
		By: input.By, At: input.At, Note: input.Note, Until: input.Until, Target: input.Target}
	hazard = takeEffect(hazard, transition, input)
	return hazard, step, nil
}

func checkNeed(need Need, hazard Hazard, input ActionInput) error {
	switch need {
	case NeedNote:
		if input.Note == "" {
			return Invalid("error.note_missing", "action", string(input.Action))
		}
	case NeedUntil, NeedLaterUntil:
		if _, err := ParseDay(string(input.Until)); err != nil {
			return err
		}
		if input.Until < DayOf(input.At) {
			return Invalid("error.day_in_past", "day", string(input.Until))
		}
		if need == NeedLaterUntil && input.Until <= hazard.Due {
			return Invalid("error.day_not_later", "day", string(input.Until), "due", string(hazard.Due))
		}
	case NeedTarget:
		if input.Target == "" {
			return Invalid("error.target_missing")
		}
	case NeedProof:
		if hazard.Severity == SeverityMajor {
			return Conflict("error.major_not_on_the_spot", "no", hazard.No)
		}
		if !input.HasBefore || !input.HasAfter {
			return Invalid("error.proof_missing")
		}
	case NeedSecondPerson:
		fixer := hazard.SubmittedBy
		if input.Action == ActionFixed {
			fixer = input.FixedBy
			if needsSecondPerson(hazard) && fixer == "" {
				return Invalid("error.fixer_missing")
			}
		}
		if needsSecondPerson(hazard) && fixer == input.By {
			return Conflict("error.second_person", "no", hazard.No, "person", input.By)
		}
	case NeedApprover:
		if hazard.RequestedBy == input.By {
			return Conflict("error.approver_is_requester", "no", hazard.No, "person", input.By)
		}
	}
	return nil
}

func takeEffect(hazard Hazard, transition Transition, input ActionInput) Hazard {
	hazard.Status = transition.To
	clearRequest := func() { hazard.Request, hazard.RequestUntil, hazard.RequestedBy = RequestNone, "", "" }
	switch input.Action {
	case ActionSubmit:
		hazard.SubmittedBy = input.By
		clearRequest()
	case ActionPass:
		hazard.ClosedBy, hazard.Closed = input.By, input.At
	case ActionFixed:
		hazard.SubmittedBy, hazard.ClosedBy, hazard.Closed = input.FixedBy, input.By, input.At
		clearRequest()
	case ActionFail:
		hazard.Rework++
		hazard.Due = input.Until
	case ActionExtend:
		hazard.Request, hazard.RequestUntil, hazard.RequestedBy = RequestExtend, input.Until, input.By
	case ActionShelve:
		hazard.Request, hazard.RequestUntil, hazard.RequestedBy = RequestShelve, input.Until, input.By
	case ActionApprove:
		if transition.To == HazardShelved {
			hazard.ShelvedUntil = hazard.RequestUntil
		} else {
			hazard.Due = hazard.RequestUntil
		}
		clearRequest()
	case ActionDecline:
		clearRequest()
	case ActionTransfer:
		hazard.TransferTo = input.Target
		clearRequest()
	case ActionTakeBack:
		hazard.TransferTo, hazard.Due = "", input.Until
	case ActionResume:
		hazard.ShelvedUntil, hazard.Due = "", input.Until
	case ActionReopen:
		hazard.Closed, hazard.ClosedBy, hazard.Due = time.Time{}, "", input.Until
	}
	return hazard
}
