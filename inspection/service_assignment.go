package inspection

import (
	"context"
	"strings"
)

// Assign gives places, inspections and hazards to a person, or to nobody for an empty
// name, in one transaction. It returns how many changed. A record that is not known
// gives CodeNotFound, another kind CodeInvalid; then nothing changes.
func (s *Service) Assign(ctx context.Context, by string, kind RecordKind, records []ID, person, note string) (int, error) {
	person, note = strings.TrimSpace(person), strings.TrimSpace(note)
	if kind != KindPlace && kind != KindInspection && kind != KindHazard {
		return 0, Invalid("error.assignment_kind", "kind", string(kind))
	}
	changed := 0
	err := s.update(ctx, by, func(w Writer) error {
		changed = 0
		for _, record := range records {
			fields, err := w.RecordFields(ctx, kind, record)
			if err != nil {
				return err
			}
			if fields == nil {
				return NotFound("error.assignment_record", "record", string(record))
			}
			before, err := w.Assignment(ctx, kind, record)
			if err != nil {
				return err
			}
			if before.Person == person && before.Note == note {
				continue
			}
			changed++
			err = w.Put(ctx, Assignment{ID: AssignmentID(kind, record), RecordKind: kind, Record: record, Person: person, Note: note, By: by, At: s.clock()})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return changed, err
}

// Assignments lists what was given to a person, or to anybody for an empty name.
func (s *Service) Assignments(ctx context.Context, person string) ([]Assignment, error) {
	var assignments []Assignment
	err := s.store.View(ctx, func(r Reader) (err error) {
		assignments, err = r.Assignments(ctx, person)
		return err
	})
	return assignments, err
}

// SelectionFor selects what was given to a person: the records themselves, and of a
// place also its unfinished inspections and unresolved hazards.
func (s *Service) SelectionFor(ctx context.Context, person string) (Selection, error) {
	var selection Selection
	err := s.store.View(ctx, func(r Reader) error {
		assignments, err := r.Assignments(ctx, person)
		for _, assignment := range assignments {
			switch assignment.RecordKind {
			case KindInspection:
				selection.Inspections = append(selection.Inspections, assignment.Record)
			case KindHazard:
				selection.Hazards = append(selection.Hazards, assignment.Record)
			case KindPlace:
				selection.Places = append(selection.Places, assignment.Record)
				if err == nil {
					err = openAt(ctx, r, assignment.Record, &selection)
				}
			}
		}
		return err
	})
	return selection, err
}

// openAt adds what is unfinished at a place.
func openAt(ctx context.Context, r Reader, place ID, selection *Selection) error {
	drafts, err := r.InspectionIDs(ctx, InspectionFilter{PlaceID: place, Status: StatusDraft})
	if err != nil {
		return err
	}
	selection.Inspections = append(selection.Inspections, drafts...)
	hazards, err := r.HazardIDs(ctx, HazardFilter{PlaceID: place, Statuses: []HazardStatus{HazardOpen, HazardSubmitted, HazardTransferred, HazardShelved}})
	selection.Hazards = append(selection.Hazards, hazards...)
	return err
}
