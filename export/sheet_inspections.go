package export

import (
	"context"

	"anxun/inspection"
)

// inspectionAside are the columns that are not printed, so that the others can be read on A4.
var inspectionAside = []string{"完成", "对象编号", "子类", "数值", "本期第几次"}

var inspectionColumns = []column{
	{"检查编号", 11, lookCode},
	{"日期", 10.5, lookDay},
	{"开始", 6.5, lookTime},
	{"完成", 12, lookClock},
	{"对象编号", 8, lookCode},
	{"对象名称", 14, lookText},
	{"类别", 8, lookCode},
	{"子类", 9, lookCode},
	{"地址", 14, lookText},
	{"社区", 8, lookText},
	{"运营单位", 9, lookText},
	{"检查表", 17, lookText},
	{"检查人员（部门）", 18, lookText},
	{"陪同人", 7, lookCode},
	{"应查项", 5, lookInteger},
	{"符合", 5, lookInteger},
	{"不符合", 5, lookInteger},
	{"不适用", 5, lookInteger},
	{"数值", 5, lookInteger},
	{"未查", 5, lookInteger},
	{"符合率", 7.5, lookRate},
	{"隐患数", 5, lookInteger},
	{"未查原因", 11, lookText},
	{"本期第几次", 5, lookInteger},
	{"备注", 8, lookText},
}

// writeInspections fills 检查明细. The results were counted while the answers passed
// by, so the inspections are read a second time.
func (r *report) writeInspections(ctx context.Context) error {
	return r.source.EachInspection(ctx, r.request.answerFilter(), func(row inspection.InspectionRow) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.progress.Add(1)
		v := r.period.visit(row.ID)
		if v == nil || !v.concerned {
			r.period.leftOut.OtherInspections++
			return nil
		}
		place := r.countVisit(v, &row)
		v.ordinal = int32(place.visits)
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
	values := []any{row.No, v.day, row.Started, row.Finished, place.Code, place.Name,
		placeKindTerms[place.PlaceKind], subKindTerms[place.SubKind], place.Address, place.Community, place.Operator,
		r.catalog.checklistTitles(row.Checklists, place), r.catalog.inspectorNames(row.Inspectors), row.AccompaniedBy,
		v.due(), score.Pass, toneIf(score.Fail, score.Fail > 0, toneBad), score.NA, score.Value, open, rateOf(score), int(v.hazards),
		row.IncompleteReason, int(v.ordinal), joinRemarks(sampleMark(row.Sample), row.Note)}
	r.digest.record(inspection.PartInspection, row.No, inspectionColumns, values, inspectionDerived)
	return r.inspections.add(values...)
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
