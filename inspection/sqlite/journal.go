package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"anxun/inspection"
)

const (
	journalColumns = `sequence, "transaction", device, time, actor, kind, record, fields, previous, hash`
	insertChange   = `INSERT INTO journal (` + journalColumns + `) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
)

// appendChange writes one entry to the journal and moves the head.
func (w *writer) appendChange(ctx context.Context, kind inspection.RecordKind, key inspection.ID, fields []inspection.FieldChange) error {
	change := inspection.Change{
		Sequence: w.head.sequence + 1, Device: w.device, Actor: w.actor, RecordKind: kind, Record: key, Fields: fields,
		Time: inspection.NextHybridTime(w.head.time, w.store.clock()), Previous: w.head.hash,
	}
	change.Transaction = change.Sequence
	if len(w.changes) > w.begins {
		change.Transaction = w.changes[w.begins].Sequence
	}
	change.Hash = change.ComputeHash()
	return w.insert(ctx, change)
}

// insert writes an entry as it is.
func (w *writer) insert(ctx context.Context, change inspection.Change) error {
	content, err := json.Marshal(change.Fields)
	if err != nil {
		return fmt.Errorf("encoding the changed fields: %w", err)
	}
	err = w.exec(ctx, insertChange, change.Sequence, change.Transaction, change.Device, string(change.Time), change.Actor,
		string(change.RecordKind), string(change.Record), string(content), change.Previous, change.Hash)
	if err != nil {
		return fmt.Errorf("appending to the journal: %w", err)
	}
	w.head = head{sequence: change.Sequence, hash: change.Hash, time: change.Time}
	w.remember(change)
	return nil
}

// maxRemembered is how many entries of answers, steps and photos that merging wrote are
// told to whoever follows the store. A first delivery may write a million.
const maxRemembered = 20_000

// remember keeps an entry for those who follow the store. What merging wrote is kept
// without its fields, which the journal has.
func (w *writer) remember(change inspection.Change) {
	if len(w.changes) == w.begins || w.changes[w.begins].RecordKind != inspection.KindReceipt {
		w.changes = append(w.changes, change)
		return
	}
	switch change.RecordKind {
	case inspection.KindAnswer, inspection.KindAction, inspection.KindEvidence, inspection.KindSignature:
		if len(w.changes) > maxRemembered {
			return
		}
	}
	w.changes = append(w.changes, inspection.Change{Sequence: change.Sequence, Transaction: change.Transaction, Device: change.Device,
		RecordKind: change.RecordKind, Record: change.Record})
}

// scanChange reads one row of journalColumns, and the columns that follow into more.
func scanChange(rows *sql.Rows, more ...any) (inspection.Change, error) {
	change, _, err := scanStored(rows, more...)
	return change, err
}

// asWritten reports whether the text of an entry's fields is, byte for byte, what the
// program writes for them. Its hash is over what the text means, so it alone would not
// tell "Field" from "field".
func asWritten(change inspection.Change, content []byte) bool {
	canonical, err := json.Marshal(change.Fields)
	return err == nil && bytes.Equal(canonical, content)
}

// scanStored is scanChange that also returns the text of the fields.
func scanStored(rows *sql.Rows, more ...any) (inspection.Change, []byte, error) {
	var change inspection.Change
	var content []byte
	err := rows.Scan(append([]any{&change.Sequence, &change.Transaction, &change.Device, &change.Time, &change.Actor,
		&change.RecordKind, &change.Record, &content, &change.Previous, &change.Hash}, more...)...)
	if err != nil {
		return change, nil, err
	}
	if err := json.Unmarshal(content, &change.Fields); err != nil {
		return change, content, &inspection.Error{Code: inspection.CodeDamaged, Key: "error.journal_damaged", Args: []any{"sequence", change.Sequence}, Err: err}
	}
	return change, content, nil
}

// journalOfRecord names every kind, so that the index on kind and record serves
// although only the id is known.
const journalOfRecord = `SELECT ` + journalColumns + ` FROM journal WHERE kind IN ` +
	`('setting', 'place', 'checklist', 'inspector', 'inspection', 'answer', 'hazard', 'action', 'evidence', 'document', 'signature', 'custom_report', 'report_issue', 'correction', 'seal', 'receipt', 'device', 'decision', 'conflict', 'assignment', 'attestation') AND record = ? ORDER BY sequence LIMIT ?`

// Journal implements inspection.Reader. A hazard has the id of the answer it came
// from, so its entries come together with that answer's.
func (r *session) Journal(ctx context.Context, record inspection.ID, limit int) ([]inspection.Change, error) {
	text, args := `SELECT `+journalColumns+` FROM journal ORDER BY sequence LIMIT ?`, []any{}
	if record != "" {
		text, args = journalOfRecord, []any{string(record)}
	}
	if limit <= 0 {
		limit = -1
	}
	var changes []inspection.Change
	err := r.query(ctx, text, append(args, limit), func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		changes = append(changes, change)
		return err
	})
	return changes, r.store.errorFor(err, "reading the journal")
}

// ChangesAfter implements inspection.Reader.
func (r *session) ChangesAfter(ctx context.Context, sequence int64, limit int) ([]inspection.Change, error) {
	if limit <= 0 {
		limit = -1
	}
	var changes []inspection.Change
	err := r.query(ctx, `SELECT `+journalColumns+` FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?`, []any{sequence, limit}, func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		changes = append(changes, change)
		return err
	})
	return changes, r.store.errorFor(err, "reading the journal")
}
