package inspectiontest

import "anxun/inspection"

func testCustomReports(s *suite) {
	report := func(id, name string, change func(*inspection.CustomReport)) inspection.CustomReport {
		return ACustomReport(func(c *inspection.CustomReport) {
			c.ID, c.Name = inspection.ID(id), name
			change(c)
		})
	}
	s.put(
		report("c1", "b", func(*inspection.CustomReport) {}),
		report("c2", "a", func(c *inspection.CustomReport) { c.Filters, c.Group = nil, "" }),
		report("c3", "c", func(c *inspection.CustomReport) { c.Removed = true }),
	)
	found := read(s, func(r inspection.Reader) ([]inspection.CustomReport, error) { return r.CustomReports(s.ctx) })
	wantNames(s, "custom reports", found, func(c inspection.CustomReport) string { return string(c.ID) }, "c2", "c1")
	if _, err := s.tryPut(report("c4", "d", func(c *inspection.CustomReport) { c.Table = "weather" })); err == nil {
		s.Error("a report of an unknown table was stored")
	}
}

func testReportIssues(s *suite) {
	issue := func(id string, after int, change func(*inspection.ReportIssue)) inspection.ReportIssue {
		return AReportIssue(func(i *inspection.ReportIssue) {
			i.ID, i.Issued = inspection.ID(id), day(after)
			change(i)
		})
	}
	s.put(
		ACustomReport(),
		issue("i1", 1, func(*inspection.ReportIssue) {}),
		issue("i2", 3, func(*inspection.ReportIssue) {}),
		issue("i3", 2, func(i *inspection.ReportIssue) { i.Department = inspection.DepartmentCivil }),
		issue("i4", 2, func(i *inspection.ReportIssue) { i.Department, i.CustomID, i.From = "", "custom-1", "2026-10-01" }),
	)
	for _, test := range []struct {
		name   string
		filter inspection.IssueFilter
		want   []string
	}{
		{"all", inspection.IssueFilter{}, []string{"i2", "i4", "i3", "i1"}},
		{"the last two", inspection.IssueFilter{Limit: 2}, []string{"i2", "i4"}},
		{"a department", inspection.IssueFilter{Department: inspection.DepartmentEmergency}, []string{"i2", "i1"}},
		{"a period", inspection.IssueFilter{From: "2026-10-01", To: "2026-11-30"}, []string{"i4"}},
		{"a custom report", inspection.IssueFilter{CustomID: "custom-1"}, []string{"i4"}},
		{"none", inspection.IssueFilter{Department: inspection.DepartmentUrban}, nil},
	} {
		found := read(s, func(r inspection.Reader) ([]inspection.ReportIssue, error) { return r.ReportIssues(s.ctx, test.filter) })
		wantNames(s, test.name, found, func(i inspection.ReportIssue) string { return string(i.ID) }, test.want...)
	}
}
