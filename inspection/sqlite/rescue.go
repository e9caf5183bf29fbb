package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
	"anxun/inspection/durable"
)

// RescueReport says what was salvaged and what was lost.
type RescueReport struct {
	Device   string                     // id of the device that wrote the data
	Expected int64                      // entries that the journal had, as far as anything that is left tells
	Entries  int64                      // of them found, each proven by its hash
	Kept     int64                      // of them the unbroken beginning, taken over as it is
	Lost     []inspection.SequenceRange // entries that are gone
	Received int64                      // entries of other laptops found, each proven by its hash
	Pages    int64                      // of the file that are blank or cannot be read
	Records  map[string]int64           // that were made anew, by kind
	Tables   int64                      // records that the tables know better than what is left of the journal
	Doubtful []RecordName               // records of which changes are lost, as far as that can be seen
}

// RescueStage is what a rescue is doing.
type RescueStage string

// The stages, in their order; the last is for whoever verifies afterwards.
const (
	RescueReading   RescueStage = "reading"   // the pages of the damaged file
	RescueReplaying RescueStage = "replaying" // what was found, into the new database
	RescueVerifying RescueStage = "verifying"
)

func (o Options) tell(stage RescueStage, done, total int64) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}

// RecordName names a record.
type RecordName struct {
	Kind   inspection.RecordKind
	Record inspection.ID
}

// Complete reports whether nothing was lost.
func (r RescueReport) Complete() bool {
	return len(r.Lost) == 0 && len(r.Doubtful) == 0 && r.Tables == 0
}

// Rescue salvages the database of the data folder dir, which SQLite may not be able to
// open, into a new data folder out, and changes nothing in dir. The entries of the
// journal are collected from whatever pages of the file and of its -wal file are left,
// and each is proven by its hash. Those without a gap from the first on are taken over
// as they are and replayed; what later entries and readable rows of the tables add is
// written as changes of the program itself. Evidence is not copied.
//
// Errors: CodeLocked (dir is in use), CodeConflict (out exists), CodeNotFound (no
// database there), CodeDamaged (nothing of the journal is left), CodeUnwritable.
func Rescue(ctx context.Context, dir, out string, options Options) (report RescueReport, err error) {
	options = options.withDefaults()
	if dir, err = filepath.Abs(dir); err != nil {
		return report, fileError(err, dir)
	}
	if out, err = filepath.Abs(out); err != nil {
		return report, fileError(err, out)
	}
	place := location{dir: dir, database: filepath.Join(dir, databaseFile), heads: filepath.Join(dir, headsFile)}
	if left, err := hasRemains(dir); err == nil && left {
		if there, err := exists(place.database); err == nil && !there {
			return report, &inspection.Error{Code: inspection.CodeDamaged, Key: "error.database_gone", Args: []any{"dir", dir}}
		}
	}
	if there, err := exists(place.database); err != nil || !there {
		return report, errors.Join(inspection.NotFound("error.data_missing", "dir", dir), err)
	}
	lock, err := lockForeign(dir)
	if err != nil {
		return report, err
	}
	if lock != nil {
		defer func() { err = errors.Join(err, lock.Unlock()) }()
	}
	raw, err := openPages(place.database)
	if err != nil {
		return report, fileError(err, dir)
	}
	defer func() { err = errors.Join(err, raw.close()) }()
	options.tell(RescueReading, 0, 0)
	left := readRemains(ctx, raw)
	if err := ctx.Err(); err != nil {
		return report, err
	}
	r := &rescue{place: place, out: out, options: options, left: left, report: RescueReport{Entries: int64(len(left.at)), Pages: left.unreadable}}
	err = r.run(ctx)
	return r.report, err
}

// rescue is one run of Rescue.
type rescue struct {
	place   location
	out     string
	options Options
	left    *remains
	old     *Store // nil if SQLite cannot open it
	store   *Store // the new one
	report  RescueReport
}

// run makes the new folder. After an error it is removed.
func (r *rescue) run(ctx context.Context) (err error) {
	old, cleanup, opening := r.openOld(ctx)
	defer func() { err = errors.Join(err, cleanup()) }()
	if opening == nil {
		r.old = old
		defer func() { err = errors.Join(err, old.closeConnections()) }()
	}
	if err := os.Mkdir(r.out, 0o700); errors.Is(err, fs.ErrExist) {
		return inspection.Conflict("error.rescue_exists", "dir", r.out)
	} else if err != nil {
		return fileError(err, r.out)
	}
	r.store = &Store{dir: r.out, clock: r.options.Clock}
	defer func() {
		err = errors.Join(err, r.store.closeConnections())
		if err == nil {
			err = r.sign()
		}
		if err != nil {
			err = errors.Join(err, os.RemoveAll(r.out))
		}
	}()
	if err := r.open(ctx); err != nil {
		return err
	}
	if err := r.replay(ctx); err != nil {
		return r.store.errorFor(err, "replaying the journal")
	}
	if err := r.takeReceived(ctx); err != nil {
		return r.store.errorFor(err, "taking over what was received")
	}
	if err := r.addWhatFollows(ctx); err != nil {
		return err
	}
	if r.report.Entries == 0 && r.report.Tables == 0 {
		return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.rescue_nothing", Args: []any{"dir", r.place.dir}}
	}
	r.report.Records = map[string]int64{}
	for kind, t := range tables {
		var count int64
		if _, err := r.store.writer.queryRow(ctx, "SELECT count(*) FROM "+t.name, nil, &count); err != nil {
			return r.store.errorFor(err, "counting records")
		}
		r.report.Records[string(kind)] = count
	}
	return nil
}

