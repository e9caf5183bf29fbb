package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"anxun/inspection"
)

// chain walks the journal in order.
func (v *verification) chain(ctx context.Context) error {
	var last head
	err := v.query(ctx, "SELECT "+journalColumns+" FROM journal ORDER BY sequence", nil, func(rows *sql.Rows) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		change, content, readable, err := v.scan(rows)
		if err != nil {
			return err
		}
		v.report.Changes++
		v.step()
		v.link(last, change, content, readable)
		v.meet(change)
		last = head{sequence: change.Sequence, hash: change.Hash, time: change.Time}
		return nil
	})
	if err != nil {
		return v.store.errorFor(err, "walking the journal")
	}
	if last != v.head {
		v.found("problem.head_differs", "expected", v.head.sequence, "actual", last.sequence)
	}
	v.report.Last, v.report.LastHash = last.sequence, last.hash
	v.unmet(last)
	return nil
}

// scan reads an entry. One whose fields cannot be read is a finding, not an
// error.
func (v *verification) scan(rows *sql.Rows) (change inspection.Change, content []byte, readable bool, err error) {
	change, content, err = scanStored(rows)
	var damaged *inspection.Error
	if errors.As(err, &damaged) {
		return change, content, false, nil
	}
	return change, content, err == nil, err
}

// link checks an entry against the one before.
func (v *verification) link(last head, change inspection.Change, content []byte, readable bool) {
	switch {
	case change.Sequence != last.sequence+1:
		v.found("problem.sequence_gap", "expected", last.sequence+1, "actual", change.Sequence)
	case !readable:
		v.found("problem.entry_unreadable", "sequence", change.Sequence)
	case change.Previous != last.hash || change.Hash != change.ComputeHash() || !asWritten(change, content):
		v.found("problem.chain_broken", "sequence", change.Sequence)
	case change.Time <= last.time:
		v.found("problem.time_backwards", "sequence", change.Sequence)
	}
}

// records replays the journal record by record, in the order of the index on
// kind and record, and compares each result with its row.
func (v *verification) records(ctx context.Context) error {
	for _, kind := range inspection.RecordKinds() {
		if err := v.replayKind(ctx, tables[kind]); err != nil {
			return v.store.errorFor(err, "replaying the journal")
		}
		if err := v.unexplained(ctx, tables[kind]); err != nil {
			return v.store.errorFor(err, "looking for records without entries")
		}
	}
	return nil
}

const journalOfKind = "SELECT " + journalColumns + " FROM journal WHERE kind = ? ORDER BY record, sequence"

func (v *verification) replayKind(ctx context.Context, t *table) error {
	var current *replay
	finish := func() error {
		if current == nil {
			return nil
		}
		v.report.Records++
		return v.compare(ctx, t, current)
	}
	err := v.query(ctx, journalOfKind, []any{string(t.kind)}, func(rows *sql.Rows) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		change, _, _, err := v.scan(rows)
		if err != nil {
			return err
		}
		v.step()
		if current == nil || current.record != change.Record {
			if err := finish(); err != nil {
				return err
			}
			current = &replay{record: change.Record, fields: inspection.Fields{}}
		}
		v.apply(current, change)
		return nil
	})
	if err != nil {
		return err
	}
	return finish()
}

// replay is a record as its entries so far make it.
type replay struct {
	record inspection.ID
	fields inspection.Fields
}

func (v *verification) apply(r *replay, change inspection.Change) {
	for _, field := range change.Fields {
		if r.fields[field.Field] != field.Old {
			v.found("problem.value_unmatched", "sequence", change.Sequence, "kind", string(change.RecordKind),
				"record", string(change.Record), "field", field.Field)
		}
		r.fields[field.Field] = field.New
	}
}

func (v *verification) compare(ctx context.Context, t *table, r *replay) error {
	stored, err := v.stored(context.WithoutCancel(ctx), t, r.record)
	if err != nil {
		return err
	}
	if stored == nil {
		v.found("problem.record_missing", "kind", string(t.kind), "record", string(r.record))
		return nil
	}
	for _, field := range inspection.Diff(r.fields, stored) {
		v.found("problem.field_differs", "kind", string(t.kind), "record", string(r.record), "field", field.Field,
			"expected", field.Old, "actual", field.New)
	}
	return nil
}

// unexplained names the rows that no entry speaks of.
func (v *verification) unexplained(ctx context.Context, t *table) error {
	record := "t." + quote(t.keys[0])
	for _, key := range t.keys[1:] {
		record += " || '/' || t." + quote(key)
	}
	text := "SELECT " + t.list("t.", t.keys) + " FROM " + t.name + " t WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.kind = ? AND j.record = " + record + ")"
	scanner := newRowScanner(len(t.keys))
	return v.query(ctx, text, []any{string(t.kind)}, func(rows *sql.Rows) error {
		values, err := scanner.scan(rows)
		if err == nil {
			v.found("problem.record_unexplained", "kind", string(t.kind), "record", string(t.key(values)))
		}
		return err
	})
}
