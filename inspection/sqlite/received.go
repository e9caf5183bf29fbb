package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"anxun/inspection"
)

const receivedColumns = `sequence, "transaction", device, time, actor, kind, record, fields, previous, hash`

// maxAhead is how far the journal's clock follows a laptop whose clock is ahead of ours.
// What is further ahead is a wrong clock: it would drag every later entry along.
const maxAhead = 24 * time.Hour

// Receive implements inspection.Writer.
func (w *writer) Receive(ctx context.Context, entry inspection.Change) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if w.failed != nil {
		return false, w.failed
	}
	ctx = context.WithoutCancel(ctx)
	var hash string
	known, err := w.queryRow(ctx, "SELECT hash FROM received WHERE device = ? AND sequence = ?", []any{entry.Device, entry.Sequence}, &hash)
	if err != nil {
		return false, w.store.errorFor(err, "looking for a received entry")
	}
	if known {
		if hash != entry.Hash {
			return false, inspection.Conflict("error.journal_forked", "device", entry.Device, "sequence", entry.Sequence)
		}
		return false, nil
	}
	if own, err := w.wrote(ctx, entry); own || err != nil {
		return false, err
	}
	if err := w.keep(ctx, entry); err != nil {
		return false, err
	}
	return true, w.Touch(ctx, entry.RecordKind, entry.Record)
}

// wrote reports whether the entry is one that this folder wrote itself, under its present
// identity or a former one. Another entry in its place shows that the folder was copied, one
// that is not here that an old backup was restored.
func (w *writer) wrote(ctx context.Context, entry inspection.Change) (bool, error) {
	all, err := w.own(ctx)
	if err != nil {
		return false, err
	}
	at := slices.IndexFunc(all, func(one identity) bool { return one.device == entry.Device })
	if at < 0 || at < len(all)-1 && !all[at].has(entry.Sequence) {
		return false, nil
	}
	var hash string
	found, err := w.queryRow(ctx, "SELECT hash FROM journal WHERE sequence = ? AND device = ?", []any{entry.Sequence, entry.Device}, &hash)
	switch {
	case err != nil:
		return false, w.store.errorFor(err, "looking for an own entry")
	case !found:
		return false, inspection.Conflict("error.journal_behind", "sequence", entry.Sequence, "since", w.head.sequence)
	case hash != entry.Hash:
		return false, inspection.Conflict("error.journal_forked_here", "sequence", entry.Sequence, "since", entry.Sequence-1)
	}
	return true, nil
}

// keep writes a received entry as it is.
func (w *writer) keep(ctx context.Context, entry inspection.Change) error {
	if len(w.changes) == w.begins {
		return fmt.Errorf("receiving an entry: the receipt must be put first")
	}
	if !sound(entry.Actor) || !sound(string(entry.Record)) || entry.Record == "" {
		return inspection.Invalid("error.record_refused", "kind", string(entry.RecordKind), "record", string(entry.Record))
	}
	if err := w.insertReceived(ctx, nil, entry, w.changes[w.begins].Sequence); err != nil {
		w.failed = w.store.errorFor(err, "keeping a received entry")
		return w.failed
	}
	if entry.Time > w.head.time && entry.Time.Instant().Before(w.store.clock().Add(maxAhead)) {
		w.head.time = entry.Time
	}
	return nil
}

// insertReceived writes the row of a received entry; a nil arrival is the next one.
func (w *writer) insertReceived(ctx context.Context, arrival any, entry inspection.Change, receipt int64) error {
	content, err := json.Marshal(entry.Fields)
	if err != nil {
		return fmt.Errorf("encoding the changed fields: %w", err)
	}
	return w.exec(ctx, "INSERT INTO received (arrival, "+receivedColumns+", receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", arrival, entry.Sequence,
		entry.Transaction, entry.Device, string(entry.Time), entry.Actor, string(entry.RecordKind), string(entry.Record), string(content), entry.Previous,
		entry.Hash, receipt)
}

// lastRead is the record that the transaction read last. Merging looks at a record just
// before it puts it.
type lastRead struct {
	kind   inspection.RecordKind
	key    inspection.ID
	fields inspection.Fields
}

// RecordFields implements inspection.Reader.
func (w *writer) RecordFields(ctx context.Context, kind inspection.RecordKind, key inspection.ID) (inspection.Fields, error) {
	fields, err := w.session.RecordFields(ctx, kind, key)
	if err == nil {
		w.read = lastRead{kind, key, maps.Clone(fields)}
	}
	return fields, err
}

