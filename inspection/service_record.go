package inspection

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// RecordedInspection is a whole inspection that was written down elsewhere, for
// example in a file, and is recorded at once.
type RecordedInspection struct {
	NewInspection    // Started must be set
	Answers          []RecordedAnswer
	Finish           bool
	Finished         time.Time // zero means the instant it started, the only one the record names
	IncompleteReason string
	Again            bool // record it although one of the same place, time and checklists exists
}

// RecordedAnswer is one answer of a RecordedInspection. It was given when the
// inspection started. The fields after Origin belong to 不符合; empty ones keep what
// the item proposes, and Note describes the hazard.
type RecordedAnswer struct {
	Item        ItemCode
	Result      Result
	Value       string
	Note        string
	Origin      Origin
	Severity    Severity
	Suspected   bool
	Due         Day
	Responsible string
	Standard    string
	Remedy      string
	Photos      []Evidence // the files must be durable already
}

// RecordOutcome is what was recorded.
type RecordOutcome struct {
	Inspection Inspection
	Hazards    []Hazard // in the order of the answers
	Remarks    []Remark // reminders; what is missing when the error is CodeIncomplete
}

// RecordInspection records an inspection with its answers, hazards and photos, and
// finishes it if that is asked for, in one transaction: after an error nothing of
// it is there. An inspection of the same place that started at the same instant
// with the same checklists gives CodeConflict unless Again is set.
func (s *Service) RecordInspection(ctx context.Context, by string, in RecordedInspection) (RecordOutcome, error) {
	var outcome RecordOutcome
	err := s.update(ctx, by, func(w Writer) (err error) {
		outcome, err = s.record(ctx, w, by, in)
		return err
	})
	if err != nil {
		return RecordOutcome{Remarks: outcome.Remarks}, err
	}
	return outcome, nil
}

func (s *Service) record(ctx context.Context, w Writer, by string, in RecordedInspection) (RecordOutcome, error) {
	var outcome RecordOutcome
	if !in.Again {
		if err := refuseTwice(ctx, w, in.NewInspection); err != nil {
			return outcome, err
		}
	}
	inspection, err := s.start(ctx, w, in.NewInspection)
	if err != nil {
		return outcome, err
	}
	for _, answer := range in.Answers {
		hazard, err := s.recordAnswer(ctx, w, by, inspection, answer)
		if err != nil {
			return outcome, err
		}
		if hazard != nil {
			outcome.Hazards = append(outcome.Hazards, *hazard)
		}
	}
	if in.Finish {
		if in.Finished.IsZero() {
			in.Finished = inspection.Started
		}
		outcome.Remarks, err = s.finish(ctx, w, by, inspection.ID, FinishInput{IncompleteReason: in.IncompleteReason, At: in.Finished})
		if err != nil {
			return outcome, err
		}
	}
	outcome.Inspection, err = w.Inspection(ctx, inspection.ID)
	return outcome, err
}

// refuseTwice notices that the same record comes a second time.
func refuseTwice(ctx context.Context, r Reader, in NewInspection) error {
	day := DayOf(in.Started)
	rows, err := r.Inspections(ctx, InspectionFilter{PlaceID: in.PlaceID, From: day, To: day})
	if err != nil {
		return err
	}
	for _, row := range rows {
		codes := make([]string, len(row.Checklists))
		for i, ref := range row.Checklists {
			codes[i] = ref.Code()
		}
		wanted := slices.Clone(in.Checklists)
		slices.Sort(codes)
		slices.Sort(wanted)
		// Instants are stored to the millisecond.
		if row.Status != StatusVoid && FormatInstant(row.Started) == FormatInstant(in.Started) && slices.Equal(codes, wanted) {
			return Conflict("error.inspection_recorded", "no", row.No, "place", row.PlaceName)
		}
	}
	return nil
}

// recordAnswer gives one answer and, for 不符合, describes its hazard.
func (s *Service) recordAnswer(ctx context.Context, w Writer, by string, inspection Inspection, in RecordedAnswer) (*Hazard, error) {
	note := in.Note
	if in.Result == ResultFail {
		note = "" // it describes the hazard
	}
	outcome, err := s.answer(ctx, w, by, inspection, AnswerInput{InspectionID: inspection.ID, Item: in.Item, Result: in.Result,
		Value: in.Value, Note: note, Origin: in.Origin, At: inspection.Started})
	if err != nil || outcome.Hazard == nil {
		return nil, err
	}
	hazard, err := s.describe(ctx, w, outcome.Hazard.ID, in.details(*outcome.Hazard))
	if err != nil {
		return nil, err
	}
	if in.Due != "" && in.Due != hazard.Due { // a day that is named stands, whatever the severity proposes
		named := hazard.Details()
		named.Due = in.Due
		if hazard, err = s.describe(ctx, w, hazard.ID, named); err != nil {
			return nil, err
		}
	}
	photos := slices.Clone(in.Photos)
	for i := range photos {
		photos[i].Role = EvidenceBefore
	}
	return &hazard, s.putPhotos(ctx, w, hazard.ID, "", ActionInput{By: by, At: s.clock()}, photos)
}

// details puts what was recorded over what the item proposes, all but the deadline.
func (a RecordedAnswer) details(proposed Hazard) HazardDetails {
	details := proposed.Details()
	details.Description, details.Suspected = a.Note, a.Suspected
	details.Severity = cmp.Or(a.Severity, details.Severity)
	details.Responsible = cmp.Or(a.Responsible, details.Responsible)
	details.Standard = cmp.Or(a.Standard, details.Standard)
	details.Remedy = cmp.Or(a.Remedy, details.Remedy)
	return details
}

// NextInspectionNo counts the numbers of inspections up by one and returns the new
// one, for programs that put many records themselves.
func NextInspectionNo(ctx context.Context, w Writer, day Day) (string, error) {
	return nextNumber(ctx, w, seriesInspection, day)
}

// NextHazardNo does the same for hazards.
func NextHazardNo(ctx context.Context, w Writer, day Day) (string, error) {
	return nextNumber(ctx, w, seriesHazard, day)
}
