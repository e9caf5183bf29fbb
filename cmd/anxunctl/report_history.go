package main

import (
	"context"
	"flag"
	"strconv"
	"time"

	"anxun/inspection"
)

type issueDocument struct {
	No          string                  `json:"no"`
	Department  inspection.DepartmentID `json:"department,omitempty"`
	Name        string                  `json:"name"`
	Custom      bool                    `json:"custom"`
	From        inspection.Day          `json:"from"`
	To          inspection.Day          `json:"to"`
	Issued      string                  `json:"issued"`
	By          string                  `json:"by"`
	File        string                  `json:"file"`
	Photos      string                  `json:"photos"`
	SHA256      string                  `json:"sha256"`
	Inspections int                     `json:"inspections"`
	Answers     int                     `json:"answers"`
	Hazards     int                     `json:"hazards"`
	Overdue     int                     `json:"overdue"`
	Rows        int                     `json:"rows"`
	Program     string                  `json:"program"`
}

// reportHistoryCommand lists the reports that were made, the newest first.
func reportHistoryCommand() command {
	filter, dept := inspection.IssueFilter{}, ""
	return command{
		name: "report history", access: accessRead, summary: "cli.report_history",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&dept, "dept", "", "cli.flag.report_dept")
			f.Var(dayFlag{&filter.From}, "from", "cli.flag.from")
			f.Var(dayFlag{&filter.To}, "to", "cli.flag.to")
			f.IntVar(&filter.Limit, "limit", 0, "cli.flag.limit")
		},
		run: func(ctx context.Context, c *call) error {
			if filter.Limit < 0 {
				return wrongUsage("cli.usage.flag_wrong", "flag", "--limit", "value", filter.Limit)
			}
			filter.Department = inspection.DepartmentID(dept)
			issues, err := c.Service.ReportIssues(ctx, filter)
			if err != nil {
				return err
			}
			documents := make([]issueDocument, len(issues))
			for i, issue := range issues {
				documents[i] = issueDocument{No: issue.No, Department: issue.Department, Name: issue.Name, Custom: issue.CustomID != "", From: issue.From, To: issue.To,
					Issued: issue.Issued.In(inspection.Zone).Format(time.RFC3339), By: issue.IssuedBy, File: issue.File, Photos: issue.Photos, SHA256: issue.SHA256,
					Inspections: issue.Inspections, Answers: issue.Answers, Hazards: issue.Hazards, Overdue: issue.Overdue, Rows: issue.Rows, Program: issue.Program}
			}
			return c.emit(documents, func() { c.printIssues(issues) })
		},
	}
}

func (c *call) printIssues(issues []inspection.ReportIssue) {
	if len(issues) == 0 {
		c.say("cli.report.none")
		return
	}
	t := table{header: c.columns("no", "report", "period", "rows", "digest", "issued", "by", "file")}
	for _, issue := range issues {
		rows := issue.Rows + issue.Inspections + issue.Answers + issue.Hazards
		t.add(issue.No, issue.Name, string(issue.From)+"—"+string(issue.To), strconv.Itoa(rows), issue.SHA256[:min(12, len(issue.SHA256))],
			clockTime(issue.Issued), issue.IssuedBy, issue.File)
	}
	t.write(c.out)
}
