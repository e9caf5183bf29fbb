package inspection

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"
)

// asFound lists the fields of a hazard that say how it was found. The others tell how
// it is being put right; they go on changing after the inspection is finished, and the
// journal alone keeps them.
var asFound = []string{"no", "place", "inspection", "item", "checklist", "description", "basis", "severity", "suspected", "departments",
	"found", "found_by", "immediate", "withdrawn", "sample", "removed"}

// ReadSealContent fills in what a seal of the inspection says about its content, as it
// is now. With a known seal only the photos that it names are looked at: those that
// came later belong to the putting right. A record that the seal names and that is no
// longer there makes the content differ.
func ReadSealContent(ctx context.Context, r Reader, inspectionID ID, known *Seal) (Seal, error) {
	seal := Seal{InspectionID: inspectionID}
	sum := sealSum{digest: sha256.New()}
	visit, err := r.Inspection(ctx, inspectionID)
	if err != nil {
		return seal, err
	}
	sum.add(visit.Kind(), visit.Key(), visit.Fields())
	answers, err := r.Answers(ctx, inspectionID)
	if err != nil {
		return seal, err
	}
	for _, answer := range answers {
		seal.Answers++
		sum.add(answer.Kind(), answer.Key(), answer.Fields())
	}
	if err := sum.hazards(ctx, r, &seal, known); err != nil {
		return seal, err
	}
	signatures, err := r.Signatures(ctx, inspectionID)
	if err != nil {
		return seal, err
	}
	for _, signature := range signatures {
		seal.Signatures = append(seal.Signatures, signature.ID)
		sum.add(signature.Kind(), signature.ID, signature.Fields())
	}
	corrections, err := r.Corrections(ctx, inspectionID)
	if err != nil {
		return seal, err
	}
	for _, correction := range corrections {
		seal.Corrections = append(seal.Corrections, correction.ID)
		sum.add(correction.Kind(), correction.ID, correction.Fields())
	}
	seal.Content = hex.EncodeToString(sum.digest.Sum(nil))
	return seal, nil
}

// sealSum hashes records one after the other.
type sealSum struct{ digest hash.Hash }

func (s sealSum) add(kind RecordKind, key ID, fields Fields) {
	for name, value := range fields { // a field that is missing equals one that is empty
		if value == "" {
			delete(fields, name)
		}
	}
	content, err := json.Marshal([]any{kind, key, fields}) // names of a map are sorted
	if err != nil {
		panic("inspection: encoding a record: " + err.Error()) // strings always encode
	}
	s.digest.Write(append(content, '\n'))
}

func (s sealSum) hazards(ctx context.Context, r Reader, seal *Seal, known *Seal) error {
	hazards, err := r.Hazards(ctx, HazardFilter{InspectionID: seal.InspectionID, IncludeWithdrawn: true, IncludeRemoved: true})
	if err != nil {
		return err
	}
	// Lists are ordered by day due, which changes.
	slices.SortFunc(hazards, func(a, b HazardRow) int { return cmp.Compare(a.ID, b.ID) })
	for _, row := range hazards {
		seal.Hazards++
		all, fixed := row.Fields(), Fields{}
		for _, name := range asFound {
			fixed[name] = all[name]
		}
		s.add(KindHazard, row.ID, fixed)
		photos, err := r.Evidence(ctx, row.ID)
		if err != nil {
			return err
		}
		for _, photo := range photos {
			if known != nil && !slices.Contains(known.Evidence, photo.ID) {
				continue
			}
			seal.Evidence = append(seal.Evidence, photo.ID)
			s.add(KindEvidence, photo.ID, Fields{"hazard": string(photo.HazardID), "role": string(photo.Role), "sha256": photo.SHA256,
				"format": photo.Format, "size": fieldInt(photo.Size), "added": FormatInstant(photo.Added), "added_by": photo.AddedBy})
		}
	}
	return nil
}

// Matches reports whether content read with ReadSealContent is what the seal fixed.
func (s Seal) Matches(content Seal) bool {
	return s.Content == content.Content && s.Answers == content.Answers && s.Hazards == content.Hazards &&
		slices.Equal(s.Evidence, content.Evidence) && slices.Equal(s.Signatures, content.Signatures) &&
		slices.Equal(s.Corrections, content.Corrections)
}
