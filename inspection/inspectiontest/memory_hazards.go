package inspectiontest

import (
	"cmp"
	"context"
	"slices"

	"anxun/inspection"
)

// Hazard implements inspection.Reader.
func (r *memoryReader) Hazard(_ context.Context, id inspection.ID) (inspection.Hazard, error) {
	return one(r, inspection.KindHazard, id, inspection.DecodeHazard, "error.hazard_not_found")
}

// HazardByNo implements inspection.Reader.
func (r *memoryReader) HazardByNo(_ context.Context, no string) (inspection.Hazard, error) {
	found, err := all(r, inspection.KindHazard, inspection.DecodeHazard, func(h inspection.Hazard) bool { return h.No == no },
		func(a, b inspection.Hazard) int { return 0 })
	return first(found, err, "error.hazard_not_found", no)
}

func (r *memoryReader) hazards(filter inspection.HazardFilter, compare func(a, b inspection.Hazard) int) ([]inspection.HazardRow, error) {
	found, err := all(r, inspection.KindHazard, inspection.DecodeHazard, nil, func(a, b inspection.Hazard) int {
		return cmp.Or(compare(a, b), cmp.Compare(a.No, b.No))
	})
	if err != nil {
		return nil, err
	}
	var rows []inspection.HazardRow
	for _, h := range found {
		place := r.state.records[inspection.KindPlace][h.PlaceID]
		from := r.state.records[inspection.KindInspection][h.InspectionID]
		row := inspection.HazardRow{Hazard: h, PlaceCode: place["code"], PlaceName: place["name"], InspectionNo: from["no"]}
		if matchHazard(filter, row, inspection.Status(from["status"])) && (!filter.Repeated || repeats(h, found)) {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// repeats reports whether the same item failed at the same place on an earlier visit.
func repeats(h inspection.Hazard, all []inspection.Hazard) bool {
	return h.Item != "" && slices.ContainsFunc(all, func(e inspection.Hazard) bool {
		return e.PlaceID == h.PlaceID && e.Item == h.Item && !e.Withdrawn && !e.Removed && e.Found.Before(h.Found) && e.InspectionID != h.InspectionID
	})
}

// Hazards implements inspection.Reader.
func (r *memoryReader) Hazards(_ context.Context, filter inspection.HazardFilter) ([]inspection.HazardRow, error) {
	rows, err := r.hazards(filter, func(a, b inspection.Hazard) int { return cmp.Compare(a.Due, b.Due) })
	sortHazards(rows, filter)
	return page(rows, filter.Limit, filter.Offset), err
}

// CountHazards implements inspection.Reader.
func (r *memoryReader) CountHazards(_ context.Context, filter inspection.HazardFilter) (int, error) {
	rows, err := r.hazards(filter, func(a, b inspection.Hazard) int { return 0 })
	return len(rows), err
}

// Actions implements inspection.Reader.
func (r *memoryReader) Actions(_ context.Context, hazardID inspection.ID) ([]inspection.Action, error) {
	return all(r, inspection.KindAction, inspection.DecodeAction, func(a inspection.Action) bool { return a.HazardID == hazardID && !a.SetAside },
		func(a, b inspection.Action) int { return a.At.Compare(b.At) })
}

// Evidence implements inspection.Reader.
func (r *memoryReader) Evidence(_ context.Context, hazardID inspection.ID) ([]inspection.Evidence, error) {
	return all(r, inspection.KindEvidence, inspection.DecodeEvidence, func(e inspection.Evidence) bool { return e.HazardID == hazardID && !e.Removed },
		func(a, b inspection.Evidence) int { return a.Added.Compare(b.Added) })
}

// EachEvidence implements inspection.Reader.
func (r *memoryReader) EachEvidence(ctx context.Context, fn func(inspection.Evidence) error) error {
	photos, err := all(r, inspection.KindEvidence, inspection.DecodeEvidence, func(e inspection.Evidence) bool { return !e.Removed },
		func(a, b inspection.Evidence) int {
			return cmp.Or(cmp.Compare(a.HazardID, b.HazardID), a.Added.Compare(b.Added))
		})
	if err != nil {
		return err
	}
	return forEach(ctx, photos, fn)
}

// EachInspection implements inspection.Reader.
func (r *memoryReader) EachInspection(ctx context.Context, filter inspection.InspectionFilter, fn func(inspection.InspectionRow) error) error {
	rows, err := r.inspections(filter)
	if err != nil {
		return err
	}
	if filter.NewestFirst {
		slices.Reverse(rows)
	}
	return forEach(ctx, page(rows, filter.Limit, filter.Offset), fn)
}

func forEach[T any](ctx context.Context, rows []T, fn func(T) error) error {
	for _, row := range rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return nil
}

// EachAnswer implements inspection.Reader.
func (r *memoryReader) EachAnswer(ctx context.Context, filter inspection.InspectionFilter, fn func(inspection.AnswerRow) error) error {
	return r.EachInspection(ctx, filter, func(row inspection.InspectionRow) error {
		answers, err := r.answers(row.ID)
		if err != nil {
			return err
		}
		for _, answer := range answers {
			if err := fn(inspection.AnswerRow{Answer: answer, InspectionNo: row.No, PlaceID: row.PlaceID, Started: row.Started}); err != nil {
				return err
			}
		}
		return nil
	})
}

// EachHazard implements inspection.Reader.
func (r *memoryReader) EachHazard(ctx context.Context, filter inspection.HazardFilter, fn func(inspection.HazardRow) error) error {
	compare := func(a, b inspection.Hazard) int { return a.Found.Compare(b.Found) }
	if filter.ByDue {
		compare = func(a, b inspection.Hazard) int { return cmp.Compare(a.Due, b.Due) }
	}
	rows, err := r.hazards(filter, compare)
	if err != nil {
		return err
	}
	return forEach(ctx, page(rows, filter.Limit, filter.Offset), fn)
}

// ItemResults implements inspection.Reader.
func (r *memoryReader) ItemResults(ctx context.Context, filter inspection.InspectionFilter) ([]inspection.ItemResult, error) {
	counts := map[inspection.ItemResult]int{}
	filter.Limit, filter.Offset = 0, 0
	err := r.EachAnswer(ctx, filter, func(row inspection.AnswerRow) error {
		counts[inspection.ItemResult{Checklist: row.Checklist, Item: row.Item, Result: row.Result}]++
		return nil
	})
	var results []inspection.ItemResult
	for result, count := range counts {
		result.Count = count
		results = append(results, result)
	}
	slices.SortFunc(results, func(a, b inspection.ItemResult) int {
		return cmp.Or(cmp.Compare(a.Checklist, b.Checklist), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Result, b.Result))
	})
	return results, err
}
