package export

import (
	"context"
	"fmt"

	"anxun/inspection"
)

// wordNoPlan stands for the number of inspections that were planned where the office has set no
// plan, or none for what the department looks at. None is made up.
const wordNoPlan = "未设计划"

// loadPlan works out how far the office's plan is carried out, for the kinds of places that the
// department has items for. It counts the visits of all departments: a plan is the
// office's, and a joint inspection is one visit.
func (r *report) loadPlan(ctx context.Context) error {
	plan := r.request.Plan
	if plan.Empty() {
		return nil
	}
	until := min(r.request.To, r.request.Today())
	visits, err := inspection.ReadVisits(ctx, r.source, plan.First(r.request.From), until)
	if err != nil {
		return err
	}
	lines, places := plan.Account(r.catalog.places, visits, r.request.From, until)
	for _, line := range lines {
		if r.catalog.concernsKind(line.PlaceKind) {
			r.plan = append(r.plan, line)
		}
	}
	for _, place := range places {
		if line := lines[place.Line]; r.catalog.concernsKind(line.PlaceKind) {
			r.planPlaces = append(r.planPlaces, plannedPlace{place, line})
		}
	}
	return nil
}

// concernsKind reports whether a checklist for places of the kind has an item that names the
// department.
func (c *catalog) concernsKind(kind inspection.PlaceKind) bool {
	for ref, checklist := range c.checklists {
		for _, of := range checklist.Kinds {
			if of == kind && c.concerns(ref) {
				return true
			}
		}
	}
	return false
}

// planned is the key figure.
func (r *report) planned() figure {
	if len(r.plan) == 0 {
		return figure{"计划检查次数", lookCode, "", wordNoPlan}
	}
	total := 0
	for _, line := range r.plan {
		total += line.Planned
	}
	return figure{"计划检查次数", lookFigure, sumOf(r.planTable, titlePlanned), total}
}

// planBlock is the table of what was planned and done, counted in 检查计划明细.
func (f *front) planBlock() error {
	if len(f.report.plan) == 0 {
		return nil
	}
	if err := f.heading(blockPlan, f.planTable); err != nil {
		return err
	}
	if err := f.row(headSpan(3, titlePlanKind), headSpan(1, "计划频次"), headSpan(2, "计划期"), headSpan(1, "对象数"), headSpan(1, titlePlanned),
		headSpan(1, titlePlanDone), headSpan(1, titlePlanLeft), headSpan(1, "完成率"), headSpan(1, "未达计划对象")); err != nil {
		return err
	}
	first, all := f.sheet.next, inspection.PlanProgress{}
	for _, line := range f.report.plan {
		if err := f.planRow(line); err != nil {
			return err
		}
		all.Places, all.Planned, all.Done, all.Behind = all.Places+line.Places, all.Planned+line.Planned, all.Done+line.Done, all.Behind+line.Behind
	}
	sum := func(column string, value int) span {
		return countSpan(1, fmt.Sprintf("SUM(%[1]s%[2]d:%[1]s%[3]d)", column, first, f.sheet.next-1), value)
	}
	total := []span{labelSpan(3, "合计"), labelSpan(1, ""), labelSpan(2, ""), sum("G", all.Places), sum("H", all.Planned), sum("I", all.Done),
		sum("J", all.Planned-all.Done), f.planShare(all.Done, all.Planned), sum("L", all.Behind)}
	for i := range total {
		total[i].tone = toneTotal
	}
	return f.row(total...)
}

// planRow is the row of one line of the plan, in the columns A to L.
func (f *front) planRow(line inspection.PlanProgress) error {
	kind := f.planKind(line.PlanLine)
	sum := func(title string, value int) span {
		return countSpan(1, sumWhere(f.planTable, title, titlePlanKind, criterion(kind)), value)
	}
	return f.row(labelSpan(3, kind), span{columns: 1, look: lookCode, value: planRate(line.PlanLine)}, span{columns: 2, look: lookCode, value: planSpan(line)},
		countSpan(1, countWhere(f.planTable, titlePlanKind, criterion(kind)), line.Places), sum(titlePlanned, line.Planned), sum(titlePlanDone, line.Done),
		sum(titlePlanLeft, line.Planned-line.Done), f.planShare(line.Done, line.Planned),
		countSpan(1, countWhere(f.planTable, titlePlanKind, criterion(kind), titlePlanLeft, `">0"`), line.Behind))
}

// planShare is the rate of the row to come.
func (f *front) planShare(done, planned int) span {
	row := f.sheet.next
	return rateSpan(1, quotient(fmt.Sprintf("I%d", row), fmt.Sprintf("H%d", row)), share(done, planned))
}

// planKind names the places of a line. Where sub-kinds have lines of their own, that of the
// kind is about the others.
func (r *report) planKind(line inspection.PlanLine) string {
	name := placeKindTerms[line.PlaceKind]
	if line.SubKind != "" {
		return name + "·" + subKindTerms[line.SubKind]
	}
	for _, other := range r.plan {
		if other.PlaceKind == line.PlaceKind && other.SubKind != "" {
			return name + "（其余）"
		}
	}
	return name
}

var planPeriodTerms = map[inspection.PlanPeriod]string{
	inspection.PlanMonth:    "每月",
	inspection.PlanQuarter:  "每季度",
	inspection.PlanHalfYear: "每半年",
	inspection.PlanYear:     "每年",
}

// planRate is e.g. 每月 2 次.
func planRate(line inspection.PlanLine) string {
	return fmt.Sprintf("%s %d 次", planPeriodTerms[line.Period], line.Visits)
}

// planSpan names the calendar periods that are counted.
func planSpan(line inspection.PlanProgress) string {
	switch line.Periods {
	case 0:
		return wordUndefined
	case 1:
		return planPeriodName(line.Period, line.From)
	}
	return planPeriodName(line.Period, line.From) + "至" + planPeriodName(line.Period, line.To)
}

// planPeriodName is e.g. 2026年第4季度, for a day in it.
func planPeriodName(period inspection.PlanPeriod, day inspection.Day) string {
	start := day.Start()
	year, month := start.Year(), int(start.Month())
	switch period {
	case inspection.PlanMonth:
		return fmt.Sprintf("%d年%d月", year, month)
	case inspection.PlanQuarter:
		return fmt.Sprintf("%d年第%d季度", year, (month+2)/3)
	case inspection.PlanHalfYear:
		return fmt.Sprintf("%d年%s半年", year, map[bool]string{true: "上", false: "下"}[month <= 6])
	}
	return fmt.Sprintf("%d年", year)
}
