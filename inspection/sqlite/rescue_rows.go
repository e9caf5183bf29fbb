package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"maps"

	"anxun/inspection"
)

// salvaged is a record made of fields that were found.
type salvaged struct {
	kind   inspection.RecordKind
	key    inspection.ID
	fields inspection.Fields
}

// Kind implements inspection.Record.
func (s salvaged) Kind() inspection.RecordKind { return s.kind }

// Key implements inspection.Record.
func (s salvaged) Key() inspection.ID { return s.key }

// Fields implements inspection.Record.
func (s salvaged) Fields() inspection.Fields { return s.fields }

// later collects what is known beyond the unbroken beginning of the journal.
type later struct {
	session *session // of the new database
	fields  map[RecordName]inspection.Fields
	doubts  map[RecordName]bool
}

// state returns the fields of a record as far as they are known, nil if it is not.
func (l *later) state(ctx context.Context, name RecordName) (inspection.Fields, error) {
	if fields, ok := l.fields[name]; ok {
		return fields, nil
	}
	return l.session.stored(ctx, tables[name.Kind], name.Record)
}

// addWhatFollows adds what entries behind a gap and the rows of the tables say.
func (r *rescue) addWhatFollows(ctx context.Context) error {
	l := &later{session: &session{store: r.store, connection: r.store.writer}, fields: map[RecordName]inspection.Fields{}, doubts: map[RecordName]bool{}}
	for _, sequence := range r.left.after(r.report.Kept) {
		change, ok := r.left.entry(sequence)
		if !ok || tables[change.RecordKind] == nil {
			continue
		}
		if err := l.apply(ctx, change); err != nil {
			return r.store.errorFor(err, "following the journal")
		}
	}
	r.report.Expected = max(r.left.last, r.signedEnd())
	if err := r.readTables(ctx, l); err != nil {
		return err
	}
	for _, lost := range r.left.lost(r.report.Expected) {
		r.report.Lost = append(r.report.Lost, inspection.SequenceRange{From: lost[0], To: lost[1]})
	}
	return r.store.errorFor(r.put(ctx, l), "storing what was salvaged")
}

func (l *later) apply(ctx context.Context, change inspection.Change) error {
	name := RecordName{change.RecordKind, change.Record}
	fields, err := l.state(ctx, name)
	if err != nil {
		return err
	}
	if fields = maps.Clone(fields); fields == nil {
		fields = inspection.Fields{}
	}
	for _, field := range change.Fields {
		if fields[field.Field] != field.Old {
			l.doubts[name] = true // an entry in between is lost
		}
		fields[field.Field] = field.New
	}
	l.fields[name] = fields
	return nil
}

// signedEnd is the end of the journal as the signed heads tell it.
func (r *rescue) signedEnd() (last int64) {
	lines, _, _, err := readHeads(r.place.heads)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0 // damaged as well: then only the database tells
	}
	for _, line := range lines {
		if line.signed().Signed() {
			last = max(last, line.Sequence)
		}
	}
	return last
}

// readTables takes over the rows that SQLite can still read and that say something else
// than the journal: they were written with entries that are lost. If it can read
// nothing, there is only the journal.
func (r *rescue) readTables(ctx context.Context, l *later) error {
	if r.old == nil {
		return ctx.Err()
	}
	return r.old.view(ctx, func(reader *session) error {
		if end, _, err := reader.storedHead(ctx); err == nil {
			r.report.Expected = max(r.report.Expected, end.sequence)
		}
		for _, kind := range inspection.RecordKinds() {
			if err := r.readTable(ctx, reader, l, tables[kind]); err != nil {
				return err
			}
		}
		return nil
	})
}

// readTable reads a table from the beginning to the first damage and from the end back
// to it.
func (r *rescue) readTable(ctx context.Context, old *session, l *later, t *table) error {
	keys := t.list("", t.keys)
	backward := "SELECT " + keys + ", " + t.columnList("") + " FROM " + t.name + " ORDER BY "
	for i, key := range t.keys {
		if i > 0 {
			backward += ", "
		}
		backward += quote(key) + " DESC"
	}
	for _, text := range []string{t.selectAll, backward} {
		scanner := newRowScanner(len(t.keys) + len(t.columns))
		err := old.query(ctx, text, nil, func(rows *sql.Rows) error {
			row, err := scanner.scan(rows)
			if err != nil {
				return err
			}
			return passed(r.takeRow(ctx, l, RecordName{t.kind, t.key(row[:len(t.keys)])}, t.fields(row[len(t.keys):])))
		})
		var own *callerError
		if errors.As(err, &own) {
			return own.err
		}
		if err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func (r *rescue) takeRow(ctx context.Context, l *later, name RecordName, fields inspection.Fields) error {
	known, err := l.state(ctx, name)
	if err != nil || len(inspection.Diff(known, fields)) == 0 {
		delete(l.doubts, name) // the row is what the last entry made of it
		return err
	}
	if checkText(name.Kind, name.Record, fields) != nil {
		return nil // not what Anxun wrote
	}
	r.report.Tables++
	l.doubts[name] = true
	l.fields[name] = fields
	return nil
}

// batchOfRecords is how many records are stored in one transaction.
const batchOfRecords = 500

// put stores what was collected, as changes of the program. A record that the database
// refuses is one of those in doubt.
func (r *rescue) put(ctx context.Context, l *later) error {
	var open []salvaged
	flush := func() error {
		_, err := r.store.Update(ctx, programActor, func(w inspection.Writer) error {
			for _, record := range open {
				if err := w.Put(ctx, record); inspection.CodeOf(err) == inspection.CodeInvalid || inspection.CodeOf(err) == inspection.CodeConflict {
					l.doubts[RecordName{record.kind, record.key}] = true
				} else if err != nil {
					return err
				}
			}
			return nil
		})
		open = open[:0]
		return err
	}
	for _, kind := range inspection.RecordKinds() {
		for name, fields := range l.fields {
			if name.Kind != kind {
				continue
			}
			if open = append(open, salvaged{kind, name.Record, fields}); len(open) == batchOfRecords {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	for _, kind := range inspection.RecordKinds() {
		for name := range l.doubts {
			if name.Kind == kind {
				r.report.Doubtful = append(r.report.Doubtful, name)
			}
		}
	}
	return nil
}
