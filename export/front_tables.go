package export

import (
	"fmt"

	"anxun/inspection"
)

// grid is the table of grades by states.
func (f *front) grid() error {
	// The figures and charts are a page of their own.
	f.sheet.breakPage()
	if err := f.heading("隐患等级与整改状态", f.hazards); err != nil {
		return err
	}
	head := []span{headSpan(2, "等级")}
	for _, status := range inspection.HazardStatuses() {
		head = append(head, headSpan(1, statusTerms[status]))
	}
	head = append(head, headSpan(1, "合计"), headSpan(2, "整改率"), headSpan(2, "逾期未改（本期）"))
	if err := f.row(head...); err != nil {
		return err
	}
	first := f.sheet.next
	for _, grade := range grades() {
		if err := f.gridRow(grade); err != nil {
			return err
		}
	}
	f.placeChart(chartGrid, first, f.sheet.next-1)
	f.placeChart(chartStates, first-1, f.sheet.next)
	return f.gridTotal(first)
}

func (f *front) gridRow(grade string) error {
	row, total := f.sheet.next, 0
	spans := []span{{columns: 2, look: lookCode, tone: gradeTone(grade), value: grade}}
	for _, status := range inspection.HazardStatuses() {
		count := f.tally.grid[grade][status]
		total += count
		formula := countWhere(f.hazards, "等级", criterion(grade), "状态", criterion(statusTerms[status]))
		spans = append(spans, countSpan(1, formula, count))
	}
	counts := f.tally.grid[grade]
	spans = append(spans, countSpan(1, fmt.Sprintf("SUM(C%d:G%d)", row, row), total),
		rateSpan(2, closedRate(row), share(counts[inspection.HazardClosed], total-counts[inspection.HazardTransferred])),
		countSpan(2, countWhere(f.hazards, "等级", criterion(grade), "逾期天数", `">0"`), f.tally.lateByGrade[grade]))
	return f.row(spans...)
}

// closedRate is the rate of a row of the grid, whose columns C to H are the states and
// their sum.
func closedRate(row int) string {
	return quotient(fmt.Sprintf("E%d", row), fmt.Sprintf("H%d-F%d", row, row))
}

func (f *front) gridTotal(first int) error {
	row := f.sheet.next
	sum := func(column string) string { return fmt.Sprintf("SUM(%s%d:%s%d)", column, first, column, row-1) }
	spans := []span{{columns: 2, look: lookCode, tone: toneTotal, value: "合计"}}
	for i, status := range inspection.HazardStatuses() {
		spans = append(spans, countSpan(1, sum(columnName(3+i)), f.tally.statusTotal(status)))
	}
	all := f.tally.hazards
	spans = append(spans, countSpan(1, sum("H"), all.total), rateSpan(2, closedRate(row), share(all.closed, all.total-all.transferred)),
		countSpan(2, sum("K"), all.overdue))
	for i := range spans {
		spans[i].tone = toneTotal
	}
	return f.row(spans...)
}

// results lists the results counted in a row, in the order of their columns.
var results = []inspection.Result{inspection.ResultPass, inspection.ResultFail, inspection.ResultNA, inspection.ResultValue}

func resultHeads(before ...span) []span {
	for _, result := range results {
		before = append(before, headSpan(1, resultTerms[result]))
	}
	return append(before, headSpan(1, "合计"), headSpan(1, "符合率"))
}

// resultSpans counts the results of the answers that meet the conditions, in the
// columns G to L.
func (f *front) resultSpans(score inspection.Score, conditions ...string) []span {
	row := f.sheet.next
	values := []int{score.Pass, score.Fail, score.NA, score.Value}
	var spans []span
	for i, result := range results {
		formula := countWhere(f.answers, append([]string{"检查结果", criterion(resultTerms[result])}, conditions...)...)
		spans = append(spans, countSpan(1, formula, values[i]))
	}
	return append(spans, countSpan(1, fmt.Sprintf("SUM(G%d:J%d)", row, row), score.Answered()),
		rateSpan(1, quotient(fmt.Sprintf("G%d", row), fmt.Sprintf("G%d+H%d", row, row)), rateOf(score)))
}

// ofChecklist is the condition on an item code to belong to a checklist.
func ofChecklist(code string) string { return `"` + code + `-*"` }

func (f *front) checklists() error {
	if err := f.heading("各检查表结果", f.answers); err != nil {
		return err
	}
	if err := f.row(resultHeads(headSpan(1, "代码"), headSpan(5, "检查表"))...); err != nil {
		return err
	}
	first := f.sheet.next
	list := f.tally.checklistList()
	for _, checklist := range list {
		spans := []span{{columns: 1, look: lookCode, value: checklist.code}, labelSpan(5, checklist.title)}
		spans = append(spans, f.resultSpans(checklist.score, "检查项编号", ofChecklist(checklist.code))...)
		if err := f.row(spans...); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		return f.nothing()
	}
	f.placeChart(chartChecklists, first, f.sheet.next-1)
	return nil
}

