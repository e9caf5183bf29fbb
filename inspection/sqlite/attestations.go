package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"sort"

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
	from := max(after+1, present.from)
	merges, err := r.merges(ctx, from)
	if err != nil {
		return err
	}
	for _, m := range append(merges, merge{first: math.MaxInt64}) {
		if err := r.eachOwn(ctx, fn, "sequence >= ? AND sequence < ?", from, m.first); err != nil {
			return err
		}
		if m.last == 0 {
			break
		}
		receipt := string(inspection.ReceiptID(present.device, m.first))
		if err := r.eachOwn(ctx, fn, "kind = 'receipt' AND record = ? AND sequence BETWEEN ? AND ?", receipt, max(from, m.first), m.last); err != nil {
			return err
		}
		from = m.last + 1
	}
	return nil
}

// eachOwn streams entries of the journal that are for others.
func (r *session) eachOwn(ctx context.Context, fn func(inspection.Change) error, where string, args ...any) error {
	err := r.query(ctx, "SELECT "+journalColumns+" FROM journal WHERE "+where+" ORDER BY sequence", args, func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || !change.Shared() {
			return err
		}
		return passed(fn(change))
	})
	return unpassed(err, func(err error) error { return r.store.errorFor(err, "reading the own entries") })
}

// merge is a transaction in which a delivery was merged: its first entry, which is the receipt, and its last one. After
// the first it holds hundreds of thousands of entries that are not for others, so it is jumped over.
type merge struct{ first, last int64 }

// merges lists those that end at an entry or later.
func (r *session) merges(ctx context.Context, from int64) ([]merge, error) {
	var merges []merge
	const begins = `SELECT sequence FROM journal WHERE kind = 'receipt' AND sequence = "transaction" ORDER BY sequence`
	err := r.query(ctx, begins, nil, func(rows *sql.Rows) error {
		var m merge
		err := rows.Scan(&m.first)
		merges = append(merges, m)
		return err
	})
	if err != nil {
		return nil, r.store.errorFor(err, "looking for what was merged")
	}
	head, _, err := r.storedHead(ctx)
	if err != nil {
		return nil, err
	}
	before := 0 // of them end before the entry
	for i := range merges {
		limit := head.sequence
		if i+1 < len(merges) {
			limit = merges[i+1].first - 1
		}
		if limit < from {
			before = i + 1
			continue
		}
		if merges[i].last, err = r.lastOf(ctx, merges[i].first, limit); err != nil {
			return nil, err
		}
		if merges[i].last < from {
			before = i + 1
		}
	}
	return merges[before:], nil
}

// lastOf finds the last entry of a transaction, which lies at limit or before. Transactions follow each other without a gap.
func (r *session) lastOf(ctx context.Context, transaction, limit int64) (last int64, err error) {
	beyond := sort.Search(int(limit-transaction), func(i int) bool {
		var number int64
		_, failed := r.queryRow(ctx, `SELECT "transaction" FROM journal WHERE sequence = ?`, []any{transaction + 1 + int64(i)}, &number)
		err = errors.Join(err, failed)
		return number != transaction
	})
	return transaction + int64(beyond), r.store.errorFor(err, "looking for the end of a merge")
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
