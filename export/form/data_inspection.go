package form

import (
	"fmt"
	"slices"
	"strings"

	"anxun/export"
	"anxun/inspection"
)

// Record makes the values of 现场检查记录 from an inspection.
func Record(sheet inspection.Worksheet, source Source) Values {
	v := blank(AboutInspection)
	source.setCommon(v, sheet.Place, sheet.Inspection)
	hazards := foundHazards(sheet)
	photos := map[inspection.ID]string{}
	for i, hazard := range hazards {
		photos[hazard.ID] = source.addPhotos(v, hazard)
		v.add("问题", "序号", i+1, "编号", hazard.No, "描述", hazard.Description, "依据", hazard.Basis, "等级", export.GradeWord(hazard),
			"措施", hazard.Remedy, "标准", hazard.Standard, "责任人", hazard.Responsible, "期限", deadline(hazard),
			"部门", source.departments(hazard.Departments), "状态", export.StatusWord(hazard.Status), "照片", photos[hazard.ID])
	}
	source.addResults(v, sheet, photos)
	setTotals(v, sheet, hazards)
	setFood(v, sheet)
	day := inspection.DayOf(sheet.Inspection.Started)
	v.set("经过", "情况", account(sheet, hazards), "依据", source.bases(sheet, day), "现场处置", onTheSpot(hazards),
		"处理", deadlines(hazards), "提示", source.liability(day))
	v.set("检查", "检查表", strings.Join(listTitles(sheet), "、"))
	return v
}

// Notice makes the values of 问题隐患整改告知单. There is nothing to give notice of when
// nothing was found: CodeConflict.
func Notice(sheet inspection.Worksheet, source Source) (Values, error) {
	if len(sheet.Hazards) == 0 {
		return Values{}, inspection.Conflict("error.form_no_hazards", "no", sheet.Inspection.No)
	}
	return Record(sheet, source), nil
}

// foundHazards lists the hazards of an inspection in walking order.
func foundHazards(sheet inspection.Worksheet) []inspection.Hazard {
	var found []inspection.Hazard
	for _, part := range sheet.Parts {
		for _, item := range part.Items {
			if hazard, failed := sheet.Hazards[item.Code]; failed {
				found = append(found, hazard)
			}
		}
	}
	return found
}

// deadline writes by when a hazard is to be put right.
func deadline(hazard inspection.Hazard) string {
	if hazard.Immediate {
		return export.ChineseDay(hazard.Due) + "\n（立即）"
	}
	return export.ChineseDay(hazard.Due)
}

func listTitles(sheet inspection.Worksheet) []string {
	var titles []string
	for _, part := range sheet.Parts {
		if !slices.Contains(titles, part.List) {
			titles = append(titles, part.List)
		}
	}
	return titles
}

// addResults lists the answered items; unanswered ones are only counted.
func (s Source) addResults(v Values, sheet inspection.Worksheet, photos map[inspection.ID]string) {
	for _, part := range sheet.Parts {
		for _, item := range part.Items {
			answer, given := sheet.Answers[item.Code]
			if !given || answer.Result == inspection.ResultNone {
				continue
			}
			note, grade, due, photo := answer.Note, "", "", ""
			basis, departments := "", "" // the record lists the bases of all items together
			if answer.Result == inspection.ResultValue {
				note = strings.Join(strings.Fields(answer.Value+" "+answer.Note), " ")
			}
			if hazard, failed := sheet.Hazards[item.Code]; failed && answer.Result == inspection.ResultFail {
				note, grade, due, photo = hazard.Description, export.GradeWord(hazard), deadline(hazard), photos[hazard.ID]
				basis, departments = hazard.Basis, s.departments(hazard.Departments)
			}
			v.add("结果", "序号", len(v.Lists["结果"].Rows)+1, "编号", string(item.Code), "分类", part.Title, "内容", item.Text,
				"结果", export.ResultWord(answer.Result), "说明", note, "等级", grade, "依据", basis, "期限", due, "部门", departments, "照片", photo)
		}
	}
}

func setTotals(v Values, sheet inspection.Worksheet, hazards []inspection.Hazard) {
	total, grave := sheet.Total(), 0
	for _, hazard := range hazards {
		if hazard.Suspected || hazard.Severity == inspection.SeverityMajor {
			grave++
		}
	}
	n := func(count int) string { return fmt.Sprint(count) }
	v.set("汇总", "应查", n(total.Total()), "已查", n(total.Answered()), "符合", n(total.Pass), "不符合", n(total.Fail), "不适用", n(total.NA),
		"数值", n(total.Value), "未查", n(total.Open), "问题", n(len(hazards)), "疑似重大", n(grave))
}

