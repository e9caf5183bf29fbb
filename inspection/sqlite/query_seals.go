package sqlite

import (
	"context"

	"anxun/inspection"
)

func correctionsQuery() string {
	return "SELECT " + recordColumns(inspection.KindCorrection, "") + " FROM corrections WHERE inspection = ? ORDER BY at, id"
}

// Corrections implements inspection.Reader.
func (r *session) Corrections(ctx context.Context, inspectionID inspection.ID) ([]inspection.Correction, error) {
	return list(ctx, r, inspection.KindCorrection, correctionsQuery(), []any{string(inspectionID)}, inspection.DecodeCorrection)
}

func sealsQuery() string {
	return "SELECT " + recordColumns(inspection.KindSeal, "") + " FROM seals WHERE inspection = ? ORDER BY round, id"
}

// Seals implements inspection.Reader.
func (r *session) Seals(ctx context.Context, inspectionID inspection.ID) ([]inspection.Seal, error) {
	return list(ctx, r, inspection.KindSeal, sealsQuery(), []any{string(inspectionID)}, inspection.DecodeSeal)
}

// SignedHead implements inspection.Reader.
func (r *session) SignedHead(ctx context.Context, statement string) (inspection.SignedHead, error) {
	stored, _, err := r.storedHead(ctx)
	if err != nil {
		return inspection.SignedHead{}, err
	}
	return r.store.sign(stored, statement), nil
}

// SignedHead implements inspection.Reader with what was written so far.
func (w *writer) SignedHead(_ context.Context, statement string) (inspection.SignedHead, error) {
	return inspection.SignedHead{Device: w.device, Sequence: w.head.sequence, Hash: w.head.hash, Time: w.head.time, Statement: statement}.Sign(w.key), nil
}

// storedHead reads the end of the journal as table meta has it, and the device.
func (r *session) storedHead(ctx context.Context) (stored head, device string, err error) {
	var time string
	_, err = r.queryRow(ctx, "SELECT sequence, hash, time, device FROM meta WHERE id = 1", nil, &stored.sequence, &stored.hash, &time, &device)
	stored.time = inspection.HybridTime(time)
	return stored, device, r.store.errorFor(err, "reading the head of the journal")
}

func (s *Store) sign(end head, statement string) inspection.SignedHead {
	s.mutex.Lock()
	device, key := s.device, s.key
	s.mutex.Unlock()
	return inspection.SignedHead{Device: device, Sequence: end.sequence, Hash: end.hash, Time: end.time, Statement: statement}.Sign(key)
}
