package inspection_test

import (
	"context"
	"testing"

	"anxun/inspection"
)

func TestRemovedPhotoKeepsItsRecord(t *testing.T) {
	o, ctx := newOffice(t), context.Background()
	visit := o.start(t)
	hazard := *o.give(t, visit.ID, "CF-01", inspection.ResultFail, "").Hazard
	photo := inspection.Evidence{Role: inspection.EvidenceBefore, SHA256: "ab", Format: "jpg", Name: "门.jpg"}
	if err := o.AddPhotos(ctx, inspectorName, hazard.ID, []inspection.Evidence{photo}); err != nil {
		t.Fatal(err)
	}
	photos, err := o.Photos(ctx, hazard.ID)
	if err != nil || len(photos) != 1 {
		t.Fatalf("%v, %v", photos, err)
	}
	for range 2 { // the second time changes nothing
		if err := o.RemovePhoto(ctx, inspectorName, hazard.ID, photos[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	if left, err := o.Photos(ctx, hazard.ID); err != nil || len(left) != 0 {
		t.Fatalf("%v, %v", left, err)
	}
	if n := o.sheet(t, visit.ID).Photos["CF-01"]; n != 0 {
		t.Errorf("the worksheet counts %d photos", n)
	}
	err = o.View(ctx, func(r inspection.Reader) error {
		entries, err := r.Journal(ctx, photos[0].ID, 0)
		if len(entries) != 2 || entries[1].Actor != inspectorName {
			t.Errorf("journal %+v", entries)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestProofIsNotRemoved(t *testing.T) {
	o, ctx := newOffice(t), context.Background()
	visit := o.start(t)
	hazard := *o.described(t, o.give(t, visit.ID, "CF-01", inspection.ResultFail, "").Hazard)
	before := inspection.Evidence{Role: inspection.EvidenceBefore, SHA256: "ab", Format: "jpg"}
	after := inspection.Evidence{Role: inspection.EvidenceAfter, SHA256: "cd", Format: "jpg"}
	if err := o.AddPhotos(ctx, inspectorName, hazard.ID, []inspection.Evidence{before}); err != nil {
		t.Fatal(err)
	}
	_, err := o.Act(ctx, hazard.ID, inspection.ActionInput{Action: inspection.ActionFixed, By: inspectorName, FixedBy: "王院长"}, []inspection.Evidence{after})
	if err != nil {
		t.Fatal(err)
	}
	photos, err := o.Photos(ctx, hazard.ID)
	if err != nil || len(photos) != 2 {
		t.Fatalf("%v, %v", photos, err)
	}
	refused := func(when string, want string, photo inspection.Evidence) {
		t.Helper()
		err := o.RemovePhoto(ctx, inspectorName, hazard.ID, photo.ID)
		known, _ := err.(*inspection.Error)
		if known == nil || known.Key != want {
			t.Errorf("%s: %v", when, err)
		}
	}
	refused("closed", "error.hazard_not_open", photos[0])
	if _, err := o.Act(ctx, hazard.ID, inspection.ActionInput{Action: inspection.ActionReopen, By: inspectorName, Note: "又堆放", Until: o.Today()}, nil); err != nil {
		t.Fatal(err)
	}
	for _, photo := range photos {
		if photo.Role == inspection.EvidenceAfter {
			refused("given with an action", "error.photo_of_action", photo)
		}
	}
	if left, err := o.Photos(ctx, hazard.ID); err != nil || len(left) != 2 {
		t.Errorf("%v, %v", left, err)
	}
}
