package export

import (
	"context"
	"slices"

	"anxun/inspection"
)

// titlePlaceName is the column that roads are counted by.
const titlePlaceName = "对象名称"

// hazardAside are the columns that are not printed, so that the others can be read on A4.
var hazardAside = []string{"对象编号", "运营单位", "检查项", "整改用时（天）", "按期完成", "返工次数", "移交去向"}

var hazardColumns = []column{
	{"序号", 4.5, lookInteger},
	{"隐患编号", 9.5, lookCode},
	{"发现日期", 10, lookDay},
	{"对象编号", 8, lookCode},
	{titlePlaceName, 13, lookText},
	{"地址", 10, lookText},
	{"社区", 8, lookText},
	{"运营单位", 8, lookText},
	{"检查项", 7, lookCode},
	{"隐患描述", 20, lookText},
	{"依据", 17, lookText},
	{"等级", 5, lookCode},
	{"状态", 7, lookCode},
	{"责任人", 6.5, lookCode},
	{"整改要求", 15, lookText},
	{"整改期限", 10, lookDay},
	{"逾期天数", 5, lookInteger},
	{"完成日期", 10, lookDay},
	{"整改用时（天）", 5, lookInteger},
	{"按期完成", 5, lookCode},
	{"复查人", 6.5, lookCode},
	{"返工次数", 5, lookInteger},
	{"移交去向", 7, lookText},
	{titleBefore, 13, lookCode},
	{titleAfter, 13, lookCode},
	{"备注", 8, lookText},
}

// adHoc stands instead of an item for a hazard that was found without a checklist.
const adHoc = "随手拍"

// hazardFilter selects what the hazard sheets are made from. Everything is read:
// hazards from before the period may still be overdue, and those of other
// departments are counted as left out.
var hazardFilter = inspection.HazardFilter{FinishedOnly: true, IncludeWithdrawn: true}

// writeHazards fills 隐患台账 and passes every hazard to the department's own sheet.
func (r *report) writeHazards(ctx context.Context) error {
	err := r.source.EachHazard(ctx, hazardFilter, func(row inspection.HazardRow) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.progress.Add(1)
		period := r.period.judge(r.request, &row)
		if period == hazardOutside {
			return nil
		}
		if !slices.Contains(row.Departments, r.request.Department) {
			if period == hazardWithin {
				r.period.leftOut.OtherHazards++
			}
			return r.showToWatcher(period, &row)
		}
		if row.Withdrawn {
			if period == hazardWithin {
				r.period.leftOut.Withdrawn++
			}
			return nil
		}
		return r.addHazard(ctx, period, &row)
	})
	if err != nil {
		return err
	}
	return r.writeQueued(ctx, 0)
}

// showToWatcher passes a hazard of other departments to the department's own sheet
// if that sheet watches over all of them.
func (r *report) showToWatcher(period hazardPeriod, row *inspection.HazardRow) error {
	if _, watches := r.own.(interface{ watchesAll() }); !watches || row.Withdrawn {
		return nil
	}
	return r.own.hazard(period, row, r.catalog.place(row.PlaceID))
}

func (r *report) addHazard(ctx context.Context, period hazardPeriod, row *inspection.HazardRow) error {
	place := r.catalog.place(row.PlaceID)
	if err := r.own.hazard(period, row, place); err != nil {
		return err
	}
	if period != hazardWithin {
		return nil
	}
	r.tally.addHazard(row, place, r.request.Today())
	if r.repeated[row.ID] {
		r.tally.repeated++
	}
	r.digest.record(inspection.PartHazard, row.No, hazardColumns, r.hazardRow(row, place, nil, nil), hazardDerived)
	if v := r.period.visit(row.InspectionID); v != nil {
		v.hazards++
	}
	r.placeTally(place.ID).hazards.add(row.Status, overdueDays(&row.Hazard, r.request.Today()) > 0)
	return r.queueHazard(ctx, row, place)
}

