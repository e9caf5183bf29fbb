package hazards

import (
	"context"
	"slices"
	"time"

	"anxun/inspection"
)

// steps tells the history, newest first. What was approved or declined stands only in the request before it.
func (w words) steps(actions []inspection.Action) []Step {
	steps := w.inOrder(actions)
	slices.Reverse(steps)
	return steps
}

func (w words) inOrder(actions []inspection.Action) []Step {
	steps := make([]Step, 0, len(actions))
	var asked inspection.Action
	for _, a := range actions {
		key, until := "hazards.step."+string(a.ActionKind), a.Until
		switch a.ActionKind {
		case inspection.ActionExtend, inspection.ActionShelve:
			asked = a
		case inspection.ActionApprove, inspection.ActionDecline:
			key, until = key+"."+string(asked.ActionKind), asked.Until
		}
		steps = append(steps, Step{When: w.moment(a), Tone: stepTone(a.ActionKind), Note: a.Note,
			Text: w.t(key, "person", a.By, "day", w.day(until), "to", w.target(a.Target))})
	}
	return steps
}

// voidStep is a step that had no effect, because somebody else had decided otherwise on another laptop.
type voidStep struct {
	action  inspection.Action
	against string // who had; "" if that is not known
}

func readVoid(ctx context.Context, r inspection.Reader, id inspection.ID) ([]voidStep, error) {
	all, err := r.AllActions(ctx, id)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(a inspection.Action) bool { return !a.SetAside })
	if len(all) == 0 {
		return nil, nil
	}
	conflicts, err := r.Conflicts(ctx, true)
	if err != nil {
		return nil, err
	}
	steps := make([]voidStep, len(all))
	for i, action := range all {
		steps[i].action = action
		for _, conflict := range conflicts {
			if conflict.ConflictKind != inspection.ConflictAction || conflict.Field != string(action.ID) {
				continue
			}
			for _, side := range conflict.Sides {
				if side.Stands {
					steps[i].against = side.Actor
				}
			}
		}
	}
	return steps, nil
}

// history tells every step, newest first; what had no effect says so in its place.
func (w words) history(src source) []Step {
	type told struct {
		at   time.Time
		step Step
	}
	var all []told
	for i, step := range w.inOrder(src.actions) {
		all = append(all, told{src.actions[i].At, step})
	}
	for _, void := range src.aside {
		step := w.inOrder([]inspection.Action{void.action})[0]
		if kind := void.action.ActionKind; kind == inspection.ActionApprove || kind == inspection.ActionDecline {
			step.Text = void.action.By + " " + w.t("action."+string(kind)) // of which request is not known
		}
		step.Tone, step.Void = ToneNeutral, w.t("hazards.void")
		if void.against != "" {
			step.Void = w.t("hazards.void.against", "person", void.against)
		}
		all = append(all, told{void.action.At, step})
	}
	slices.SortStableFunc(all, func(a, b told) int { return a.at.Compare(b.at) })
	slices.Reverse(all)
	steps := make([]Step, len(all))
	for i, one := range all {
		steps[i] = one.step
	}
	return steps
}

func (w words) moment(a inspection.Action) string {
	return w.day(inspection.DayOf(a.At)) + a.At.In(inspection.Zone).Format(" 15:04")
}

func stepTone(kind inspection.ActionKind) Tone {
	switch kind {
	case inspection.ActionPass, inspection.ActionFixed:
		return TonePass
	case inspection.ActionFail, inspection.ActionReopen:
		return ToneFail
	default:
		return ToneNeutral
	}
}