// nothing says that a table has no rows.
func (f *front) nothing() error {
	return f.row(span{columns: frontColumns, look: lookCode, tone: toneQuiet, value: "本期无数据"})
}

func (f *front) sections() error {
	if err := f.heading("各分类结果", f.answers); err != nil {
		return err
	}
	if err := f.row(resultHeads(headSpan(1, "代码"), headSpan(5, "分类"))...); err != nil {
		return err
	}
	rows := 0
	for _, checklist := range f.tally.checklistList() {
		for _, section := range checklist.sections {
			spans := []span{{columns: 1, look: lookCode, value: checklist.code}, labelSpan(5, section.title)}
			spans = append(spans, f.resultSpans(section.score, "检查项编号", ofChecklist(checklist.code), "分类", criterion(section.title))...)
			if err := f.row(spans...); err != nil {
				return err
			}
			rows++
		}
	}
	if rows == 0 {
		return f.nothing()
	}
	return nil
}

func (f *front) communities() error {
	return f.groups("各社区隐患", "社区", "社区", f.tally.communities)
}

func (f *front) operators() error {
	return f.groups("各运营单位隐患", "运营单位", "运营单位", f.tally.operators)
}

// roads is the table by road. The hazards at the shops along a road count where the shops
// are registered, not here.
func (f *front) roads() error {
	if len(f.tally.roads) == 0 && f.department.ID != inspection.DepartmentUrban {
		return nil // most departments have nothing to do with roads
	}
	return f.groups("各路段隐患", "路段", titlePlaceName, f.tally.roads)
}

// groups is a table of hazards by the text of a column of 隐患台账, under a title of its own.
func (f *front) groups(heading, title, column string, groups map[string]*groupTally) error {
	if err := f.heading(heading, f.hazards); err != nil {
		return err
	}
	if err := f.row(headSpan(4, title), headSpan(1, "隐患数"), headSpan(1, "已销号"), headSpan(1, "已移交"), headSpan(1, "其他未销号"),
		headSpan(2, "整改率"), headSpan(2, "逾期未改（本期）")); err != nil {
		return err
	}
	names := groupNames(groups)
	for _, name := range names {
		if err := f.groupRow(column, name, groups[name]); err != nil {
			return err
		}
	}
	if len(names) == 0 {
		return f.nothing()
	}
	return nil
}

func (f *front) groupRow(column, name string, group *groupTally) error {
	row, cell := f.sheet.next, f.cell(1)
	status := func(status inspection.HazardStatus) string {
		return countExact(f.hazards, column, cell, "状态", `="`+statusTerms[status]+`"`)
	}
	return f.row(labelSpan(4, name),
		countSpan(1, countExact(f.hazards, column, cell), group.total),
		countSpan(1, status(inspection.HazardClosed), group.closed),
		countSpan(1, status(inspection.HazardTransferred), group.transferred),
		countSpan(1, fmt.Sprintf("E%d-F%d-G%d", row, row, row), group.total-group.closed-group.transferred),
		rateSpan(2, quotient(fmt.Sprintf("F%d", row), fmt.Sprintf("E%d-G%d", row, row)), share(group.closed, group.total-group.transferred)),
		countSpan(2, countExact(f.hazards, column, cell, "逾期天数", ">0"), group.overdue))
}

func (f *front) months() error {
	if err := f.heading("按月情况", f.report.inspections, f.answers, f.hazards); err != nil {
		return err
	}
	if err := f.row(headSpan(3, "月份"), headSpan(3, "检查次数"), headSpan(3, "不符合项"), headSpan(3, "发现隐患")); err != nil {
		return err
	}
	first := f.sheet.next
	for _, month := range f.tally.monthList(f.request.From) {
		count := f.tally.months[month]
		if count == nil {
			count = &monthTally{}
		}
		since, before := `">="&`+dateFormula(month), `"<"&`+dateFormula(monthOf(month.Add(31)))
		err := f.row(span{columns: 3, look: lookCode, value: month.Start().Format("2006年1月")},
			countSpan(3, countWhere(f.report.inspections, "日期", since, "日期", before), count.inspections),
			countSpan(3, countWhere(f.answers, "日期", since, "日期", before, "检查结果", criterion(resultTerms[inspection.ResultFail])), count.fails),
			countSpan(3, countWhere(f.hazards, "发现日期", since, "发现日期", before), count.hazards))
		if err != nil {
			return err
		}
	}
	f.placeChart(chartMonths, first, f.sheet.next-1)
	return nil
}
