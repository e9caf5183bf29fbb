package sqlite

import (
	"context"
	"database/sql"

	"anxun/inspection"
)

// EachOwn implements inspection.Reader. What a copy wrote before it took this identity is
// among what was received.
func (r *session) EachOwn(ctx context.Context, after int64, fn func(inspection.Change) error) error {
	all, err := r.own(ctx)
	if err != nil {
		return err
	}
	present := all[len(all)-1]
	if after < present.from-1 {
		if err := r.EachReceived(ctx, present.device, after+1, present.from-1, fn); err != nil {
			return err
		}
	}
	text := "SELECT " + journalColumns + " FROM journal WHERE sequence > ? AND " + authored + " ORDER BY sequence"
	err = r.query(ctx, text, []any{max(after, present.from-1)}, func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		if err == nil {
			err = ctx.Err()
		}
		foreign := change.RecordKind == inspection.KindReceipt && inspection.ReceiptID(change.Device, change.Transaction) != change.Record
		if err != nil || foreign || !change.Shared() {
			return err
		}
		return passed(fn(change))
	})
	return unpassed(err, func(err error) error { return r.store.errorFor(err, "reading the own entries") })
}

// EachReceived implements inspection.Reader.
func (r *session) EachReceived(ctx context.Context, device string, from, to int64, fn func(inspection.Change) error) error {
	text := "SELECT " + receivedColumns + " FROM received WHERE device = ? AND sequence BETWEEN ? AND ? ORDER BY sequence"
	err := r.query(ctx, text, []any{device, from, to}, func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		return passed(fn(change))
	})
	return unpassed(err, func(err error) error { return r.store.errorFor(err, "reading what was received") })
}

// EachAttestation implements inspection.Reader.
func (r *session) EachAttestation(ctx context.Context, device string, from, to int64, fn func(inspection.Attestation) error) error {
	text := "SELECT " + recordColumns(inspection.KindAttestation, "") + ` FROM attestations WHERE device = ? AND "from" <= ? AND "to" >= ? ORDER BY "from", id`
	return each(ctx, r, inspection.KindAttestation, text, []any{device, to, from}, 0, inspection.DecodeAttestation,
		func(a inspection.Attestation, _ []any) error { return fn(a) })
}
