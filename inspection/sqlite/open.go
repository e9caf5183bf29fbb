package sqlite

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"anxun/inspection"
)

// Options say how to open a store. The zero value opens an existing data folder
// with the system's clock and randomness.
type Options struct {
	Clock  inspection.Clock // nil means time.Now
	IDs    inspection.IDs   // makes the id of the device; nil means UUIDv7
	Random io.Reader        // makes the device code; nil means crypto/rand

	// Create makes the folder and the database when they are absent. Without
	// it their absence is CodeNotFound and nothing is made.
	Create bool

	// ReadOnly opens for reading only: nothing in the folder is written, other
	// than the lock where it can be, and Update fails. Several programs may
	// read at once; none while another one writes.
	ReadOnly bool

	// Beside, with ReadOnly, also reads while another Anxun has the folder open for
	// writing: nothing is written but what SQLite keeps of its readers in the -shm
	// file, nothing is migrated, and every View sees what was committed before it.
	Beside bool

	// Expected is for VerifyPath: what is known from elsewhere, for example from a
	// printed report. Empty fields are not looked at.
	Expected Expected

	// Progress is for Rescue: it is told which stage is at work and, where that is known,
	// how much of it is done. nil for nobody.
	Progress func(stage RescueStage, done, total int64)

	migrations fs.FS // for tests; nil means the embedded ones
}

// Expected is what a signed head says that was kept outside of the data folder.
type Expected struct {
	Key      string // public key of the device, hexadecimal
	Sequence int64  // of a journal entry
	Hash     string // of that entry
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.IDs == nil {
		o.IDs = inspection.NewIDs(o.Clock, nil)
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.migrations == nil {
		o.migrations = embedded
	}
	return o
}

// Open opens the data folder dir. It looks only at the header of the database and
// reads a handful of rows, however large the database is; Verify is what looks
// at everything.
//
// Errors: CodeNotFound (no data there and Create is not set), CodeLocked (open in
// another Anxun), CodeUnwritable (the folder or the file cannot be written),
// CodeNewer (written by a newer Anxun; left untouched), CodeDamaged (no Anxun
// database).
func Open(ctx context.Context, dir string, options Options) (store *Store, err error) {
	options = options.withDefaults()
	migrations, err := readMigrations(options.migrations)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fileError(err, dir)
	}
	if err := prepareFolder(dir, options); err != nil {
		return nil, err
	}
	s := &Store{dir: dir, clock: options.Clock, readOnly: options.ReadOnly, ids: options.IDs, random: options.Random}
	if options.ReadOnly {
		s.lock, s.beside, err = acquireSharedLock(dir, options.Beside)
	} else {
		s.lock, err = acquireLock(dir, options.Clock)
	}
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.closeConnections(), releaseLock(dir, s.lock, s.readOnly))
		}
	}()
	if !options.ReadOnly {
		makePrivate(dir)
	}
	path := filepath.Join(dir, databaseFile)
	if present, statErr := exists(path); statErr != nil {
		return nil, fileError(statErr, dir)
	} else if !present {
		if err := create(ctx, dir, options, migrations); err != nil {
			return nil, err
		}
	}
	if err := s.openExisting(ctx, path, options, migrations); err != nil {
		return nil, err
	}
	return s, s.introduce(ctx)
}

// introduce tells in whose name the folder is open, for whoever finds it locked, and
// notes which file was opened.
func (s *Store) introduce(ctx context.Context) (err error) {
	if s.opened, err = os.Stat(filepath.Join(s.dir, databaseFile)); err != nil || s.readOnly {
		return fileError(err, s.dir)
	}
	var person string
	if _, err := s.writer.queryRow(ctx, "SELECT value FROM settings WHERE name = ?", []any{string(inspection.SettingOperator)}, &person); err != nil || person == "" {
		return s.errorFor(err, "reading the person of the laptop")
	}
	return writeHolder(s.dir, newHolder(s.clock, person))
}

// prepareFolder finds out whether there is data to open, and makes the folder if
// that is wanted.
func prepareFolder(dir string, options Options) error {
	present, err := exists(filepath.Join(dir, databaseFile))
	if err != nil {
		return fileError(err, dir)
	}
	if present {
		return nil
	}
	left, err := hasRemains(dir)
	if err != nil {
		return fileError(err, dir)
	}
	if left {
		return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.database_gone", Args: []any{"dir", dir}}
	}
	if !options.Create || options.ReadOnly {
		return inspection.NotFound("error.data_missing", "dir", dir)
	}
	if err := os.MkdirAll(filepath.Join(dir, evidenceFolder), 0o700); err != nil {
		return fileError(err, dir)
	}
	return nil
}

