package sqlite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"anxun/inspection"
)

const (
	databaseFile = "anxun.db"
	lockFile     = "anxun.lock"
	lockInfoFile = "anxun.lock.info"
)

// acquireLock takes the lock of the data folder without waiting. A lock that
// somebody holds gives CodeLocked with the holder's description. The system
// releases the lock when the process ends, however it ends.
//
// Who holds it stands in a file of its own: on Windows a locked file cannot be
// read by others.
func acquireLock(dir string, clock inspection.Clock) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, lockFile))
	taken, err := lock.TryLock()
	if err != nil {
		return nil, fileError(err, dir)
	}
	if !taken {
		return nil, lockedError(dir)
	}
	if err := writeHolder(dir, newHolder(clock, account())); err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return lock, nil
}

// acquireSharedLock takes the lock for reading only: several readers, no writer.
// On a read-only medium the lock file may be missing and cannot be made, and
// nobody can write there either; then the lock stays unlocked. It also stays unlocked
// beside a writer, if that is wanted.
func acquireSharedLock(dir string, wanted bool) (lock *flock.Flock, beside bool, err error) {
	lock = flock.New(filepath.Join(dir, lockFile))
	taken, err := lock.TryRLock()
	if err != nil {
		if code := fileError(err, dir); !errors.Is(err, fs.ErrNotExist) && inspection.CodeOf(code) == inspection.CodeUnwritable {
			return lock, false, nil
		}
		return nil, false, fileError(err, dir)
	}
	if !taken && !wanted {
		return nil, false, lockedError(dir)
	}
	return lock, !taken, nil
}

// lockedError says that somebody has the folder open; its arguments describe who, as text
// and one by one.
func lockedError(dir string) error {
	holder := readHolder(dir)
	return &inspection.Error{Code: inspection.CodeLocked, Key: "error.data_locked", Args: append([]any{"dir", dir, "holder", holder.String()}, holder.args()...)}
}

// besideError refuses a change in a program that only reads what another one writes.
func besideError(dir string) error {
	holder := readHolder(dir)
	return &inspection.Error{Code: inspection.CodeLocked, Key: "error.opened_beside", Args: append([]any{"dir", dir, "holder", holder.String()}, holder.args()...)}
}

// releaseLock removes the description first: once the lock is free the next
// holder's must not be removed.
func releaseLock(dir string, lock *flock.Flock, shared bool) error {
	var removing error
	if !shared {
		if err := os.Remove(filepath.Join(dir, lockInfoFile)); !errors.Is(err, fs.ErrNotExist) {
			removing = fileError(err, dir)
		}
	}
	return errors.Join(removing, fileError(lock.Unlock(), dir))
}
