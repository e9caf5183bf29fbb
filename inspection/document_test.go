package inspection_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// finishedVisit is an inspection with one failed item.
func (o office) finishedVisit(t *testing.T, change func(*inspection.NewInspection)) (inspection.Inspection, inspection.Hazard) {
	t.Helper()
	in := inspection.NewInspection{PlaceID: o.place.ID, Checklists: []string{"CF"}, AccompaniedBy: "王院长", Started: o.Now(),
		Inspectors: []inspection.Inspector{{Name: "张建国", Department: "emergency", Certificate: "豫A010203"}, {Name: "李敏", Department: "civil", Certificate: "豫A010204"}}}
	if change != nil {
		change(&in)
	}
	outcome, err := o.RecordInspection(t.Context(), inspectorName, inspection.RecordedInspection{NewInspection: in, Finish: true, IncompleteReason: "停电", Again: true,
		Answers: []inspection.RecordedAnswer{{Item: "CF-01", Result: inspection.ResultFail, Note: "堆放轮椅"}}})
	if err != nil {
		t.Fatal(err)
	}
	return outcome.Inspection, outcome.Hazards[0]
}

func (o office) issue(t *testing.T, kind inspection.FormKind, subject inspection.DocumentSubject) inspection.IssuedDocument {
	t.Helper()
	document, err := o.IssueDocument(t.Context(), inspectorName, kind, subject)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func TestDocumentNumbers(t *testing.T) {
	o := newOffice(t)
	if err := o.SaveSetting(t.Context(), inspectorName, inspection.SettingOfficeMark, "桐街"); err != nil {
		t.Fatal(err)
	}
	var visits []inspection.ID
	for i := range 3 {
		visit, _ := o.finishedVisit(t, nil)
		visits = append(visits, visit.ID)
		got := o.issue(t, inspection.FormNotice, inspection.DocumentSubject{InspectionID: visit.ID})
		if want := fmt.Sprintf("桐街检告K7〔2026〕%d号", i+1); got.No != want || got.Reprints() != 0 {
			t.Errorf("got %q, want %q", got.No, want)
		}
	}
	again := o.issue(t, inspection.FormNotice, inspection.DocumentSubject{InspectionID: visits[1]})
	for range 2 {
		var err error
		if again, err = o.DocumentPrinted(t.Context(), inspectorName, again.ID, "abc"); err != nil {
			t.Fatal(err)
		}
	}
	if again.Number != 2 || again.Reprints() != 1 || again.SHA256 != "abc" {
		t.Errorf("printed again: %+v", again)
	}
	if record := o.issue(t, inspection.FormRecord, inspection.DocumentSubject{InspectionID: visits[2]}); record.Number != 1 {
		t.Errorf("every kind counts by itself: %q", record.No)
	}
	sample, _ := o.finishedVisit(t, func(in *inspection.NewInspection) { in.Sample = true })
	if got := o.issue(t, inspection.FormNotice, inspection.DocumentSubject{InspectionID: sample.ID}); got.No != "示例检告K7〔2026〕1号" || !got.Sample {
		t.Errorf("made-up data use an official number: %q", got.No)
	}
}

// TestDocumentNumbersAtOnce issues from many goroutines: no gap, no double.
func TestDocumentNumbersAtOnce(t *testing.T) {
	o := newOffice(t)
	var group sync.WaitGroup
	for range 12 {
		visit, _ := o.finishedVisit(t, nil)
		for range 2 {
			group.Go(func() {
				if _, err := o.IssueDocument(context.Background(), inspectorName, inspection.FormRecord, inspection.DocumentSubject{InspectionID: visit.ID}); err != nil {
					t.Error(err)
				}
			})
		}
	}
	group.Wait()
	seen := map[int]bool{}
	err := o.View(t.Context(), func(r inspection.Reader) error {
		all, err := r.IssuedDocuments(t.Context(), inspection.DocumentFilter{})
		for _, d := range all {
			seen[d.Number] = true
		}
		if len(all) != 12 {
			t.Errorf("%d documents of 12 inspections", len(all))
		}
		return err
	})
	for n := 1; n <= 12; n++ {
		if !seen[n] {
			t.Errorf("number %d is missing (%v)", n, err)
		}
	}
}

func TestDocumentRounds(t *testing.T) {
	o := newOffice(t)
	_, hazard := o.finishedVisit(t, nil)
	subject := inspection.DocumentSubject{HazardID: hazard.ID}
	act := func(kind inspection.ActionKind, by string) {
		t.Helper()
		input := inspection.ActionInput{Action: kind, By: by, Note: "说明", Until: inspection.DayOf(o.Now()).Add(3)}
		if _, err := o.Act(t.Context(), hazard.ID, input, nil); err != nil {
			t.Fatal(err)
		}
	}
	act(inspection.ActionSubmit, "王院长")
	waiting := o.issue(t, inspection.FormReview, subject)
	act(inspection.ActionFail, "李敏")
	if done := o.issue(t, inspection.FormReview, subject); done.ID != waiting.ID || done.Round != 1 {
		t.Errorf("the same review has two documents: %+v, %+v", waiting, done)
	}
	act(inspection.ActionSubmit, "王院长")
	if second := o.issue(t, inspection.FormReview, subject); second.Round != 2 || second.Number != 2 {
		t.Errorf("second review: %+v", second)
	}
}

func TestDocumentsRefused(t *testing.T) {
	o := newOffice(t)
	draft := o.start(t)
	visit, hazard := o.finishedVisit(t, nil)
	wrong := []struct {
		kind    inspection.FormKind
		subject inspection.DocumentSubject
		code    inspection.Code
	}{
		{inspection.FormRecord, inspection.DocumentSubject{InspectionID: draft.ID}, inspection.CodeConflict},
		{inspection.FormRecord, inspection.DocumentSubject{InspectionID: "x"}, inspection.CodeNotFound},
		{inspection.FormRecord, inspection.DocumentSubject{HazardID: hazard.ID}, inspection.CodeInvalid},
		{inspection.FormReview, inspection.DocumentSubject{InspectionID: visit.ID}, inspection.CodeInvalid},
		{"letter", inspection.DocumentSubject{InspectionID: visit.ID}, inspection.CodeInvalid},
		{inspection.FormDepartmentOrder, inspection.DocumentSubject{InspectionID: visit.ID}, inspection.CodeConflict},
	}
	for _, test := range wrong {
		if _, err := o.IssueDocument(t.Context(), inspectorName, test.kind, test.subject); inspection.CodeOf(err) != test.code {
			t.Errorf("%s of %+v: got %v", test.kind, test.subject, err)
		}
	}
	for name, value := range map[inspection.ID]string{inspection.SettingIssuingDepartment: "emergency", inspection.SettingIssuingName: "某某区应急管理局"} {
		if err := o.SaveSetting(t.Context(), inspectorName, name, value); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.IssueDocument(t.Context(), inspectorName, inspection.FormDepartmentReview, inspection.DocumentSubject{HazardID: hazard.ID}); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("a review opinion without an order: got %v", err)
	}
	o.issue(t, inspection.FormDepartmentOrder, inspection.DocumentSubject{InspectionID: visit.ID})
	o.issue(t, inspection.FormDepartmentReview, inspection.DocumentSubject{HazardID: hazard.ID})
}

func TestDepartmentForms(t *testing.T) {
	with := inspectiontest.AnInspector()
	without := inspection.Inspector{Name: "李敏", Department: "civil"}
	second := inspection.Inspector{Name: "赵磊", Department: "emergency", Certificate: "豫A1"}
	set := inspection.Issuer{Department: "emergency", Name: "某某区应急管理局"}
	for _, test := range []struct {
		name   string
		kind   inspection.FormKind
		issuer inspection.Issuer
		people []inspection.Inspector
		want   string
	}{
		{"street form", inspection.FormNotice, inspection.Issuer{}, []inspection.Inspector{without}, ""},
		{"all in order", inspection.FormDepartmentOrder, set, []inspection.Inspector{with, second}, ""},
		{"not set", inspection.FormDepartmentOrder, inspection.Issuer{}, []inspection.Inspector{with, second}, "error.form_issuer_missing"},
		{"no name", inspection.FormDepartmentRecord, inspection.Issuer{Department: "emergency"}, []inspection.Inspector{with, second}, "error.form_issuer_missing"},
		{"another department", inspection.FormFoodResult, set, []inspection.Inspector{with, second}, "error.form_issuer_other"},
		{"one officer", inspection.FormDepartmentReview, set, []inspection.Inspector{with}, "error.form_officers"},
		{"one without certificate", inspection.FormDepartmentOrder, set, []inspection.Inspector{with, second, without}, "error.form_certificate"},
	} {
		got := ""
		if err := inspection.DepartmentFormProblem(test.kind, test.issuer, test.people); err != nil {
			got = err.(*inspection.Error).Key
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
