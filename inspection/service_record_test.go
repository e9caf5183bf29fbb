package inspection_test

import (
	"context"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// recorder makes a service over the in-memory store with one place and one list.
func recorder(t *testing.T) (*inspection.Service, *inspectiontest.Memory) {
	t.Helper()
	clock := inspectiontest.FixedClock(inspectiontest.Noon.Add(24 * time.Hour))
	store := inspectiontest.NewMemory(clock)
	library, err := inspection.ParseLibrary()
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Update(context.Background(), "测试", func(w inspection.Writer) error {
		if err := w.Put(context.Background(), inspectiontest.APlace()); err != nil {
			return err
		}
		return w.Put(context.Background(), inspectiontest.AChecklist())
	})
	if err != nil {
		t.Fatal(err)
	}
	return inspection.NewService(store, library, clock, inspectiontest.SequentialIDs()), store
}

func journalLength(t *testing.T, store *inspectiontest.Memory) int {
	t.Helper()
	n := 0
	err := store.View(context.Background(), func(r inspection.Reader) error {
		entries, err := r.Journal(context.Background(), "", 0)
		n = len(entries)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func aRecord() inspection.RecordedInspection {
	return inspection.RecordedInspection{
		NewInspection: inspection.NewInspection{PlaceID: "place-1", Checklists: []string{"CF"}, Started: inspectiontest.Noon,
			Inspectors: []inspection.Inspector{inspectiontest.AnInspector()}, AccompaniedBy: "王院长"},
		Answers: []inspection.RecordedAnswer{
			{Item: "CF-01", Result: inspection.ResultFail, Note: "堆放轮椅", Severity: inspection.SeverityGeneral, Due: inspection.DayOf(inspectiontest.Noon).Add(2),
				Remedy: "同一句话", Standard: "同一句话", Photos: []inspection.Evidence{{SHA256: "ab", Format: "jpg"}}},
			{Item: "CF-02", Result: inspection.ResultNA, Note: "没有"},
			{Item: "CF-03", Result: inspection.ResultPass, Origin: inspection.OriginDefault},
		},
		Finish: true,
	}
}

func TestRecordInspectionKeepsEverything(t *testing.T) {
	service, store := recorder(t)
	ctx := context.Background()
	outcome, err := service.RecordInspection(ctx, "张建国", aRecord())
	if err != nil {
		t.Fatal(err)
	}
	if got := outcome.Inspection; got.Status != inspection.StatusFinished || got.No == "" || !got.Finished.Equal(inspectiontest.Noon) {
		t.Errorf("%+v", got)
	}
	hazard := outcome.Hazards[0]
	if hazard.Description != "堆放轮椅" || hazard.Due != inspection.DayOf(inspectiontest.Noon).Add(2) || hazard.Severity != inspection.SeverityGeneral ||
		hazard.Responsible != "王院长" || hazard.Remedy != "同一句话" || hazard.Standard != "同一句话" || !hazard.Found.Equal(inspectiontest.Noon) {
		t.Errorf("%+v", hazard)
	}
	err = store.View(ctx, func(r inspection.Reader) error {
		photos, err := r.Evidence(ctx, hazard.ID)
		if err == nil && (len(photos) != 1 || photos[0].Role != inspection.EvidenceBefore) {
			t.Errorf("%+v", photos)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestANamedDeadlineStandsWhenTheSeverityChanges(t *testing.T) {
	service, _ := recorder(t)
	record := aRecord()
	found := inspection.DayOf(inspectiontest.Noon)
	record.Answers = []inspection.RecordedAnswer{{Item: "CF-03", Result: inspection.ResultFail, Note: "过期", Severity: inspection.SeveritySerious, Due: found}}
	record.Finish = false
	outcome, err := service.RecordInspection(context.Background(), "张建国", record)
	if err != nil {
		t.Fatal(err)
	}
	if got := outcome.Hazards[0].Due; got != found {
		t.Errorf("due %s, want %s", got, found)
	}
}

func TestRecordInspectionIsAllOrNothing(t *testing.T) {
	for name, change := range map[string]struct {
		change func(*inspection.RecordedInspection)
		code   inspection.Code
	}{
		"incomplete":   {func(r *inspection.RecordedInspection) { r.Answers = r.Answers[:2] }, inspection.CodeIncomplete},
		"unknown item": {func(r *inspection.RecordedInspection) { r.Answers[2].Item = "CF-99" }, inspection.CodeNotFound},
		"major":        {func(r *inspection.RecordedInspection) { r.Answers[0].Severity = inspection.SeverityMajor }, inspection.CodeInvalid},
		"future":       {func(r *inspection.RecordedInspection) { r.Started = r.Started.Add(48 * time.Hour) }, inspection.CodeInvalid},
		"finished":     {func(r *inspection.RecordedInspection) { r.Finished = r.Started.Add(-time.Hour) }, inspection.CodeInvalid},
		"due":          {func(r *inspection.RecordedInspection) { r.Answers[0].Due = "2020-01-01" }, inspection.CodeInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			service, store := recorder(t)
			before := journalLength(t, store)
			record := aRecord()
			change.change(&record)
			outcome, err := service.RecordInspection(context.Background(), "张建国", record)
			if inspection.CodeOf(err) != change.code {
				t.Errorf("got %v, want %s", err, change.code)
			}
			if change.code == inspection.CodeIncomplete && len(outcome.Remarks) == 0 {
				t.Error("it is not said what is missing")
			}
			if after := journalLength(t, store); after != before {
				t.Errorf("%d entries were written", after-before)
			}
		})
	}
}

func TestTheSameRecordTwiceIsNoticed(t *testing.T) {
	service, _ := recorder(t)
	ctx := context.Background()
	if _, err := service.RecordInspection(ctx, "张建国", aRecord()); err != nil {
		t.Fatal(err)
	}
	if _, err := service.RecordInspection(ctx, "张建国", aRecord()); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("got %v", err)
	}
	again := aRecord()
	again.Again = true
	if _, err := service.RecordInspection(ctx, "张建国", again); err != nil {
		t.Error(err)
	}
}
