package sqlite

import (
	"context"

	"anxun/inspection"
)

// nameRecords adds to every finding about a record what people know the record by.
func (v *verification) nameRecords(ctx context.Context) {
	for i := range v.report.Problems {
		p := &v.report.Problems[i]
		var kind inspection.RecordKind
		var record inspection.ID
		for j := 0; j+1 < len(p.Args); j += 2 {
			text, _ := p.Args[j+1].(string)
			switch p.Args[j] {
			case "kind":
				kind = inspection.RecordKind(text)
			case "record":
				record = inspection.ID(text)
			}
		}
		if kind != "" && record != "" {
			p.Args = append(p.Args, "name", v.nameOf(ctx, kind, record))
		}
	}
}

// nameOf returns the number of an inspection or a hazard, the number of the inspection
// and the item for an answer, the code of a place; for others, and for what is damaged
// so that it cannot be read, the id.
func (v *verification) nameOf(ctx context.Context, kind inspection.RecordKind, record inspection.ID) string {
	switch kind {
	case inspection.KindPlace:
		if place, err := v.Place(ctx, record); err == nil {
			return place.Code
		}
	case inspection.KindInspection:
		if visit, err := v.Inspection(ctx, record); err == nil {
			return visit.No
		}
	case inspection.KindAnswer:
		id, item := inspection.SplitAnswerID(record)
		if visit, err := v.Inspection(ctx, id); err == nil {
			return visit.No + " " + string(item)
		}
	case inspection.KindHazard:
		if hazard, err := v.Hazard(ctx, record); err == nil {
			return hazard.No
		}
	}
	return string(record)
}
