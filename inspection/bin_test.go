package inspection_test

import (
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func (o office) bin(t *testing.T) []inspection.BinEntry {
	t.Helper()
	entries, err := o.Bin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func (o office) restore(t *testing.T, id inspection.ID) {
	t.Helper()
	if _, err := o.RestoreFromBin(t.Context(), "李敏", id); err != nil {
		t.Fatal(err)
	}
}

// wantBin looks that one thing lies in the bin, taken off by the inspector.
func (o office) wantBin(t *testing.T, kind inspection.BinKind, name, of string) inspection.BinEntry {
	t.Helper()
	entries := o.bin(t)
	if len(entries) != 1 {
		t.Fatalf("the bin holds %+v", entries)
	}
	got := entries[0]
	if got.Kind != kind || got.Name != name || got.Of != of || got.By != inspectorName || got.At.IsZero() {
		t.Errorf("got %+v, want %s %s of %s", got, kind, name, of)
	}
	return got
}

func TestBinPlace(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	gone := o.place
	gone.Removed = true
	if _, err := o.SavePlace(ctx, inspectorName, gone); err != nil {
		t.Fatal(err)
	}
	entry := o.wantBin(t, inspection.BinPlace, gone.Name, gone.Code)
	if entry.Blocked != nil {
		t.Errorf("blocked: %v", entry.Blocked)
	}
	o.restore(t, entry.ID)
	if left := o.bin(t); len(left) != 0 {
		t.Errorf("still in the bin: %+v", left)
	}
	err := o.View(ctx, func(r inspection.Reader) error {
		place, err := r.Place(ctx, gone.ID)
		if err == nil && place.Removed {
			t.Error("the place is still taken off")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.RestoreFromBin(ctx, "李敏", entry.ID); inspection.CodeOf(err) != inspection.CodeNotFound {
		t.Errorf("restored twice: %v", err)
	}
}

// A code that another place got meanwhile is not taken away from it.
func TestBinPlaceWhoseCodeIsTaken(t *testing.T) {
	o := newOffice(t)
	_, err := o.store.Update(t.Context(), inspectorName, func(w inspection.Writer) error {
		gone := o.place
		gone.Removed = true
		if err := w.Put(t.Context(), gone); err != nil {
			return err
		}
		return w.Put(t.Context(), inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "another", gone.Code }))
	})
	if err != nil {
		t.Fatal(err)
	}
	entry := o.wantBin(t, inspection.BinPlace, o.place.Name, o.place.Code)
	if inspection.CodeOf(entry.Blocked) != inspection.CodeConflict {
		t.Errorf("blocked by %v", entry.Blocked)
	}
	if _, err := o.RestoreFromBin(t.Context(), "李敏", entry.ID); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("restored: %v", err)
	}
}

// A photo that was sealed, taken off and brought back is sealed again.
func TestBinPhoto(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	visit, hazard := o.finishedVisit(t, nil)
	photo := inspection.Evidence{Role: inspection.EvidenceBefore, SHA256: "aa", Format: "jpg", Name: "exit.jpg", Size: 1}
	if err := o.AddPhotos(ctx, inspectorName, hazard.ID, []inspection.Evidence{photo}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Correct(ctx, inspectorName, inspection.CorrectionInput{InspectionID: visit.ID, Item: "CF-02", Result: inspection.ResultNA,
		Note: "无此设施", Reason: "录入有误"}); err != nil { // seals the photo as well
		t.Fatal(err)
	}
	sealed, err := o.Photos(ctx, hazard.ID)
	if err != nil {
		t.Fatal(err)
	}
	rounds := len(o.seals(t, visit.ID))
	if err := o.RemovePhoto(ctx, inspectorName, hazard.ID, sealed[0].ID); err != nil {
		t.Fatal(err)
	}
	entry := o.wantBin(t, inspection.BinPhoto, sealed[0].Name, hazard.No)
	o.restore(t, entry.ID)
	o.wantSealed(t, visit.ID, rounds+2, inspection.SealRestore)
	seals := o.seals(t, visit.ID)
	if got, want := seals[len(seals)-1].Evidence, seals[rounds-1].Evidence; len(got) != len(want) {
		t.Errorf("sealed photos %v, want %v", got, want)
	}
}

func TestBinSignature(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	visit, _ := o.finishedVisit(t, nil)
	sign := func() inspection.Signature {
		given, err := o.Sign(ctx, inspectorName, signed(visit.ID, inspection.SignerUnit, "王院长"))
		if err != nil {
			t.Fatal(err)
		}
		return given
	}
	first := sign()
	if err := o.RemoveSignature(ctx, inspectorName, visit.ID, first.ID); err != nil {
		t.Fatal(err)
	}
	o.wantBin(t, inspection.BinSignature, "王院长", visit.No)
	sign()
	if left := o.bin(t); len(left) != 0 {
		t.Errorf("a signature that was given again is offered: %+v", left)
	}
	if err := o.RemoveSignature(ctx, inspectorName, visit.ID, o.signatures(t, visit.ID).Unit.ID); err != nil {
		t.Fatal(err)
	}
	o.restore(t, first.ID)
	if got := o.signatures(t, visit.ID).Unit.ID; got != first.ID {
		t.Errorf("signed by %s, want %s", got, first.ID)
	}
	seals := o.seals(t, visit.ID)
	o.wantSealed(t, visit.ID, len(seals), inspection.SealRestore)
}

func TestBinReport(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	report, err := o.SaveCustomReport(ctx, inspectorName, inspectiontest.ACustomReport(func(c *inspection.CustomReport) { c.ID = "" }))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.RemoveCustomReport(ctx, inspectorName, report.ID); err != nil {
		t.Fatal(err)
	}
	o.restore(t, o.wantBin(t, inspection.BinReport, report.Name, "").ID)
	if reports, err := o.CustomReports(ctx); err != nil || len(reports) != 1 {
		t.Errorf("%v, %v", reports, err)
	}
}
