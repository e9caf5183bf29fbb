package export

import (
	"errors"
	"io/fs"
	"path/filepath"
	"runtime"
	"syscall"

	"anxun/inspection"
)

// What Windows calls a full disk, a write-protected one and a path that is too long; Go
// gives these no names of its own.
const (
	windowsDiskFull  = syscall.Errno(112)
	windowsProtected = syscall.Errno(19)
	windowsNameLong  = syscall.Errno(206)
	windowsNameWrong = syscall.Errno(123)
)

// unwritable says in one sentence why the file at path, or a temporary file that it needs,
// could not be written.
func unwritable(err error, path string) error {
	folder := filepath.Dir(path)
	var failed *fs.PathError
	if errors.As(err, &failed) && filepath.IsAbs(failed.Path) {
		folder = filepath.Dir(failed.Path) // of the temporary file, maybe on another disk
	}
	key := "error.export_unwritable"
	switch {
	case isSystem(err, syscall.ENOSPC, windowsDiskFull):
		key = "error.export_full"
	case isSystem(err, syscall.EROFS, windowsProtected):
		key = "error.export_readonly"
	case isSystem(err, syscall.ENAMETOOLONG, windowsNameLong), isSystem(err, syscall.ENAMETOOLONG, windowsNameWrong):
		key = "error.export_long"
	}
	return inspection.Wrap(err, inspection.CodeUnwritable, key, "path", path, "folder", folder)
}

// isSystem reports whether the system gave the error, by the number it has there.
func isSystem(err error, unix, windows syscall.Errno) bool {
	if runtime.GOOS == "windows" {
		return errors.Is(err, windows)
	}
	return errors.Is(err, unix)
}
