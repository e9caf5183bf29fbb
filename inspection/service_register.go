package inspection

import (
	"context"
	"strings"
)

// SavePlace adds a place (empty ID) or changes one. A code that another place has
// gives CodeConflict. It returns the place as stored.
func (s *Service) SavePlace(ctx context.Context, by string, place Place) (Place, error) {
	place = place.Normalize()
	if problems := place.Validate(); len(problems) > 0 {
		return Place{}, problems[0].Err
	}
	err := s.update(ctx, by, func(w Writer) error {
		holder, err := w.PlaceByCode(ctx, place.Code)
		switch {
		case err == nil && holder.ID != place.ID:
			return Conflict("error.place_code_taken", "code", place.Code, "name", holder.Name)
		case err != nil && CodeOf(err) != CodeNotFound:
			return err
		}
		if place.ID == "" {
			if place.ID, err = s.placeID(ctx, w, place); err != nil {
				return err
			}
		} else if _, err := w.Place(ctx, place.ID); err != nil {
			return err
		}
		return w.Put(ctx, place)
	})
	return place, err
}

// placeID returns the id of a new place. It is made from its code, so that a register
// entered on two laptops is one register when their work comes together; where a record
// has that id already, because its code was changed, the place gets an id of its own.
// A sample place is never one with a real place of the same code.
func (s *Service) placeID(ctx context.Context, r Reader, place Place) (ID, error) {
	name := "place " + place.Code
	if place.Sample {
		name = "sample " + name
	}
	id := DerivedID(name)
	present, err := r.RecordFields(ctx, KindPlace, id)
	if present != nil {
		id = s.ids()
	}
	return id, err
}

// PlaceUpdate says what an import changed of one place.
type PlaceUpdate struct {
	Code    string
	Name    string
	Changes []FieldChange
}

// ImportReport says what an import of places did.
type ImportReport struct {
	Created   []string // codes
	Updated   []PlaceUpdate
	Unchanged int
}

// ImportPlaces adds the places whose code is new and updates the others by code, in
// one transaction. Every place must be valid by itself; a code must not occur
// twice. A place that had been taken off the register comes back.
func (s *Service) ImportPlaces(ctx context.Context, by string, places []Place) (ImportReport, error) {
	var report ImportReport
	err := s.update(ctx, by, func(w Writer) error {
		report = ImportReport{}
		seen := map[string]bool{}
		for _, place := range places {
			place = place.Normalize()
			if problems := place.Validate(); len(problems) > 0 {
				return problems[0].Err
			}
			if seen[place.Code] {
				return Invalid("error.place_code_twice", "code", place.Code)
			}
			seen[place.Code] = true
			if err := s.importPlace(ctx, w, place, &report); err != nil {
				return err
			}
		}
		return nil
	})
	return report, err
}

func (s *Service) importPlace(ctx context.Context, w Writer, place Place, report *ImportReport) error {
	present, err := w.PlaceByCode(ctx, place.Code)
	switch {
	case CodeOf(err) == CodeNotFound:
		if place.ID, err = s.placeID(ctx, w, place); err != nil {
			return err
		}
		report.Created = append(report.Created, place.Code)
	case err != nil:
		return err
	default:
		place.ID = present.ID
		changes := Diff(present.Fields(), place.Fields())
		if len(changes) == 0 {
			report.Unchanged++
			return nil
		}
		report.Updated = append(report.Updated, PlaceUpdate{Code: place.Code, Name: place.Name, Changes: changes})
	}
	return w.Put(ctx, place)
}

// SetPlacesRemoved takes places off the register or puts them back, in one
// transaction; what happened at them stays. It returns those that changed. Nothing
// changes if one is not known, or comes back while another has its code
// (CodeConflict).
func (s *Service) SetPlacesRemoved(ctx context.Context, by string, ids []ID, removed bool) ([]ID, error) {
	var changed []ID
	err := s.update(ctx, by, func(w Writer) error {
		changed = nil
		for _, id := range ids {
			place, err := w.Place(ctx, id)
			if err != nil {
				return err
			}
			if place.Removed == removed {
				continue
			}
			if !removed {
				if err := freeCode(ctx, w, place); err != nil {
					return err
				}
			}
			place.Removed = removed
			if err := w.Put(ctx, place); err != nil {
				return err
			}
			changed = append(changed, id)
		}
		return nil
	})
	return changed, err
}

// SaveInspector adds an inspector (empty ID) or changes one.
func (s *Service) SaveInspector(ctx context.Context, by string, inspector Inspector) (Inspector, error) {
	inspector.Name = strings.TrimSpace(inspector.Name)
	inspector.Certificate = strings.TrimSpace(inspector.Certificate)
	if inspector.Name == "" {
		return Inspector{}, Invalid("error.inspector_name_missing")
	}
	if inspector.Department == "" {
		return Inspector{}, Invalid("error.inspector_department_missing", "name", inspector.Name)
	}
	return inspector, s.update(ctx, by, func(w Writer) (err error) {
		if inspector.ID == "" {
			if inspector.ID, err = s.inspectorID(ctx, w, inspector); err != nil {
				return err
			}
		}
		return w.Put(ctx, inspector)
	})
}

// inspectorID returns the id of a new inspector, made from name and department, so that
// somebody entered on two laptops is one person when their work comes together. The same
// person entered once more is the same record; somebody else of that name gets an id of
// his own.
func (s *Service) inspectorID(ctx context.Context, r Reader, inspector Inspector) (ID, error) {
	id := DerivedID("inspector " + inspector.Name + "\n" + string(inspector.Department))
	fields, err := r.RecordFields(ctx, KindInspector, id)
	if err != nil || fields == nil {
		return id, err
	}
	present, err := DecodeInspector(id, fields)
	if !present.SamePerson(inspector) {
		id = s.ids()
	}
	return id, err
}

// ActiveInspectors lists the inspectors that are offered for new inspections, by name. A
// person who was entered on two laptops is listed once.
func (s *Service) ActiveInspectors(ctx context.Context) ([]Inspector, error) {
	var active []Inspector
	err := s.store.View(ctx, func(r Reader) error {
		all, err := r.Inspectors(ctx)
		active = OfferedInspectors(all)
		return err
	})
	return active, err
}

// Setting reads one setting; "" if it was never set.
func (s *Service) Setting(ctx context.Context, name ID) (string, error) {
	var value string
	err := s.store.View(ctx, func(r Reader) (err error) {
		value, err = r.Setting(ctx, name)
		return err
	})
	return value, err
}

// SaveSetting changes one setting.
func (s *Service) SaveSetting(ctx context.Context, by string, name ID, value string) error {
	return s.update(ctx, by, func(w Writer) error {
		return w.Put(ctx, Setting{Name: name, Value: strings.TrimSpace(value)})
	})
}
