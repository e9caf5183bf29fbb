package main

import (
	"context"

	"anxun/cmd/internal/setup"
	"anxun/export"
	"anxun/inspection"
	"anxun/ui/reports"
	"anxun/ui/task"
)

// exporter lets the page of reports use package export without knowing it.
type exporter struct{ session *setup.Session }

// Count implements reports.Exporter.
func (e exporter) Count(ctx context.Context, department inspection.DepartmentID, from, to inspection.Day) (reports.Counts, error) {
	var counted export.Counts
	err := e.session.Service.View(ctx, func(r inspection.Reader) error {
		request, err := e.request(ctx, r, department, from, to)
		if err != nil {
			return err
		}
		counted, err = export.Count(ctx, request, r)
		return err
	})
	return reports.Counts{
		Inspections: counted.Inspections, Places: counted.Places,
		Pass: counted.Pass, Fail: counted.Fail, NA: counted.NA, Value: counted.Value,
		Hazards: counted.Hazards, Suspected: counted.Suspected, General: counted.BySeverity[inspection.SeverityGeneral],
		Serious: counted.BySeverity[inspection.SeveritySerious], Major: counted.BySeverity[inspection.SeverityMajor],
		Awaiting: counted.ByStatus[inspection.HazardOpen], Submitted: counted.ByStatus[inspection.HazardSubmitted],
		Closed: counted.ByStatus[inspection.HazardClosed], Transferred: counted.ByStatus[inspection.HazardTransferred],
		Shelved: counted.ByStatus[inspection.HazardShelved], Overdue: counted.Overdue, Drafts: counted.Drafts, Void: counted.Void,
	}, err
}

// Export implements reports.Exporter.
func (e exporter) Export(ctx context.Context, path string, department inspection.DepartmentID, from, to inspection.Day,
	overwrite bool, progress task.Progress) (reports.Summary, error) {
	var written export.Summary
	err := e.session.Service.View(ctx, func(r inspection.Reader) error {
		request, err := e.request(ctx, r, department, from, to)
		if err != nil {
			return err
		}
		request.Overwrite = overwrite
		written, err = export.Write(ctx, path, request, r, e.session.Library, e.session.Departments, progress)
		return err
	})
	summary := reports.Summary{Path: written.Path, Size: written.Size}
	for _, sheet := range written.Sheets {
		summary.Sheets = append(summary.Sheets, reports.Sheet{Name: sheet.Name, Rows: sheet.Rows})
	}
	return summary, err
}

func (e exporter) request(ctx context.Context, r inspection.Reader, department inspection.DepartmentID, from, to inspection.Day) (export.Request, error) {
	office, err := r.Setting(ctx, inspection.SettingOffice)
	return export.Request{Department: department, From: from, To: to, Office: office, Program: setup.Program(),
		Now: e.session.Clock()}, err
}
