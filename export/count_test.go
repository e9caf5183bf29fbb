package export

import (
	"context"
	"testing"

	"anxun/inspection"
)

// TestCountAgreesWithWrite compares the live counts with the workbook that is written.
func TestCountAgreesWithWrite(t *testing.T) {
	store := fixture(t)
	for _, department := range fixtureDepartments[:4] {
		request := fixtureRequest(department.ID)
		_, summary := writeFixture(t, store, request)
		var counts Counts
		err := store.View(context.Background(), func(reader inspection.Reader) error {
			var err error
			counts, err = Count(context.Background(), request, reader)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if counts.Inspections != summary.Inspections || counts.Answers != summary.Answers || counts.Hazards != summary.Hazards ||
			counts.Overdue != summary.Overdue || counts.Drafts != summary.LeftOut.Drafts || counts.Void != summary.LeftOut.Void ||
			counts.Pass+counts.Fail+counts.NA+counts.Value != counts.Answers {
			t.Errorf("%s: counts %+v, summary %+v", department.ID, counts, summary)
		}
		graded := counts.Suspected
		for _, count := range counts.BySeverity {
			graded += count
		}
		states := 0
		for _, count := range counts.ByStatus {
			states += count
		}
		if graded != counts.Hazards || states != counts.Hazards {
			t.Errorf("%s: %d graded, %d in states, %d hazards", department.ID, graded, states, counts.Hazards)
		}
	}
}

// TestLeftOutAddsUp checks, for every department, that what is shown and what is left
// out together are what the store holds.
func TestLeftOutAddsUp(t *testing.T) {
	store := fixture(t)
	for _, department := range fixtureDepartments[:4] {
		request := fixtureRequest(department.ID)
		_, summary := writeFixture(t, store, request)
		out := summary.LeftOut
		err := store.View(context.Background(), func(reader inspection.Reader) error {
			all, err := reader.CountInspections(context.Background(), inspection.InspectionFilter{From: request.From, To: request.To})
			if err != nil {
				return err
			}
			if got := summary.Inspections + out.Drafts + out.Void + out.OtherInspections; got != all {
				t.Errorf("%s: %d inspections accounted for, %d stored", department.ID, got, all)
			}
			answers := 0
			err = reader.EachAnswer(context.Background(), request.answerFilter(), func(inspection.AnswerRow) error { answers++; return nil })
			if got := summary.Answers + out.OtherAnswers + out.UnknownAnswers; got != answers {
				t.Errorf("%s: %d answers accounted for, %d stored", department.ID, got, answers)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestCountRefusesAWrongPeriod(t *testing.T) {
	request := fixtureRequest(inspection.DepartmentCivil)
	request.From, request.To = request.To, request.From
	_, err := Count(context.Background(), request, nil)
	wantError(t, err, inspection.CodeInvalid, "error.export_period")
}
