package setup

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"anxun/inspection"
)

// ReadHolidays reads a holiday file that a person chose, for Service.ImportHolidays. Of a
// file that is much too large only the beginning is read, enough for it to be refused.
func ReadHolidays(path string) ([]byte, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, inspection.Wrap(err, inspection.CodeNotFound, "error.file_missing", "file", path)
	}
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.file_unreadable", "file", path)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, inspection.MaxCalendarFile+1))
	return data, inspection.Wrap(err, inspection.CodeInvalid, "error.file_unreadable", "file", path)
}
