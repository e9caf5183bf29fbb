package inspection_test

import (
	"context"
	"testing"
	"time"

	"anxun/inspection"
)

func TestReportHazard(t *testing.T) {
	o := newOffice(t)
	ctx := context.Background()
	visit := o.start(t)
	finding := func(change func(*inspection.NewHazard)) inspection.NewHazard {
		in := inspection.NewHazard{PlaceID: o.place.ID, Description: "楼道堆放纸箱", Severity: inspection.SeverityGeneral,
			Departments: []inspection.DepartmentID{inspection.DepartmentCivil}}
		change(&in)
		return in
	}
	for _, wrong := range []struct {
		name string
		in   inspection.NewHazard
		code inspection.Code
	}{
		{"no words", finding(func(in *inspection.NewHazard) { in.Description = " " }), inspection.CodeInvalid},
		{"no department", finding(func(in *inspection.NewHazard) { in.Departments = nil }), inspection.CodeInvalid},
		{"tomorrow", finding(func(in *inspection.NewHazard) { in.Found = o.Now().Add(time.Hour) }), inspection.CodeInvalid},
		{"no such place", finding(func(in *inspection.NewHazard) { in.PlaceID = "nowhere" }), inspection.CodeNotFound},
		{"no such inspection", finding(func(in *inspection.NewHazard) { in.InspectionID = "none" }), inspection.CodeNotFound},
		{"due before it was found", finding(func(in *inspection.NewHazard) { in.Due = o.Today().Add(-1) }), inspection.CodeInvalid},
		{"major without a standard", finding(func(in *inspection.NewHazard) { in.Severity = inspection.SeverityMajor }), inspection.CodeInvalid},
	} {
		if _, err := o.ReportHazard(ctx, inspectorName, wrong.in); inspection.CodeOf(err) != wrong.code {
			t.Errorf("%s: %v", wrong.name, err)
		}
	}

	if err := o.SaveSetting(ctx, inspectorName, inspection.SettingFindingDraft, "draft"); err != nil {
		t.Fatal(err)
	}
	photo := inspection.Evidence{SHA256: "ab", Format: "jpg", Name: "a.jpg", Size: 1, Width: 1, Height: 1, Role: inspection.EvidenceAfter}
	hazard, err := o.ReportHazard(ctx, inspectorName, finding(func(in *inspection.NewHazard) {
		in.InspectionID, in.Photos, in.Draft = visit.ID, []inspection.Evidence{photo}, inspection.SettingFindingDraft
	}))
	if err != nil {
		t.Fatal(err)
	}
	if hazard.Due != o.Today() {
		t.Errorf("小事不过夜: due %s", hazard.Due)
	}
	err = o.View(ctx, func(r inspection.Reader) error {
		photos, err := r.Evidence(ctx, hazard.ID)
		if err == nil && (len(photos) != 1 || photos[0].Role != inspection.EvidenceBefore) {
			t.Errorf("photos %+v", photos)
		}
		return err
	})
	if draft, failed := o.Setting(ctx, inspection.SettingFindingDraft); err != nil || failed != nil || draft != "" {
		t.Errorf("draft %q, %v %v", draft, err, failed)
	}
}
