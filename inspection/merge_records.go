package inspection

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// hazard replays the entries of a hazard together with its steps.
func (m *merging) hazard(ctx context.Context, id ID, entries []Change) (Fields, []MergeConflict, error) {
	if byOneDevice(entries) && len(m.decided[recordName{KindHazard, id}]) == 0 {
		fields, _ := m.fieldwise(KindHazard, id, entries)
		return fields, nil, nil
	}
	actions, err := m.r.AllActions(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	var steps []hazardStep
	for _, action := range actions {
		written, err := m.r.Entries(ctx, KindAction, action.ID)
		if err != nil {
			return nil, nil, err
		}
		if len(written) > 0 {
			steps = append(steps, hazardStep{action: action, entry: written[0]})
		}
	}
	replay := newHazardReplay(m.causality, id, entries, steps)
	decisions := m.decided[recordName{KindHazard, id}]
	settled := map[string]bool{}
	m.inOrder(entries, decisions, func(entry Change) {
		if err == nil {
			err = replay.apply(entry)
		}
	}, func(d decided) {
		settled[d.decision.Field] = true
		replay.decide(d)
	})
	if err != nil {
		return nil, nil, err
	}
	for _, step := range steps {
		aside := slices.ContainsFunc(replay.setAside, func(s hazardStep) bool { return s.action.ID == step.action.ID })
		if step.action.SetAside != aside {
			step.action.SetAside = aside
			m.steps = append(m.steps, step.action)
		}
	}
	conflicts := slices.DeleteFunc(replay.conflicts(), func(c MergeConflict) bool { return c.ConflictKind == ConflictAction && settled[c.Field] })
	return replay.fields, conflicts, nil
}

func byOneDevice(entries []Change) bool {
	return !slices.ContainsFunc(entries, func(e Change) bool { return e.Device != entries[0].Device })
}

// finishing is the entry that finished an inspection; nil while it is a draft.
type finishing struct {
	inspection ID
	entry      *Change
}

// finishOf finds the entry that finished an inspection, the first one if two laptops did.
func (m *merging) finishOf(ctx context.Context, id ID) (*Change, error) {
	if m.finish != nil && m.finish.inspection == id {
		return m.finish.entry, nil
	}
	entries, err := m.r.Entries(ctx, KindInspection, id)
	if err != nil {
		return nil, err
	}
	m.causality.Order(entries)
	m.finish = &finishing{inspection: id}
	for _, entry := range entries {
		if slices.ContainsFunc(entry.Fields, func(f FieldChange) bool { return f.Field == "status" && f.New == string(StatusFinished) }) {
			m.finish.entry = &entry
			break
		}
	}
	return m.finish.entry, nil
}

// answer merges an answer. What was answered elsewhere without knowing that the
// inspection was finished does not change what was finished and sealed: a person
// decides whether it is to be corrected.
func (m *merging) answer(ctx context.Context, key ID, entries []Change) (Fields, []MergeConflict, error) {
	visit, _ := SplitAnswerID(key)
	finish, err := m.finishOf(ctx, visit)
	if err != nil {
		return nil, nil, err
	}
	var counted, late []Change
	for _, entry := range entries {
		if finish == nil || m.causality.Knew(*finish, entry) || m.causality.Knew(entry, *finish) {
			counted = append(counted, entry)
		} else {
			late = append(late, entry)
		}
	}
	fields, conflicts := m.fieldwise(KindAnswer, key, counted)
	if len(counted) == 0 { // it stays unanswered
		stored, err := m.r.RecordFields(ctx, KindAnswer, key)
		if err != nil {
			return nil, nil, err
		}
		if fields = nil; stored != nil { // as if it had never been given, so that whoever corrects it writes all of it
			fields = Fields{}
		}
		return fields, m.lateAnswers(key, Fields{}, late), nil
	}
	return fields, append(conflicts, m.lateAnswers(key, fields, late)...), nil
}

// lateAnswers lists the answers that came too late and say something else than what
// stands.
func (m *merging) lateAnswers(key ID, stands Fields, late []Change) []MergeConflict {
	var found []MergeConflict
	for i, entry := range late {
		if slices.ContainsFunc(late[i+1:], func(later Change) bool { return m.causality.Knew(later, entry) }) {
			continue // its author changed it again
		}
		said := m.saidBy(late, entry)
		if said["result"] == stands["result"] && said["value"] == stands["value"] && said["note"] == stands["note"] {
			continue
		}
		field := fmt.Sprintf("%s:%d", entry.Device, entry.Sequence)
		if slices.ContainsFunc(m.decided[recordName{KindAnswer, key}], func(d decided) bool { return d.decision.Field == field }) {
			continue
		}
		found = append(found, MergeConflict{ID: ConflictID(ConflictLate, KindAnswer, key, field), ConflictKind: ConflictLate, RecordKind: KindAnswer,
			Record: key, Field: field, Sides: []ConflictSide{
				{Device: m.finish.entry.Device, Sequence: m.finish.entry.Sequence, Time: m.finish.entry.Time, Actor: m.finish.entry.Actor,
					Value: answerText(stands), Stands: true},
				sideOf(entry, answerText(said))}})
	}
	return found
}

// saidBy returns the answer as the author of the entry saw it, after it.
func (m *merging) saidBy(late []Change, entry Change) Fields {
	said := Fields{}
	for _, earlier := range late {
		if earlier.Hash == entry.Hash || m.causality.Knew(entry, earlier) {
			for _, field := range earlier.Fields {
				said[field.Field] = field.New
			}
		}
	}
	return said
}

// answerText writes result, value and note, a line each.
func answerText(fields Fields) string {
	return fields["result"] + "\n" + fields["value"] + "\n" + fields["note"]
}

// ParseAnswerText takes the value of a side of a ConflictLate apart.
func ParseAnswerText(text string) (result Result, value, note string) {
	first, rest, _ := strings.Cut(text, "\n")
	value, note, _ = strings.Cut(rest, "\n")
	return Result(first), value, note
}

// consequences touches what follows from a record, and remembers finished inspections
// whose seal may no longer fit.
func (m *merging) consequences(ctx context.Context, kind RecordKind, key ID, fields Fields, entries []Change) error {
	switch kind {
	case KindDecision:
		return m.w.Touch(ctx, RecordKind(fields["record_kind"]), ID(fields["record"]))
	case KindAction:
		return m.w.Touch(ctx, KindHazard, ID(fields["hazard"]))
	case KindInspection:
		m.meet(key, entries)
		if Status(fields["status"]) == StatusDraft {
			return nil
		}
		return m.w.TouchAnswers(ctx, key)
	case KindAnswer:
		visit, _ := SplitAnswerID(key)
		m.meet(visit, entries)
	case KindHazard, KindSignature, KindCorrection, KindSeal:
		m.meet(ID(fields["inspection"]), entries)
	}
	return nil
}

// visitors remembers which laptops wrote of an inspection.
type visitors struct {
	device string
	mixed  bool
}

func (m *merging) meet(visit ID, entries []Change) {
	if visit == "" {
		return
	}
	seen, present := m.visits[visit]
	if !present {
		seen = visitors{device: entries[0].Device, mixed: !m.arrivedNow[visit]}
	}
	seen.mixed = seen.mixed || slices.ContainsFunc(entries, func(e Change) bool { return e.Device != seen.device })
	m.visits[visit] = seen
}

// resealMixed seals those finished inspections anew whose content is no longer what the
// newest seal says, because more than one laptop wrote of them.
func (m *merging) resealMixed(ctx context.Context) error {
	for _, visit := range slices.Sorted(maps.Keys(m.visits)) {
		if !m.visits[visit].mixed {
			continue
		}
		if err := m.service.seal(ctx, m.w, m.by, visit, SealMerge); err != nil && CodeOf(err) != CodeNotFound {
			return err
		}
	}
	return nil
}
