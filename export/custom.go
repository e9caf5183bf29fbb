package export

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
)

// CustomRequest says which custom report is wanted.
type CustomRequest struct {
	Report    inspection.CustomReport
	From, To  inspection.Day // of inspections started and hazards found, both inclusive; places have no period
	Office    string
	Program   string
	Now       time.Time
	Overwrite bool
	Personal  bool // as in Request

	No       string                 // number of this issue; empty if it is not recorded
	Previous inspection.ReportIssue // the issue before; without an ID there is none
}

// CustomSummary says what was written.
type CustomSummary struct {
	Path    string                 `json:"path"`
	Size    int64                  `json:"size"` // bytes
	Rows    int                    `json:"rows"` // without titles and subtotals
	Groups  int                    `json:"groups"`
	No      string                 `json:"no"`
	SHA256  string                 `json:"sha256"`
	Changes *Changes               `json:"changes,omitempty"`
	Data    *inspection.ReportRows `json:"-"`
	Sample  bool                   `json:"sample"`
}

// maxGrouped is how many rows a report with groups may have: they are held in memory
// until they are sorted.
const maxGrouped = 100_000

// customReport is one custom report in the making.
type customReport struct {
	request  CustomRequest
	plan     *customPlan
	source   Source
	catalog  *catalog
	progress Progress
	digest   customDigest
	rows     int
	groups   int
	sample   bool
	changes  *Changes
	book     *book
	table    *table
}

// WriteCustom makes a custom report at path: a workbook with the looks of the
// departments' reports if path ends in .xlsx, plain text for spreadsheets if it ends
// in .csv, without subtotals. Of inspections only finished ones count, of hazards only
// those that were not withdrawn, of places those on the register.
//
// Errors: as Write; CodeInvalid also for a column that does not exist, a value that a
// filter cannot compare, or more rows than can be grouped.
func WriteCustom(ctx context.Context, path string, request CustomRequest, source Source, library *inspection.Library,
	departments []inspection.Department, progress Progress) (CustomSummary, error) {
	plan, err := planCustom(request.Report)
	if err != nil {
		return CustomSummary{}, err
	}
	if err := (Request{From: request.From, To: request.To}).validatePeriod(); err != nil {
		return CustomSummary{}, err
	}
	write := (*customReport).writeSheets
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
	case ".csv":
		write = (*customReport).writeCSV
	default:
		return CustomSummary{}, inspection.Invalid("error.export_table_kind", "path", path)
	}
	target, err := openTarget(path, request.Overwrite)
	if err != nil {
		return CustomSummary{}, err
	}
	defer target.discard()
	c := &customReport{request: request, plan: plan, source: source, progress: progress}
	if c.catalog, err = loadCatalog(ctx, source, ""); err != nil {
		return CustomSummary{}, told(ctx, err, path)
	}
	if plan.uses(columnAssigned) {
		if err := c.catalog.loadAssigned(ctx, source); err != nil {
			return CustomSummary{}, told(ctx, err, path)
		}
	}
	c.catalog.library = library
	for _, department := range departments {
		c.catalog.departments[department.ID] = department
	}
	if err := write(c, ctx, target.file); err != nil {
		return CustomSummary{}, told(ctx, err, path)
	}
	size, err := target.commit()
	if err != nil {
		return CustomSummary{}, err
	}
	return CustomSummary{Path: path, Size: size, Rows: c.rows, Groups: c.groups, No: request.No, SHA256: c.digest.rows.SHA256(),
		Changes: c.changes, Data: &c.digest.rows, Sample: c.sample}, nil
}

// values gives the rows, those of a group together. The slice may be used again.
func (c *customReport) values(ctx context.Context) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		var held [][]any
		row := make([]any, len(c.plan.columns))
		err := c.each(ctx, func(r *customRow) error {
			for i := range c.plan.columns {
				row[i] = c.plan.columns[i].value(r)
			}
			part, no := r.part()
			c.digest.add(part, no, c.plan.columns, row)
			c.hidePhones(row)
			c.rows, c.sample = c.rows+1, c.sample || r.sample()
			if !c.plan.grouped {
				if !yield(row, nil) {
					return errStopped
				}
				return nil
			}
			if c.rows > maxGrouped {
				return inspection.Invalid("error.custom_report_rows", "n", maxGrouped)
			}
			held = append(held, slices.Clone(row))
			return nil
		})
		if c.digest.end(); err != nil {
			if err != errStopped {
				yield(nil, err)
			}
			return
		}
		slices.SortStableFunc(held, func(a, b []any) int { return compareValues(a[0], b[0]) })
		for _, row := range held {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// hidePhones hides the middle of the numbers in columns of telephone numbers. The digest was made before: whether they are
// shown is no change of the data.
func (c *customReport) hidePhones(row []any) {
	for i, column := range c.plan.columns {
		if number, text := row[i].(string); text && column.id == phoneColumn {
			row[i] = Request{Personal: c.request.Personal}.phone(number)
		}
	}
}

// errStopped ends reading when nobody wants more rows.
var errStopped = fmt.Errorf("export: stopped")

// compareValues orders the values of a column; numbers by size.
func compareValues(a, b any) int {
	if x, isNumber := a.(int); isNumber {
		if y, isNumber := b.(int); isNumber {
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(printedValue(a), printedValue(b))
}

// finish compares with the issue before, when all rows are written.
func (c *customReport) finish(ctx context.Context) (err error) {
	columns := make([]string, len(c.plan.columns))
	for i, column := range c.plan.columns {
		columns[i] = column.id
	}
	definition := append([]string{c.plan.report.Group, c.plan.describe()}, columns...)
	c.digest.rows.Add(inspection.ReportRow{Part: partDefinition, No: c.plan.report.Name, Digest: inspection.DigestOf(definition...)})
	c.changes, err = Request{Previous: c.request.Previous}.compare(ctx, &c.digest.rows)
	return err
}

// partDefinition stands for the columns, filters and groups of a custom report, whose
// change changes every row.
const partDefinition inspection.ReportPart = "definition"

func (c *customReport) writeCSV(ctx context.Context, w io.Writer) error {
	list := List{Name: c.plan.report.Name, Now: c.request.Now, Personal: c.request.Personal}
	for _, column := range c.plan.columns {
		list.Headers = append(list.Headers, column.title)
	}
	if _, err := writeCSV(ctx, w, list, checked(ctx, len(list.Headers), c.values(ctx))); err != nil {
		return err
	}
	return c.finish(ctx)
}
