package inspection

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// maxReportName is how many characters the name of a custom report may have.
const maxReportName = 40

// CustomReports lists the named reports by name, without removed ones.
func (s *Service) CustomReports(ctx context.Context) ([]CustomReport, error) {
	var reports []CustomReport
	err := s.store.View(ctx, func(r Reader) (err error) {
		reports, err = r.CustomReports(ctx)
		return err
	})
	return reports, err
}

// CustomReport finds a named report by its id or its name. There being none is
// CodeNotFound.
func (s *Service) CustomReport(ctx context.Context, idOrName string) (CustomReport, error) {
	reports, err := s.CustomReports(ctx)
	if err != nil {
		return CustomReport{}, err
	}
	for _, report := range reports {
		if string(report.ID) == idOrName || report.Name == strings.TrimSpace(idOrName) {
			return report, nil
		}
	}
	return CustomReport{}, NotFound("error.custom_report_not_found", "name", idOrName)
}

// SaveCustomReport keeps a named report: a new one without an ID, otherwise the one
// with it, which may get another name. Two reports of the same name give
// CodeConflict, a missing name, table or column CodeInvalid. Whether the columns exist
// is checked by package export.
func (s *Service) SaveCustomReport(ctx context.Context, by string, in CustomReport) (CustomReport, error) {
	in.Name = strings.TrimSpace(in.Name)
	switch {
	case in.Name == "":
		return in, Invalid("error.custom_report_name_missing")
	case len([]rune(in.Name)) > maxReportName:
		return in, Invalid("error.custom_report_name_long", "n", maxReportName)
	case !slices.Contains(ReportTables(), in.Table):
		return in, Invalid("error.custom_report_table", "table", string(in.Table))
	case len(in.Columns) == 0:
		return in, Invalid("error.custom_report_columns_missing")
	}
	for _, filter := range in.Filters {
		if !slices.Contains(Comparisons(), filter.Compare) {
			return in, Invalid("error.custom_report_comparison", "comparison", string(filter.Compare))
		}
	}
	err := s.update(ctx, by, func(w Writer) error {
		reports, err := w.CustomReports(ctx)
		if err != nil {
			return err
		}
		for _, other := range reports {
			if other.ID != in.ID && strings.EqualFold(other.Name, in.Name) {
				return Conflict("error.custom_report_name_taken", "name", in.Name)
			}
			if other.ID == in.ID {
				in.Made, in.MadeBy = other.Made, other.MadeBy
			}
		}
		if in.ID == "" {
			in.ID, in.Made, in.MadeBy = s.ids(), s.clock(), by
		}
		in.Removed = false
		return w.Put(ctx, in)
	})
	return in, err
}

// RemoveCustomReport takes a named report off the list. Its record stays, and so do
// the issues made from it. Removing it again changes nothing.
func (s *Service) RemoveCustomReport(ctx context.Context, by string, id ID) error {
	return s.update(ctx, by, func(w Writer) error {
		reports, err := w.CustomReports(ctx)
		if err != nil {
			return err
		}
		for _, report := range reports {
			if report.ID == id {
				report.Removed = true
				return w.Put(ctx, report)
			}
		}
		return nil
	})
}

// ReportIssues lists the reports that were made, the newest first.
func (s *Service) ReportIssues(ctx context.Context, filter IssueFilter) ([]ReportIssue, error) {
	var issues []ReportIssue
	err := s.store.View(ctx, func(r Reader) (err error) {
		issues, err = r.ReportIssues(ctx, filter)
		return err
	})
	return issues, err
}

// ProposeIssue fills the number that a report made now will have, and finds the issue
// before it of the same report and period; its ID is empty if there is none. Nothing
// is stored: the number is allotted by IssueReport when the file is there, so that a
// report that is not finished leaves no gap.
func ProposeIssue(ctx context.Context, r Reader, clock Clock, in ReportIssue) (proposed, before ReportIssue, err error) {
	in.Issued = clock()
	in.Year = in.Issued.In(Zone).Year()
	if in.No, in.Number, _, err = nextReportNumber(ctx, r, in.Year); err != nil {
		return in, before, err
	}
	issues, err := r.ReportIssues(ctx, IssueFilter{Department: in.Department, CustomID: in.CustomID, From: in.From, To: in.To, Limit: 1})
	if err == nil && len(issues) > 0 {
		before = issues[0]
	}
	return in, before, err
}

// IssueReport keeps a report whose file is there. in comes from ProposeIssue and is
// filled with what the report holds; a number that is no longer the next one gives
// CodeConflict.
func (s *Service) IssueReport(ctx context.Context, by string, in ReportIssue) (ReportIssue, error) {
	in.ID, in.IssuedBy = s.ids(), by
	err := s.update(ctx, by, func(w Writer) error {
		_, number, counter, err := nextReportNumber(ctx, w, in.Year)
		if err != nil {
			return err
		}
		if number != in.Number {
			return Conflict("error.report_number_taken", "no", in.No)
		}
		if err := w.Put(ctx, Setting{Name: counter, Value: strconv.Itoa(number)}); err != nil {
			return err
		}
		return w.Put(ctx, in)
	})
	return in, err
}

// nextReportNumber works out the number of the next report of the year, and which
// setting counts them.
func nextReportNumber(ctx context.Context, r Reader, year int) (no string, number int, counter ID, err error) {
	var mark, device, text string
	counter = ID(fmt.Sprintf("number.report.%d", year))
	for _, setting := range []struct {
		name ID
		into *string
	}{{SettingOfficeMark, &mark}, {SettingDeviceCode, &device}, {counter, &text}} {
		if *setting.into, err = r.Setting(ctx, setting.name); err != nil {
			return "", 0, counter, err
		}
	}
	last, err := strconv.Atoi(cmp.Or(text, "0"))
	if err != nil {
		return "", 0, counter, Wrap(err, CodeDamaged, "error.record_damaged", "kind", string(KindSetting), "record", string(counter), "field", "value")
	}
	number = last + 1
	return fmt.Sprintf("%s检报%s〔%d〕%d号", mark, device, year, number), number, counter, nil
}