// hasRemains reports whether there was data in a folder without a database: signed heads
// or files of evidence. An empty database must not take the place of what was lost.
func hasRemains(dir string) (bool, error) {
	if present, err := exists(filepath.Join(dir, headsFile)); present || err != nil {
		return present, err
	}
	files, err := os.ReadDir(filepath.Join(dir, evidenceFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return len(files) > 0, err
}

func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// openExisting checks the header, opens the connections and brings the database
// to the newest shape.
func (s *Store) openExisting(ctx context.Context, path string, options Options, migrations []migration) (err error) {
	how := accessWrite
	if s.readOnly {
		how = s.readingAccess(path)
	}
	if err := s.probe(ctx, path, how, len(migrations)); err != nil {
		return err
	}
	if err := s.openConnections(ctx, path, how); err != nil {
		return s.errorFor(err, "opening the database")
	}
	if s.readOnly {
		// Whoever may only look may still sign what is exported, if the key can be read.
		s.key, _ = loadKey(filepath.Join(s.dir, keyFile))
		return s.view(ctx, func(r *session) error { return s.loadDevice(ctx, r.connection) })
	}
	// Fails at once where the file may be read but not written.
	if err := errors.Join(s.writer.exec(ctx, "BEGIN IMMEDIATE"), s.writer.exec(ctx, "ROLLBACK")); err != nil {
		return s.errorFor(err, "asking for write access")
	}
	keep := func(version int) error {
		if err := s.begin(); err != nil {
			return err
		}
		name := fmt.Sprintf("anxun-v%d-%s.db", version, options.Clock().In(inspection.Zone).Format("20060102-150405"))
		if err := os.MkdirAll(filepath.Join(s.dir, backupFolder), 0o700); err != nil {
			return fileError(err, s.dir)
		}
		return backup(ctx, s.writer, s.dir, filepath.Join(s.dir, backupFolder, name))
	}
	if s.heads, err = openHeadLog(filepath.Join(s.dir, headsFile)); err != nil {
		return fileError(err, s.dir)
	}
	// Before a migration, which the file of heads must know of. Settings and the
	// journal have had their shape from the first version on.
	if err := errors.Join(s.loadDevice(ctx, s.writer), s.ensureKey(ctx, options.Random)); err != nil {
		return err
	}
	return migrate(ctx, s.writer, s.dir, migrations, keep)
}

// readOnlyAccess decides how to read without writing. A database that was closed
// cleanly has no -wal file and can be read without one, even on a medium that
// cannot be written; the lock keeps writers out.
func readOnlyAccess(path string) access {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return accessReadOnly
	}
	return accessImmutable
}

// readingAccess is readOnlyAccess, but beside a writer the file is never immutable.
func (s *Store) readingAccess(path string) access {
	if s.beside {
		return accessReadOnly
	}
	return readOnlyAccess(path)
}

// probe looks at the header through a connection that cannot write, so that a
// file of a newer version, or one that is not ours, stays untouched byte for
// byte.
func (s *Store) probe(ctx context.Context, path string, how access, known int) (err error) {
	if how == accessWrite {
		how = readOnlyAccess(path)
	}
	pool, err := openPool(path, how, 1)
	if err != nil {
		return s.errorFor(err, "opening the database")
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	c, err := newConnection(ctx, pool)
	if err != nil {
		return s.errorFor(err, "opening the database")
	}
	defer func() { err = errors.Join(err, c.close()) }()
	var application, version int
	if err := c.conn.QueryRowContext(ctx, "SELECT * FROM pragma_application_id, pragma_user_version").Scan(&application, &version); err != nil {
		return s.errorFor(err, "reading the header")
	}
	if application != applicationID || version < 1 {
		return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.data_damaged", Args: []any{"dir", s.dir},
			Err: fmt.Errorf("application id %#x, version %d", application, version)}
	}
	if version > known {
		return newerError(s.dir, version, known)
	}
	if s.readOnly && version < known {
		return &inspection.Error{Code: inspection.CodeUnwritable, Key: "error.data_needs_migration", Args: []any{"dir", s.dir}}
	}
	return refuseViews(ctx, c.conn.QueryRowContext, s.dir)
}
