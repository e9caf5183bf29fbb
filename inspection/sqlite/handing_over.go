package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"anxun/inspection"
)

// EachEntry implements inspection.Reader. What others wrote is handed out where it came
// in, before what this laptop wrote afterwards.
func (r *session) EachEntry(ctx context.Context, known inspection.Knowledge, fn func(inspection.Change) error) (inspection.Knowledge, error) {
	here, err := r.Known(ctx)
	if err != nil {
		return nil, err
	}
	_, device, err := r.storedHead(ctx)
	if err != nil {
		return nil, err
	}
	missing := known.Missing(here)
	h := &handingOver{session: r, device: device, fn: fn, own: firstMissing(missing[device])}
	delete(missing, device)
	err = h.received(ctx, missing)
	if err == nil {
		err = h.until(ctx, 0)
	}
	covers := known.Clone()
	if h.handed > 0 { // else there is nothing to tell of either
		covers.AddAll(here)
	}
	return covers, unpassed(err, func(err error) error { return r.store.errorFor(err, "handing over the journal") })
}

func firstMissing(ranges []inspection.SequenceRange) int64 {
	if len(ranges) == 0 {
		return 0
	}
	return ranges[0].From
}

// handingOver is one run of EachEntry.
type handingOver struct {
	*session
	device  string
	fn      func(inspection.Change) error
	own     int64 // next own entry; 0 when all are known
	handed  int64 // how many entries were handed out
	receipt int64 // transaction of the receipt that was handed out last
	merging bool  // the transaction being read begins with a receipt
}

func (h *handingOver) hand(change inspection.Change) error {
	h.handed++
	return passed(h.fn(change))
}

// received hands out the missing entries of others in the order in which they came, each
// after what this laptop had written before.
func (h *handingOver) received(ctx context.Context, missing inspection.Knowledge) error {
	var where []string
	var args []any
	for device, ranges := range missing {
		for _, one := range ranges {
			where = append(where, "(device = ? AND sequence BETWEEN ? AND ?)")
			args = append(args, device, one.From, one.To)
		}
	}
	for len(where) > 0 { // SQLite takes so many terms at once
		n := min(len(where), 200)
		if err := h.someReceived(ctx, strings.Join(where[:n], " OR "), args[:3*n]); err != nil {
			return err
		}
		where, args = where[n:], args[3*n:]
	}
	return nil
}

func (h *handingOver) someReceived(ctx context.Context, where string, args []any) error {
	text := "SELECT " + receivedColumns + ", receipt FROM received WHERE " + where + " ORDER BY arrival"
	return h.query(ctx, text, args, func(rows *sql.Rows) error {
		var receipt int64
		change, err := scanChange(rows, &receipt)
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = h.until(ctx, receipt)
		}
		if err != nil {
			return err
		}
		return h.hand(change)
	})
}

// until hands out own entries before a sequence, all for 0.
func (h *handingOver) until(ctx context.Context, before int64) error {
	if h.own == 0 || before > 0 && h.own >= before {
		return nil
	}
	if before == 0 {
		before = 1 << 62
	}
	return h.query(ctx, "SELECT "+journalColumns+" FROM journal WHERE sequence >= ? AND sequence < ? ORDER BY sequence", []any{h.own, before}, func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		h.own = change.Sequence + 1
		return h.ownEntry(ctx, change)
	})
}

// ownEntry hands out an entry of this laptop unless it is its own matter. Before it goes
// the newest receipt, which says what its author knew; a receipt that nothing follows
// matters to nobody.
func (h *handingOver) ownEntry(ctx context.Context, change inspection.Change) error {
	if change.Sequence == change.Transaction {
		h.merging = change.RecordKind == inspection.KindReceipt
	}
	if h.merging || !change.Shared() {
		return nil
	}
	var receipt int64
	_, err := h.queryRow(ctx, "SELECT coalesce(max(sequence), 0) FROM receipts WHERE device = ? AND sequence < ?", []any{h.device, change.Sequence}, &receipt)
	if err != nil {
		return err
	}
	if receipt > h.receipt {
		h.receipt = receipt
		entries, err := h.Entries(ctx, inspection.KindReceipt, inspection.ReceiptID(h.device, receipt))
		if err != nil {
			return err
		}
		for _, entry := range entries {
			if err := h.hand(entry); err != nil {
				return err
			}
		}
	}
	return h.hand(change)
}
