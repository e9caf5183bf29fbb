package inspection_test

import (
	"slices"
	"testing"

	"anxun/inspection"
)

func (o office) seals(t *testing.T, visit inspection.ID) []inspection.Seal {
	t.Helper()
	seals, err := o.Seals(t.Context(), visit)
	if err != nil {
		t.Fatal(err)
	}
	return seals
}

// wantSealed looks that the newest seal is signed, speaks of the content as it is now,
// and was made for the cause.
func (o office) wantSealed(t *testing.T, visit inspection.ID, rounds int, cause inspection.SealCause) {
	t.Helper()
	seals := o.seals(t, visit)
	if len(seals) != rounds {
		t.Fatalf("%d seals, want %d", len(seals), rounds)
	}
	last := seals[rounds-1]
	if last.Cause != cause || last.Round != rounds || !last.Head.Signed() {
		t.Errorf("got %+v, want cause %s", last, cause)
	}
	if matches, err := o.matches(t, last); err != nil || !matches {
		t.Errorf("the content is not what was sealed (%v)", err)
	}
}

func (o office) matches(t *testing.T, seal inspection.Seal) (matches bool, err error) {
	t.Helper()
	err = o.View(t.Context(), func(r inspection.Reader) error {
		content, err := inspection.ReadSealContent(t.Context(), r, seal.InspectionID, &seal)
		matches = err == nil && seal.Matches(content)
		return err
	})
	return matches, err
}

// TestSealsFollowEveryChangeOfAFinishedInspection walks through all of them.
func TestSealsFollowEveryChangeOfAFinishedInspection(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	visit, hazard := o.finishedVisit(t, nil)
	o.wantSealed(t, visit.ID, 1, inspection.SealFinish)
	photo := inspection.Evidence{Role: inspection.EvidenceBefore, SHA256: "aa", Format: "jpg", Size: 1}
	steps := []struct {
		name   string
		change func() error
		rounds int
		cause  inspection.SealCause
	}{
		{"a photo that comes later stays outside", func() error { return o.AddPhotos(ctx, inspectorName, hazard.ID, []inspection.Evidence{photo}) }, 1, inspection.SealFinish},
		{"so does the putting right", func() error {
			_, err := o.SaveMeasures(ctx, inspectorName, hazard.ID, hazard.TakeMeasures(), inspection.HazardMeasures{Responsible: "李四"})
			return err
		}, 1, inspection.SealFinish},
		{"signed", func() error {
			_, err := o.Sign(ctx, inspectorName, signed(visit.ID, inspection.SignerUnit, "王院长"))
			return err
		}, 2, inspection.SealSign},
		{"described anew", func() error {
			details := hazard.Details()
			details.Description = "二层东侧安全出口堆放轮椅两台"
			_, err := o.DescribeHazard(ctx, inspectorName, hazard.ID, details)
			return err
		}, 3, inspection.SealDescribe},
		{"corrected", func() error {
			_, err := o.Correct(ctx, inspectorName, inspection.CorrectionInput{InspectionID: visit.ID, Item: "CF-02", Result: inspection.ResultNA, Note: "无此设施", Reason: "录入有误"})
			return err
		}, 4, inspection.SealCorrect},
		{"set aside", func() error { return o.Void(ctx, inspectorName, visit.ID, "重复登记") }, 5, inspection.SealVoid},
	}
	for _, step := range steps {
		if err := step.change(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		t.Run(step.name, func(t *testing.T) { o.wantSealed(t, visit.ID, step.rounds, step.cause) })
	}
}

func TestSealNoticesWhatWasChangedBehindTheProgram(t *testing.T) {
	answer := func(o office, visit inspection.ID) inspection.Answer { return o.sheet(t, visit).Answers["CF-01"] }
	for name, forge := range map[string]func(o office, visit inspection.ID, hazard inspection.Hazard) inspection.Record{
		"note": func(o office, v inspection.ID, _ inspection.Hazard) inspection.Record {
			a := answer(o, v)
			a.Note = "改"
			return a
		},
		"who": func(o office, v inspection.ID, _ inspection.Hazard) inspection.Record {
			a := answer(o, v)
			a.By = "别人"
			return a
		},
		"hazard": func(_ office, _ inspection.ID, h inspection.Hazard) inspection.Record {
			h.Severity = inspection.SeverityGeneral
			return h
		},
		"withdrawn": func(_ office, _ inspection.ID, h inspection.Hazard) inspection.Record { h.Withdrawn = true; return h },
		"taken back": func(o office, v inspection.ID, _ inspection.Hazard) inspection.Record {
			a := answer(o, v)
			a.Result = ""
			return a
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			visit, hazard := o.finishedVisit(t, nil)
			_, err := o.store.Update(t.Context(), inspectorName, func(w inspection.Writer) error { return w.Put(t.Context(), forge(o, visit.ID, hazard)) })
			if err != nil {
				t.Fatal(err)
			}
			if matches, err := o.matches(t, o.seals(t, visit.ID)[0]); err != nil || matches {
				t.Errorf("the seal still matches (%v)", err)
			}
		})
	}
}

