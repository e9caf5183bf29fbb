package spreadsheet

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// save writes the workbook so that it appears under its name only when it is
// complete and durable. An existing file is replaced only if overwrite is set.
func save(book *excelize.File, path string, overwrite bool) error {
	if err := checkTarget(path, overwrite); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".anxun-*.tmp")
	if err != nil {
		return unwritable(err, path)
	}
	err = fill(file, book)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // best effort; the failure itself is reported
		if runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission) {
			return inspection.Wrap(err, inspection.CodeBusy, "error.sheet_busy", "file", path)
		}
		return unwritable(err, path)
	}
	return nil
}

func fill(file *os.File, book *excelize.File) error {
	if err := book.Write(file); err != nil {
		return err
	}
	// CreateTemp makes files that only their owner may read; this one is for others.
	if err := file.Chmod(0o644); err != nil && runtime.GOOS != "windows" {
		return err
	}
	return file.Sync()
}

func checkTarget(path string, overwrite bool) error {
	existing, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return unwritable(err, path)
	case existing.IsDir():
		return inspection.Invalid("error.sheet_is_folder", "file", path)
	case !overwrite:
		return inspection.Conflict("error.sheet_exists", "file", path)
	}
	return nil
}

func unwritable(err error, path string) error {
	return inspection.Wrap(err, inspection.CodeUnwritable, "error.sheet_unwritable", "file", path)
}
