package reports

import (
	"context"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/ui/task"
)

// Archive keeps the custom reports and the reports that were made.
type Archive interface {
	// Issues lists the reports that were made, the newest first.
	Issues(ctx context.Context) ([]inspection.ReportIssue, error)
	// CustomReports lists the named reports by name.
	CustomReports(ctx context.Context) ([]inspection.CustomReport, error)
	// SaveCustom keeps a new or a changed report; CodeConflict means that another has its name.
	SaveCustom(ctx context.Context, by string, report inspection.CustomReport) (inspection.CustomReport, error)
	RemoveCustom(ctx context.Context, by string, id inspection.ID) error
	// TableColumns lists the columns that a report of the table may have.
	TableColumns(table inspection.ReportTable) []TableColumn
	// ExportCustom writes a custom report as .xlsx or .csv; personal and errors as Exporter.Export.
	ExportCustom(ctx context.Context, by, path string, report inspection.CustomReport, from, to inspection.Day,
		personal, overwrite bool, progress task.Progress) (Summary, error)
}

// TableColumn is a column that a custom report may have.
type TableColumn struct {
	ID      string
	Title   string   // always Chinese, as it stands in the documents
	Number  bool     // a number
	Day     bool     // a day, or an instant that is compared by its day
	Words   []string // the only values it has; nil for any
	Several bool     // a cell can hold more than one of the words
}

// Comparisons lists how a filter may compare the column, the usual one first.
func (c TableColumn) Comparisons() []inspection.Comparison {
	switch {
	case c.Several:
		return []inspection.Comparison{inspection.CompareContains, inspection.CompareLacks, inspection.CompareEmpty, inspection.CompareFilled}
	case c.Words != nil:
		return []inspection.Comparison{inspection.CompareIs, inspection.CompareIsNot, inspection.CompareEmpty, inspection.CompareFilled}
	case c.Number, c.Day:
		return []inspection.Comparison{inspection.CompareAtLeast, inspection.CompareAtMost, inspection.CompareIs, inspection.CompareIsNot,
			inspection.CompareEmpty, inspection.CompareFilled}
	}
	return []inspection.Comparison{inspection.CompareContains, inspection.CompareLacks, inspection.CompareIs, inspection.CompareIsNot,
		inspection.CompareEmpty, inspection.CompareFilled}
}

// firstColumns is how many columns a new report begins with.
const firstColumns = 6

// Editor is a custom report being put together. It holds no more than what is to be saved.
type Editor struct {
	Report  inspection.CustomReport
	columns func(inspection.ReportTable) []TableColumn
}

// NewEditor begins with a report, or with the first columns of the hazards if it has no table.
func NewEditor(report inspection.CustomReport, columns func(inspection.ReportTable) []TableColumn) *Editor {
	e := &Editor{Report: report, columns: columns}
	e.Report.Columns = append([]string(nil), report.Columns...)
	e.Report.Filters = append([]inspection.ReportFilter(nil), report.Filters...)
	if report.Table == "" {
		e.SetTable(inspection.TableHazards)
	}
	return e
}

// SetTable changes the table. Its columns are others, so the choice begins anew.
func (e *Editor) SetTable(table inspection.ReportTable) {
	if e.Report.Table == table {
		return
	}
	e.Report.Table, e.Report.Group, e.Report.Filters, e.Report.Columns = table, "", nil, nil
	for i, column := range e.columns(table) {
		if i < firstColumns {
			e.Report.Columns = append(e.Report.Columns, column.ID)
		}
	}
}

// All lists the columns of the table.
func (e *Editor) All() []TableColumn { return e.columns(e.Report.Table) }

// Left lists the columns that are not chosen yet.
func (e *Editor) Left() []TableColumn {
	var left []TableColumn
	for _, column := range e.All() {
		if !contains(e.Report.Columns, column.ID) {
			left = append(left, column)
		}
	}
	return left
}

func contains(list []string, text string) bool {
	for _, other := range list {
		if other == text {
			return true
		}
	}
	return false
}

// Column finds a column of the table; one that is not there has its id as its title.
func (e *Editor) Column(id string) TableColumn {
	for _, column := range e.All() {
		if column.ID == id {
			return column
		}
	}
	return TableColumn{ID: id, Title: id}
}

// Add puts a column at the end.
func (e *Editor) Add(id string) {
	if id != "" && !contains(e.Report.Columns, id) {
		e.Report.Columns = append(e.Report.Columns, id)
	}
}

// Drop takes a column out.
func (e *Editor) Drop(i int) {
	e.Report.Columns = append(e.Report.Columns[:i:i], e.Report.Columns[i+1:]...)
}

// Move moves a column by so many places, forward for a negative number; never past an end.
func (e *Editor) Move(i, by int) {
	c, to := e.Report.Columns, i+by
	if i < 0 || i >= len(c) || to < 0 || to >= len(c) {
		return
	}
	id := c[i]
	e.Report.Columns = slices.Insert(slices.Delete(c, i, i+1), to, id)
}

// AddFilter adds a condition; one without a column, or without the value that it needs, is not added.
func (e *Editor) AddFilter(filter inspection.ReportFilter) bool {
	if filter.Column == "" || filter.Compare == "" || filter.Compare.NeedsValue() && strings.TrimSpace(filter.Value) == "" {
		return false
	}
	if !filter.Compare.NeedsValue() {
		filter.Value = ""
	}
	e.Report.Filters = append(e.Report.Filters, filter)
	return true
}

// DropFilter takes a condition out.
func (e *Editor) DropFilter(i int) {
	e.Report.Filters = append(e.Report.Filters[:i:i], e.Report.Filters[i+1:]...)
}
