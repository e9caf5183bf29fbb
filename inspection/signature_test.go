package inspection_test

import (
	"errors"
	"strings"
	"testing"

	"anxun/inspection"
)

// signed is a signature as the pad gives it.
func signed(visit inspection.ID, capacity inspection.SignerCapacity, signer string) inspection.Signature {
	return inspection.Signature{InspectionID: visit, Capacity: capacity, Signer: signer, SHA256: strings.Repeat("ab", 32), Format: "png", Size: 900, Width: 400, Height: 160}
}

func (o office) signatures(t *testing.T, visit inspection.ID) inspection.SignatureSheet {
	t.Helper()
	sheet, err := o.Signatures(t.Context(), visit)
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

func TestEverybodySigns(t *testing.T) {
	o := newOffice(t)
	visit, _ := o.finishedVisit(t, nil)
	if sheet := o.signatures(t, visit.ID); sheet.Missing() != 3 || len(sheet.Inspectors) != 2 || sheet.Inspectors[1].Signer != "李敏" {
		t.Fatalf("before: %+v", sheet)
	}
	for _, in := range []inspection.Signature{signed(visit.ID, inspection.SignerInspector, " 李敏 "), signed(visit.ID, inspection.SignerInspector, "张建国"),
		signed(visit.ID, inspection.SignerUnit, "王院长")} {
		if _, err := o.Sign(t.Context(), inspectorName, in); err != nil {
			t.Fatal(err)
		}
	}
	sheet := o.signatures(t, visit.ID)
	if sheet.Missing() != 0 || sheet.Inspectors[0].Signer != "张建国" || sheet.Unit.Signer != "王院长" || sheet.Unit.By != inspectorName {
		t.Errorf("after: %+v", sheet)
	}
	again, err := o.Sign(t.Context(), inspectorName, signed(visit.ID, inspection.SignerInspector, "张建国"))
	if err != nil {
		t.Fatal(err)
	}
	if sheet := o.signatures(t, visit.ID); sheet.Inspectors[0].ID != again.ID || sheet.Missing() != 0 {
		t.Errorf("signed again: %+v", sheet)
	}
	if err := o.RemoveSignature(t.Context(), inspectorName, visit.ID, again.ID); err != nil {
		t.Fatal(err)
	}
	if sheet := o.signatures(t, visit.ID); sheet.Missing() != 1 {
		t.Errorf("after removing: %+v", sheet)
	}
}

func TestRefusalNeedsReasonAndWitness(t *testing.T) {
	o := newOffice(t)
	visit, _ := o.finishedVisit(t, nil)
	refusal := inspection.Signature{InspectionID: visit.ID, Signer: "王院长", Reason: "对第 2 项有异议", Witness: "社区网格员赵静"}
	for name, change := range map[string]func(*inspection.Signature){
		"error.refusal_reason_missing": func(s *inspection.Signature) { s.Reason = " " },
		"error.witness_missing":        func(s *inspection.Signature) { s.Witness = "" },
		"error.witness_is_signer":      func(s *inspection.Signature) { s.Witness = "王院长" },
	} {
		wrong := refusal
		change(&wrong)
		_, err := o.RefuseSignature(t.Context(), inspectorName, wrong)
		wantKey(t, err, name)
	}
	if _, err := o.RefuseSignature(t.Context(), inspectorName, refusal); err != nil {
		t.Fatal(err)
	}
	sheet := o.signatures(t, visit.ID)
	if !sheet.Unit.Refused || sheet.Unit.HasPicture() || sheet.Unit.Witness != "社区网格员赵静" || sheet.Missing() != 2 {
		t.Errorf("refused: %+v", sheet.Unit)
	}
	if _, err := o.Sign(t.Context(), inspectorName, signed(visit.ID, inspection.SignerUnit, "王院长")); err != nil {
		t.Fatal(err)
	}
	if sheet := o.signatures(t, visit.ID); sheet.Unit.Refused || sheet.Unit.Reason != "" {
		t.Errorf("signed after all: %+v", sheet.Unit)
	}
}

func TestWhoMaySign(t *testing.T) {
	o := newOffice(t)
	visit, _ := o.finishedVisit(t, nil)
	nameless, blank := signed(visit.ID, inspection.SignerUnit, " "), signed(visit.ID, inspection.SignerUnit, "王院长")
	blank.SHA256 = ""
	for key, in := range map[string]inspection.Signature{
		"error.signer_missing": nameless, "error.signature_missing": blank,
		"error.signer_no_inspector": signed(visit.ID, inspection.SignerInspector, "王院长"),
	} {
		_, err := o.Sign(t.Context(), inspectorName, in)
		wantKey(t, err, key)
	}
	draft, err := o.StartInspection(t.Context(), inspectorName, inspection.NewInspection{PlaceID: o.place.ID, Checklists: []string{"CF"},
		Inspectors: visit.Inspectors, Started: o.Now()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Sign(t.Context(), inspectorName, signed(draft.ID, inspection.SignerInspector, "张建国"))
	wantKey(t, err, "error.sign_not_finished")
}

// wantKey fails the test unless the error is the one that is told by the key.
func wantKey(t *testing.T, err error, key string) {
	t.Helper()
	var told *inspection.Error
	if !errors.As(err, &told) || told.Key != key {
		t.Errorf("got %v, want %s", err, key)
	}
}
