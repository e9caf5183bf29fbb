package inspection

import "context"

// binnedPhotos lists photos that were taken off. They come back under the rule by
// which they were taken off: as long as the hazard is open.
func binnedPhotos(ctx context.Context, r Reader) ([]binned, error) {
	photos, err := removedOnes(ctx, r, KindEvidence, DecodeEvidence)
	if err != nil {
		return nil, err
	}
	var lying []binned
	for _, photo := range photos {
		hazard, err := r.Hazard(ctx, photo.HazardID)
		if err != nil {
			return nil, err
		}
		one := binned{BinEntry: BinEntry{ID: photo.ID, Kind: BinPhoto, Name: photo.Name, Of: hazard.No}, inspection: hazard.InspectionID}
		switch {
		case hazard.Removed:
			one.Blocked = Conflict("error.record_removed", "no", hazard.No)
		case hazard.Withdrawn || hazard.Status != HazardOpen:
			one.Blocked = Conflict("error.hazard_not_open", "no", hazard.No, "status", string(hazard.Status))
		}
		photo.Removed = false
		one.back = photo
		if err := takenOff(ctx, r, KindEvidence, photo.ID, &one.BinEntry); err != nil {
			return nil, err
		}
		lying = append(lying, one)
	}
	return lying, nil
}

// binnedSignatures lists signatures that were taken off and whose place is still empty.
func binnedSignatures(ctx context.Context, r Reader) ([]binned, error) {
	signatures, err := removedOnes(ctx, r, KindSignature, DecodeSignature)
	if err != nil {
		return nil, err
	}
	var lying []binned
	for _, signature := range signatures {
		sheet, err := ReadSignatures(ctx, r, signature.InspectionID)
		if err != nil {
			return nil, err
		}
		if !sheet.awaits(signature) {
			continue
		}
		visit := sheet.Inspection
		one := binned{BinEntry: BinEntry{ID: signature.ID, Kind: BinSignature, Name: signature.Signer, Of: visit.No}, inspection: visit.ID}
		switch {
		case visit.Removed:
			one.Blocked = Conflict("error.record_removed", "no", visit.No)
		case visit.Status != StatusFinished:
			one.Blocked = Conflict("error.sign_not_finished", "no", visit.No)
		}
		signature.Removed = false
		one.back = signature
		if err := takenOff(ctx, r, KindSignature, signature.ID, &one.BinEntry); err != nil {
			return nil, err
		}
		lying = append(lying, one)
	}
	return lying, nil
}

// awaits reports whether the place of the signature on the sheet is empty.
func (s SignatureSheet) awaits(signature Signature) bool {
	if signature.Capacity == SignerUnit {
		return s.Unit.ID == ""
	}
	for _, inspector := range s.Inspectors {
		if inspector.Signer == signature.Signer {
			return inspector.ID == ""
		}
	}
	return false
}
