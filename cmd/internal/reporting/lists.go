package reporting

import (
	"context"
	"errors"

	"anxun/export"
	"anxun/inspection"
)

// errStopped ends reading rows when nobody wants more.
var errStopped = errors.New("reporting: stopped")

// WriteList writes a plain table at path, .xlsx or .csv, from the rows that are handed to yield, and returns their number.
func (e *Exporter) WriteList(ctx context.Context, path, name string, headers []string, rows func(ctx context.Context, yield func([]any) error) error,
	overwrite bool) (int, error) {
	office, err := e.service.Setting(ctx, inspection.SettingOffice)
	if err != nil {
		return 0, err
	}
	list := export.List{Name: name, Headers: headers, Office: office, Program: e.program, Now: e.service.Now(), Overwrite: overwrite}
	written, err := export.Table(ctx, path, list, func(yield func([]any, error) bool) {
		err := rows(ctx, func(row []any) error {
			if !yield(row, nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(nil, err)
		}
	})
	return written.Rows, err
}
