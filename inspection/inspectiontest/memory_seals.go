package inspectiontest

import (
	"context"

	"anxun/inspection"
)

// Corrections implements inspection.Reader.
func (r *memoryReader) Corrections(_ context.Context, inspectionID inspection.ID) ([]inspection.Correction, error) {
	return all(r, inspection.KindCorrection, inspection.DecodeCorrection, func(c inspection.Correction) bool { return c.InspectionID == inspectionID },
		func(a, b inspection.Correction) int { return a.At.Compare(b.At) })
}

// Seals implements inspection.Reader.
func (r *memoryReader) Seals(_ context.Context, inspectionID inspection.ID) ([]inspection.Seal, error) {
	return all(r, inspection.KindSeal, inspection.DecodeSeal, func(s inspection.Seal) bool { return s.InspectionID == inspectionID },
		func(a, b inspection.Seal) int { return a.Round - b.Round })
}

// SignedHead implements inspection.Reader.
func (r *memoryReader) SignedHead(_ context.Context, statement string) (inspection.SignedHead, error) {
	head := inspection.SignedHead{Device: r.device.ID, Statement: statement}
	if count := len(r.state.journal); count > 0 {
		last := r.state.journal[count-1]
		head.Sequence, head.Hash, head.Time = last.Sequence, last.Hash, last.Time
	}
	return head.Sign(r.device.key), nil
}
