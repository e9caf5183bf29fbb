package sqlite

import (
	"context"

	"anxun/inspection"
)

func customReportsQuery() string {
	return "SELECT " + recordColumns(inspection.KindCustomReport, "") + " FROM custom_reports WHERE removed = 0 ORDER BY name, id"
}

// CustomReports implements inspection.Reader.
func (r *session) CustomReports(ctx context.Context) ([]inspection.CustomReport, error) {
	return list(ctx, r, inspection.KindCustomReport, customReportsQuery(), nil, inspection.DecodeCustomReport)
}

func issuesQuery(filter inspection.IssueFilter) (string, []any) {
	w := &where{}
	equal(w, "department", filter.Department)
	equal(w, "custom", filter.CustomID)
	equal(w, `"from"`, filter.From)
	equal(w, `"to"`, filter.To)
	text := "SELECT " + recordColumns(inspection.KindReportIssue, "") + " FROM report_issues" + w.sql() + " ORDER BY issued DESC, id DESC"
	if filter.Limit > 0 {
		return text + " LIMIT ?", append(w.args, filter.Limit)
	}
	return text, w.args
}

// ReportIssues implements inspection.Reader.
func (r *session) ReportIssues(ctx context.Context, filter inspection.IssueFilter) ([]inspection.ReportIssue, error) {
	text, args := issuesQuery(filter)
	return list(ctx, r, inspection.KindReportIssue, text, args, inspection.DecodeReportIssue)
}
