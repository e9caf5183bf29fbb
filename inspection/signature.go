package inspection

import "time"

// SignerCapacity says for whom somebody signs.
type SignerCapacity string

// The capacities.
const (
	SignerInspector SignerCapacity = "inspector" // 检查人员
	SignerUnit      SignerCapacity = "unit"      // 被检查单位负责人或陪同人
)

// Signature 签名 is what somebody wrote under the record of an inspection, or that the
// inspected unit refused to. Its picture is kept like a photo, under its SHA-256, and
// is durable before the record exists. A signature that was given again stays on
// record as removed.
type Signature struct {
	ID           ID
	InspectionID ID
	Capacity     SignerCapacity
	Signer       string // who signed, or who refused to

	// Refused reports that the unit would not sign. Then Reason and Witness are there,
	// and the picture, if there is one, is what the witness wrote.
	Refused bool
	Reason  string
	Witness string

	SHA256  string // lower-case hexadecimal; empty without a picture
	Format  string // png
	Size    int    // bytes
	Width   int    // pixels
	Height  int
	Signed  time.Time
	By      string // who held the laptop
	Removed bool
}

// HasPicture reports whether something was written.
func (s Signature) HasPicture() bool { return s.SHA256 != "" }

// File returns the picture as evidence, for the store of files.
func (s Signature) File() Evidence {
	return Evidence{SHA256: s.SHA256, Format: s.Format, Size: s.Size, Width: s.Width, Height: s.Height}
}

// Kind implements Record.
func (s Signature) Kind() RecordKind { return KindSignature }

// Key implements Record.
func (s Signature) Key() ID { return s.ID }

// Fields implements Record.
func (s Signature) Fields() Fields {
	return Fields{"inspection": string(s.InspectionID), "capacity": string(s.Capacity), "signer": s.Signer, "refused": fieldBool(s.Refused),
		"reason": s.Reason, "witness": s.Witness, "sha256": s.SHA256, "format": s.Format, "size": fieldInt(s.Size),
		"width": fieldInt(s.Width), "height": fieldInt(s.Height), "signed": FormatInstant(s.Signed), "by": s.By, "removed": fieldBool(s.Removed)}
}

// DecodeSignature builds a Signature from its stored fields.
func DecodeSignature(key ID, fields Fields) (Signature, error) {
	r := fieldReader{kind: KindSignature, key: key, fields: fields}
	return Signature{ID: key, InspectionID: ID(fields["inspection"]), Capacity: SignerCapacity(fields["capacity"]), Signer: fields["signer"],
		Refused: r.bool("refused"), Reason: fields["reason"], Witness: fields["witness"], SHA256: fields["sha256"], Format: fields["format"],
		Size: r.int("size"), Width: r.int("width"), Height: r.int("height"), Signed: r.instant("signed"), By: fields["by"],
		Removed: r.bool("removed")}, r.err
}

// SignatureSheet tells who signed an inspection and who still has to.
type SignatureSheet struct {
	Inspection Inspection
	// Inspectors has one entry for each inspector of the inspection, in their order; the
	// zero Signature, but for Signer, for one who has not signed.
	Inspectors []Signature
	Unit       Signature // zero if the unit neither signed nor refused
}

// Missing counts who still has to sign. A refusal counts as done.
func (s SignatureSheet) Missing() int {
	missing := 0
	for _, signature := range append(s.Inspectors, s.Unit) {
		if signature.ID == "" {
			missing++
		}
	}
	return missing
}

// newSignatureSheet puts the signatures of an inspection in their places.
func newSignatureSheet(visit Inspection, signatures []Signature) SignatureSheet {
	sheet := SignatureSheet{Inspection: visit}
	for _, inspector := range visit.Inspectors {
		entry := Signature{Signer: inspector.Name, Capacity: SignerInspector}
		for _, signature := range signatures {
			if signature.Capacity == SignerInspector && signature.Signer == inspector.Name {
				entry = signature
			}
		}
		sheet.Inspectors = append(sheet.Inspectors, entry)
	}
	for _, signature := range signatures {
		if signature.Capacity == SignerUnit {
			sheet.Unit = signature
		}
	}
	return sheet
}
