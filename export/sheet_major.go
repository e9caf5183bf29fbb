package export

import (
	"anxun/inspection"
)

// majorAside are the columns that are not printed, so that the others can be read on A4.
var majorAside = []string{"对象编号", "地址", "移交去向", "完成日期"}

var majorColumns = []column{
	{"序号", 5, lookInteger},
	{"隐患编号", 9.5, lookCode},
	{"期别", 8, lookCode},
	{"等级", 8.5, lookCode},
	{"发现日期", 10.5, lookDay},
	{"对象编号", 8, lookCode},
	{"对象名称", 13, lookText},
	{"地址", 13, lookText},
	{"隐患描述", 22, lookText},
	{"依据", 22, lookText},
	{"涉及部门", 10, lookText},
	{"状态", 7, lookCode},
	{"整改期限", 10.5, lookDay},
	{"逾期天数", 5, lookInteger},
	{"责任落实", 10, lookText},
	{"措施落实", 14, lookText},
	{"资金落实", 9, lookText},
	{"时限落实", 10, lookText},
	{"预案落实", 12, lookText},
	{"五落实齐全", 6, lookCode},
	{"移交去向", 9, lookText},
	{"完成日期", 10.5, lookDay},
	{"备注", 8, lookText},
}

// tableSheet is an own sheet that is one table and takes what it needs from only
// one kind of record.
type tableSheet struct{ *table }

func (tableSheet) answer(*visit, *entry, *inspection.AnswerRow) error { return nil }

func (tableSheet) hazard(hazardPeriod, *inspection.HazardRow, *inspection.Place) error { return nil }

func (tableSheet) end() error { return nil }

func (s tableSheet) counts() []SheetCount { return s.table.counts() }

func (s tableSheet) seal() { s.table.sealed() }

// majorSheet is 重大隐患 of the emergency department: hazards graded 重大 and those to be
// referred as 疑似重大, with the five 落实. Unresolved ones from before the period are on
// it too, and so are those of other departments: the office keeps one
// ledger of 重大隐患, and no built-in item that may be 重大 names this department.
type majorSheet struct {
	tableSheet
	report *report
}

func newMajorSheet(r *report) (ownSheet, error) {
	t, err := r.book.addTable("重大隐患", r.title("重大隐患台账"), r.scope("含疑似重大（待有权部门判定）、其他部门负责的及以前遗留未销号的"), majorColumns, majorAside...)
	return &majorSheet{tableSheet{t}, r}, err
}

// watchesAll marks the sheet as one that is given the hazards of all departments.
func (s *majorSheet) watchesAll() {}

func (s *majorSheet) hazard(period hazardPeriod, row *inspection.HazardRow, place *inspection.Place) error {
	if row.Severity != inspection.SeverityMajor && !row.Suspected {
		return nil
	}
	term := wordThisPeriod
	if period == hazardEarlier {
		if !row.Status.Unresolved() {
			return nil
		}
		term = wordEarlier
	}
	var late, closed any
	if days := overdueDays(&row.Hazard, s.report.request.Today()); days > 0 {
		late = toned{days, toneBad}
	}
	if row.Status == inspection.HazardClosed {
		closed = inspection.DayOf(row.Closed)
	}
	grade, status := gradeOf(&row.Hazard), statusTerms[row.Status]
	values := []any{s.rows + 1, row.No, term, toned{grade, toneBad}, inspection.DayOf(row.Found), place.Code, place.Name, place.Address,
		row.Description, row.Basis, s.report.catalog.departmentNames(row.Departments), toned{status, statusTone(status)}, row.Due, late}
	complete := any(wordYes)
	for _, part := range []string{row.Accountability, row.Measures, row.Funds, row.TimeLimit, row.Contingency} {
		if part == "" {
			values, complete = append(values, toned{wordNotRecorded, toneQuiet}), toned{wordNo, toneBad}
		} else {
			values = append(values, part)
		}
	}
	return s.add(append(values, complete, row.TransferTo, closed, hazardRemark(&row.Hazard))...)
}