func TestCorrectKeepsTheOriginal(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	visit, hazard := o.finishedVisit(t, nil)
	// What was left unanswered becomes 不符合: a hazard with its description appears.
	done, err := o.Correct(ctx, "李敏", inspection.CorrectionInput{InspectionID: visit.ID, Item: "CF-02", Result: inspection.ResultFail, Note: "门锁闭", Reason: "复看照片"})
	if err != nil {
		t.Fatal(err)
	}
	if done.OldResult != inspection.ResultNone || done.OldBy != "" || done.NewResult != inspection.ResultFail || done.NewNote != "门锁闭" || done.By != "李敏" {
		t.Errorf("%+v", done)
	}
	sheet := o.sheet(t, visit.ID)
	if sheet.Answers["CF-02"].Result != inspection.ResultFail || sheet.Hazards["CF-02"].Description != "门锁闭" {
		t.Errorf("%+v %+v", sheet.Answers["CF-02"], sheet.Hazards["CF-02"])
	}
	// 不符合 becomes 符合: the hazard is withdrawn, its description stays on record.
	back, err := o.Correct(ctx, "李敏", inspection.CorrectionInput{InspectionID: visit.ID, Item: "CF-01", Result: inspection.ResultPass, Reason: "看错楼层"})
	if err != nil || back.OldNote != hazard.Description {
		t.Errorf("%+v, %v", back, err)
	}
	if _, there := o.sheet(t, visit.ID).Hazards["CF-01"]; there {
		t.Error("the hazard was not withdrawn")
	}
	kept, err := o.Corrections(ctx, visit.ID)
	if err != nil || !slices.EqualFunc(kept, []inspection.ID{done.ID, back.ID}, func(c inspection.Correction, id inspection.ID) bool { return c.ID == id }) {
		t.Errorf("%+v, %v", kept, err)
	}
	for name, test := range map[string]struct {
		in   inspection.CorrectionInput
		code inspection.Code
	}{
		"without reason": {inspection.CorrectionInput{Item: "CF-02", Result: inspection.ResultPass}, inspection.CodeInvalid},
		"nothing new":    {inspection.CorrectionInput{Item: "CF-02", Result: inspection.ResultFail, Note: "门锁闭", Reason: "x"}, inspection.CodeInvalid},
		"no description": {inspection.CorrectionInput{Item: "CF-01", Result: inspection.ResultFail, Reason: "x"}, inspection.CodeInvalid},
		"na for nothing": {inspection.CorrectionInput{Item: "CF-01", Result: inspection.ResultNA, Reason: "x"}, inspection.CodeInvalid},
		"taken back":     {inspection.CorrectionInput{Item: "CF-01", Reason: "x"}, inspection.CodeInvalid},
		"no such item":   {inspection.CorrectionInput{Item: "CF-77", Result: inspection.ResultPass, Reason: "x"}, inspection.CodeNotFound},
	} {
		test.in.InspectionID = visit.ID
		if _, err := o.Correct(ctx, inspectorName, test.in); inspection.CodeOf(err) != test.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	draft := o.start(t)
	_, err = o.Correct(ctx, inspectorName, inspection.CorrectionInput{InspectionID: draft.ID, Item: "CF-01", Result: inspection.ResultPass, Reason: "x"})
	if inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("a draft: %v", err)
	}
}

func TestAHazardInProgressIsNotCorrectedAway(t *testing.T) {
	o := newOffice(t)
	visit, hazard := o.finishedVisit(t, nil)
	if _, err := o.Act(t.Context(), hazard.ID, inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: "已清理"}, nil); err != nil {
		t.Fatal(err)
	}
	_, err := o.Correct(t.Context(), inspectorName, inspection.CorrectionInput{InspectionID: visit.ID, Item: "CF-01", Result: inspection.ResultPass, Reason: "看错"})
	if inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("got %v", err)
	}
	if corrections, err := o.Corrections(t.Context(), visit.ID); err != nil || len(corrections) != 0 {
		t.Errorf("%+v, %v", corrections, err)
	}
}
