package inspection

import (
	"context"
	"slices"
	"strings"
)

// OpenConflict is a conflict that waits for a person, with what identifies its record.
type OpenConflict struct {
	MergeConflict
	PlaceName    string
	InspectionNo string
	HazardNo     string
	Item         ItemCode
	Steps        []Action // ConflictAction: the steps of the sides, in their order
}

// Conflicts lists what waits for a person, in the order in which this laptop noted it.
// What somebody has settled meanwhile by simply changing the record is left out.
func (s *Service) Conflicts(ctx context.Context) ([]OpenConflict, error) {
	var open []OpenConflict
	err := s.store.View(ctx, func(r Reader) (err error) {
		open, err = s.openConflicts(ctx, r)
		return err
	})
	return open, err
}

func (s *Service) openConflicts(ctx context.Context, r Reader) ([]OpenConflict, error) {
	stored, err := r.Conflicts(ctx, false)
	if err != nil || len(stored) == 0 {
		return nil, err
	}
	m := newMerging(s, r)
	var open []OpenConflict
	for _, conflict := range stored {
		still, err := m.stillOpen(ctx, conflict)
		if err != nil {
			return nil, err
		}
		if still == nil {
			continue
		}
		still.Noted = conflict.Noted
		described, err := describeConflict(ctx, r, *still)
		if err != nil {
			return nil, err
		}
		open = append(open, described)
	}
	return open, nil
}

// stillOpen finds the conflict as it is now; nil if it was settled.
func (m *merging) stillOpen(ctx context.Context, conflict MergeConflict) (*MergeConflict, error) {
	if err := m.prepare(ctx, conflict.RecordKind); err != nil {
		return nil, err
	}
	if conflict.ConflictKind == ConflictCode {
		return m.sameCodeStill(ctx, conflict)
	}
	entries, err := m.r.Entries(ctx, conflict.RecordKind, conflict.Record)
	if err != nil {
		return nil, err
	}
	m.causality.Order(entries)
	_, found, err := m.outcome(ctx, conflict.RecordKind, conflict.Record, entries)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(found, func(c MergeConflict) bool { return c.ID == conflict.ID })
	if at < 0 {
		return nil, nil
	}
	return &found[at], nil
}

