package sqlite

import (
	"context"
	"database/sql"

	"anxun/inspection"
)

// stored returns the fields of a record, nil if there is none.
func (r *session) stored(ctx context.Context, t *table, key inspection.ID) (inspection.Fields, error) {
	var fields inspection.Fields
	scanner := newRowScanner(len(t.columns))
	err := r.query(ctx, t.selectOne, t.keyArgs(key), func(rows *sql.Rows) error {
		values, err := scanner.scan(rows)
		fields = t.fields(values)
		return err
	})
	return fields, err
}

// rowScanner scans rows into values that are reused from row to row.
type rowScanner struct {
	values   []any
	pointers []any
}

func newRowScanner(columns int) *rowScanner {
	s := &rowScanner{values: make([]any, columns), pointers: make([]any, columns)}
	for i := range s.values {
		s.pointers[i] = &s.values[i]
	}
	return s
}

func (s *rowScanner) scan(rows *sql.Rows) ([]any, error) {
	err := rows.Scan(s.pointers...)
	return s.values, err
}

// decoder builds a record of type T from its stored fields.
type decoder[T any] func(inspection.ID, inspection.Fields) (T, error)

// one reads the record with the key; there being none is a CodeNotFound error
// with the sentence missing.
func one[T any](ctx context.Context, r *session, kind inspection.RecordKind, key inspection.ID, decode decoder[T], missing string) (T, error) {
	var none T
	fields, err := r.stored(ctx, tables[kind], key)
	if err != nil {
		return none, r.store.errorFor(err, "reading a "+string(kind))
	}
	if fields == nil {
		return none, inspection.NotFound(missing, "record", string(key))
	}
	return decode(key, fields)
}

// each streams the records that a query finds. The query selects recordColumns of
// the kind, in that order, and after them the columns handed to fn as extra.
func each[T any](ctx context.Context, r *session, kind inspection.RecordKind, text string, args []any, extra int,
	decode decoder[T], fn func(record T, extra []any) error) error {
	t := tables[kind]
	keys, columns := len(t.keys), len(t.columns)
	scanner := newRowScanner(keys + columns + extra)
	err := r.query(ctx, text, args, func(rows *sql.Rows) error {
		values, err := scanner.scan(rows)
		if err != nil {
			return r.store.errorFor(err, "reading a "+string(kind))
		}
		record, err := decode(t.key(values[:keys]), t.fields(values[keys:keys+columns]))
		if err != nil {
			return err
		}
		return passed(fn(record, values[keys+columns:]))
	})
	return unpassed(err, func(err error) error { return r.store.errorFor(err, "reading records: "+string(kind)) })
}

// list collects what each streams.
func list[T any](ctx context.Context, r *session, kind inspection.RecordKind, text string, args []any, decode decoder[T]) ([]T, error) {
	var records []T
	err := each(ctx, r, kind, text, args, 0, decode, func(record T, _ []any) error {
		records = append(records, record)
		return nil
	})
	return records, err
}

// EachFields implements inspection.Reader.
func (r *session) EachFields(ctx context.Context, kind inspection.RecordKind, names []string, fn func(inspection.ID, inspection.Fields) error) error {
	t := tables[kind]
	columns, err := t.named(names)
	if err != nil {
		return err
	}
	keys := t.list("", t.keys)
	text := "SELECT " + keys + ", " + t.list("", names) + " FROM " + t.name + " ORDER BY " + keys
	scanner, fields := newRowScanner(len(t.keys)+len(columns)), inspection.Fields{}
	err = r.query(ctx, text, nil, func(rows *sql.Rows) error {
		values, err := scanner.scan(rows)
		if err != nil {
			return r.store.errorFor(err, "reading a "+string(kind))
		}
		for i, c := range columns {
			fields[c.field] = c.text(values[len(t.keys)+i])
		}
		return passed(fn(t.key(values), fields))
	})
	return unpassed(err, func(err error) error { return r.store.errorFor(err, "reading fields: "+string(kind)) })
}

// recordColumns lists the key and all columns of a kind, each after the prefix.
func recordColumns(kind inspection.RecordKind, prefix string) string {
	t := tables[kind]
	return t.list(prefix, t.keys) + ", " + t.columnList(prefix)
}

// callerError carries an error of a caller's function through the layers below
// unchanged, so that the Each methods return exactly what fn returned.
type callerError struct{ err error }

func (e *callerError) Error() string { return e.err.Error() }

func passed(err error) error {
	if err == nil {
		return nil
	}
	return &callerError{err: err}
}

func unpassed(err error, otherwise func(error) error) error {
	if caller, ok := err.(*callerError); ok {
		return caller.err
	}
	return otherwise(err)
}
