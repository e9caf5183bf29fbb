package export

import (
	"strconv"
	"strings"

	"anxun/inspection"
)

// Titles of 检查计划明细 that 汇总 counts by.
const (
	titlePlanKind = "对象类别"
	titlePlanned  = "计划次数"
	titlePlanDone = "计划内完成"
	titlePlanLeft = "未完成"
)

var planColumns = []column{
	{"编号", 10, lookCode},
	{"名称", 24, lookText},
	{titlePlanKind, 22, lookText},
	{"社区", 11, lookText},
	{"运营单位", 12, lookText},
	{"计划频次", 13, lookCode},
	{"计划期", 17, lookCode},
	{"计划期数", 7, lookInteger},
	{"每期次数", 7, lookInteger},
	{titlePlanned, 7, lookInteger},
	{"各期检查次数", 14, lookCode},
	{titlePlanDone, 7, lookInteger},
	{titlePlanLeft, 7, lookInteger},
	{"备注", 9, lookText},
}

// plannedPlace is a row of 检查计划明细: a place with the line of the plan that it is under.
type plannedPlace struct {
	inspection.PlannedPlace
	line inspection.PlanProgress
}

// layoutPlan makes 检查计划明细, where the office has set a plan for what the department looks at.
func (r *report) layoutPlan() (err error) {
	if len(r.plan) == 0 {
		return nil
	}
	r.planTable, err = r.book.addTable("检查计划明细", r.title("检查计划明细"),
		r.scope("街道自定的检查计划，检查不分部门；超出每期次数的不计入计划内完成"), planColumns)
	return err
}

// writePlan fills 检查计划明细: a row for each place on the register that is planned for. What
// was made of the plan is counted here, because it includes inspections that other sheets do
// not list: those of other departments, and those from before the report's first day.
func (r *report) writePlan() error {
	for _, planned := range r.planPlaces {
		line, place := planned.line, planned.Place
		made := make([]string, len(planned.Made))
		for i, visits := range planned.Made {
			made[i] = strconv.Itoa(visits)
		}
		row := strconv.Itoa(r.planTable.nextRow())
		err := r.planTable.add(place.Code, place.Name, r.planKind(line.PlanLine), place.Community, place.Operator,
			planRate(line.PlanLine), planSpan(line), line.Periods, line.Visits,
			worked{"H" + row + "*I" + row, planned.Planned}, strings.Join(made, "、"), planned.Done,
			worked{"J" + row + "-L" + row, toneIf(planned.Left(), planned.Left() > 0, toneWarn)}, sampleMark(place.Sample))
		if err != nil {
			return err
		}
	}
	return nil
}
