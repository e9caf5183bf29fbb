package evidence

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"anxun/inspection/durable"
)

// writeDurable makes the file durable under a temporary name before it gets its own,
// so a file in the store is always whole, and then makes the names up to root
// durable too.
func writeDurable(data []byte, path, root string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := writeWhole(data, path, true); err != nil {
		return err
	}
	return syncFolders(path, root)
}

// step is one thing done to the disk.
type step string

const (
	stepWrite      step = "write"
	stepSync       step = "sync"
	stepRename     step = "rename"
	stepSyncFolder step = "sync folder"
)

// done is told of every step, in order; the trial of power loss listens.
var done = func(what step, path string) {}

// writeWhole writes under a temporary name in the same folder and renames. Without
// sync a crash may leave an empty or broken file, which is good enough for a cache.
func writeWhole(data []byte, path string, sync bool) error {
	file, err := os.CreateTemp(filepath.Dir(path), temporaryName)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	done(stepWrite, file.Name())
	if err == nil && sync {
		err = file.Sync()
		done(stepSync, file.Name())
	}
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
		done(stepRename, path)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // best effort; the failure itself is reported
	}
	return err
}

// temporaryName is what a file is called until it is whole. One that a killed
// process leaves behind has no record and does no harm.
const temporaryName = ".new-*"

// syncFolders makes the names durable that lead to a file: its folder, the store's,
// and the folder the store lies in.
func syncFolders(path, root string) error {
	for _, folder := range []string{filepath.Dir(path), root, filepath.Dir(root)} {
		if err := syncFolder(folder); err != nil {
			return fmt.Errorf("making the folder durable: %w", err)
		}
	}
	return nil
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	err := durable.SyncFolder(path)
	done(stepSyncFolder, path)
	return err
}
