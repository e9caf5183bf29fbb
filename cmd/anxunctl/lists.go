package main

import (
	"context"
	"errors"
	"flag"
	"strings"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/export"
	"anxun/inspection"
)

// listFile is where a list is to be saved; nowhere for an empty path.
type listFile struct {
	path      string
	overwrite bool
}

// flags declares --out and --overwrite.
func (l *listFile) flags(f *flag.FlagSet) {
	f.StringVar(&l.path, "out", "", "cli.flag.list_out")
	f.BoolVar(&l.overwrite, "overwrite", false, "cli.flag.overwrite")
}

// errStopped ends reading rows when nobody wants more.
var errStopped = errors.New("stopped")

// saveList writes a list as a file, row by row, and says so.
func saveList[T any](ctx context.Context, c *call, to listFile, name string, headers []string, rows stream[T], values func(T) []any) error {
	office, err := c.Service.Setting(ctx, inspection.SettingOffice)
	if err != nil {
		return err
	}
	list := export.List{Name: c.text.T(name), Headers: headers, Office: office, Program: setup.Program(), Now: c.Service.Now(), Overwrite: to.overwrite}
	written, err := export.Table(ctx, to.path, list, func(yield func([]any, error) bool) {
		err := rows(func(row T) error {
			if !yield(values(row), nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(nil, err)
		}
	})
	if err != nil {
		return err
	}
	return c.wrote(to.path, written.Rows)
}

// given says to whom in the office the records of a kind were given.
func (c *call) given(ctx context.Context, kind inspection.RecordKind) (map[inspection.ID]string, error) {
	assignments, err := c.Service.Assignments(ctx, "")
	given := map[inspection.ID]string{}
	for _, assignment := range assignments {
		if assignment.RecordKind == kind {
			given[assignment.Record] = assignment.Person
		}
	}
	return given, err
}

// saveHazards writes the list of hazards in the order in which it is shown.
func (c *call) saveHazards(ctx context.Context, to listFile, rows stream[inspection.HazardRow]) error {
	headers := c.columns("no", "severity", "status", "found", "due", "overdue", "place", "name", "responsible", "assigned", "item", "description", "remedy", "rework", "inspection")
	today := c.Service.Today()
	given, err := c.given(ctx, inspection.KindHazard)
	if err != nil {
		return err
	}
	return saveList(ctx, c, to, "cli.list.hazards", headers, rows, func(row inspection.HazardRow) []any {
		var late any
		if days := hazardJSON(row, today).OverdueDays; days > 0 {
			late = days
		}
		return []any{row.No, c.grade(row.Hazard), c.term("hazard.status", string(row.Status)), row.Found, row.Due, late, row.PlaceCode, row.PlaceName,
			row.Responsible, given[row.ID], string(row.Item), row.Description, row.Remedy, row.Rework, row.InspectionNo}
	})
}

// saveInspections writes the list of inspections in the order in which it is shown.
func (c *call) saveInspections(ctx context.Context, to listFile, rows stream[inspectionDocument]) error {
	headers := c.columns("no", "started", "status", "place", "name", "checklists", "inspectors")
	for _, result := range []string{"pass", "fail", "na", "value", "open"} {
		headers = append(headers, c.term("answer", result))
	}
	return saveList(ctx, c, to, "cli.list.inspections", headers, rows, func(d inspectionDocument) []any {
		started, _ := time.Parse(time.RFC3339, *d.Started) // as instant wrote it
		return []any{d.No, started, c.term("inspection.status", string(d.Status)), d.Place, d.PlaceName, strings.Join(d.Checklists, " "),
			strings.Join(inspectorNames(d), c.text.T("cli.separator")), d.Counts.Pass, d.Counts.Fail, d.Counts.NA, d.Counts.Value, d.Counts.Open}
	})
}

func inspectorNames(d inspectionDocument) []string {
	names := make([]string, len(d.Inspectors))
	for i, inspector := range d.Inspectors {
		names[i] = inspector.Name
	}
	return names
}
