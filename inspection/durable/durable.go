// Package durable writes files that are whole under their name, or not there, also when the power fails meanwhile.
package durable

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// WriteFile makes content the content of the file at path, which only its owner may read. Until that is durable the file
// that was there stays as it is; after an error nothing new is left beside it.
func WriteFile(path string, content []byte) error {
	file, err := Create(path)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return Finish(file, path, err)
}

// Create makes a file for what shall be the file at path once Finish is called. It lies in the same folder under a name
// that begins with ".anxun-" and ends with ".tmp", and only its owner may read it.
func Create(path string) (*os.File, error) {
	return os.CreateTemp(filepath.Dir(path), ".anxun-*.tmp")
}

// Finish syncs and closes a file and gives it its name, durably. If failed says that writing it went wrong, or if
// finishing it does, the file is closed and removed and what was at path stays.
func Finish(file *os.File, path string, failed error) error {
	err := failed
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return SyncFolder(filepath.Dir(path))
}

// SyncFolder makes the names in a folder durable. Windows has no such call, its file system journals names itself; drives
// without a journal, such as sticks, may refuse it, which is no failure of what was written.
func SyncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}
