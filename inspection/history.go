package inspection

import (
	"context"
	"slices"
)

// History lists the journal entries of a record and of its parts, newest first: of an
// inspection also those of its answers, corrections and signatures; of a hazard also
// those of its steps and photos; of all of them to whom they were given and how conflicts
// about them were settled.
// What was taken off is among them. What came from other laptops stands there as its
// author wrote it, so what merging wrote of it is left out. Seals are left out, too: they
// repeat what the other entries say.
func History(ctx context.Context, r Reader, kind RecordKind, id ID) ([]Change, error) {
	records := []recordName{{kind, id}, {KindAssignment, AssignmentID(kind, id)}}
	var parts []recordName
	var err error
	switch kind {
	case KindInspection:
		parts, err = partsOfInspection(ctx, r, id)
	case KindHazard:
		parts, err = partsOfHazard(ctx, r, id)
	}
	if err != nil {
		return nil, err
	}
	records = append(records, parts...)
	decisions, err := r.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	for _, decision := range decisions {
		if slices.Contains(records, recordName{decision.RecordKind, decision.Record}) {
			records = append(records, recordName{KindDecision, decision.ID})
		}
	}
	var all []Change
	for _, record := range records {
		changes, err := r.Entries(ctx, record.kind, record.key)
		if err != nil {
			return nil, err
		}
		all = append(all, changes...)
	}
	slices.SortFunc(all, func(a, b Change) int { return compareByClock(b, a) })
	return all, nil
}

// partsOfInspection lists every item it could have answered, so that answers that were
// taken back are found too.
func partsOfInspection(ctx context.Context, r Reader, id ID) ([]recordName, error) {
	visit, err := r.Inspection(ctx, id)
	if err != nil {
		return nil, err
	}
	var parts []recordName
	for _, ref := range visit.Checklists {
		checklist, err := r.Checklist(ctx, ref)
		if err != nil {
			return nil, err
		}
		for _, item := range checklist.Items() {
			parts = append(parts, recordName{KindAnswer, AnswerID(id, item.Code)})
		}
	}
	corrections, err := r.Corrections(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, correction := range corrections {
		parts = append(parts, recordName{KindCorrection, correction.ID})
	}
	signatures, err := naming(ctx, r, KindSignature, "inspection", id)
	return append(parts, signatures...), err
}

func partsOfHazard(ctx context.Context, r Reader, id ID) ([]recordName, error) {
	steps, err := r.AllActions(ctx, id)
	if err != nil {
		return nil, err
	}
	var parts []recordName
	for _, step := range steps {
		parts = append(parts, recordName{KindAction, step.ID})
	}
	photos, err := naming(ctx, r, KindEvidence, "hazard", id)
	return append(parts, photos...), err
}

// naming lists the records of a kind whose field names the id, removed ones too.
func naming(ctx context.Context, r Reader, kind RecordKind, field string, id ID) ([]recordName, error) {
	var found []recordName
	err := r.EachFields(ctx, kind, []string{field}, func(key ID, fields Fields) error {
		if fields[field] == string(id) {
			found = append(found, recordName{kind, key})
		}
		return nil
	})
	return found, err
}
