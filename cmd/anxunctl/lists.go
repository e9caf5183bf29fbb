package main

import (
	"context"
	"flag"
	"iter"
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

// saveList writes a list as a file and says so.
func (c *call) saveList(ctx context.Context, to listFile, name string, headers []string, rows iter.Seq[[]any]) error {
	office, err := c.Service.Setting(ctx, inspection.SettingOffice)
	if err != nil {
		return err
	}
	list := export.List{Name: c.text.T(name), Headers: headers, Office: office, Program: setup.Program(), Now: c.Service.Now(), Overwrite: to.overwrite}
	written, err := export.Table(ctx, to.path, list, func(yield func([]any, error) bool) {
		for row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	return c.wrote(to.path, written.Rows)
}

// saveHazards writes the list of hazards in the order in which it is shown.
func (c *call) saveHazards(ctx context.Context, to listFile, rows []inspection.HazardRow) error {
	headers := c.columns("no", "severity", "status", "found", "due", "overdue", "place", "name", "responsible", "item", "description", "remedy", "rework", "inspection")
	today := c.Service.Today()
	return c.saveList(ctx, to, "cli.list.hazards", headers, func(yield func([]any) bool) {
		for _, row := range rows {
			var late any
			if days := hazardJSON(row, today).OverdueDays; days > 0 {
				late = days
			}
			if !yield([]any{row.No, c.grade(row.Hazard), c.term("hazard.status", string(row.Status)), row.Found, row.Due, late, row.PlaceCode, row.PlaceName,
				row.Responsible, string(row.Item), row.Description, row.Remedy, row.Rework, row.InspectionNo}) {
				return
			}
		}
	})
}

// saveInspections writes the list of inspections in the order in which it is shown.
func (c *call) saveInspections(ctx context.Context, to listFile, documents []inspectionDocument) error {
	headers := c.columns("no", "started", "status", "place", "name", "checklists", "inspectors")
	for _, result := range []string{"pass", "fail", "na", "value", "open"} {
		headers = append(headers, c.term("answer", result))
	}
	return c.saveList(ctx, to, "cli.list.inspections", headers, func(yield func([]any) bool) {
		for _, d := range documents {
			started, _ := time.Parse(time.RFC3339, *d.Started) // as instant wrote it
			if !yield([]any{d.No, started, c.term("inspection.status", string(d.Status)), d.Place, d.PlaceName, strings.Join(d.Checklists, " "),
				strings.Join(inspectorNames(d), c.text.T("cli.separator")), d.Counts.Pass, d.Counts.Fail, d.Counts.NA, d.Counts.Value, d.Counts.Open}) {
				return
			}
		}
	})
}

func inspectorNames(d inspectionDocument) []string {
	names := make([]string, len(d.Inspectors))
	for i, inspector := range d.Inspectors {
		names[i] = inspector.Name
	}
	return names
}
