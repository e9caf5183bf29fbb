package inspectiontest

import (
	"context"

	"anxun/inspection"
)

// Signatures implements inspection.Reader.
func (r *memoryReader) Signatures(_ context.Context, inspectionID inspection.ID) ([]inspection.Signature, error) {
	return all(r, inspection.KindSignature, inspection.DecodeSignature, func(s inspection.Signature) bool {
		return s.InspectionID == inspectionID && !s.Removed
	}, func(a, b inspection.Signature) int { return a.Signed.Compare(b.Signed) })
}
