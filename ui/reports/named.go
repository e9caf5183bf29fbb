package reports

import (
	"context"

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
	ID    string
	Title string   // always Chinese, as it stands in the documents
	Words []string // the only values it has; nil for any
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

// Move moves a column by one place to the front; the first one stays.
func (e *Editor) Move(i int) {
	if c := e.Report.Columns; i > 0 && i < len(c) {
		c[i-1], c[i] = c[i], c[i-1]
	}
}

// AddFilter adds a condition.
func (e *Editor) AddFilter(filter inspection.ReportFilter) {
	e.Report.Filters = append(e.Report.Filters, filter)
}

// DropFilter takes a condition out.
func (e *Editor) DropFilter(i int) {
	e.Report.Filters = append(e.Report.Filters[:i:i], e.Report.Filters[i+1:]...)
}