func (m *merging) sameCodeStill(ctx context.Context, conflict MergeConflict) (*MergeConflict, error) {
	for _, side := range conflict.Sides {
		place, err := m.r.Place(ctx, ID(side.Value))
		if CodeOf(err) == CodeNotFound || err == nil && (place.Removed || place.Code != conflict.Field) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return &conflict, nil
}

func describeConflict(ctx context.Context, r Reader, conflict MergeConflict) (OpenConflict, error) {
	open := OpenConflict{MergeConflict: conflict}
	placeID, visitID := ID(""), ID("")
	switch conflict.RecordKind {
	case KindPlace:
		placeID = conflict.Record
	case KindInspection:
		visitID = conflict.Record
	case KindAnswer:
		visitID, open.Item = SplitAnswerID(conflict.Record)
	case KindHazard:
		hazard, err := r.Hazard(ctx, conflict.Record)
		if err != nil {
			return open, err
		}
		open.HazardNo, open.Item, placeID, visitID = hazard.No, hazard.Item, hazard.PlaceID, hazard.InspectionID
		if conflict.ConflictKind == ConflictAction {
			if open.Steps, err = stepsOfSides(ctx, r, conflict); err != nil {
				return open, err
			}
		}
	}
	if visitID != "" {
		visit, err := r.Inspection(ctx, visitID)
		if err != nil {
			return open, err
		}
		open.InspectionNo, placeID = visit.No, visit.PlaceID
	}
	if placeID != "" {
		place, err := r.Place(ctx, placeID)
		if err != nil {
			return open, err
		}
		open.PlaceName = place.Name
	}
	return open, nil
}

// stepsOfSides finds the steps that the sides of a conflict stand for.
func stepsOfSides(ctx context.Context, r Reader, conflict MergeConflict) ([]Action, error) {
	actions, err := r.AllActions(ctx, conflict.Record)
	if err != nil {
		return nil, err
	}
	steps := make([]Action, len(conflict.Sides))
	for _, action := range actions {
		entries, err := r.Entries(ctx, KindAction, action.ID)
		if err != nil {
			return nil, err
		}
		for i, side := range conflict.Sides {
			if len(entries) > 0 && entries[0].Device == side.Device && entries[0].Sequence == side.Sequence {
				steps[i] = action
			}
		}
	}
	return steps, nil
}

// Settle settles a conflict.
//
// Of a ConflictField, side is the index of the side that is to stand. Of a ConflictLate,
// side 1 corrects the finished inspection to the late answer, which needs a note as its
// reason, and side 0 leaves it as it is. A ConflictAction is only taken note of, with
// side 0: what is to be done about the hazard is done as its next step. A ConflictCode
// is settled by changing the code of one of the places: CodeConflict.
//
// Errors: CodeNotFound if it was settled already, CodeInvalid for a side it has not.
func (s *Service) Settle(ctx context.Context, by string, id ID, side int, note string) error {
	note = strings.TrimSpace(note)
	return s.update(ctx, by, func(w Writer) error {
		conflict, err := s.conflictByID(ctx, w, id)
		if err != nil {
			return err
		}
		if side < 0 || side >= len(conflict.Sides) || conflict.ConflictKind == ConflictAction && side != 0 {
			return Invalid("error.conflict_side_unknown", "n", side)
		}
		decision := Decision{ID: s.ids(), RecordKind: conflict.RecordKind, Record: conflict.Record, Field: conflict.Field, Note: note, By: by, At: s.clock()}
		switch conflict.ConflictKind {
		case ConflictCode:
			return Conflict("error.conflict_code", "code", conflict.Field)
		case ConflictField:
			decision.Value = conflict.Sides[side].Value
			err = s.letStand(ctx, w, conflict.MergeConflict, decision.Value)
		case ConflictLate:
			if side == 1 {
				err = s.correctLate(ctx, w, by, conflict.MergeConflict, note)
			}
		}
		if err != nil {
			return err
		}
		if err := w.Put(ctx, decision); err != nil {
			return err
		}
		conflict.Settled = true
		if err := w.Put(ctx, conflict.MergeConflict); err != nil {
			return err
		}
		return s.sealConflict(ctx, w, by, conflict.MergeConflict)
	})
}

func (s *Service) conflictByID(ctx context.Context, r Reader, id ID) (OpenConflict, error) {
	open, err := s.openConflicts(ctx, r)
	if err != nil {
		return OpenConflict{}, err
	}
	at := slices.IndexFunc(open, func(c OpenConflict) bool { return c.ID == id })
	if at < 0 {
		return OpenConflict{}, NotFound("error.conflict_not_found", "record", string(id))
	}
	return open[at], nil
}

// letStand writes the chosen value into the record.
func (s *Service) letStand(ctx context.Context, w Writer, conflict MergeConflict, value string) error {
	fields, err := w.RecordFields(ctx, conflict.RecordKind, conflict.Record)
	if err != nil {
		return err
	}
	fields[conflict.Field] = value
	return w.Put(ctx, storedRecord{conflict.RecordKind, conflict.Record, fields})
}

// correctLate corrects a finished inspection to the answer that came too late.
func (s *Service) correctLate(ctx context.Context, w Writer, by string, conflict MergeConflict, reason string) error {
	if reason == "" {
		return Invalid("error.reason_missing")
	}
	visit, item := SplitAnswerID(conflict.Record)
	result, value, note := ParseAnswerText(conflict.Sides[1].Value)
	if result == ResultFail && note == "" {
		described, err := describedAs(ctx, w, visit, item)
		if err != nil {
			return err
		}
		note = described
	}
	_, err := s.correct(ctx, w, by, CorrectionInput{InspectionID: visit, Item: item, Result: result, Value: value, Note: note, Reason: reason})
	return err
}

// sealConflict seals the inspection anew that the settled record belongs to.
func (s *Service) sealConflict(ctx context.Context, w Writer, by string, conflict MergeConflict) error {
	visit := ID("")
	switch conflict.RecordKind {
	case KindInspection:
		visit = conflict.Record
	case KindAnswer:
		visit, _ = SplitAnswerID(conflict.Record)
	case KindHazard:
		hazard, err := w.Hazard(ctx, conflict.Record)
		if err != nil {
			return err
		}
		visit = hazard.InspectionID
	}
	return s.seal(ctx, w, by, visit, SealMerge)
}
