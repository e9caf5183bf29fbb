package exchange

import (
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"

	"anxun/inspection"
)

// refuse gives the sentence that a person is told why a bundle is not taken. Nothing of it was taken then.
func refuse(cause error, code inspection.Code, key, path string, args ...any) error {
	args = append([]any{"file", filepath.Base(path)}, args...)
	return &inspection.Error{Code: code, Key: key, Args: args, Err: cause}
}

// cut refuses a bundle that lacks its end.
func cut(cause error, path string) error {
	return refuse(cause, inspection.CodeDamaged, "error.bundle_cut", path)
}

// altered refuses a bundle that is not what its maker signed.
func altered(cause error, path string) error {
	return refuse(cause, inspection.CodeDamaged, "error.bundle_altered", path)
}

// hostile refuses a bundle that no Anxun makes.
func hostile(cause error, path string) error {
	return refuse(cause, inspection.CodeInvalid, "error.bundle_hostile", path)
}

var (
	errShape  = errors.New("the archive is not built like a bundle")
	errLimits = errors.New("the archive is beyond the limits of a bundle")
)

// fileProblem is why a file that was to be read could not be.
func fileProblem(err error, path string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return inspection.Wrap(err, inspection.CodeNotFound, "error.file_missing", "file", path)
	}
	return inspection.Wrap(err, inspection.CodeInvalid, "error.file_unreadable", "file", path)
}

// unwritable is why a bundle could not be written.
func unwritable(err error, path string) error {
	var known *inspection.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, syscall.EFBIG):
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.bundle_file_too_large", "file", path)
	}
	return inspection.Wrap(err, inspection.CodeUnwritable, "error.bundle_unwritable", "file", path)
}
