package inspectiontest

import (
	"cmp"
	"context"

	"anxun/inspection"
)

// CustomReports implements inspection.Reader.
func (r *memoryReader) CustomReports(context.Context) ([]inspection.CustomReport, error) {
	return all(r, inspection.KindCustomReport, inspection.DecodeCustomReport, func(c inspection.CustomReport) bool { return !c.Removed },
		func(a, b inspection.CustomReport) int { return cmp.Compare(a.Name, b.Name) })
}

// ReportIssues implements inspection.Reader.
func (r *memoryReader) ReportIssues(_ context.Context, filter inspection.IssueFilter) ([]inspection.ReportIssue, error) {
	issues, err := all(r, inspection.KindReportIssue, inspection.DecodeReportIssue, func(i inspection.ReportIssue) bool {
		return is(filter.Department, i.Department) && is(filter.CustomID, i.CustomID) && is(filter.From, i.From) && is(filter.To, i.To)
	}, func(a, b inspection.ReportIssue) int {
		return cmp.Or(b.Issued.Compare(a.Issued), cmp.Compare(b.ID, a.ID))
	})
	if filter.Limit > 0 && len(issues) > filter.Limit {
		issues = issues[:filter.Limit]
	}
	return issues, err
}
