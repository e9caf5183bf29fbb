package inspection_test

import (
	"slices"
	"testing"

	"anxun/inspection"
)

// The history of an inspection holds its answers, corrections and signatures; that of
// a hazard its steps and photos, those taken off too. Neither holds the other's.
func TestHistory(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	visit, hazard := o.finishedVisit(t, nil)
	if _, err := o.Correct(ctx, "李敏", inspection.CorrectionInput{InspectionID: visit.ID, Item: "CF-02", Result: inspection.ResultNA, Note: "无此设施", Reason: "录入有误"}); err != nil {
		t.Fatal(err)
	}
	signature, err := o.Sign(ctx, inspectorName, signed(visit.ID, inspection.SignerUnit, "王院长"))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.RemoveSignature(ctx, inspectorName, visit.ID, signature.ID); err != nil {
		t.Fatal(err)
	}
	if err := o.AddPhotos(ctx, inspectorName, hazard.ID, []inspection.Evidence{{Role: inspection.EvidenceBefore, SHA256: "aa", Format: "jpg", Size: 1}}); err != nil {
		t.Fatal(err)
	}
	photos, err := o.Photos(ctx, hazard.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.RemovePhoto(ctx, inspectorName, hazard.ID, photos[0].ID); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		kind inspection.RecordKind
		id   inspection.ID
		want map[inspection.RecordKind]int
	}{
		{inspection.KindInspection, visit.ID, map[inspection.RecordKind]int{"inspection": 2, "answer": 2, "correction": 1, "signature": 2}},
		{inspection.KindHazard, hazard.ID, map[inspection.RecordKind]int{"hazard": 2, "action": 1, "evidence": 2}},
		{inspection.KindPlace, o.place.ID, map[inspection.RecordKind]int{"place": 1}},
	} {
		err := o.View(ctx, func(r inspection.Reader) error {
			changes, err := inspection.History(ctx, r, test.kind, test.id)
			got := map[inspection.RecordKind]int{}
			for _, change := range changes {
				got[change.RecordKind]++
			}
			for kind, count := range test.want {
				if got[kind] != count {
					t.Errorf("%s: %d entries of %s, want %d", test.kind, got[kind], kind, count)
				}
			}
			if len(got) != len(test.want) {
				t.Errorf("%s: got %v, want %v", test.kind, got, test.want)
			}
			if !slices.IsSortedFunc(changes, func(a, b inspection.Change) int { return int(b.Sequence - a.Sequence) }) {
				t.Errorf("%s: not the newest first", test.kind)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
