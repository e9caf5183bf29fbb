package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"anxun/inspection"
)

// customPlan is a custom report whose columns were found.
type customPlan struct {
	report  inspection.CustomReport
	columns []customColumn // shown, that of the groups first
	filters []customFilter
	grouped bool
}

type customFilter struct {
	inspection.ReportFilter
	column customColumn
	number float64
}

// CheckCustom checks that the columns, filters and grouping of a report exist and fit
// together. Errors: CodeInvalid, one sentence that names the column.
func CheckCustom(report inspection.CustomReport) error {
	_, err := planCustom(report)
	return err
}

func planCustom(report inspection.CustomReport) (*customPlan, error) {
	p := &customPlan{report: report, grouped: report.Group != ""}
	if len(report.Columns) == 0 {
		return nil, inspection.Invalid("error.custom_report_columns_missing")
	}
	ids := report.Columns
	if p.grouped { // the group stands first, so that its subtotal has a name
		ids = append([]string{report.Group}, slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == report.Group })...)
	}
	for _, id := range ids {
		c, err := findColumn(report.Table, id)
		if err != nil {
			return nil, err
		}
		p.columns = append(p.columns, c)
	}
	for _, filter := range report.Filters {
		f, err := planFilter(report.Table, filter)
		if err != nil {
			return nil, err
		}
		p.filters = append(p.filters, f)
	}
	return p, nil
}

func findColumn(table inspection.ReportTable, id string) (customColumn, error) {
	for _, c := range customColumns[table] {
		if c.id == id {
			return c, nil
		}
	}
	return customColumn{}, inspection.Invalid("error.custom_report_column", "column", id, "table", customTableTerms[table])
}

func planFilter(table inspection.ReportTable, filter inspection.ReportFilter) (customFilter, error) {
	column, err := findColumn(table, filter.Column)
	f := customFilter{ReportFilter: filter, column: column}
	if err != nil {
		return f, err
	}
	f.Value = strings.TrimSpace(f.Value)
	if !filter.Compare.NeedsValue() {
		return f, nil
	}
	wrong := func(key string) (customFilter, error) {
		return f, inspection.Invalid(key, "column", column.title, "value", f.Value)
	}
	switch {
	case f.Value == "":
		return wrong("error.custom_report_value_missing")
	case f.Compare == inspection.CompareContains || f.Compare == inspection.CompareLacks:
	case column.look == lookDay || column.look == lookStamp:
		if _, err := inspection.ParseDay(f.Value); err != nil {
			return wrong("error.custom_report_value_day")
		}
	case column.look == lookInteger || column.look == lookNumber || column.look == lookRate:
		text, percent := strings.CutSuffix(f.Value, "%")
		if f.number, err = strconv.ParseFloat(text, 64); err != nil {
			return wrong("error.custom_report_value_number")
		}
		if percent {
			f.number /= 100
		}
	}
	return f, nil
}

// uses reports whether a column is shown or filtered by.
func (p *customPlan) uses(id string) bool {
	return slices.ContainsFunc(p.columns, func(c customColumn) bool { return c.id == id }) ||
		slices.ContainsFunc(p.filters, func(f customFilter) bool { return f.column.id == id })
}

// keeps reports whether all filters hold for a row.
func (p *customPlan) keeps(row *customRow) bool {
	for i := range p.filters {
		if !p.filters[i].holds(p.filters[i].column.value(row)) {
			return false
		}
	}
	return true
}

func (f *customFilter) holds(value any) bool {
	printed := printedValue(value)
	switch f.Compare {
	case inspection.CompareEmpty:
		return printed == ""
	case inspection.CompareFilled:
		return printed != ""
	case inspection.CompareContains:
		return strings.Contains(strings.ToLower(printed), strings.ToLower(f.Value))
	case inspection.CompareLacks:
		return !strings.Contains(strings.ToLower(printed), strings.ToLower(f.Value))
	}
	order, comparable := f.order(value, printed)
	switch f.Compare {
	case inspection.CompareIs:
		return comparable && order == 0
	case inspection.CompareIsNot:
		return !comparable || order != 0
	case inspection.CompareAtLeast:
		return comparable && order >= 0
	case inspection.CompareAtMost:
		return comparable && order <= 0
	}
	return false
}

// order compares a value with that of the filter; an empty cell is neither more nor less
// than a number or a day.
func (f *customFilter) order(value any, printed string) (int, bool) {
	switch v := value.(type) {
	case int:
		return cmp.Compare(float64(v), f.number), true
	case float64:
		return cmp.Compare(v, f.number), true
	case time.Time:
		return strings.Compare(string(inspection.DayOf(v)), f.Value), !v.IsZero()
	case nil:
		return 0, false
	}
	return strings.Compare(printed, f.Value), true
}

// printedValue is a value as a person reads it.
func printedValue(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.In(inspection.Zone).Format("2006-01-02 15:04")
	case float64:
		return strconv.FormatFloat(v, 'g', significant, 64)
	}
	return fmt.Sprint(value)
}

// wordEmpty names the group of rows that have nothing in the column of the groups.
const wordEmpty = "（空）"

// describe says the filters in words.
func (p *customPlan) describe() string {
	if len(p.filters) == 0 {
		return "无"
	}
	texts := make([]string, len(p.filters))
	for i, f := range p.filters {
		texts[i] = f.column.title + comparisonTerms[f.Compare]
		if f.Compare.NeedsValue() {
			texts[i] += "“" + f.Value + "”"
		}
	}
	return strings.Join(texts, "；")
}

var comparisonTerms = map[inspection.Comparison]string{
	inspection.CompareIs: "是", inspection.CompareIsNot: "不是", inspection.CompareContains: "包含", inspection.CompareLacks: "不包含",
	inspection.CompareAtLeast: "不小于", inspection.CompareAtMost: "不大于", inspection.CompareEmpty: "为空", inspection.CompareFilled: "不为空",
}

// FilterText says the filters of a report in words; "无" if there are none. A report that
// does not pass CheckCustom gives its filters as stored.
func FilterText(report inspection.CustomReport) string {
	if plan, err := planCustom(report); err == nil {
		return plan.describe()
	}
	texts := make([]string, len(report.Filters))
	for i, f := range report.Filters {
		texts[i] = f.Column + comparisonTerms[f.Compare] + f.Value
	}
	return strings.Join(texts, "；")
}

// TableTitle names a table of custom reports.
func TableTitle(table inspection.ReportTable) string { return customTableTerms[table] }
