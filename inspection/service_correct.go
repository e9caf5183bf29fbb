package inspection

import (
	"context"
	"strings"
)

// CorrectionInput is what is given to correct an answer.
type CorrectionInput struct {
	InspectionID ID
	Item         ItemCode
	Result       Result
	Value        string // for ResultValue
	Note         string // for 不适用 its reason; for 不符合 the description of the hazard; else a remark
	Reason       string // why the answer was wrong
}

// Correct corrects an answer of a finished inspection. The answer takes the new value,
// the old one is kept in a Correction beside it, and the inspection is sealed anew. An
// answer that becomes 不符合 opens its hazard; one that no longer is withdraws it, unless
// something was already done about it: then CodeConflict. Drafts are changed by
// answering again, and what was set aside is not corrected: CodeConflict.
func (s *Service) Correct(ctx context.Context, by string, in CorrectionInput) (Correction, error) {
	in.Reason, in.Note, in.Value = strings.TrimSpace(in.Reason), strings.TrimSpace(in.Note), strings.TrimSpace(in.Value)
	switch {
	case in.Reason == "":
		return Correction{}, Invalid("error.reason_missing")
	case in.Result == ResultNone:
		return Correction{}, Invalid("error.result_unknown", "item", string(in.Item), "value", "")
	case in.Result == ResultNA && in.Note == "":
		return Correction{}, Invalid("error.correct_note_missing", "item", string(in.Item))
	case in.Result == ResultFail && in.Note == "":
		return Correction{}, Invalid("error.description_missing")
	}
	var correction Correction
	err := s.update(ctx, by, func(w Writer) (err error) {
		correction, err = s.correct(ctx, w, by, in)
		return err
	})
	return correction, err
}

func (s *Service) correct(ctx context.Context, w Writer, by string, in CorrectionInput) (Correction, error) {
	visit, err := w.Inspection(ctx, in.InspectionID)
	if err != nil {
		return Correction{}, err
	}
	if visit.Removed {
		return Correction{}, Conflict("error.record_removed", "no", visit.No)
	}
	if visit.Status != StatusFinished {
		return Correction{}, Conflict("error.correct_not_finished", "no", visit.No)
	}
	if _, _, err := s.itemOf(ctx, w, visit, in.Item); err != nil {
		return Correction{}, err
	}
	old, err := w.Answer(ctx, visit.ID, in.Item)
	if err != nil && CodeOf(err) != CodeNotFound {
		return Correction{}, err
	}
	given := AnswerInput{InspectionID: visit.ID, Item: in.Item, Result: in.Result, Value: in.Value, Note: in.Note}
	if in.Result == ResultFail {
		given.Note = "" // it describes the hazard
	}
	described, err := describedAs(ctx, w, in.InspectionID, in.Item)
	if err != nil {
		return Correction{}, err
	}
	oldNote := old.Note
	if old.Result == ResultFail {
		oldNote = described
	}
	if old.Result == in.Result && old.Value == in.Value && oldNote == in.Note {
		return Correction{}, Invalid("error.correct_nothing", "item", string(in.Item))
	}
	outcome, err := s.answer(ctx, w, by, visit, given)
	if err != nil {
		return Correction{}, err
	}
	correction := Correction{ID: s.ids(), InspectionID: visit.ID, Item: in.Item, Reason: in.Reason, By: by, At: outcome.Saved,
		OldResult: old.Result, OldValue: old.Value, OldNote: oldNote, OldBy: old.By, OldAt: old.At,
		NewResult: in.Result, NewValue: in.Value, NewNote: in.Note}
	if outcome.Hazard != nil {
		details := outcome.Hazard.Details()
		details.Description = in.Note
		if _, err := s.describe(ctx, w, outcome.Hazard.ID, details); err != nil {
			return Correction{}, err
		}
	}
	if err := w.Put(ctx, correction); err != nil {
		return Correction{}, err
	}
	return correction, s.seal(ctx, w, by, visit.ID, SealCorrect)
}

// describedAs returns the description of the item's hazard, "" if it has none.
func describedAs(ctx context.Context, r Reader, inspectionID ID, item ItemCode) (string, error) {
	hazard, err := r.Hazard(ctx, HazardID(inspectionID, item))
	if CodeOf(err) == CodeNotFound || err == nil && hazard.Withdrawn {
		return "", nil
	}
	return hazard.Description, err
}

// Corrections lists the corrections of an inspection, oldest first.
func (s *Service) Corrections(ctx context.Context, inspectionID ID) ([]Correction, error) {
	var corrections []Correction
	err := s.store.View(ctx, func(r Reader) (err error) {
		corrections, err = r.Corrections(ctx, inspectionID)
		return err
	})
	return corrections, err
}
