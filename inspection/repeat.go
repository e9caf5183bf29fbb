package inspection

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Repeats is what was found before at the place of a hazard and may be the same
// hazard coming back. Nothing is merged: a person decides what to make of it.
type Repeats struct {
	// Same are earlier hazards of the same item, newest first.
	Same []HazardRow
	// Alike are earlier hazards of other items, or found ad hoc, that are worded alike:
	// the most similar first, the newer first among equals.
	Alike []AlikeHazard
}

// AlikeHazard is an earlier hazard that is worded like another, and why.
type AlikeHazard struct {
	HazardRow
	Similarity float64  // see Similarity
	Shared     []string // the pairs of characters that both have
}

// Any reports whether anything was found before.
func (r Repeats) Any() bool { return len(r.Same)+len(r.Alike) > 0 }

// FindRepeats looks for earlier hazards at the place of the hazard. Withdrawn ones, and
// those of a void inspection among them, do not count. Of an earlier hazard, Found,
// Closed and ClosedBy say when it was found and who closed it when.
func FindRepeats(ctx context.Context, r Reader, hazard Hazard) (Repeats, error) {
	rows, err := r.Hazards(ctx, HazardFilter{PlaceID: hazard.PlaceID})
	if err != nil {
		return Repeats{}, err
	}
	return repeatsAmong(hazard, rows), nil
}

func repeatsAmong(hazard Hazard, rows []HazardRow) Repeats {
	var repeats Repeats
	for _, row := range rows {
		if row.ID == hazard.ID || !foundBefore(row.Hazard, hazard) {
			continue
		}
		if hazard.Item != "" && row.Item == hazard.Item {
			repeats.Same = append(repeats.Same, row)
			continue
		}
		if value, shared := Similarity(hazard.Description, row.Description); value >= SimilarFrom && len(shared) >= similarPairs {
			repeats.Alike = append(repeats.Alike, AlikeHazard{HazardRow: row, Similarity: value, Shared: shared})
		}
	}
	slices.SortFunc(repeats.Same, newerFirst)
	slices.SortFunc(repeats.Alike, func(a, b AlikeHazard) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), newerFirst(a.HazardRow, b.HazardRow))
	})
	return repeats
}

// foundBefore compares by instant; of two found at the same instant, as they are in
// one recorded inspection, neither is earlier.
func foundBefore(a, b Hazard) bool {
	return a.Found.Before(b.Found) && (a.InspectionID == "" || a.InspectionID != b.InspectionID)
}

func newerFirst(a, b HazardRow) int {
	return cmp.Or(b.Found.Compare(a.Found), strings.Compare(b.No, a.No))
}

// RepeatGroup is one item that failed more than once at one place.
type RepeatGroup struct {
	PlaceID   ID
	PlaceCode string
	PlaceName string
	Item      ItemCode
	Hazards   []HazardRow // newest first, at least two, of different visits
}

// ListRepeats lists what failed again among the hazards that match the filter: by
// number of times, most first, then by place code and item. Hazards found ad hoc
// have no item and are not among them. Only rows are read, once, in a stream.
func ListRepeats(ctx context.Context, r Reader, filter HazardFilter) ([]RepeatGroup, error) {
	type key struct {
		place ID
		item  ItemCode
	}
	groups := map[key]*RepeatGroup{}
	filter.Limit, filter.Offset = 0, 0
	err := r.EachHazard(ctx, filter, func(row HazardRow) error {
		if row.Item == "" {
			return nil
		}
		k := key{row.PlaceID, row.Item}
		if groups[k] == nil {
			groups[k] = &RepeatGroup{PlaceID: row.PlaceID, PlaceCode: row.PlaceCode, PlaceName: row.PlaceName, Item: row.Item}
		}
		groups[k].Hazards = append(groups[k].Hazards, row)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var repeated []RepeatGroup
	for _, group := range groups {
		if len(group.Hazards) > 1 {
			slices.SortFunc(group.Hazards, newerFirst)
			repeated = append(repeated, *group)
		}
	}
	slices.SortFunc(repeated, func(a, b RepeatGroup) int {
		return cmp.Or(cmp.Compare(len(b.Hazards), len(a.Hazards)), strings.Compare(a.PlaceCode, b.PlaceCode),
			cmp.Compare(a.Item, b.Item), cmp.Compare(a.PlaceID, b.PlaceID))
	})
	return repeated, nil
}

// Repeats looks for earlier hazards at the place of the hazard.
func (s *Service) Repeats(ctx context.Context, id ID) (Repeats, error) {
	var repeats Repeats
	err := s.store.View(ctx, func(r Reader) error {
		hazard, err := r.Hazard(ctx, id)
		if err != nil {
			return err
		}
		repeats, err = FindRepeats(ctx, r, hazard)
		return err
	})
	return repeats, err
}
