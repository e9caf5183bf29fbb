package inspection

import (
	"maps"
	"slices"
)

// workflowFields are the fields of a hazard that only its steps change. When journals
// are merged they follow from replaying the steps.
var workflowFields = []string{"status", "rework", "submitted_by", "closed_by", "closed", "transfer_to", "shelved_until",
	"request", "request_until", "requested_by"}

// hazardStep is a step of a hazard with its entry in the journal.
type hazardStep struct {
	action Action
	entry  Change
}

// hazardReplay merges the entries of a hazard: what describes it field by field, how it
// is being put right by replaying the steps. A step counts as long as the hazard stood
// as its author saw it, or the table of transitions allows it from the same state;
// otherwise it is set aside and a person is asked.
type hazardReplay struct {
	*fieldMerge
	id       ID
	steps    map[stepKey][]hazardStep
	setAside []hazardStep
	counted  []hazardStep
}

// stepKey finds the steps that were taken together with an entry of the hazard.
type stepKey struct {
	device      string
	transaction int64
}

func newHazardReplay(causality *Causality, id ID, entries []Change, steps []hazardStep) *hazardReplay {
	r := &hazardReplay{fieldMerge: newFieldMerge(causality, KindHazard, entries), id: id, steps: map[stepKey][]hazardStep{}}
	for _, step := range steps {
		if step.action.ActionKind != ActionFind {
			key := stepKey{step.entry.Device, step.entry.Transaction}
			r.steps[key] = append(r.steps[key], step)
		}
	}
	return r
}

// apply applies an entry of the hazard, with the step it belongs to.
func (r *hazardReplay) apply(entry Change) error {
	steps := r.steps[stepKey{entry.Device, entry.Transaction}]
	if len(steps) != 1 {
		// No step, or a history that was recorded as a whole: it stands as written.
		r.fieldMerge.apply(entry, nil)
		r.counted = append(r.counted, steps...)
		return nil
	}
	step := steps[0]
	effect, counts, err := r.effect(entry, step.action)
	if err != nil {
		return err
	}
	r.fieldMerge.apply(entry, func(field string) bool { return field != "due" && !slices.Contains(workflowFields, field) })
	if !counts {
		r.setAside = append(r.setAside, step)
		return nil
	}
	r.counted = append(r.counted, step)
	for _, name := range append([]string{"due"}, workflowFields...) {
		if r.fields[name] != effect[name] {
			r.set(name, write{entry: entry, value: effect[name]})
		}
	}
	return nil
}

// effect returns the fields after the step, and whether it counts.
func (r *hazardReplay) effect(entry Change, action Action) (Fields, bool, error) {
	fixedBy := ""
	effect := maps.Clone(r.fields)
	for _, field := range entry.Fields {
		if field.Field == "submitted_by" {
			fixedBy = field.New
		}
		if field.Field == "due" || slices.Contains(workflowFields, field.Field) {
			effect[field.Field] = field.New
		}
	}
	if !slices.ContainsFunc(r.applied, func(earlier Change) bool { return !r.causality.Knew(entry, earlier) }) {
		return effect, true, nil // the author saw everything, and was held to the table then
	}
	if r.fields["status"] != string(action.From) || r.restsOnNothing(entry) {
		return nil, false, nil
	}
	hazard, err := DecodeHazard(r.id, r.fields)
	if err != nil {
		return nil, false, err
	}
	after, _, err := Apply(hazard, ActionInput{Action: action.ActionKind, By: action.By, At: action.At, Note: action.Note, Until: action.Until,
		Target: action.Target, FixedBy: fixedBy, HasBefore: true, HasAfter: true}, action.ID)
	if err != nil {
		return nil, false, nil // the table does not allow it; a person is asked
	}
	return after.Fields(), true, nil
}

// restsOnNothing reports whether the author relied on a step that was set aside, without
// knowing the step because of which it was.
func (r *hazardReplay) restsOnNothing(entry Change) bool {
	return slices.ContainsFunc(r.setAside, func(aside hazardStep) bool {
		return r.causality.Knew(entry, aside.entry) && slices.ContainsFunc(r.counted, func(step hazardStep) bool {
			return r.concurrent(step.entry, aside.entry) && !r.causality.Knew(entry, step.entry)
		})
	})
}

func (r *hazardReplay) concurrent(a, b Change) bool {
	return !r.causality.Knew(a, b) && !r.causality.Knew(b, a)
}

// conflicts lists the fields that disagree and the steps that were set aside.
func (r *hazardReplay) conflicts() []MergeConflict {
	var found []MergeConflict
	for _, conflict := range r.fieldMerge.conflicts(r.id) {
		if !slices.Contains(workflowFields, conflict.Field) {
			found = append(found, conflict)
		}
	}
	for _, aside := range r.setAside {
		conflict := MergeConflict{ID: ConflictID(ConflictAction, KindHazard, r.id, string(aside.action.ID)), ConflictKind: ConflictAction,
			RecordKind: KindHazard, Record: r.id, Field: string(aside.action.ID)}
		for _, step := range r.counted {
			if r.concurrent(aside.entry, step.entry) {
				side := sideOf(step.entry, string(step.action.ActionKind))
				side.Stands = true
				conflict.Sides = append(conflict.Sides, side)
			}
		}
		conflict.Sides = append(conflict.Sides, sideOf(aside.entry, string(aside.action.ActionKind)))
		found = append(found, conflict)
	}
	return found
}
