package inspection

import (
	"context"
	"time"
)

// AnswersChangedSince lists the items of an inspection, by code, whose answers were
// given, corrected or taken back after the instant. It reads the journal, so it sees
// what the answers themselves no longer show.
func AnswersChangedSince(ctx context.Context, r Reader, inspectionNo string, since time.Time) ([]ItemCode, error) {
	visit, err := r.InspectionByNo(ctx, inspectionNo)
	if err != nil {
		return nil, err
	}
	var items []ItemCode
	for _, ref := range visit.Checklists {
		checklist, err := r.Checklist(ctx, ref)
		if err != nil {
			return nil, err
		}
		for _, item := range checklist.Items() {
			changes, err := r.Journal(ctx, AnswerID(visit.ID, item.Code), 0)
			if err != nil {
				return nil, err
			}
			for _, change := range changes {
				if change.RecordKind == KindAnswer && change.Time.Instant().After(since) {
					items = append(items, item.Code)
					break
				}
			}
		}
	}
	return items, nil
}
