package inspection

import (
	"cmp"
	"context"
	"slices"
)

// Assigned is an Assignment with what identifies its record to a person.
type Assigned struct {
	Assignment
	No    string // number of the inspection or hazard, code of the place
	Name  string // of the place; of a hazard its description
	Place string // name of the place
	Due   Day    // of a hazard
	Done  bool   // there is nothing to do about it any more
}

// ReadAssigned lists what was given to a person, or to anybody for an empty name:
// hazards by due day, then unfinished inspections, then places by code; what is done
// comes last. Records that are not on this laptop are left out.
func ReadAssigned(ctx context.Context, r Reader, person string) ([]Assigned, error) {
	assignments, err := r.Assignments(ctx, person)
	if err != nil {
		return nil, err
	}
	var list []Assigned
	for _, assignment := range assignments {
		if assignment.Person == "" {
			continue
		}
		one, err := describeAssigned(ctx, r, assignment)
		if CodeOf(err) == CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	kinds := []RecordKind{KindHazard, KindInspection, KindPlace}
	slices.SortStableFunc(list, func(a, b Assigned) int {
		if a.Done != b.Done {
			if a.Done {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.RecordKind), slices.Index(kinds, b.RecordKind)), cmp.Compare(a.Due, b.Due), cmp.Compare(a.No, b.No))
	})
	return list, nil
}

func describeAssigned(ctx context.Context, r Reader, assignment Assignment) (Assigned, error) {
	one := Assigned{Assignment: assignment}
	id := assignment.Record
	switch assignment.RecordKind {
	case KindHazard:
		hazard, err := r.Hazard(ctx, id)
		if err != nil {
			return one, err
		}
		one.No, one.Name, one.Due = hazard.No, cmp.Or(hazard.Description, hazard.Standard), hazard.Due
		one.Done = hazard.Removed || hazard.Withdrawn || !hazard.Status.Unresolved()
		id = hazard.PlaceID
	case KindInspection:
		visit, err := r.Inspection(ctx, id)
		if err != nil {
			return one, err
		}
		one.No, one.Done = visit.No, visit.Removed || visit.Status != StatusDraft
		id = visit.PlaceID
	}
	place, err := r.Place(ctx, id)
	if err != nil {
		return one, err
	}
	one.Place, one.Name = place.Name, cmp.Or(one.Name, place.Name)
	if assignment.RecordKind == KindPlace {
		one.No, one.Done = place.Code, place.Removed
	}
	return one, nil
}

// AssignedTo lists what was given to a person, see ReadAssigned.
func (s *Service) AssignedTo(ctx context.Context, person string) ([]Assigned, error) {
	var list []Assigned
	err := s.store.View(ctx, func(r Reader) (err error) {
		list, err = ReadAssigned(ctx, r, person)
		return err
	})
	return list, err
}

// ReadPeople lists the names that something can be given to without typing: the
// inspectors that are offered, and everybody who was given something before.
func ReadPeople(ctx context.Context, r Reader) ([]string, error) {
	roster, err := r.Inspectors(ctx)
	if err != nil {
		return nil, err
	}
	assignments, err := r.Assignments(ctx, "")
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, person := range OfferedInspectors(roster) {
		add(person.Name)
	}
	for _, assignment := range assignments {
		add(assignment.Person)
	}
	return names, err
}

// AssignedIDs lists the records of a kind that were given to a person; never nil, so
// that it can stand in a filter's Only.
func AssignedIDs(ctx context.Context, r Reader, kind RecordKind, person string) ([]ID, error) {
	assignments, err := r.Assignments(ctx, person)
	ids := []ID{}
	for _, assignment := range assignments {
		if assignment.RecordKind == kind && assignment.Person != "" {
			ids = append(ids, assignment.Record)
		}
	}
	return ids, err
}