// storedOnce returns the stored fields of a record that is about to be put.
func (w *writer) storedOnce(ctx context.Context, t *table, key inspection.ID) (inspection.Fields, error) {
	read := w.read
	w.read = lastRead{}
	if read.kind == t.kind && read.key == key {
		return read.fields, nil
	}
	return w.stored(ctx, t, key)
}

// The touched records of the transaction, in a table that only this connection sees and
// that may be larger than memory.
const (
	makeTouched  = "CREATE TEMP TABLE IF NOT EXISTS touched (place INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY (place, record)) WITHOUT ROWID"
	clearTouched = "DELETE FROM temp.touched"
	addTouched   = "INSERT OR IGNORE INTO temp.touched (place, record) VALUES (?, ?)"
	nextTouched  = "SELECT place, record FROM temp.touched WHERE (place, record) > (?, ?) ORDER BY place, record LIMIT 500"
	addAnswers   = "INSERT OR IGNORE INTO temp.touched (place, record) SELECT ?, record FROM %s WHERE kind = 'answer' AND record > ? || '/' AND record < ? || '0'"
)

func mergePlace(kind inspection.RecordKind) int { return slices.Index(inspection.MergeOrder(), kind) }

// touching makes the table ready, once in a transaction.
func (w *writer) touching(ctx context.Context) error {
	if w.touches {
		return nil
	}
	for _, text := range []string{makeTouched, clearTouched} {
		if err := w.exec(ctx, text); err != nil {
			return w.store.errorFor(err, "preparing to merge")
		}
	}
	w.touches = true
	return nil
}

// Touch implements inspection.Writer.
func (w *writer) Touch(ctx context.Context, kind inspection.RecordKind, record inspection.ID) error {
	place := mergePlace(kind)
	if place < 0 {
		return inspection.Invalid("error.record_refused", "kind", string(kind), "record", string(record))
	}
	if err := w.touching(ctx); err != nil {
		return err
	}
	return w.store.errorFor(w.exec(ctx, addTouched, place, string(record)), "touching a record")
}

// TouchAnswers implements inspection.Writer.
func (w *writer) TouchAnswers(ctx context.Context, inspectionID inspection.ID) error {
	if err := w.touching(ctx); err != nil {
		return err
	}
	for _, table := range []string{"journal", "received"} {
		err := w.exec(ctx, fmt.Sprintf(addAnswers, table), mergePlace(inspection.KindAnswer), string(inspectionID), string(inspectionID))
		if err != nil {
			return w.store.errorFor(err, "touching answers")
		}
	}
	return nil
}

// EachTouched implements inspection.Writer. It reads on from where it was, so what fn
// touches behind that is still visited.
func (w *writer) EachTouched(ctx context.Context, fn func(inspection.RecordKind, inspection.ID) error) error {
	if err := w.touching(ctx); err != nil {
		return err
	}
	type touched struct {
		place  int
		record string
	}
	for last := (touched{place: -1}); ; {
		var some []touched
		err := w.query(ctx, nextTouched, []any{last.place, last.record}, func(rows *sql.Rows) error {
			var one touched
			err := rows.Scan(&one.place, &one.record)
			some = append(some, one)
			return err
		})
		if err != nil {
			return w.store.errorFor(err, "reading touched records")
		}
		if len(some) == 0 {
			return nil
		}
		for _, one := range some {
			if one.place > some[0].place { // what was touched meanwhile may come before it
				break
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := fn(inspection.MergeOrder()[one.place], inspection.ID(one.record)); err != nil {
				return err
			}
			last = one
		}
	}
}

// authored leaves out what merging wrote: what stands in a transaction that begins with
// a receipt, the receipt itself excepted.
const authored = `(kind = 'receipt' OR NOT EXISTS (SELECT 1 FROM journal first WHERE first.sequence = journal."transaction" AND first.kind = 'receipt'))`

// Entries implements inspection.Reader.
func (r *session) Entries(ctx context.Context, kind inspection.RecordKind, record inspection.ID) ([]inspection.Change, error) {
	var entries []inspection.Change
	all, err := r.own(ctx)
	if err != nil {
		return nil, err
	}
	args := []any{string(kind), string(record)}
	elsewhere := copied(all)
	scan := func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		entries = append(entries, change)
		return err
	}
	err = r.query(ctx, "SELECT "+journalColumns+" FROM journal WHERE kind = ? AND record = ? AND "+authored, args, func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		if err == nil && !within(elsewhere, change.Sequence) {
			entries = append(entries, change)
		}
		return err
	})
	if err == nil {
		err = r.query(ctx, "SELECT "+receivedColumns+" FROM received WHERE kind = ? AND record = ?", args, scan)
	}
	if kind == inspection.KindReceipt { // a receipt of another laptop was written here by merging
		entries = slices.DeleteFunc(entries, func(e inspection.Change) bool { return inspection.ReceiptID(e.Device, e.Transaction) != e.Record })
	}
	return entries, r.store.errorFor(err, "reading the entries of a record")
}

