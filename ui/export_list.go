package ui

import (
	"context"
	"path/filepath"
	"strconv"

	"anxun/inspection"
	"anxun/ui/task"
	"anxun/ui/uikit"
)

// ListRows hands the rows of a list to yield, in the order shown, until yield fails.
type ListRows = func(ctx context.Context, yield func([]any) error) error

// Lists writes plain tables, .xlsx or .csv by the end of the path. CodeConflict means that the file exists and overwrite is
// not set. It returns the number of rows.
type Lists interface {
	WriteList(ctx context.Context, path, name string, headers []string, rows ListRows, overwrite bool) (int, error)
}

// ExportList asks where a list goes and writes what it shows.
func (s *Shell) ExportList(name string, headers []string, rows ListRows) {
	s.Files().SaveFile(name+s.Now().Format(" 20060102")+".xlsx", func(path string) {
		if filepath.Ext(path) == "" {
			path += ".xlsx"
		}
		s.writeList(path, name, headers, rows, false)
	})
}

func (s *Shell) writeList(path, name string, headers []string, rows ListRows, overwrite bool) {
	written := 0
	s.Run("export list", func(ctx context.Context, _ task.Progress) (err error) {
		written, err = s.session.Lists.WriteList(ctx, path, name, headers, rows, overwrite)
		return err
	}, func(err error) {
		switch {
		case inspection.CodeOf(err) == inspection.CodeConflict && !overwrite:
			text := s.T("reports.exists", "name", filepath.Base(path), "folder", filepath.Dir(path))
			uikit.Confirm(s.window.Canvas(), s.T("reports.exists_title"), text, s.T("reports.replace"), s.T("common.cancel"), true,
				func() { s.writeList(path, name, headers, rows, true) })
		case err != nil:
			s.ShowError(err)
		default:
			s.ToastAction(s.T("reports.custom.done", "name", filepath.Base(path), "n", strconv.Itoa(written)), s.T("common.open_file"), func() {
				s.ShowError(s.OpenPath(path))
			})
		}
	})
}
