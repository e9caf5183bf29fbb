package inspectiontest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"anxun/inspection"
)

// memoryReader implements inspection.Reader on one state.
type memoryReader struct {
	state  *state
	device memoryDevice
}

// all decodes the records of a kind that match, in the order given by compare;
// records that compare equal are ordered by key.
func all[T inspection.Record](r *memoryReader, kind inspection.RecordKind, decode func(inspection.ID, inspection.Fields) (T, error),
	match func(T) bool, compare func(a, b T) int) ([]T, error) {
	var found []T
	for key, fields := range r.state.records[kind] {
		record, err := decode(key, fields)
		if err != nil {
			return nil, err
		}
		if match == nil || match(record) {
			found = append(found, record)
		}
	}
	slices.SortFunc(found, func(a, b T) int { return cmp.Or(compare(a, b), cmp.Compare(a.Key(), b.Key())) })
	return found, nil
}

func one[T any](r *memoryReader, kind inspection.RecordKind, key inspection.ID, decode func(inspection.ID, inspection.Fields) (T, error), missing string) (T, error) {
	fields, present := r.state.records[kind][key]
	if !present {
		var none T
		return none, inspection.NotFound(missing, "record", string(key))
	}
	return decode(key, fields)
}

func first[T any](found []T, err error, missing, name string) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	if len(found) == 0 {
		return none, inspection.NotFound(missing, "record", name)
	}
	return found[0], nil
}

// Place implements inspection.Reader.
func (r *memoryReader) Place(_ context.Context, id inspection.ID) (inspection.Place, error) {
	return one(r, inspection.KindPlace, id, inspection.DecodePlace, "error.place_not_found")
}

// PlaceByCode implements inspection.Reader.
func (r *memoryReader) PlaceByCode(_ context.Context, code string) (inspection.Place, error) {
	removed := func(p inspection.Place) int {
		if p.Removed {
			return 1
		}
		return 0
	}
	found, err := all(r, inspection.KindPlace, inspection.DecodePlace, func(p inspection.Place) bool { return p.Code == code },
		func(a, b inspection.Place) int { return cmp.Compare(removed(a), removed(b)) })
	return first(found, err, "error.place_not_found", code)
}

// Places implements inspection.Reader.
func (r *memoryReader) Places(_ context.Context, filter inspection.PlaceFilter) ([]inspection.Place, error) {
	found, err := all(r, inspection.KindPlace, inspection.DecodePlace, func(p inspection.Place) bool { return matchPlace(filter, p) },
		func(a, b inspection.Place) int { return cmp.Compare(a.Code, b.Code) })
	return page(found, filter.Limit, filter.Offset), err
}

// Checklist implements inspection.Reader.
func (r *memoryReader) Checklist(_ context.Context, ref inspection.ChecklistRef) (inspection.Checklist, error) {
	return one(r, inspection.KindChecklist, inspection.ID(ref), inspection.DecodeChecklist, "error.checklist_not_found")
}

// Checklists implements inspection.Reader.
func (r *memoryReader) Checklists(context.Context) ([]inspection.Checklist, error) {
	return all(r, inspection.KindChecklist, inspection.DecodeChecklist, nil, func(a, b inspection.Checklist) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Version, b.Version))
	})
}

// Inspectors implements inspection.Reader.
func (r *memoryReader) Inspectors(context.Context) ([]inspection.Inspector, error) {
	return all(r, inspection.KindInspector, inspection.DecodeInspector, nil, func(a, b inspection.Inspector) int { return cmp.Compare(a.Name, b.Name) })
}

// Setting implements inspection.Reader.
func (r *memoryReader) Setting(_ context.Context, name inspection.ID) (string, error) {
	return r.state.records[inspection.KindSetting][name]["value"], nil
}

// Settings implements inspection.Reader.
func (r *memoryReader) Settings(context.Context) ([]inspection.Setting, error) {
	decode := func(key inspection.ID, fields inspection.Fields) (inspection.Setting, error) {
		return inspection.Setting{Name: key, Value: fields["value"]}, nil
	}
	return all(r, inspection.KindSetting, decode, nil, func(a, b inspection.Setting) int { return 0 })
}

// Journal implements inspection.Reader.
func (r *memoryReader) Journal(_ context.Context, record inspection.ID, limit int) ([]inspection.Change, error) {
	var found []inspection.Change
	for _, change := range r.state.journal {
		if record == "" || change.Record == record {
			change.Fields = slices.Clone(change.Fields)
			found = append(found, change)
		}
	}
	return page(found, limit, 0), nil
}

// ChangesAfter implements inspection.Reader.
func (r *memoryReader) ChangesAfter(_ context.Context, sequence int64, limit int) ([]inspection.Change, error) {
	var found []inspection.Change
	for _, change := range r.state.journal {
		if change.Sequence > sequence {
			change.Fields = slices.Clone(change.Fields)
			found = append(found, change)
		}
	}
	return page(found, limit, 0), nil
}

