package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"anxun/inspection"
)

// errorFor gives an error of the database a code and a sentence for people.
// Errors that have one already and the end of the context stay as they are;
// what no rule covers is a fault of the program and only says what was being
// done.
func (s *Store) errorFor(err error, doing string) error {
	return databaseError(err, s.dir, doing)
}

func databaseError(err error, dir, doing string) error {
	var known *inspection.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	err = fmt.Errorf("%s: %w", doing, err)
	var fault *driver.Error
	if !errors.As(err, &fault) {
		return err
	}
	if fault.Code() == lib.SQLITE_IOERR_SHMSIZE { // no room to enlarge the -shm file
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.disk_full", "dir", dir)
	}
	switch fault.Code() & 0xff {
	case lib.SQLITE_FULL:
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.disk_full", "dir", dir)
	case lib.SQLITE_READONLY, lib.SQLITE_PERM:
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.disk_readonly", "dir", dir)
	case lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN, lib.SQLITE_NOLFS, lib.SQLITE_PROTOCOL:
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.disk_failed", "dir", dir)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return inspection.Wrap(err, inspection.CodeDamaged, "error.data_damaged", "dir", dir)
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return inspection.Wrap(err, inspection.CodeBusy, "error.data_busy", "dir", dir)
	}
	if fault.Code() == lib.SQLITE_CONSTRAINT_FOREIGNKEY {
		return inspection.Wrap(err, inspection.CodeInvalid, "error.reference_missing")
	}
	return err
}

// refusedBy reports whether a CHECK of a table refused the row.
func refusedBy(err error) bool {
	var fault *driver.Error
	return errors.As(err, &fault) && fault.Code()&0xff == lib.SQLITE_CONSTRAINT && fault.Code() != lib.SQLITE_CONSTRAINT_FOREIGNKEY
}

// fileError gives an error of the file system a code and a sentence.
func fileError(err error, dir string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC):
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.disk_full", "dir", dir)
	case errors.Is(err, syscall.EROFS):
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.disk_readonly", "dir", dir)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.data_unwritable", "dir", dir)
	}
	return inspection.Wrap(err, inspection.CodeUnwritable, "error.disk_failed", "dir", dir)
}
