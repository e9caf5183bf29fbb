// Package issuing makes reports and keeps a record of each: number, data digest, and what changed since the last time. The
// window and the command line share it.
package issuing

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"anxun/export"
	"anxun/inspection"
)

// Office makes the reports of one data folder. It is safe for concurrent use; reports are made one after the other, because
// each gets its number before it is written.
type Office struct {
	Service     *inspection.Service
	Departments []inspection.Department
	Program     string          // name and version, as printed
	Pictures    export.Pictures // opens the photos; may be nil
	// ReadOnly says that nothing can be recorded. Reports are then made all the same, without a number.
	ReadOnly bool

	mutex sync.Mutex
}

// Report writes a department's workbook at path and records it. Of request, office, program, moment, pictures and what
// belongs to the number are filled here. A report that could be written but not recorded is written again without a number
// and comes with RecordProblem set.
func (o *Office) Report(ctx context.Context, by, path string, request export.Request, progress export.Progress) (Outcome, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	request.Program, request.Now, request.Pictures = o.Program, o.Service.Now(), o.Pictures
	issue := inspection.ReportIssue{Department: request.Department, From: request.From, To: request.To, Name: o.name(request.Department),
		Photos: string(request.Photos), Program: o.Program}
	var outcome Outcome
	err := o.Service.View(ctx, func(r inspection.Reader) (err error) {
		if request.Office, err = r.Setting(ctx, inspection.SettingOffice); err != nil {
			return err
		}
		if request.Plan, err = inspection.ReadPlan(ctx, r); err != nil {
			return err
		}
		if issue, request.Previous, err = inspection.ProposeIssue(ctx, r, o.Service.Now, issue); err != nil {
			return err
		}
		if !o.ReadOnly {
			request.No = issue.No
		}
		request.AnsweredSince = answeredSince(r)
		outcome.Summary, err = export.Write(ctx, path, request, r, o.Service.Library(), o.Departments, progress)
		return err
	})
	if err != nil {
		return Outcome{}, err
	}
	s := outcome.Summary
	issue.Inspections, issue.Answers, issue.Hazards, issue.Overdue = s.Inspections, s.Answers, s.Hazards, s.Overdue
	issue.SHA256, issue.Sample, issue.Content = s.SHA256, s.Sample, s.Data.Encode()
	problem := o.record(ctx, by, path, issue)
	if problem == nil {
		return outcome, nil
	}
	// The number is free for the next report, so this one must not bear it.
	request.No, request.Overwrite = "", true
	err = o.Service.View(ctx, func(r inspection.Reader) (err error) {
		request.AnsweredSince = answeredSince(r)
		outcome.Summary, err = export.Write(ctx, path, request, r, o.Service.Library(), o.Departments, progress)
		return err
	})
	outcome.RecordProblem = problem
	return outcome, err
}

// Outcome is a report that was made.
type Outcome struct {
	export.Summary
	// RecordProblem says why the report was not recorded; nil if it was, or if the folder is only looked at.
	RecordProblem error
}

// record keeps the issue. The file is there by then, so that an ended ctx no longer matters.
func (o *Office) record(ctx context.Context, by, path string, issue inspection.ReportIssue) error {
	if o.ReadOnly {
		return nil
	}
	issue.File = filepath.Base(path)
	_, err := o.Service.IssueReport(context.WithoutCancel(ctx), by, issue)
	return err
}

func (o *Office) name(id inspection.DepartmentID) string {
	for _, department := range o.Departments {
		if department.ID == id {
			return department.Name
		}
	}
	return string(id)
}

func answeredSince(r inspection.Reader) func(context.Context, string, time.Time) ([]inspection.ItemCode, error) {
	return func(ctx context.Context, no string, since time.Time) ([]inspection.ItemCode, error) {
		return inspection.AnswersChangedSince(ctx, r, no, since)
	}
}

// CustomOutcome is a custom report that was made.
type CustomOutcome struct {
	export.CustomSummary
	RecordProblem error // as in Outcome
}

// Custom writes a custom report at path, .xlsx or .csv, and records it. Of request, office, program, moment and what belongs
// to the number are filled here.
func (o *Office) Custom(ctx context.Context, by, path string, request export.CustomRequest, progress export.Progress) (CustomOutcome, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	request.Program, request.Now = o.Program, o.Service.Now()
	issue := inspection.ReportIssue{CustomID: request.Report.ID, From: request.From, To: request.To, Name: request.Report.Name, Program: o.Program}
	var outcome CustomOutcome
	err := o.Service.View(ctx, func(r inspection.Reader) (err error) {
		if request.Office, err = r.Setting(ctx, inspection.SettingOffice); err != nil {
			return err
		}
		if issue, request.Previous, err = inspection.ProposeIssue(ctx, r, o.Service.Now, issue); err != nil {
			return err
		}
		if !o.ReadOnly {
			request.No = issue.No
		}
		outcome.CustomSummary, err = export.WriteCustom(ctx, path, request, r, o.Service.Library(), o.Departments, progress)
		return err
	})
	if err != nil {
		return CustomOutcome{}, err
	}
	issue.Rows, issue.SHA256, issue.Sample, issue.Content = outcome.Rows, outcome.SHA256, outcome.Sample, outcome.Data.Encode()
	problem := o.record(ctx, by, path, issue)
	if problem == nil {
		return outcome, nil
	}
	request.No, request.Overwrite = "", true // as in Report
	err = o.Service.View(ctx, func(r inspection.Reader) (err error) {
		outcome.CustomSummary, err = export.WriteCustom(ctx, path, request, r, o.Service.Library(), o.Departments, progress)
		return err
	})
	outcome.RecordProblem = problem
	return outcome, err
}
