package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"anxun/inspection"
)

// BackupTo writes a complete, checked copy of the database to path, while the
// store stays in use. The copy appears under its name only when it is whole and
// on the disk. A file that exists is never replaced (CodeConflict). Evidence is
// not part of the database and not copied.
func (s *Store) BackupTo(ctx context.Context, path string) (err error) {
	if path, err = filepath.Abs(path); err != nil {
		return fileError(err, path)
	}
	database := filepath.Join(s.dir, databaseFile)
	how := accessReadOnly
	if s.readOnly {
		how = readOnlyAccess(database)
	}
	// A connection of its own: the readers' query_only forbids VACUUM INTO.
	pool, err := openPool(database, how, 1)
	if err != nil {
		return s.errorFor(err, "opening the database for a backup")
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	c, err := newConnection(ctx, pool)
	if err != nil {
		return s.errorFor(err, "opening the database for a backup")
	}
	defer func() { err = errors.Join(err, c.close()) }()
	return backup(ctx, c, filepath.Dir(path), path)
}

// backup copies the database of c: VACUUM INTO a temporary name, quick_check,
// fsync, rename.
func backup(ctx context.Context, c *connection, dir, path string) (err error) {
	if present, statErr := exists(path); statErr != nil {
		return fileError(statErr, dir)
	} else if present {
		return inspection.Conflict("error.backup_exists", "path", path)
	}
	temporary := path + ".tmp"
	if err := os.Remove(temporary); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fileError(err, dir)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temporary) // best effort: err already says what went wrong
		}
	}()
	if _, err := c.conn.ExecContext(ctx, "VACUUM INTO ?", temporary); err != nil {
		return databaseError(err, dir, "copying the database")
	}
	if err := checkCopy(ctx, temporary, dir); err != nil {
		return err
	}
	if err := syncFile(temporary); err != nil {
		return fileError(err, dir)
	}
	if err := os.Rename(temporary, path); err != nil {
		return fileError(err, dir)
	}
	return fileError(syncFolder(filepath.Dir(path)), dir)
}

// checkCopy runs SQLite's quick_check on a copy and looks that it is ours.
func checkCopy(ctx context.Context, path, dir string) (err error) {
	pool, err := openPool(path, accessImmutable, 1)
	if err != nil {
		return databaseError(err, dir, "opening the copy")
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	var verdict string
	var application int
	if err := pool.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return databaseError(err, dir, "checking the copy")
	}
	if err := pool.QueryRowContext(ctx, "PRAGMA application_id").Scan(&application); err != nil {
		return databaseError(err, dir, "checking the copy")
	}
	if verdict != "ok" || application != applicationID {
		return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.backup_damaged", Args: []any{"path", path}, Err: fmt.Errorf("quick_check: %s", verdict)}
	}
	return nil
}

func syncFile(path string) (err error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return file.Sync()
}

// syncFolder makes a rename durable. Windows has no such thing for folders; there
// the file system's own journal keeps the order.
func syncFolder(dir string) (err error) {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	return folder.Sync()
}
