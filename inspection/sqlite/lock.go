package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

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
	if err := os.WriteFile(filepath.Join(dir, lockInfoFile), []byte(describeHolder(clock)), 0o600); err != nil {
		return nil, errors.Join(fileError(err, dir), lock.Unlock())
	}
	return lock, nil
}

// acquireSharedLock takes the lock for reading only: several readers, no writer.
// On a read-only medium the lock file may be missing and cannot be made, and
// nobody can write there either; then the lock stays unlocked.
func acquireSharedLock(dir string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, lockFile))
	taken, err := lock.TryRLock()
	if err != nil {
		if code := fileError(err, dir); !errors.Is(err, fs.ErrNotExist) && inspection.CodeOf(code) == inspection.CodeUnwritable {
			return lock, nil
		}
		return nil, fileError(err, dir)
	}
	if !taken {
		return nil, lockedError(dir)
	}
	return lock, nil
}

func lockedError(dir string) error {
	return &inspection.Error{Code: inspection.CodeLocked, Key: "error.data_locked", Args: []any{"dir", dir, "holder", readHolder(dir)}}
}

// describeHolder names program, process, computer and time, e.g.
// "anxun, 4711, DESKTOP-7, 2026-11-20 09:05".
func describeHolder(clock inspection.Clock) string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	program := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	return fmt.Sprintf("%s, %d, %s, %s", program, os.Getpid(), host, clock().In(inspection.Zone).Format("2006-01-02 15:04"))
}

// readHolder returns who holds the lock, "?" when that is not known: the holder
// may just be starting.
func readHolder(dir string) string {
	for range 3 {
		if text, err := os.ReadFile(filepath.Join(dir, lockInfoFile)); err == nil && len(text) > 0 {
			return string(text)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return "?"
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
