// Package reporting lets the screen 报表 use package export without knowing it.
package reporting

import (
	"context"

	"anxun/cmd/internal/issuing"
	"anxun/export"
	"anxun/inspection"
	"anxun/ui/reports"
	"anxun/ui/task"
)

// Exporter counts and writes the workbooks from what a service stores. It implements reports.Exporter and is safe for
// concurrent use.
type Exporter struct {
	service     *inspection.Service
	departments []inspection.Department
	program     string
	pictures    export.Pictures
	office      *issuing.Office
}

var _ reports.Exporter = (*Exporter)(nil)

// New returns an exporter. program is the name and version printed in 数据说明; pictures opens the photos, nil for reports
// without photos; readOnly says that reports cannot be recorded.
func New(service *inspection.Service, departments []inspection.Department, program string, pictures export.Pictures, readOnly bool) *Exporter {
	return &Exporter{service: service, departments: departments, program: program, pictures: pictures,
		office: &issuing.Office{Service: service, Departments: departments, Program: program, Pictures: pictures, ReadOnly: readOnly}}
}

func (e *Exporter) request(department inspection.DepartmentID, from, to inspection.Day) export.Request {
	return export.Request{Department: department, From: from, To: to, Program: e.program, Now: e.service.Now(), Pictures: e.pictures}
}

// Count implements reports.Exporter.
func (e *Exporter) Count(ctx context.Context, department inspection.DepartmentID, from, to inspection.Day) (reports.Counts, error) {
	var c export.Counts
	var estimations map[export.PhotoSize]export.Estimation
	err := e.service.View(ctx, func(r inspection.Reader) (err error) {
		request := e.request(department, from, to)
		if c, err = export.Count(ctx, request, r); err != nil {
			return err
		}
		estimations, err = export.Estimates(ctx, request, r, c)
		return err
	})
	var files []reports.File
	for _, size := range export.PhotoSizes() {
		files = append(files, reports.File{PhotoSize: string(size), Photos: estimations[size].Photos, Bytes: estimations[size].Bytes})
	}
	return reports.Counts{
		Files:       files,
		Inspections: c.Inspections, Places: c.Places, Pass: c.Pass, Fail: c.Fail, NA: c.NA, Value: c.Value,
		Hazards: c.Hazards, General: c.BySeverity[inspection.SeverityGeneral], Serious: c.BySeverity[inspection.SeveritySerious],
		Suspected: c.Suspected, Major: c.BySeverity[inspection.SeverityMajor],
		Awaiting: c.ByStatus[inspection.HazardOpen], Submitted: c.ByStatus[inspection.HazardSubmitted], Closed: c.ByStatus[inspection.HazardClosed],
		Transferred: c.ByStatus[inspection.HazardTransferred], Shelved: c.ByStatus[inspection.HazardShelved],
		Overdue: c.Overdue, Drafts: c.Drafts, Void: c.Void,
	}, err
}

// Export implements reports.Exporter. All sheets show one state of the data, that at the beginning.
func (e *Exporter) Export(ctx context.Context, by, path string, department inspection.DepartmentID, from, to inspection.Day,
	photoSize string, personal, overwrite bool, progress task.Progress) (reports.Summary, error) {
	request := e.request(department, from, to)
	request.Personal, request.Overwrite = personal, overwrite
	if e.pictures != nil {
		request.Photos = export.PhotoSize(photoSize)
	}
	made, err := e.office.Report(ctx, by, path, request, progress)
	if err != nil {
		return reports.Summary{}, err
	}
	summary := reports.Summary{Path: made.Path, Size: made.Size, No: made.No, RecordProblem: made.RecordProblem}
	if made.Changes != nil {
		summary.Before, summary.Changed = made.Changes.No, made.Changes.Summary()
	}
	for _, sheet := range made.Sheets {
		summary.Sheets = append(summary.Sheets, reports.Sheet{Name: sheet.Name, Rows: sheet.Rows})
	}
	return summary, nil
}

// Issues implements reports.Archive.
func (e *Exporter) Issues(ctx context.Context) ([]inspection.ReportIssue, error) {
	return e.service.ReportIssues(ctx, inspection.IssueFilter{})
}

// CustomReports implements reports.Archive.
func (e *Exporter) CustomReports(ctx context.Context) ([]inspection.CustomReport, error) {
	return e.service.CustomReports(ctx)
}

// SaveCustom implements reports.Archive.
func (e *Exporter) SaveCustom(ctx context.Context, by string, report inspection.CustomReport) (inspection.CustomReport, error) {
	if err := export.CheckCustom(report); err != nil {
		return report, err
	}
	return e.service.SaveCustomReport(ctx, by, report)
}

// RemoveCustom implements reports.Archive.
func (e *Exporter) RemoveCustom(ctx context.Context, by string, id inspection.ID) error {
	return e.service.RemoveCustomReport(ctx, by, id)
}

// columnDepartments is the column whose cells name one department or several.
const columnDepartments = "departments"

// TableColumns implements reports.Archive.
func (e *Exporter) TableColumns(table inspection.ReportTable) []reports.TableColumn {
	var list []reports.TableColumn
	for _, column := range export.CustomColumns(table) {
		offered := reports.TableColumn{ID: column.ID, Title: column.Title, Number: column.Number, Day: column.Day, Words: column.Words}
		if column.ID == columnDepartments {
			offered.Several = true
			for _, department := range e.departments {
				offered.Words = append(offered.Words, department.Short)
			}
		}
		list = append(list, offered)
	}
	return list
}

// ExportCustom implements reports.Archive.
func (e *Exporter) ExportCustom(ctx context.Context, by, path string, report inspection.CustomReport, from, to inspection.Day,
	personal, overwrite bool, progress task.Progress) (reports.Summary, error) {
	made, err := e.office.Custom(ctx, by, path, export.CustomRequest{Report: report, From: from, To: to, Personal: personal, Overwrite: overwrite}, progress)
	if err != nil {
		return reports.Summary{}, err
	}
	summary := reports.Summary{Path: made.Path, Size: made.Size, No: made.No, RecordProblem: made.RecordProblem, Sheets: []reports.Sheet{{Name: report.Name, Rows: made.Rows}}}
	if made.Changes != nil {
		summary.Before, summary.Changed = made.Changes.No, made.Changes.Summary()
	}
	return summary, nil
}