// Inspection implements inspection.Reader.
func (r *memoryReader) Inspection(_ context.Context, id inspection.ID) (inspection.Inspection, error) {
	return one(r, inspection.KindInspection, id, inspection.DecodeInspection, "error.inspection_not_found")
}

// InspectionByNo implements inspection.Reader.
func (r *memoryReader) InspectionByNo(_ context.Context, no string) (inspection.Inspection, error) {
	found, err := all(r, inspection.KindInspection, inspection.DecodeInspection, func(i inspection.Inspection) bool { return i.No == no },
		func(a, b inspection.Inspection) int { return 0 })
	return first(found, err, "error.inspection_not_found", no)
}

// inspections lists what matches, oldest first.
func (r *memoryReader) inspections(filter inspection.InspectionFilter) ([]inspection.InspectionRow, error) {
	found, err := all(r, inspection.KindInspection, inspection.DecodeInspection, nil, func(a, b inspection.Inspection) int { return a.Started.Compare(b.Started) })
	if err != nil {
		return nil, err
	}
	var rows []inspection.InspectionRow
	for _, i := range found {
		place := r.state.records[inspection.KindPlace][i.PlaceID]
		row := inspection.InspectionRow{Inspection: i, PlaceCode: place["code"], PlaceName: place["name"]}
		if !matchInspection(filter, row) {
			continue
		}
		answers, err := r.answers(i.ID)
		if err != nil {
			return nil, err
		}
		for _, answer := range answers {
			row.Score.Add(answer.Result)
			if answer.At.After(row.Updated) {
				row.Updated = answer.At
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Inspections implements inspection.Reader.
func (r *memoryReader) Inspections(_ context.Context, filter inspection.InspectionFilter) ([]inspection.InspectionRow, error) {
	rows, err := r.inspections(filter)
	slices.Reverse(rows)
	sortInspections(rows, filter)
	return page(rows, filter.Limit, filter.Offset), err
}

// InspectionIDs implements inspection.Reader.
func (r *memoryReader) InspectionIDs(ctx context.Context, filter inspection.InspectionFilter) ([]inspection.ID, error) {
	rows, err := r.Inspections(ctx, filter)
	var ids []inspection.ID
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	return ids, err
}

// CountInspections implements inspection.Reader.
func (r *memoryReader) CountInspections(_ context.Context, filter inspection.InspectionFilter) (int, error) {
	rows, err := r.inspections(filter)
	return len(rows), err
}

// Answer implements inspection.Reader.
func (r *memoryReader) Answer(_ context.Context, inspectionID inspection.ID, item inspection.ItemCode) (inspection.Answer, error) {
	return one(r, inspection.KindAnswer, inspection.AnswerID(inspectionID, item), inspection.DecodeAnswer, "error.answer_not_found")
}

func (r *memoryReader) answers(inspectionID inspection.ID) ([]inspection.Answer, error) {
	return all(r, inspection.KindAnswer, inspection.DecodeAnswer,
		func(a inspection.Answer) bool {
			return a.InspectionID == inspectionID && a.Result != inspection.ResultNone
		},
		func(a, b inspection.Answer) int { return cmp.Compare(a.Item, b.Item) })
}

// Answers implements inspection.Reader.
func (r *memoryReader) Answers(_ context.Context, inspectionID inspection.ID) ([]inspection.Answer, error) {
	return r.answers(inspectionID)
}

// LastAnswers implements inspection.Reader.
func (r *memoryReader) LastAnswers(_ context.Context, placeID inspection.ID, before time.Time) (map[inspection.ItemCode]inspection.LastAnswer, error) {
	rows, err := r.inspections(inspection.InspectionFilter{PlaceID: placeID, Status: inspection.StatusFinished})
	if err != nil {
		return nil, err
	}
	last := map[inspection.ItemCode]inspection.LastAnswer{}
	for _, row := range rows { // oldest first: a newer visit replaces
		if inspection.FormatInstant(row.Finished) >= inspection.FormatInstant(before) {
			continue
		}
		answers, err := r.answers(row.ID)
		if err != nil {
			return nil, err
		}
		for _, answer := range answers {
			last[answer.Item] = inspection.LastAnswer{Answer: answer, InspectionNo: row.No, Started: row.Started}
		}
	}
	return last, nil
}

// EachFields implements inspection.Reader.
func (r *memoryReader) EachFields(_ context.Context, kind inspection.RecordKind, names []string, fn func(inspection.ID, inspection.Fields) error) error {
	records := r.state.records[kind]
	for _, key := range slices.Sorted(maps.Keys(records)) {
		fields := inspection.Fields{}
		for _, name := range names {
			fields[name] = records[key][name]
		}
		if err := fn(key, fields); err != nil {
			return err
		}
	}
	return nil
}
