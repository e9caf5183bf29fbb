package inspectiontest

import (
	"cmp"
	"context"
	"slices"

	"anxun/inspection"
)

// sortHazards puts rows that are in the order of due day and number into the order of the filter.
func sortHazards(rows []inspection.HazardRow, filter inspection.HazardFilter) {
	weight := func(h inspection.HazardRow) int {
		switch {
		case h.Severity == inspection.SeverityMajor:
			return 3
		case h.Suspected:
			return 2
		case h.Severity == inspection.SeveritySerious:
			return 1
		default:
			return 0
		}
	}
	compare := map[inspection.HazardOrder]func(a, b inspection.HazardRow) int{
		inspection.HazardsByNo:       func(a, b inspection.HazardRow) int { return cmp.Compare(a.No, b.No) },
		inspection.HazardsBySeverity: func(a, b inspection.HazardRow) int { return weight(a) - weight(b) },
		inspection.HazardsByPlace: func(a, b inspection.HazardRow) int {
			return cmp.Or(cmp.Compare(a.PlaceCode, b.PlaceCode), cmp.Compare(a.PlaceID, b.PlaceID))
		},
		inspection.HazardsByStatus: func(a, b inspection.HazardRow) int {
			order := inspection.HazardStatuses()
			return slices.Index(order, a.Status) - slices.Index(order, b.Status)
		},
		inspection.HazardsByFound: func(a, b inspection.HazardRow) int {
			return cmp.Or(a.Found.Compare(b.Found), cmp.Compare(a.No, b.No))
		},
		inspection.HazardsByResponsible: func(a, b inspection.HazardRow) int { return cmp.Compare(a.Responsible, b.Responsible) },
	}[filter.Order]
	if compare != nil {
		slices.SortStableFunc(rows, compare)
	}
	if filter.Reverse {
		slices.Reverse(rows)
	}
}

// sortInspections puts rows that are newest first into the order of the filter.
func sortInspections(rows []inspection.InspectionRow, filter inspection.InspectionFilter) {
	statuses := []inspection.Status{inspection.StatusDraft, inspection.StatusFinished, inspection.StatusVoid}
	compare := map[inspection.InspectionOrder]func(a, b inspection.InspectionRow) int{
		inspection.InspectionsByNo:    func(a, b inspection.InspectionRow) int { return cmp.Compare(a.No, b.No) },
		inspection.InspectionsByPlace: func(a, b inspection.InspectionRow) int { return cmp.Compare(a.PlaceCode, b.PlaceCode) },
		inspection.InspectionsByStatus: func(a, b inspection.InspectionRow) int {
			return slices.Index(statuses, a.Status) - slices.Index(statuses, b.Status)
		},
	}[filter.Order]
	switch {
	case compare == nil && filter.Reverse:
		slices.Reverse(rows)
	case compare != nil && filter.Reverse:
		slices.SortStableFunc(rows, func(a, b inspection.InspectionRow) int { return compare(b, a) })
	case compare != nil:
		slices.SortStableFunc(rows, compare)
	}
}

// HazardIDs implements inspection.Reader.
func (r *memoryReader) HazardIDs(ctx context.Context, filter inspection.HazardFilter) ([]inspection.ID, error) {
	rows, err := r.Hazards(ctx, filter)
	var ids []inspection.ID
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	return ids, err
}

// CountHazardsEach implements inspection.Reader.
func (r *memoryReader) CountHazardsEach(ctx context.Context, of inspection.HazardFilter, by []inspection.HazardFilter) ([]int, error) {
	var counts []int
	of.Limit, of.Offset = 0, 0
	ids, err := r.HazardIDs(ctx, of)
	for _, filter := range by {
		filter.Limit, filter.Offset = 0, 0
		matching, err := r.HazardIDs(ctx, filter)
		if err != nil {
			return nil, err
		}
		n := 0
		for _, id := range matching {
			if slices.Contains(ids, id) {
				n++
			}
		}
		counts = append(counts, n)
	}
	return counts, err
}
