package sqlite

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"unicode/utf8"

	"anxun/inspection"
)

// Update implements inspection.Store. When ctx ends before the commit, nothing is
// changed.
func (s *Store) Update(ctx context.Context, actor string, fn func(inspection.Writer) error) ([]inspection.Change, error) {
	return s.transact(ctx, actor, func(w *writer) error { return fn(w) })
}

// transact runs fn in one transaction of the database. Once it is committed the store goes
// on as what the writer says: another identity, where there was a renewal.
func (s *Store) transact(ctx context.Context, actor string, fn func(*writer) error) ([]inspection.Change, error) {
	if s.beside {
		return nil, besideError(s.dir)
	}
	if s.readOnly {
		return nil, &inspection.Error{Code: inspection.CodeUnwritable, Key: "error.disk_readonly", Args: []any{"dir", s.dir}}
	}
	if s.opened != nil && s.Moved() { // what is written would be lost with the files that are still open
		return nil, &inspection.Error{Code: inspection.CodeUnwritable, Key: "error.disk_removed", Args: []any{"dir", s.dir}}
	}
	if !sound(actor) {
		return nil, inspection.Invalid("error.actor_encoding")
	}
	if err := ctx.Err(); err != nil { // select would choose at random
		return nil, err
	}
	select {
	case s.updating <- struct{}{}:
		defer func() { <-s.updating }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	// Statements of the write path run to their end: they are short, and ctx
	// is looked at between them.
	steady := context.WithoutCancel(ctx)
	if err := s.writer.exec(steady, "BEGIN IMMEDIATE"); err != nil {
		return nil, s.errorFor(err, "beginning to write")
	}
	committed := false
	defer func() { // also when fn panics
		if !committed {
			// A full disk may have ended the transaction already; then
			// there is nothing left to roll back, which is no error.
			_ = s.writer.exec(steady, "ROLLBACK")
		}
	}()
	w := &writer{session: session{store: s, connection: s.writer}, actor: actor, head: s.head, device: s.device, key: s.key}
	if err := w.run(ctx, fn); err != nil {
		return nil, err
	}
	if len(w.changes) == 0 {
		return nil, nil
	}
	if err := s.begin(); err != nil {
		return nil, err
	}
	if err := s.writer.exec(steady, "COMMIT"); err != nil {
		return nil, s.errorFor(err, "committing")
	}
	committed = true
	s.head = w.head
	s.become(w.device, w.key)
	s.noticeDeviceCode(w.changes)
	s.noticeSeal(w.changes)
	return w.changes, s.errorFor(s.writer.trim(), "closing statements")
}

// become makes the identity of a committed transaction that of the store.
func (s *Store) become(device string, key ed25519.PrivateKey) {
	if s.device == device {
		return // only this goroutine writes it
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.device, s.key = device, key
}

// noticeDeviceCode keeps the cached code in step when the setting is changed.
func (s *Store) noticeDeviceCode(changes []inspection.Change) {
	for _, change := range changes {
		if change.RecordKind != inspection.KindSetting || change.Record != inspection.SettingDeviceCode {
			continue
		}
		for _, field := range change.Fields {
			s.mutex.Lock()
			s.code = field.New
			s.mutex.Unlock()
		}
	}
}

// writer implements inspection.Writer inside one transaction.
type writer struct {
	session
	actor   string
	device  string // whose entries are written
	key     ed25519.PrivateKey
	head    head
	changes []inspection.Change
	begins  int // where in changes the entries begin that count as one transaction
	read    lastRead
	touches bool  // the table of touched records was made ready
	failed  error // a failure half way through a Put: the transaction must not be committed
}

var _ inspection.Writer = (*writer)(nil)

// run calls fn and writes the new head of the journal.
func (w *writer) run(ctx context.Context, fn func(*writer) error) error {
	if err := fn(w); err != nil {
		return err
	}
	if w.failed != nil { // fn went on after a failed Put
		return w.failed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(w.changes) == 0 {
		return nil
	}
	err := w.exec(context.WithoutCancel(ctx), "UPDATE meta SET sequence = ?, hash = ?, time = ? WHERE id = 1",
		w.head.sequence, w.head.hash, string(w.head.time))
	return w.store.errorFor(err, "writing the head of the journal")
}

// Put implements inspection.Writer.
func (w *writer) Put(ctx context.Context, record inspection.Record) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if w.failed != nil {
		return w.failed
	}
	t, known := tables[record.Kind()]
	if !known {
		return fmt.Errorf("storing a record: no table keeps the kind %q", record.Kind())
	}
	key, fields := record.Key(), record.Fields()
	if err := checkText(record.Kind(), key, fields); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	stored, err := w.storedOnce(ctx, t, key)
	if err != nil {
		return w.fail(err, t, key)
	}
	changed := inspection.Diff(stored, fields)
	if len(changed) == 0 {
		return nil
	}
	if t.kind == inspection.KindChecklist && stored != nil {
		return inspection.Conflict("error.checklist_published", "ref", string(key))
	}
	columns, err := t.columnArgs(fields)
	if err != nil {
		return err
	}
	if err := w.exec(ctx, t.upsert, append(t.keyArgs(key), columns...)...); err != nil {
		if refusedBy(err) { // only this statement was undone, and nothing else was written
			return inspection.Wrap(err, inspection.CodeInvalid, "error.record_refused", "kind", string(t.kind), "record", string(key))
		}
		return w.fail(err, t, key)
	}
	return w.fail(w.appendChange(ctx, t.kind, key, changed), t, key)
}

// fail remembers an error after which the transaction must not be committed.
func (w *writer) fail(err error, t *table, key inspection.ID) error {
	if err != nil {
		w.failed = w.store.errorFor(err, fmt.Sprintf("storing %s %s", t.kind, key))
	}
	return w.failed
}

// checkText refuses text that cannot be kept exactly: what is not UTF-8 would
// change in the journal's JSON, and SQLite's text functions stop at NUL.
func checkText(kind inspection.RecordKind, key inspection.ID, fields inspection.Fields) error {
	if key == "" || !sound(string(key)) {
		return inspection.Invalid("error.record_refused", "kind", string(kind), "record", string(key))
	}
	for name, text := range fields {
		if !sound(text) {
			return inspection.Invalid("error.text_encoding", "kind", string(kind), "record", string(key), "field", name)
		}
	}
	return nil
}

func sound(text string) bool {
	for i := range len(text) {
		if text[i] == 0 {
			return false
		}
	}
	return utf8.ValidString(text)
}
