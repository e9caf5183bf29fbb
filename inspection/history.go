package inspection

import (
	"cmp"
	"context"
	"slices"
)

// History lists the journal entries of a record and of its parts, newest first: of an
// inspection also those of its answers, corrections and signatures; of a hazard also
// those of its steps and photos. What was taken off is among them. Seals are left out:
// they repeat what the other entries say.
func History(ctx context.Context, r Reader, kind RecordKind, id ID) ([]Change, error) {
	records := []ID{id}
	kinds := []RecordKind{kind}
	var parts []ID
	var err error
	switch kind {
	case KindInspection:
		parts, err = partsOfInspection(ctx, r, id)
		kinds = append(kinds, KindAnswer, KindCorrection, KindSignature)
	case KindHazard:
		parts, err = partsOfHazard(ctx, r, id)
		kinds = append(kinds, KindAction, KindEvidence)
	}
	if err != nil {
		return nil, err
	}
	var all []Change
	for _, record := range append(records, parts...) {
		changes, err := r.Journal(ctx, record, 0)
		if err != nil {
			return nil, err
		}
		for _, change := range changes { // an answer and the hazard of its item have one id
			if slices.Contains(kinds, change.RecordKind) {
				all = append(all, change)
			}
		}
	}
	slices.SortFunc(all, func(a, b Change) int { return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(b.Sequence, a.Sequence)) })
	return all, nil
}

// partsOfInspection lists every item it could have answered, so that answers that were
// taken back are found too.
func partsOfInspection(ctx context.Context, r Reader, id ID) ([]ID, error) {
	visit, err := r.Inspection(ctx, id)
	if err != nil {
		return nil, err
	}
	var parts []ID
	for _, ref := range visit.Checklists {
		checklist, err := r.Checklist(ctx, ref)
		if err != nil {
			return nil, err
		}
		for _, item := range checklist.Items() {
			parts = append(parts, AnswerID(id, item.Code))
		}
	}
	corrections, err := r.Corrections(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, correction := range corrections {
		parts = append(parts, correction.ID)
	}
	signatures, err := naming(ctx, r, KindSignature, "inspection", id)
	return append(parts, signatures...), err
}

func partsOfHazard(ctx context.Context, r Reader, id ID) ([]ID, error) {
	steps, err := r.Actions(ctx, id)
	if err != nil {
		return nil, err
	}
	var parts []ID
	for _, step := range steps {
		parts = append(parts, step.ID)
	}
	photos, err := naming(ctx, r, KindEvidence, "hazard", id)
	return append(parts, photos...), err
}

// naming lists the records of a kind whose field names the id, removed ones too.
func naming(ctx context.Context, r Reader, kind RecordKind, field string, id ID) ([]ID, error) {
	var found []ID
	err := r.EachFields(ctx, kind, []string{field}, func(key ID, fields Fields) error {
		if fields[field] == string(id) {
			found = append(found, key)
		}
		return nil
	})
	return found, err
}
