package inspection

import (
	"context"
	"slices"
	"strings"
)

// Signatures tells who signed an inspection.
func (s *Service) Signatures(ctx context.Context, inspectionID ID) (SignatureSheet, error) {
	var sheet SignatureSheet
	err := s.store.View(ctx, func(r Reader) (err error) {
		sheet, err = ReadSignatures(ctx, r, inspectionID)
		return err
	})
	return sheet, err
}

// ReadSignatures is Service.Signatures for a caller that already reads.
func ReadSignatures(ctx context.Context, r Reader, inspectionID ID) (SignatureSheet, error) {
	visit, err := r.Inspection(ctx, inspectionID)
	if err != nil {
		return SignatureSheet{}, err
	}
	signatures, err := r.Signatures(ctx, inspectionID)
	return newSignatureSheet(visit, signatures), err
}

// Sign keeps a signature. Of in, InspectionID, Capacity, Signer and the picture are
// used; the picture's file must be durable already. A finished inspection is signed,
// whose content no longer changes; others give CodeConflict. Inspectors sign under
// their own names. Whoever signed before replaces that signature, and the unit's
// signature takes the place of its refusal.
func (s *Service) Sign(ctx context.Context, by string, in Signature) (Signature, error) {
	in.Signer = strings.TrimSpace(in.Signer)
	in.Refused, in.Reason, in.Witness = false, "", ""
	if in.Signer == "" {
		return in, Invalid("error.signer_missing")
	}
	if !in.HasPicture() {
		return in, Invalid("error.signature_missing")
	}
	return s.putSignature(ctx, by, in)
}

// RefuseSignature keeps that the inspected unit would not sign: who refused, why, and
// who witnessed it, who must not be the one refusing. The witness may sign as well.
// Of in, InspectionID, Signer, Reason, Witness and the picture are used.
func (s *Service) RefuseSignature(ctx context.Context, by string, in Signature) (Signature, error) {
	in.Signer, in.Reason, in.Witness = strings.TrimSpace(in.Signer), strings.TrimSpace(in.Reason), strings.TrimSpace(in.Witness)
	in.Capacity, in.Refused = SignerUnit, true
	switch {
	case in.Reason == "":
		return in, Invalid("error.refusal_reason_missing")
	case in.Witness == "":
		return in, Invalid("error.witness_missing")
	case in.Witness == in.Signer:
		return in, Invalid("error.witness_is_signer", "name", in.Witness)
	}
	return s.putSignature(ctx, by, in)
}

func (s *Service) putSignature(ctx context.Context, by string, in Signature) (Signature, error) {
	in.ID, in.Signed, in.By, in.Removed = s.ids(), s.clock(), by, false
	err := s.update(ctx, by, func(w Writer) error {
		sheet, err := ReadSignatures(ctx, w, in.InspectionID)
		if err != nil {
			return err
		}
		if sheet.Inspection.Status != StatusFinished {
			return Conflict("error.sign_not_finished", "no", sheet.Inspection.No)
		}
		before := sheet.Unit
		if in.Capacity == SignerInspector {
			at := slices.IndexFunc(sheet.Inspectors, func(known Signature) bool { return known.Signer == in.Signer })
			if at < 0 {
				return Invalid("error.signer_no_inspector", "name", in.Signer, "no", sheet.Inspection.No)
			}
			before = sheet.Inspectors[at]
		}
		if before.ID != "" {
			before.Removed = true
			if err := w.Put(ctx, before); err != nil {
				return err
			}
		}
		if err := w.Put(ctx, in); err != nil {
			return err
		}
		return s.seal(ctx, w, by, in.InspectionID, SealSign)
	})
	return in, err
}

// RemoveSignature takes a signature, or a refusal, off an inspection. Its record and
// its file stay. Removing it again changes nothing.
func (s *Service) RemoveSignature(ctx context.Context, by string, inspectionID, id ID) error {
	return s.update(ctx, by, func(w Writer) error {
		signatures, err := w.Signatures(ctx, inspectionID)
		if err != nil {
			return err
		}
		for _, signature := range signatures {
			if signature.ID == id {
				signature.Removed = true
				if err := w.Put(ctx, signature); err != nil {
					return err
				}
				return s.seal(ctx, w, by, inspectionID, SealSign)
			}
		}
		return nil
	})
}
