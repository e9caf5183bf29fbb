package sqlite

import (
	"context"
	"database/sql"
	"errors"
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
	all, err := r.own(ctx)
	if err != nil {
		return nil, err
	}
	missing := known.Missing(here)
	receipts, err := r.ownReceipts(ctx)
	if err != nil {
		return nil, err
	}
	h := &handingOver{session: r, fn: fn, own: firstOwn(all, missing), copied: copied(all), receipts: receipts, missing: missing, others: map[string][]inspection.Receipt{}}
	err = h.received(ctx, withoutOwn(all, missing))
	if err == nil {
		err = h.until(ctx, 0)
	}
	covers := known.Clone()
	if h.handed > 0 { // else there is nothing to tell of either
		covers.AddAll(here)
	}
	return covers, unpassed(err, func(err error) error { return r.store.errorFor(err, "handing over the journal") })
}

// firstOwn is the first entry of this folder's journal that is missing, 0 if none is.
func firstOwn(all []identity, missing inspection.Knowledge) int64 {
	for _, one := range all {
		for _, r := range missing[one.device] {
			if from := max(r.From, one.from); from <= min(r.To, one.claimed) {
				return from
			}
		}
	}
	return 0
}

// withoutOwn leaves out what stands in the journal of this folder.
func withoutOwn(all []identity, missing inspection.Knowledge) inspection.Knowledge {
	own := inspection.Knowledge{}
	for _, one := range all {
		own.Add(one.device, one.from, one.claimed)
	}
	return own.Missing(missing)
}

// handingOver is one run of EachEntry.
type handingOver struct {
	*session
	fn      func(inspection.Change) error
	copied  []inspection.SequenceRange // handed on as what was received
	own     int64                      // next own entry; 0 when all are known
	handed  int64                      // how many entries were handed out
	merging bool                       // the transaction being read begins with a receipt

	skipping bool // the rest of the transaction is not read

	receipts []inspection.Receipt // own ones that were not passed yet, oldest first

	missing inspection.Knowledge
	others  map[string][]inspection.Receipt // receipts of the others that were not passed yet, by laptop, oldest first
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
		if err == nil && change.RecordKind != inspection.KindReceipt {
			err = h.knew(ctx, change)
		}
		if err != nil {
			return err
		}
		return h.hand(change)
	})
}

// knew hands out the newest receipt of another laptop before one of its entries, if it stands for known: a receipt that
// nothing followed was not handed on, although what it is in was told of as known.
func (h *handingOver) knew(ctx context.Context, change inspection.Change) (err error) {
	waiting, looked := h.others[change.Device]
	if !looked {
		if waiting, err = h.receiptsOf(ctx, change.Device); err != nil {
			return err
		}
	}
	var newest inspection.Receipt
	for len(waiting) > 0 && waiting[0].Sequence < change.Sequence {
		newest, waiting = waiting[0], waiting[1:]
	}
	h.others[change.Device] = waiting
	if newest.ID == "" || h.missing.Has(change.Device, newest.Sequence) {
		return nil
	}
	entries, err := h.Entries(ctx, inspection.KindReceipt, newest.ID)
	for _, entry := range entries {
		if err == nil {
			err = h.hand(entry)
		}
	}
	return err
}

// until hands out own entries before a sequence, all for 0.
func (h *handingOver) until(ctx context.Context, before int64) error {
	if before == 0 {
		before = 1 << 62
	}
	for h.own > 0 && h.own < before {
		from := h.own
		if err := h.ownEntries(ctx, before); err != nil {
			return err
		}
		if h.own == from { // the journal ends here
			return nil
		}
		if h.skipping {
			h.skipping = false
			next, err := h.afterTransaction(ctx, h.own-1)
			if err != nil {
				return err
			}
			h.own = next
		}
	}
	return nil
}

// errLongMerge ends reading in front of what a long run of merging wrote.
var errLongMerge = errors.New("a long run of merging follows")

// longMerge is how many entries of merging are skipped by looking for their end instead
// of reading them.
const longMerge = 64

func (h *handingOver) ownEntries(ctx context.Context, before int64) error {
	merged := 0
	err := h.query(ctx, "SELECT "+journalColumns+" FROM journal WHERE sequence >= ? AND sequence < ? ORDER BY sequence", []any{h.own, before}, func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		h.own = change.Sequence + 1
		if err := h.ownEntry(ctx, change); err != nil {
			return err
		}
		if !h.merging {
			merged = 0
		} else if merged++; merged >= longMerge {
			return errLongMerge
		}
		return nil
	})
	if errors.Is(err, errLongMerge) {
		h.skipping = true
		return nil
	}
	return err
}

// afterTransaction finds the first entry after the transaction that the entry belongs to.
func (h *handingOver) afterTransaction(ctx context.Context, sequence int64) (int64, error) {
	head, _, err := h.storedHead(ctx)
	if err != nil {
		return 0, err
	}
	var transaction int64
	if _, err := h.queryRow(ctx, `SELECT "transaction" FROM journal WHERE sequence = ?`, []any{sequence}, &transaction); err != nil {
		return 0, err
	}
	last, err := h.lastOf(ctx, transaction, head.sequence)
	return last + 1, err
}

// ownEntry hands out an entry of this laptop unless it is its own matter. Before it goes
// the newest receipt, which says what its author knew; a receipt that nothing follows
// matters to nobody.
func (h *handingOver) ownEntry(ctx context.Context, change inspection.Change) error {
	if change.Sequence == change.Transaction {
		h.merging = change.RecordKind == inspection.KindReceipt
	}
	if h.merging || !change.Shared() || within(h.copied, change.Sequence) {
		return nil
	}
	var newest inspection.ID
	for len(h.receipts) > 0 && h.receipts[0].Sequence < change.Sequence {
		newest, h.receipts = h.receipts[0].ID, h.receipts[1:]
	}
	if newest != "" {
		entries, err := h.Entries(ctx, inspection.KindReceipt, newest)
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
