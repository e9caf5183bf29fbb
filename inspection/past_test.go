package inspection_test

import (
	"context"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// journalOnly is a reader of a made-up journal of one item.
type journalOnly struct {
	inspection.Reader
	entries []inspection.Change
}

func (r journalOnly) Inspection(context.Context, inspection.ID) (inspection.Inspection, error) {
	return inspectiontest.AnInspection(), nil
}

func (r journalOnly) Checklist(context.Context, inspection.ChecklistRef) (inspection.Checklist, error) {
	return inspectiontest.AChecklist(), nil
}

func (r journalOnly) SignedHead(context.Context, string) (inspection.SignedHead, error) {
	return inspection.SignedHead{Device: "own"}, nil
}

func (r journalOnly) ChangesAfter(_ context.Context, sequence int64, _ int) ([]inspection.Change, error) {
	for _, entry := range r.entries {
		if entry.Sequence == sequence+1 {
			return []inspection.Change{entry}, nil
		}
	}
	return nil, nil
}

func (r journalOnly) Journal(_ context.Context, record inspection.ID, _ int) (found []inspection.Change, _ error) {
	for _, entry := range r.entries {
		if entry.Record == record {
			found = append(found, entry)
		}
	}
	return found, nil
}

func TestPastStepsLeaveAloneWhatOthersDid(t *testing.T) {
	item := inspection.AnswerID("inspection-1", "CF-01")
	entry := func(sequence, transaction int64, device string, kind inspection.RecordKind, record inspection.ID, field, value string) inspection.Change {
		return inspection.Change{Sequence: sequence, Transaction: transaction, Device: device, RecordKind: kind, Record: record,
			Time: "2026-11-20T01:05:00.000Z.0001", Fields: []inspection.FieldChange{{Field: field, New: value}}}
	}
	answered := entry(1, 1, "own", inspection.KindAnswer, item, "result", "fail")
	described := entry(2, 2, "own", inspection.KindHazard, item, "description", "出口上锁")
	noted := entry(9, 9, "own", inspection.KindAnswer, item, "note", "现场")
	for name, c := range map[string]struct {
		between []inspection.Change
		want    int
	}{
		"nothing in between":              {nil, 3},
		"another laptop's entry":          {[]inspection.Change{entry(5, 5, "other", inspection.KindAnswer, item, "note", "x")}, 1},
		"merged from another laptop":      {[]inspection.Change{entry(5, 5, "own", inspection.KindReceipt, "own/5", "from", "other"), entry(6, 5, "own", inspection.KindAnswer, item, "note", "x")}, 1},
		"with something else in the same": {[]inspection.Change{entry(5, 5, "own", inspection.KindSetting, "s", "value", "x"), entry(6, 5, "own", inspection.KindAnswer, item, "note", "x")}, 4},
		"somebody acted on the hazard":    {[]inspection.Change{entry(5, 5, "own", inspection.KindHazard, item, "status", "submitted")}, 1},
	} {
		r := journalOnly{entries: append(append([]inspection.Change{answered, described}, c.between...), noted)}
		steps, err := inspection.PastSteps(context.Background(), r, "inspection-1", 100)
		if err != nil || len(steps) != c.want {
			t.Errorf("%s: %d steps, %v", name, len(steps), err)
			continue
		}
		if last := steps[len(steps)-1]; last.Field != "answer.note" || last.Before[0].Answer.Result != inspection.ResultFail || last.Before[0].Details.Description != "出口上锁" {
			t.Errorf("%s: the last step is %+v", name, last)
		}
	}
}