// Known implements inspection.Reader.
func (r *session) Known(ctx context.Context) (inspection.Knowledge, error) {
	known := inspection.Knowledge{}
	all, err := r.own(ctx)
	if err != nil {
		return nil, err
	}
	receipts, err := r.receiptsOf(ctx, all[len(all)-1].device) // the first one of an identity knows all that was known before
	if err != nil {
		return nil, err
	}
	for _, receipt := range receipts {
		known.AddAll(receipt.Known)
	}
	for _, one := range all {
		known.Add(one.device, one.known, one.claimed)
	}
	return known, nil
}

func (r *session) receiptsOf(ctx context.Context, device string) ([]inspection.Receipt, error) {
	text := "SELECT " + recordColumns(inspection.KindReceipt, "") + " FROM receipts WHERE device = ? ORDER BY sequence"
	return list(ctx, r, inspection.KindReceipt, text, []any{device}, inspection.DecodeReceipt)
}

// Receipts implements inspection.Reader.
func (r *session) Receipts(ctx context.Context) ([]inspection.Receipt, error) {
	text := "SELECT " + recordColumns(inspection.KindReceipt, "") + " FROM receipts ORDER BY device, sequence"
	return list(ctx, r, inspection.KindReceipt, text, nil, inspection.DecodeReceipt)
}

// Devices implements inspection.Reader.
func (r *session) Devices(ctx context.Context) ([]inspection.Device, error) {
	text := "SELECT " + recordColumns(inspection.KindDevice, "") + " FROM devices ORDER BY code, id"
	return list(ctx, r, inspection.KindDevice, text, nil, inspection.DecodeDevice)
}

// Decisions implements inspection.Reader.
func (r *session) Decisions(ctx context.Context) ([]inspection.Decision, error) {
	text := "SELECT " + recordColumns(inspection.KindDecision, "") + " FROM decisions ORDER BY id"
	return list(ctx, r, inspection.KindDecision, text, nil, inspection.DecodeDecision)
}

// Conflicts implements inspection.Reader.
func (r *session) Conflicts(ctx context.Context, settledToo bool) ([]inspection.MergeConflict, error) {
	text := "SELECT " + recordColumns(inspection.KindConflict, "") + " FROM conflicts WHERE settled <= ? ORDER BY noted, id"
	limit := 0
	if settledToo {
		limit = 1
	}
	return list(ctx, r, inspection.KindConflict, text, []any{limit}, inspection.DecodeConflict)
}

// Assignment implements inspection.Reader.
func (r *session) Assignment(ctx context.Context, kind inspection.RecordKind, record inspection.ID) (inspection.Assignment, error) {
	id := inspection.AssignmentID(kind, record)
	fields, err := r.stored(ctx, tables[inspection.KindAssignment], id)
	if err != nil || fields == nil {
		return inspection.Assignment{}, r.store.errorFor(err, "reading an assignment")
	}
	return inspection.DecodeAssignment(id, fields)
}

// Assignments implements inspection.Reader.
func (r *session) Assignments(ctx context.Context, person string) ([]inspection.Assignment, error) {
	text, args := "SELECT "+recordColumns(inspection.KindAssignment, "")+" FROM assignments WHERE person <> '' ORDER BY record_kind, record", []any(nil)
	if person != "" {
		text, args = "SELECT "+recordColumns(inspection.KindAssignment, "")+" FROM assignments WHERE person = ? ORDER BY record_kind, record", []any{person}
	}
	return list(ctx, r, inspection.KindAssignment, text, args, inspection.DecodeAssignment)
}

// AllActions implements inspection.Reader.
func (r *session) AllActions(ctx context.Context, hazardID inspection.ID) ([]inspection.Action, error) {
	text := "SELECT " + recordColumns(inspection.KindAction, "") + " FROM actions WHERE hazard = ? ORDER BY at, id"
	return list(ctx, r, inspection.KindAction, text, []any{string(hazardID)}, inspection.DecodeAction)
}

// RecordFields implements inspection.Reader.
func (r *session) RecordFields(ctx context.Context, kind inspection.RecordKind, key inspection.ID) (inspection.Fields, error) {
	t, known := tables[kind]
	if !known {
		return nil, fmt.Errorf("reading a record: no table keeps the kind %q", kind)
	}
	fields, err := r.stored(ctx, t, key)
	return fields, r.store.errorFor(err, "reading a record")
}
