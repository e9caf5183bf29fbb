package export

import (
	"time"

	"anxun/inspection"
)

var careColumns = []column{
	{"编号", 9, lookCode},
	{"名称", 16, lookText},
	{"子类", 10, lookCode},
	{"地址", 16, lookText},
	{"社区", 8, lookText},
	{"运营单位", 9, lookText},
	{"负责人", 8, lookCode},
	{"电话", 12, lookCode},
	{"面积（㎡）", 9, lookDecimal},
	{"床位", 6, lookInteger},
	{"服务人数", 7, lookInteger},
	{"特征", 12, lookText},
	{"本期检查次数", 7, lookInteger},
	{"最近检查", 10.5, lookDay},
	{"应查项", 7, lookInteger},
	{"符合", 6, lookInteger},
	{"不符合", 6, lookInteger},
	{"不适用", 6, lookInteger},
	{"符合率", 8, lookRate},
	{"隐患数", 6, lookInteger},
	{"已销号", 6, lookInteger},
	{"未销号", 6, lookInteger},
	{"逾期未改", 6, lookInteger},
	{"备注", 8, lookText},
}

// careSheet is 养老服务场所台账 of the civil affairs department: every care place on the
// register, visited or not, with what the period holds for it.
type careSheet struct {
	tableSheet
	report *report
}

func newCareSheet(r *report) (ownSheet, error) {
	t, err := r.book.addTable("养老服务场所台账", r.title("养老服务场所台账"), r.scope("列出全部在册场所；检查与隐患为本期、本部门口径"), careColumns)
	return &careSheet{tableSheet{t}, r}, err
}

func (s *careSheet) end() error {
	return s.report.eachPlaceOf(inspection.PlaceCare, func(place *inspection.Place, count *placeTally) error {
		score, hazards := count.score, count.hazards
		return s.add(place.Code, place.Name, subKindTerms[place.SubKind], place.Address, place.Community, place.Operator,
			place.Manager, s.report.request.phone(place.Phone), known(place.Area), known(place.Beds), known(place.Elders), featureNames(place.Features),
			toneIf(count.visits, count.visits == 0, toneWarn), count.last, score.Total(), score.Pass,
			toneIf(score.Fail, score.Fail > 0, toneBad), score.NA, rateOf(score), hazards.total, hazards.closed,
			hazards.total-hazards.closed, toneIf(hazards.overdue, hazards.overdue > 0, toneBad), placeRemark(place))
	})
}

// known leaves a number out that was not entered.
func known[T int | float64](value T) any {
	if value == 0 {
		return nil
	}
	return value
}

func placeRemark(place *inspection.Place) string {
	removed := ""
	if place.Removed {
		removed = "已移出名册"
	}
	return joinRemarks(sampleMark(place.Sample), removed, place.Note)
}

// eachPlaceOf runs fn for the places of a kind by code; removed ones only if the
// period holds something for them.
func (r *report) eachPlaceOf(kind inspection.PlaceKind, fn func(*inspection.Place, *placeTally) error) error {
	for i := range r.catalog.places {
		place := &r.catalog.places[i]
		count := r.places[place.ID]
		if place.PlaceKind != kind || place.Removed && count == nil {
			continue
		}
		if count == nil {
			count = &placeTally{}
		}
		if err := fn(place, count); err != nil {
			return err
		}
	}
	return nil
}

var patrolColumns = []column{
	{"编号", 10, lookCode},
	{"路段", 26, lookText},
	{"位置", 26, lookText},
	{"社区", 12, lookText},
	{"巡查次数", 7, lookInteger},
	{"早间（6—9时）", 9, lookInteger},
	{"日间（9—18时）", 9, lookInteger},
	{"晚间（18—22时）", 9, lookInteger},
	{"夜间（22—6时）", 9, lookInteger},
	{"最近巡查", 11, lookDay},
	{"应查项", 7, lookInteger},
	{"符合", 7, lookInteger},
	{"不符合", 7, lookInteger},
	{"不适用", 7, lookInteger},
	{"符合率", 8, lookRate},
	{"隐患数", 7, lookInteger},
	{"已销号", 7, lookInteger},
	{"已移交", 7, lookInteger},
	{"逾期未改", 7, lookInteger},
	{"备注", 12, lookText},
}

// bandOf is the time of day of a patrol: 0 morning, 1 day, 2 evening, 3 night.
func bandOf(started time.Time) int {
	switch hour := started.In(inspection.Zone).Hour(); {
	case hour >= 6 && hour < 9:
		return 0
	case hour >= 9 && hour < 18:
		return 1
	case hour >= 18 && hour < 22:
		return 2
	default:
		return 3
	}
}

// patrolSheet is 路段巡查 of the urban management department: every road segment with
// its patrols by time of day and what they found.
type patrolSheet struct {
	tableSheet
	report *report
}

func newPatrolSheet(r *report) (ownSheet, error) {
	t, err := r.book.addTable("路段巡查", r.title("路段巡查情况"), r.scope("列出全部在册路段；时段按巡查开始时间划分"), patrolColumns)
	return &patrolSheet{tableSheet{t}, r}, err
}

func (s *patrolSheet) end() error {
	return s.report.eachPlaceOf(inspection.PlaceRoad, func(place *inspection.Place, count *placeTally) error {
		score, hazards, bands := count.score, count.hazards, count.bands
		return s.add(place.Code, place.Name, place.Address, place.Community, toneIf(count.visits, count.visits == 0, toneWarn),
			bands[0], bands[1], bands[2], bands[3], count.last, score.Total(), score.Pass,
			toneIf(score.Fail, score.Fail > 0, toneBad), score.NA, rateOf(score), hazards.total, hazards.closed,
			hazards.transferred, toneIf(hazards.overdue, hazards.overdue > 0, toneBad), placeRemark(place))
	})
}