// openOld opens what SQLite can still open. A file that was cut is read from a copy of its
// former length, because SQLite refuses one that is shorter than its header says.
func (r *rescue) openOld(ctx context.Context) (old *Store, cleanup func() error, err error) {
	cleanup = func() error { return nil }
	length := r.left.pages.length()
	info, err := os.Stat(r.place.database)
	if err != nil || info.Size() >= length {
		return openForeign(ctx, r.place, r.options)
	}
	folder, err := os.MkdirTemp("", "anxun-rescue-")
	if err != nil {
		return nil, cleanup, fileError(err, r.place.dir)
	}
	place := r.place
	if place.database, err = copyDatabase(r.place.database, folder); err == nil {
		err = os.Truncate(place.database, length)
	}
	if err != nil {
		return nil, cleanup, errors.Join(fileError(err, folder), os.RemoveAll(folder))
	}
	old, inner, err := openForeign(ctx, place, r.options)
	return old, func() error { return errors.Join(inner(), os.RemoveAll(folder)) }, err
}

// open makes an empty database of the same device and brings key and heads along.
func (r *rescue) open(ctx context.Context) error {
	for _, name := range []string{keyFile, headsFile} {
		err := copyFile(filepath.Join(r.place.dir, name), filepath.Join(r.out, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileError(err, r.out)
		}
	}
	migrations, err := readMigrations(r.options.migrations)
	if err != nil {
		return err
	}
	if err := createPrivate(filepath.Join(r.out, databaseFile)); err != nil {
		return fileError(err, r.out)
	}
	if err := r.store.openConnections(ctx, filepath.Join(r.out, databaseFile), accessWrite); err != nil {
		return r.store.errorFor(err, "making the database")
	}
	if err := migrate(ctx, r.store.writer, r.out, migrations, func(int) error { return nil }); err != nil {
		return err
	}
	// What a lost record was the parent of is kept all the same; Verify names it.
	if _, err := r.store.writer.conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
		return r.store.errorFor(err, "preparing the database")
	}
	r.report.Device = r.device(ctx)
	r.store.device = r.report.Device
	return r.store.errorFor(r.store.writer.exec(ctx, "INSERT INTO meta (id, device) VALUES (1, ?)", r.report.Device), "naming the device")
}

// device finds out which device wrote the data; if nothing tells, it gets another id.
func (r *rescue) device(ctx context.Context) string {
	if last, ok := r.left.entry(r.left.last); ok {
		return last.Device
	}
	device := ""
	if r.old != nil {
		err := r.old.view(ctx, func(reader *session) (err error) {
			_, device, err = reader.storedHead(ctx)
			return err
		})
		if err == nil && device != "" {
			return device
		}
	}
	return string(r.options.IDs())
}

// batchOfEntries is how many entries are replayed in one transaction.
const batchOfEntries = 2000

// replay takes over the unbroken beginning of the journal.
func (r *rescue) replay(ctx context.Context) error {
	r.report.Kept = r.left.unbroken()
	w := &writer{session: session{store: r.store, connection: r.store.writer}}
	for from := int64(1); from <= r.report.Kept; from += batchOfEntries {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.options.tell(RescueReplaying, from-1, r.report.Kept)
		if err := w.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
			return err
		}
		for sequence := from; sequence < from+batchOfEntries && sequence <= r.report.Kept; sequence++ {
			change, ok := r.left.entry(sequence)
			if !ok {
				return fmt.Errorf("entry %d can no longer be read", sequence)
			}
			if err := w.takeOver(ctx, change); err != nil {
				return fmt.Errorf("entry %d: %w", sequence, err)
			}
		}
		w.changes = nil
		err := w.exec(ctx, "UPDATE meta SET sequence = ?, hash = ?, time = ? WHERE id = 1", w.head.sequence, w.head.hash, string(w.head.time))
		if err := errors.Join(err, w.exec(ctx, "COMMIT")); err != nil {
			return err
		}
	}
	r.store.head = w.head
	return nil
}

// takeReceived takes over what other laptops wrote.
func (r *rescue) takeReceived(ctx context.Context) error {
	w := &writer{session: session{store: r.store, connection: r.store.writer}}
	if err := w.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := r.left.eachReceived(func(arrival int64, change inspection.Change, receipt int64) error {
		r.report.Received++
		return errors.Join(ctx.Err(), w.insertReceived(ctx, arrival, change, receipt))
	})
	if err != nil {
		return errors.Join(err, w.exec(context.WithoutCancel(ctx), "ROLLBACK"))
	}
	return w.exec(ctx, "COMMIT")
}

// takeOver writes an entry as it is, and what it says into its record.
func (w *writer) takeOver(ctx context.Context, change inspection.Change) error {
	if t := tables[change.RecordKind]; t != nil {
		fields, err := w.stored(ctx, t, change.Record)
		if err != nil {
			return err
		}
		if fields == nil {
			fields = inspection.Fields{}
		}
		for _, field := range change.Fields {
			fields[field.Field] = field.New
		}
		columns, err := t.columnArgs(fields)
		if err != nil {
			return err
		}
		if err := w.exec(ctx, t.upsert, append(t.keyArgs(change.Record), columns...)...); err != nil {
			return err
		}
	}
	return w.insert(ctx, change)
}

// sign closes the new folder as a session does, with the end of its journal signed, if
// the key of the device is at hand.
func (r *rescue) sign() (err error) {
	r.store.key, err = loadKey(filepath.Join(r.out, keyFile))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNoKey) {
		return nil
	}
	if err != nil {
		return fileError(err, r.out)
	}
	if r.store.heads, err = openHeadLog(filepath.Join(r.out, headsFile)); err != nil {
		return fileError(err, r.out)
	}
	return errors.Join(r.store.begin(), r.store.end(), fileError(durable.SyncFolder(r.out), r.out))
}
