package form

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"anxun/export"
	"anxun/inspection"
)

// foodCount is a group of items of 食品监督检查结果记录表 with their serial numbers.
type foodCount struct{ points []string }

func (c *foodCount) add(item inspection.Item) {
	c.points = append(c.points, cmp.Or(item.Point, string(item.Code)))
}

func (c foodCount) number() string { return fmt.Sprint(len(c.points)) }

// list names the items; a dash where there are none, so that nothing can be written in.
func (c foodCount) list() string { return cmp.Or(strings.Join(c.points, "、"), "—") }

// FoodResult makes the values of 食品监督检查结果记录表: as Record, but only with what the
// food safety checklists say.
func FoodResult(sheet inspection.Worksheet, source Source) Values {
	return Record(FoodPart(sheet), source)
}

// FoodPart is the part of an inspection that concerns the food department: the food
// safety checklists and what was found by them.
func FoodPart(sheet inspection.Worksheet) inspection.Worksheet {
	hazards := map[inspection.ItemCode]inspection.Hazard{}
	var parts []inspection.WorksheetPart
	for _, part := range sheet.Parts {
		if !part.Food {
			continue
		}
		parts = append(parts, part)
		for _, item := range part.Items {
			if hazard, failed := sheet.Hazards[item.Code]; failed {
				hazards[item.Code] = hazard
			}
		}
	}
	sheet.Parts, sheet.Hazards = parts, hazards
	return sheet
}

// setFood counts the items of the food safety checklists that were judged, as the
// official table does: what was not looked at or does not apply is not counted.
func setFood(v Values, sheet inspection.Worksheet) {
	var all, key, keyFailed, other, otherFailed foodCount
	var titles, problems []string
	for _, part := range sheet.Parts {
		if !part.Food {
			continue
		}
		if !slices.Contains(titles, part.List) {
			titles = append(titles, part.List)
		}
		for _, item := range part.Items {
			result := sheet.Answers[item.Code].Result
			if result != inspection.ResultPass && result != inspection.ResultFail {
				continue
			}
			all.add(item)
			group, failed := &other, &otherFailed
			if item.KeyItem {
				group, failed = &key, &keyFailed
			}
			group.add(item)
			if result == inspection.ResultFail {
				failed.add(item)
				if hazard, found := sheet.Hazards[item.Code]; found {
					problems = append(problems, failed.points[len(failed.points)-1]+"　"+sentence(hazard.Description))
				}
			}
		}
	}
	v.set("食品", "检查表", strings.Join(titles, "》《"), "日期", export.ChineseDay(inspection.DayOf(sheet.Inspection.Started)), "项数", all.number(),
		"重点项", key.number(), "重点项序号", key.list(), "重点问题", keyFailed.number(), "重点问题序号", keyFailed.list(),
		"一般项", other.number(), "一般项序号", other.list(), "一般问题", otherFailed.number(), "一般问题序号", otherFailed.list(),
		"问题", strings.Join(problems, "\n"))
}