func (r *report) hazardRow(row *inspection.HazardRow, place *inspection.Place, before, after any) []any {
	grade, status := gradeOf(&row.Hazard), statusTerms[row.Status]
	var late, closed, days, onTime any
	if n := overdueDays(&row.Hazard, r.request.Today()); n > 0 {
		late = toned{n, toneBad}
	}
	if row.Status == inspection.HazardClosed {
		day := inspection.DayOf(row.Closed)
		closed, days, onTime = day, inspection.DayOf(row.Found).DaysUntil(day), toned{wordNo, toneWarn}
		if day <= row.Due {
			onTime = wordYes
		}
	}
	item := string(row.Item)
	if item == "" {
		item = adHoc
	}
	return []any{r.hazards.rows + 1, row.No, inspection.DayOf(row.Found), place.Code, place.Name, place.Address,
		orNone(place.Community), orNone(place.Operator), item, row.Description, row.Basis,
		toned{grade, gradeTone(grade)}, toned{status, statusTone(status)}, row.Responsible, hazardDemand(&row.Hazard), row.Due,
		late, closed, days, onTime, row.ClosedBy, row.Rework, row.TransferTo, before, after, joinRemarks(hazardRemark(&row.Hazard), r.repeatMark(row.ID))}
}

// wordRepeated marks a hazard whose item failed at the same place on an earlier visit.
const wordRepeated = "重复出现"

func (r *report) repeatMark(hazard inspection.ID) string {
	if r.repeated[hazard] {
		return wordRepeated
	}
	return ""
}

// loadRepeated finds the hazards of the period that were there before.
func (r *report) loadRepeated(ctx context.Context) error {
	r.repeated = map[inspection.ID]bool{}
	filter := inspection.HazardFilter{FinishedOnly: true, Repeated: true}
	return r.source.EachHazard(ctx, filter, func(row inspection.HazardRow) error {
		if r.period.judge(r.request, &row) == hazardWithin && r.request.sees(&row) {
			r.repeated[row.ID] = true
		}
		return ctx.Err()
	})
}

// hazardDemand is what is to be done and what must be reached.
func hazardDemand(hazard *inspection.Hazard) string {
	return joinRemarks(hazard.Remedy, hazard.Standard)
}

func hazardRemark(hazard *inspection.Hazard) string {
	var immediate, shelved string
	if hazard.Immediate {
		immediate = "立即整改"
	}
	if hazard.Status == inspection.HazardShelved && hazard.ShelvedUntil != "" {
		shelved = "挂账至" + chineseDay(hazard.ShelvedUntil)
	}
	return joinRemarks(sampleMark(hazard.Sample), immediate, shelved)
}

var overdueColumns = []column{
	{"序号", 5, lookInteger},
	{"隐患编号", 9.5, lookCode},
	{"期别", 9, lookCode},
	{"对象编号", 8, lookCode},
	{"对象名称", 18, lookText},
	{"社区", 10, lookText},
	{"运营单位", 12, lookText},
	{"隐患描述", 32, lookText},
	{"等级", 8.5, lookCode},
	{"状态", 8, lookCode},
	{"责任人", 9, lookCode},
	{"发现日期", 11, lookDay},
	{"整改期限", 11, lookDay},
	{"逾期天数", 6, lookInteger},
	{"返工次数", 6, lookInteger},
	{"整改要求", 26, lookText},
	{"备注", 10, lookText},
}

// writeOverdue fills 逾期未改, the longest overdue first: the store gives them in that order,
// so that none has to be held.
func (r *report) writeOverdue(ctx context.Context) error {
	return r.source.EachHazard(ctx, r.overdueFilter(), func(row inspection.HazardRow) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.progress.Add(1)
		period, days := r.period.judge(r.request, &row), overdueDays(&row.Hazard, r.request.Today())
		if period == hazardOutside || days == 0 || !r.request.sees(&row) {
			return nil
		}
		return r.addOverdue(&row, period, days)
	})
}

func (r *report) overdueFilter() inspection.HazardFilter {
	return inspection.HazardFilter{FinishedOnly: true, Department: r.request.Department, OverdueOn: r.request.Today(), ByDue: true}
}

func (r *report) addOverdue(row *inspection.HazardRow, period hazardPeriod, days int) error {
	place, term := r.catalog.place(row.PlaceID), wordThisPeriod
	if period == hazardEarlier {
		term = wordEarlier
		r.tally.overdueOld++
	} else {
		r.tally.overdueNow++
	}
	grade := gradeOf(&row.Hazard)
	return r.overdue.add(r.overdue.rows+1, row.No, term, place.Code, place.Name, orNone(place.Community), orNone(place.Operator),
		row.Description, toned{grade, gradeTone(grade)}, statusTerms[row.Status], row.Responsible,
		inspection.DayOf(row.Found), row.Due, toned{days, toneBad}, row.Rework, hazardDemand(&row.Hazard), hazardRemark(&row.Hazard))
}
