package inspection_test

import (
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func offersOf(t *testing.T, o office, subject inspection.DocumentSubject) map[inspection.FormKind]inspection.DocumentOffer {
	t.Helper()
	offers, err := o.DocumentOffers(t.Context(), subject)
	if err != nil {
		t.Fatal(err)
	}
	found := map[inspection.FormKind]inspection.DocumentOffer{}
	for _, offer := range offers {
		found[offer.Kind] = offer
	}
	return found
}

func TestOffersOfAnInspection(t *testing.T) {
	o := newOffice(t)
	visit, _ := o.finishedVisit(t, nil)
	about := inspection.DocumentSubject{InspectionID: visit.ID}
	found := offersOf(t, o, about)
	record := found[inspection.FormRecord]
	if len(found) != 5 || record.Problem != nil || record.Document.No != "" || record.Unsigned != 3 || !slices.Contains(record.Gaps, inspection.GapSignatures) {
		t.Fatalf("offers %+v", found)
	}
	wantKey(t, found[inspection.FormDepartmentOrder].Problem, "error.form_issuer_missing")
	issued := o.issue(t, inspection.FormRecord, about)
	if again := offersOf(t, o, about)[inspection.FormRecord]; again.Document.No != issued.No {
		t.Errorf("issued as %s, offered as %s", issued.No, again.Document.No)
	}
}

func TestOffersOfAHazard(t *testing.T) {
	o := newOffice(t)
	visit, hazard := o.finishedVisit(t, nil)
	for name, value := range map[inspection.ID]string{inspection.SettingOffice: "桐柏路街道办事处", inspection.SettingOfficeMark: "桐街"} {
		if err := o.SaveSetting(t.Context(), inspectorName, name, value); err != nil {
			t.Fatal(err)
		}
	}
	about := inspection.DocumentSubject{HazardID: hazard.ID}
	found := offersOf(t, o, about)
	if got := found[inspection.FormReview].Gaps; !slices.Equal(got, []inspection.DocumentGap{inspection.GapReview}) {
		t.Errorf("review lacks %v", got)
	}
	if got := found[inspection.FormTransfer].Gaps; !slices.Equal(got, []inspection.DocumentGap{inspection.GapTransfer}) {
		t.Errorf("transfer lacks %v", got)
	}
	if notice := found[inspection.FormNotice]; len(found) != len(inspection.FormKinds()) || notice.Subject.InspectionID != visit.ID || notice.Problem != nil {
		t.Errorf("notice %+v of %d", notice, len(found))
	}
	if _, err := o.Act(t.Context(), hazard.ID, inspection.ActionInput{Action: inspection.ActionTransfer, By: inspectorName, Note: "超出职责", Target: "消防救援"}, nil); err != nil {
		t.Fatal(err)
	}
	if got := offersOf(t, o, about)[inspection.FormTransfer].Gaps; len(got) != 0 {
		t.Errorf("after the transfer it lacks %v", got)
	}
	if _, err := o.DocumentOffers(t.Context(), inspection.DocumentSubject{HazardID: "nothing"}); inspection.CodeOf(err) != inspection.CodeNotFound {
		t.Errorf("an unknown hazard: %v", err)
	}
}

// TestOfferOfTheFoodTable needs a food safety checklist and the market department as
// issuer, and says that its layout must be checked.
func TestOfferOfTheFoodTable(t *testing.T) {
	o := newOffice(t)
	food := inspectiontest.AChecklist(func(c *inspection.Checklist) {
		c.Code, c.Slug, c.Title = "CS", "care-food", "养老服务场所食品安全"
		for s := range c.Sections {
			for i := range c.Sections[s].Items {
				c.Sections[s].Items[i].Code = "CS" + c.Sections[s].Items[i].Code[2:]
			}
		}
	})
	if err := o.InstallChecklists(t.Context(), "安巡", []inspection.Checklist{food}); err != nil {
		t.Fatal(err)
	}
	fire, _ := o.finishedVisit(t, nil)
	both, _ := o.finishedVisit(t, func(in *inspection.NewInspection) { in.Checklists = []string{"CF", "CS"} })
	offer := func(visit inspection.Inspection) inspection.DocumentOffer {
		return offersOf(t, o, inspection.DocumentSubject{InspectionID: visit.ID})[inspection.FormFoodResult]
	}
	wantKey(t, offer(fire).Problem, "error.form_no_food")
	wantKey(t, offer(both).Problem, "error.form_issuer_missing")
	for name, value := range map[inspection.ID]string{inspection.SettingIssuingDepartment: "market", inspection.SettingIssuingName: "某某区市场监督管理局"} {
		if err := o.SaveSetting(t.Context(), inspectorName, name, value); err != nil {
			t.Fatal(err)
		}
	}
	wantKey(t, offer(fire).Problem, "error.form_no_food")
	if got := offer(both); got.Problem != nil || !slices.Contains(got.Gaps, inspection.GapLayout) {
		t.Errorf("offered %+v", got)
	}
	o.issue(t, inspection.FormFoodResult, inspection.DocumentSubject{InspectionID: both.ID})
}