// account tells what was inspected and found.
func account(sheet inspection.Worksheet, hazards []inspection.Hazard) string {
	total := sheet.Total()
	var text strings.Builder
	fmt.Fprintf(&text, "按照《%s》检查，应查%d项：符合%d项，不符合%d项，不适用%d项", strings.Join(listTitles(sheet), "》《"), total.Total(), total.Pass, total.Fail, total.NA)
	if total.Value > 0 {
		fmt.Fprintf(&text, "，记录数值%d项", total.Value)
	}
	if total.Open > 0 {
		fmt.Fprintf(&text, "，未查%d项（%s）", total.Open, sheet.Inspection.IncompleteReason)
	}
	if len(hazards) == 0 {
		return text.String() + "。未发现问题隐患。"
	}
	fmt.Fprintf(&text, "。发现问题隐患%d项：", len(hazards))
	for i, hazard := range hazards {
		fmt.Fprintf(&text, "\n%d．%s（%s，%s前整改）", i+1, sentence(hazard.Description), export.GradeWord(hazard), export.ChineseDay(hazard.Due))
	}
	return text.String()
}

// sentence makes sure that a text ends like one.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, "。") || strings.HasSuffix(text, "！") || strings.HasSuffix(text, "？") {
		return text
	}
	return text + "。"
}

// onTheSpot names the hazards that were put right by the day of the inspection.
func onTheSpot(hazards []inspection.Hazard) string {
	var numbers []string
	for i, hazard := range hazards {
		if hazard.Status == inspection.HazardClosed && inspection.DayOf(hazard.Closed) == inspection.DayOf(hazard.Found) {
			numbers = append(numbers, fmt.Sprint(i+1))
		}
	}
	if len(numbers) == 0 {
		return ""
	}
	return "第" + strings.Join(numbers, "、") + "项当日整改完毕，已复核。"
}

// deadlines groups the hazards by their deadline: 第1、3项于…前；第2项于…前.
func deadlines(hazards []inspection.Hazard) string {
	var days []inspection.Day
	numbers := map[inspection.Day][]string{}
	for i, hazard := range hazards {
		if numbers[hazard.Due] == nil {
			days = append(days, hazard.Due)
		}
		numbers[hazard.Due] = append(numbers[hazard.Due], fmt.Sprint(i+1))
	}
	slices.Sort(days)
	var parts []string
	for _, day := range days {
		parts = append(parts, fmt.Sprintf("第%s项于%s前", strings.Join(numbers[day], "、"), export.ChineseDay(day)))
	}
	return strings.Join(parts, "；")
}

// bases lists the bases of the items that were looked at, each once.
func (s Source) bases(sheet inspection.Worksheet, day inspection.Day) string {
	clauses := map[string][]string{}
	var order []string
	for _, part := range sheet.Parts {
		for _, item := range part.Items {
			if sheet.Answers[item.Code].Result == inspection.ResultNone {
				continue
			}
			for _, basis := range s.Library.InForce(item.Basis, day) {
				title := basis.Document.Cite
				if _, known := clauses[title]; !known {
					order = append(order, title)
					clauses[title] = nil
				}
				if basis.Document.Kind == "standard" && basis.Document.Number != "" && !strings.Contains(title, basis.Document.Number) {
					clauses[title] = appendNew(clauses[title], basis.Document.Number)
				}
			}
		}
	}
	for i, title := range order {
		order[i] = title + strings.Join(clauses[title], "、")
	}
	return strings.Join(order, "、")
}

func appendNew(list []string, text string) []string {
	if slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

// liabilityBasis is the clause on who leaves hazards as they are.
const liabilityBasis inspection.BasisID = "work-safety-law/102"

// liability reminds of the law. It only informs: what follows is for the departments
// to decide.
func (s Source) liability(day inspection.Day) string {
	cite := s.Library.Cite([]inspection.BasisID{liabilityBasis}, day)
	if cite == "" {
		return ""
	}
	return cite + "规定了生产经营单位未采取措施消除事故隐患的法律责任。对逾期未整改的，我单位将移送有权部门依法处理。"
}
