package inspecting

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anxun/inspection"
)

// sheet is the inspection as it is on screen: what the store holds plus what is on its way there.
type sheet struct {
	inspection.Worksheet
	history   map[inspection.ItemCode][]inspection.HazardRow // of earlier visits, newest first
	repeats   map[inspection.ItemCode]inspection.Repeats     // as the store found them, once it was asked
	photos    map[inspection.ItemCode][]inspection.Evidence  // oldest first
	fixed     map[inspection.ItemCode]bool                   // closed on the spot
	citation  map[inspection.ItemCode]string
	where     map[inspection.ItemCode]spot
	corrected map[inspection.ItemCode]inspection.Correction // the newest correction of an item
	lines     map[inspection.ItemCode]string                // what was answered last, in words, as far as it was asked for
}

// spot is where an item stands.
type spot struct{ part, row int }

// readSheet reads everything that filling needs in the background.
func readSheet(ctx context.Context, service Service, id inspection.ID) (*sheet, error) {
	work, err := service.Worksheet(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("open inspection %s: %w", id, err)
	}
	s := &sheet{Worksheet: work, history: map[inspection.ItemCode][]inspection.HazardRow{},
		repeats: map[inspection.ItemCode]inspection.Repeats{}, photos: map[inspection.ItemCode][]inspection.Evidence{},
		fixed: map[inspection.ItemCode]bool{}, citation: map[inspection.ItemCode]string{}, where: map[inspection.ItemCode]spot{},
		lines: map[inspection.ItemCode]string{}, corrected: map[inspection.ItemCode]inspection.Correction{}}
	s.Parts = slices.DeleteFunc(s.Parts, func(part inspection.WorksheetPart) bool { return len(part.Items) == 0 })
	day := inspection.DayOf(work.Inspection.Started)
	for p, part := range s.Parts {
		for r, item := range part.Items {
			s.where[item.Code] = spot{p, r}
			s.citation[item.Code] = service.Library().Cite(item.Basis, day)
		}
	}
	err = service.View(ctx, func(r inspection.Reader) error {
		if err := s.readEarlier(ctx, r); err != nil {
			return fmt.Errorf("read earlier hazards of %s: %w", work.Place.Code, err)
		}
		corrections, err := r.Corrections(ctx, s.Inspection.ID)
		if err != nil {
			return fmt.Errorf("read corrections: %w", err)
		}
		for _, correction := range corrections { // oldest first
			s.corrected[correction.Item] = correction
		}
		return s.readHazards(ctx, r)
	})
	if err != nil {
		return nil, fmt.Errorf("open inspection %s: %w", work.Inspection.No, err)
	}
	return s, nil
}

// readEarlier reads what failed at the place before.
func (s *sheet) readEarlier(ctx context.Context, r inspection.Reader) error {
	rows, err := r.Hazards(ctx, inspection.HazardFilter{PlaceID: s.Place.ID})
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b inspection.HazardRow) int { return b.Found.Compare(a.Found) })
	for _, row := range rows {
		later := !s.Inspection.Finished.IsZero() && row.Found.After(s.Inspection.Finished)
		if row.InspectionID != s.Inspection.ID && row.Item != "" && !later {
			s.history[row.Item] = append(s.history[row.Item], row)
		}
	}
	return nil
}

// readHazards reads the photos of the hazards found here and which were closed on the spot. Withdrawn ones are read
// too: failing the item again brings the hazard back with its photos.
func (s *sheet) readHazards(ctx context.Context, r inspection.Reader) error {
	rows, err := r.Hazards(ctx, inspection.HazardFilter{InspectionID: s.Inspection.ID, IncludeWithdrawn: true})
	if err != nil {
		return err
	}
	for _, row := range rows {
		photos, err := r.Evidence(ctx, row.ID)
		if err != nil {
			return err
		}
		s.takePhotos(row.Item, photos)
		if row.Status != inspection.HazardClosed {
			continue
		}
		actions, err := r.Actions(ctx, row.ID)
		if err != nil {
			return err
		}
		s.fixed[row.Item] = len(actions) > 0 && actions[len(actions)-1].ActionKind == inspection.ActionFixed
	}
	return nil
}

// takePhotos replaces the photos of an item by those that the store has.
func (s *sheet) takePhotos(code inspection.ItemCode, photos []inspection.Evidence) {
	s.photos[code], s.Photos[code] = photos, len(photos)
}

// proposed is the hazard as the service will open it when the item fails, so that it can be shown before the save.
func (s *sheet) proposed(item inspection.Item, found time.Time) inspection.Hazard {
	rule := s.Deadlines.RuleFor(&item, item.Severity)
	due, _ := s.Deadlines.Due(&item, item.Severity, found)
	return inspection.Hazard{
		ID: inspection.HazardID(s.Inspection.ID, item.Code), PlaceID: s.Place.ID, InspectionID: s.Inspection.ID, Item: item.Code,
		Severity: item.Severity, Departments: item.Departments, Status: inspection.HazardOpen, Found: found,
		Due: due, Immediate: rule.Rule == inspection.DeadlineImmediate,
		Responsible: s.Inspection.AccompaniedBy, Standard: item.Text, Remedy: item.Remedy,
	}
}

// draft reports whether the inspection may be changed.
func (s *sheet) draft() bool { return s.Inspection.Status == inspection.StatusDraft }

// answered reports whether an item has a result.
func (s *sheet) answered(code inspection.ItemCode) bool {
	return s.Answers[code].Result != inspection.ResultNone
}

// at returns the item at a spot.
func (s *sheet) at(place spot) (inspection.Item, bool) {
	if place.part < 0 || place.part >= len(s.Parts) || place.row < 0 || place.row >= len(s.Parts[place.part].Items) {
		return inspection.Item{}, false
	}
	return s.Parts[place.part].Items[place.row], true
}

// find returns the first spot after from, going round once, whose item is wanted. from itself is looked at last.
func (s *sheet) find(from spot, wanted func(inspection.Item) bool) (spot, bool) {
	at := from
	for range len(s.where) + 1 {
		next, ok := s.after(at)
		if !ok {
			next = spot{}
		}
		at = next
		if item, exists := s.at(at); exists && wanted(item) {
			return at, true
		}
		if at == from {
			break
		}
	}
	return from, false
}

// after returns the spot that follows in walking order, across sections.
func (s *sheet) after(at spot) (spot, bool) {
	if at.part >= 0 && at.part < len(s.Parts) && at.row+1 < len(s.Parts[at.part].Items) {
		return spot{at.part, at.row + 1}, true
	}
	if at.part+1 < len(s.Parts) {
		return spot{at.part + 1, 0}, true
	}
	return at, false
}

// before returns the spot in front, across sections.
func (s *sheet) before(at spot) (spot, bool) {
	if at.row > 0 {
		return spot{at.part, at.row - 1}, true
	}
	if at.part > 0 {
		return spot{at.part - 1, len(s.Parts[at.part-1].Items) - 1}, true
	}
	return at, false
}

// open counts the unanswered items of a section.
func (s *sheet) open(part int) int {
	if part < 0 || part >= len(s.Parts) {
		return 0
	}
	return s.Score(s.Parts[part]).Open
}
