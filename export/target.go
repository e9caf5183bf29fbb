package export

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"anxun/inspection"
	"anxun/inspection/durable"
)

// target is the file to be written. Until commit it exists under a temporary name
// in the same folder, so that a reader never sees half a workbook and a failure
// leaves the old one as it was.
type target struct {
	path      string
	overwrite bool
	file      *os.File
	done      bool
}

// openTarget checks that the file may be written and creates its temporary twin.
func openTarget(path string, overwrite bool) (*target, error) {
	if err := checkTarget(path, overwrite); err != nil {
		return nil, err
	}
	// Not os.CreateTemp: its files may be read by their owner only, and a report is
	// for others too, as far as the user's umask allows.
	name := filepath.Join(filepath.Dir(path), ".anxun-"+rand.Text()+".tmp")
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, unwritable(err, path)
	}
	return &target{path: path, overwrite: overwrite, file: file}, nil
}

func checkTarget(path string, overwrite bool) error {
	folder, err := os.Stat(filepath.Dir(path))
	if isSystem(err, syscall.ENAMETOOLONG, windowsNameLong) {
		return unwritable(err, path)
	}
	if err != nil || !folder.IsDir() {
		return &inspection.Error{Code: inspection.CodeUnwritable, Key: "error.export_folder",
			Args: []any{"folder", filepath.Dir(path)}, Err: err}
	}
	existing, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return unwritable(err, path)
	case existing.IsDir():
		return inspection.Invalid("error.export_is_folder", "path", path)
	case !overwrite:
		return inspection.Conflict("error.export_exists", "path", path)
	case existing.Mode().Perm()&0o200 == 0: // marked read-only
		return unwritable(fs.ErrPermission, path)
	case openElsewhere(path):
		return busy(nil, path)
	}
	return nil
}

// openElsewhere reports whether a spreadsheet program has the file open. On Windows
// the programs lock it and opening it for writing fails; elsewhere they only leave
// a small file beside it: LibreOffice ".~lock.NAME#", Excel and WPS "~$NAME". Such a
// file may remain after a crash on Windows, so it is not asked there.
func openElsewhere(path string) bool {
	if runtime.GOOS == "windows" {
		file, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return true
		}
		return file.Close() != nil
	}
	folder, name := filepath.Split(path)
	for _, mark := range []string{".~lock." + name + "#", "~$" + name} {
		if _, err := os.Lstat(filepath.Join(folder, mark)); err == nil {
			return true
		}
	}
	return false
}

// commit makes the file durable and gives it its name. It returns the size.
func (t *target) commit() (int64, error) {
	if err := t.file.Sync(); err != nil {
		return 0, unwritable(err, t.path)
	}
	info, err := t.file.Stat()
	if err != nil {
		return 0, unwritable(err, t.path)
	}
	if err := t.file.Close(); err != nil {
		return 0, unwritable(err, t.path)
	}
	// Somebody may have made or opened the file while the report was built.
	if err := checkTarget(t.path, t.overwrite); err != nil {
		return 0, err
	}
	if err := os.Rename(t.file.Name(), t.path); err != nil {
		if errors.Is(err, fs.ErrPermission) {
			return 0, busy(err, t.path)
		}
		return 0, unwritable(err, t.path)
	}
	t.done = true
	_ = durable.SyncFolder(filepath.Dir(t.path)) // the workbook itself is durable and under its name
	return info.Size(), nil
}

// discard removes the temporary file unless it was committed.
func (t *target) discard() {
	if t.done {
		return
	}
	_ = t.file.Close() // may be closed already; the file goes either way
	_ = os.Remove(t.file.Name())
}

func busy(err error, path string) error {
	return &inspection.Error{Code: inspection.CodeBusy, Key: "error.export_busy", Args: []any{"path", path}, Err: err}
}
