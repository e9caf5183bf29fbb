package export

import (
	"context"

	"anxun/inspection"
)

var inspectionColumns = []column{
	{"检查编号", 15, lookCode},
	{"日期", 11, lookDay},
	{"开始", 16, lookClock},
	{"完成", 16, lookClock},
	{"对象编号", 9, lookCode},
	{"对象名称", 18, lookText},
	{"类别", 10, lookCode},
	{"子类", 11, lookCode},
	{"地址", 18, lookText},
	{"社区", 10, lookText},
	{"运营单位", 12, lookText},
	{"检查表", 22, lookText},
	{"检查人员（部门）", 20, lookText},
	{"陪同人", 8, lookCode},
	{"应查项", 6, lookInteger},
	{"符合", 6, lookInteger},
	{"不符合", 6, lookInteger},
	{"不适用", 6, lookInteger},
	{"记录值", 6, lookInteger},
	{"未查", 6, lookInteger},
	{"符合率", 8, lookRate},
	{"隐患数", 6, lookInteger},
	{"未查原因", 14, lookText},
	{"本期第几次", 7, lookInteger},
	{"备注", 10, lookText},
}

// writeInspections fills 检查明细. The results were counted while the answers passed
// by, so the inspections are read a second time.
func (r *report) writeInspections(ctx context.Context) error {
	return r.source.EachInspection(ctx, r.request.answerFilter(), func(row inspection.InspectionRow) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.progress.Add(1)
		v := r.period.visits[row.ID]
		if v == nil || !v.concerned {
			r.period.leftOut.OtherInspections++
			return nil
		}
		place := r.countVisit(v, &row)
		v.ordinal = place.visits
		r.tally.addInspection(v)
		r.period.leftOut.Unanswered += v.score.Open
		return r.addInspection(v, &row)
	})
}

// countVisit adds the visit to what is known of its place.
func (r *report) countVisit(v *visit, row *inspection.InspectionRow) *placeTally {
	place := r.placeTally(v.place.ID)
	place.visits++
	place.last = max(place.last, v.day)
	place.bands[bandOf(row.Started)]++
	place.score = place.score.Plus(v.score)
	return place
}

func (r *report) placeTally(id inspection.ID) *placeTally {
	place := r.places[id]
	if place == nil {
		place = &placeTally{}
		r.places[id] = place
	}
	return place
}

func (r *report) addInspection(v *visit, row *inspection.InspectionRow) error {
	score, place := v.score, v.place
	open := any(score.Open)
	if score.Open > 0 {
		open = toned{score.Open, toneWarn}
	}
	return r.inspections.add(row.No, v.day, row.Started, row.Finished, place.Code, place.Name,
		placeKindTerms[place.PlaceKind], subKindTerms[place.SubKind], place.Address, place.Community, place.Operator,
		r.catalog.checklistTitles(row.Checklists), r.catalog.inspectorNames(row.Inspectors), row.AccompaniedBy,
		v.due(), score.Pass, toneIf(score.Fail, score.Fail > 0, toneBad), score.NA, score.Value, open, rateOf(score), v.hazards,
		row.IncompleteReason, v.ordinal, joinRemarks(sampleMark(row.Sample), row.Note))
}

// toneIf gives the value a tone when the condition holds.
func toneIf(value any, condition bool, tone tone) any {
	if condition {
		return toned{value, tone}
	}
	return value
}

// rateOf is the share of 符合 among 符合 and 不符合.
func rateOf(score inspection.Score) any {
	return share(score.Pass, score.Pass+score.Fail)
}
