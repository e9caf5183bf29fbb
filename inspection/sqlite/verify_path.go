package sqlite

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"anxun/inspection"
)

// VerifyPath looks at a data folder, or at a single database file such as a backup, as
// Store.Verify does, without trusting it and without changing a byte of it: what is
// closed is read as immutable; what was not closed, or has an older shape, is read
// from a copy in the system's temporary folder. A folder that another Anxun has open is
// read beside it, in one consistent state; then only the SHA-256 of the closed file cannot
// be compared. What cannot be opened at all is a finding as well.
//
// Errors: CodeNotFound (nothing there), CodeLocked (the database file of a
// folder that is open in Anxun; name the folder instead), CodeNewer (written by a newer Anxun), CodeUnwritable (it could not be read or copied).
func VerifyPath(ctx context.Context, path string, options Options, progress func(done, total int64)) (report VerifyReport, err error) {
	options = options.withDefaults()
	place, err := findDatabase(path)
	if err != nil {
		return report, err
	}
	if !place.single || filepath.Base(place.database) == databaseFile {
		lock, err := lockForeign(place.dir)
		if inspection.CodeOf(err) == inspection.CodeLocked && !place.single {
			return verifyBeside(ctx, place.dir, options, progress)
		}
		if err != nil {
			return report, err
		}
		if lock != nil {
			defer func() { err = errors.Join(err, lock.Unlock()) }()
		}
	}
	changed, err := place.fileChanged()
	if err != nil {
		return report, fileError(err, place.dir)
	}
	store, cleanup, err := openForeign(ctx, place, options)
	defer func() { err = errors.Join(err, cleanup()) }()
	if err == nil {
		report, err = store.Verify(ctx, progress)
		err = errors.Join(err, store.closeConnections())
	}
	if changed {
		report.add(Problem{Key: "problem.file_changed", Args: []any{"file", filepath.Base(place.database)}})
	}
	code := inspection.CodeOf(err)
	if code == inspection.CodeDamaged || changed && err != nil && ctx.Err() == nil {
		report.add(Problem{Key: "problem.structure", Args: []any{"text", err.Error()}})
		err = nil
	}
	return report, err
}

// verifyBeside verifies a folder while another Anxun writes in it.
func verifyBeside(ctx context.Context, dir string, options Options, progress func(done, total int64)) (report VerifyReport, err error) {
	options.ReadOnly, options.Beside, options.Create = true, true, false
	store, err := Open(ctx, dir, options)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	store.expected = options.Expected
	return store.Verify(ctx, progress)
}

func (r *VerifyReport) add(p Problem) {
	r.ProblemCount++
	r.Problems = append([]Problem{p}, r.Problems...)
}

// location is where the parts of what is verified lie.
type location struct {
	dir      string // of evidence
	database string
	heads    string
	single   bool // a file, not a data folder
}

func findDatabase(path string) (location, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return location{}, fileError(err, path)
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return location{}, inspection.NotFound("error.data_missing", "dir", path)
	}
	if err != nil {
		return location{}, fileError(err, path)
	}
	place := location{dir: path, database: filepath.Join(path, databaseFile), heads: filepath.Join(path, headsFile)}
	if !info.IsDir() {
		place = location{dir: filepath.Dir(path), database: path, heads: path + ".heads", single: true}
	}
	if present, err := exists(place.database); err != nil || !present {
		return location{}, errors.Join(inspection.NotFound("error.data_missing", "dir", path), err)
	}
	return place, nil
}

// lockForeign keeps writers out while a folder is looked at. Nothing is made there, so
// a folder without a lock file is not locked.
func lockForeign(dir string) (*flock.Flock, error) {
	path := filepath.Join(dir, lockFile)
	if present, err := exists(path); err != nil || !present {
		return nil, fileError(err, dir)
	}
	lock := flock.New(path, flock.SetFlag(os.O_RDONLY))
	taken, err := lock.TryRLock()
	if err != nil {
		return nil, fileError(err, dir)
	}
	if !taken {
		return nil, lockedError(dir)
	}
	return lock, nil
}

// fileChanged compares the file of the database with its SHA-256 when it was closed,
// as the last head tells it. Only this finds a bit that changed where SQLite keeps
// nothing.
func (l location) fileChanged() (bool, error) {
	lines, _, _, err := readHeads(l.heads)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || len(lines) == 0 {
		return false, err
	}
	last := lines[len(lines)-1]
	if last.Database == "" {
		return false, nil
	}
	digest, size, err := digestFile(l.database)
	return digest != last.Database || size != last.Size, err
}

// openForeign opens for reading only. cleanup removes what was made elsewhere.
func openForeign(ctx context.Context, place location, options Options) (_ *Store, cleanup func() error, err error) {
	migrations, err := readMigrations(options.migrations)
	cleanup = func() error { return nil }
	if err != nil {
		return nil, cleanup, err
	}
	s := &Store{dir: place.dir, clock: options.Clock, readOnly: true, headsAt: place.heads, databaseAt: place.database, single: place.single, expected: options.Expected}
	path := place.database
	hot, err := os.Stat(path + "-wal")
	copied := err == nil && hot.Size() > 0
	err = s.probe(ctx, path, accessImmutable, len(migrations))
	if hasMessage(err, "error.data_needs_migration") {
		copied, err = true, nil
	}
	if copied { // the header in a file that was not closed may be behind
		var folder string
		if folder, err = os.MkdirTemp("", "anxun-verify-"); err != nil {
			return nil, cleanup, fileError(err, place.dir)
		}
		cleanup = func() error { return os.RemoveAll(folder) }
		if path, err = copyDatabase(place.database, folder); err == nil {
			err = s.migrateCopy(ctx, path, migrations)
		}
	}
	if err != nil {
		return nil, cleanup, err
	}
	if err := s.openConnections(ctx, path, accessImmutable); err != nil {
		return nil, cleanup, s.errorFor(err, "opening the database")
	}
	return s, cleanup, nil
}

func hasMessage(err error, key string) bool {
	var known *inspection.Error
	return errors.As(err, &known) && known.Key == key
}

// migrateCopy folds the -wal file of a copy into it and brings it to the newest shape.
func (s *Store) migrateCopy(ctx context.Context, path string, migrations []migration) (err error) {
	pool, err := openPool(path, accessWrite, 1)
	if err != nil {
		return s.errorFor(err, "opening the copy")
	}
	defer func() { err = errors.Join(err, s.errorFor(pool.Close(), "closing the copy")) }()
	c, err := newConnection(ctx, pool)
	if err != nil {
		return s.errorFor(err, "opening the copy")
	}
	defer func() { err = errors.Join(err, s.errorFor(c.close(), "closing the copy")) }()
	version, err := userVersion(ctx, c)
	if err != nil {
		return s.errorFor(err, "reading the version")
	}
	if version > len(migrations) {
		return newerError(s.dir, version, len(migrations))
	}
	return migrate(ctx, c, s.dir, migrations, func(int) error { return nil })
}

func copyDatabase(path, folder string) (string, error) {
	target := filepath.Join(folder, databaseFile)
	for _, ending := range []string{"", "-wal"} {
		err := copyFile(path+ending, target+ending)
		if err != nil && (ending == "" || !errors.Is(err, fs.ErrNotExist)) {
			return "", fileError(err, folder)
		}
	}
	return target, nil
}

func copyFile(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}

// database is where the file lies that the store was opened for.
func (s *Store) database() string {
	if s.databaseAt != "" {
		return s.databaseAt
	}
	return filepath.Join(s.dir, databaseFile)
}
