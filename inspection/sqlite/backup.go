package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"anxun/inspection"
	"anxun/inspection/durable"
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
		how = s.readingAccess(database)
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

// backup copies the database of c: VACUUM INTO a temporary name, integrity check,
// comparison of the ends of both journals, fsync, rename.
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
	// SQLite fills an empty file, too. That there is no such folder it says itself.
	if err := createPrivate(temporary); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fileError(err, dir)
	}
	if _, err := c.conn.ExecContext(ctx, "VACUUM INTO ?", temporary); err != nil {
		return databaseError(err, dir, "copying the database")
	}
	if err := checkCopy(ctx, c, temporary, dir); err != nil {
		return err
	}
	if err := syncFile(temporary); err != nil {
		return fileError(err, dir)
	}
	if err := os.Rename(temporary, path); err != nil {
		return fileError(err, dir)
	}
	return fileError(durable.SyncFolder(filepath.Dir(path)), dir)
}

// checkCopy runs SQLite's integrity check on a copy and looks that it is ours and that
// its journal ends with an entry that the original has.
func checkCopy(ctx context.Context, original *connection, path, dir string) (err error) {
	pool, err := openPool(path, accessImmutable, 1)
	if err != nil {
		return databaseError(err, dir, "opening the copy")
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	var verdict string
	var application int
	if err := pool.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return databaseError(err, dir, "checking the copy")
	}
	if err := pool.QueryRowContext(ctx, "PRAGMA application_id").Scan(&application); err != nil {
		return databaseError(err, dir, "checking the copy")
	}
	if verdict != "ok" || application != applicationID {
		return damagedCopy(path, fmt.Errorf("integrity check: %s", verdict))
	}
	return checkEnd(ctx, original, pool, path, dir)
}

// checkEnd compares the end of the copy's journal with what the copy says it is, and
// with the original, which may have gone on meanwhile.
func checkEnd(ctx context.Context, original *connection, copied *sql.DB, path, dir string) error {
	var said, last head
	err := copied.QueryRowContext(ctx, "SELECT sequence, hash FROM meta WHERE id = 1").Scan(&said.sequence, &said.hash)
	if err != nil {
		return databaseError(err, dir, "reading the head of the copy")
	}
	const entry = "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1"
	if err := copied.QueryRowContext(ctx, entry).Scan(&last.sequence, &last.hash); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return databaseError(err, dir, "reading the journal of the copy")
	}
	if said != last {
		return damagedCopy(path, fmt.Errorf("the journal of the copy ends at %d instead of %d", last.sequence, said.sequence))
	}
	var hash string
	err = original.conn.QueryRowContext(ctx, "SELECT hash FROM journal WHERE sequence = ?", last.sequence).Scan(&hash)
	if err != nil && !(errors.Is(err, sql.ErrNoRows) && last.sequence == 0) {
		return databaseError(err, dir, "comparing the journal with the copy")
	}
	if hash != last.hash {
		return damagedCopy(path, fmt.Errorf("entry %d of the copy differs from the original", last.sequence))
	}
	return nil
}

func damagedCopy(path string, cause error) error {
	return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.backup_damaged", Args: []any{"path", path}, Err: cause}
}

func syncFile(path string) (err error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return file.Sync()
}
