package export

import (
	"slices"

	"anxun/inspection"
)

// customRow is one record of a custom report with what belongs to it.
type customRow struct {
	catalog    *catalog
	today      inspection.Day
	place      *inspection.Place
	inspection *inspection.InspectionRow // of TableInspections and TableAnswers
	answer     *inspection.AnswerRow
	entry      *entry // nil for an item that no stored checklist has
	hazard     *inspection.HazardRow
}

// customColumn is a column that a custom report may have.
type customColumn struct {
	id string
	column
	value   func(r *customRow) any // text, int, float64, Day, time.Time or nil
	derived bool                   // the day of making decides it
	sum     bool                   // numbers that mean something when they are added up
	words   []string               // the only values it has; nil for any
}

// CustomColumn describes a column that a custom report may have.
type CustomColumn struct {
	ID     string
	Title  string
	Number bool     // a number
	Day    bool     // a day or an instant; filters take days
	Words  []string // the only values it has; nil for any
}

// phoneColumn is the id of the column with telephone numbers.
const phoneColumn = "phone"

// CustomColumns lists the columns of a table, those shown at first before the others.
func CustomColumns(table inspection.ReportTable) []CustomColumn {
	var list []CustomColumn
	for _, c := range customColumns[table] {
		number := c.look == lookInteger || c.look == lookNumber || c.look == lookRate
		list = append(list, CustomColumn{ID: c.id, Title: c.title, Number: number, Day: c.look == lookDay || c.look == lookStamp, Words: c.words})
	}
	return list
}

// customTableTerms names the tables.
var customTableTerms = map[inspection.ReportTable]string{
	inspection.TableInspections: "检查", inspection.TableAnswers: "检查项结果", inspection.TableHazards: "隐患", inspection.TablePlaces: "检查对象",
}

func text(id, title string, width float64, value func(r *customRow) string) customColumn {
	return customColumn{id: id, column: column{title, width, lookText}, value: func(r *customRow) any { return value(r) }}
}

// word is a column with one of the terms, which are offered in the order given.
func word[T ~string](id, title string, width float64, order []T, terms map[T]string, value func(r *customRow) T) customColumn {
	c := text(id, title, width, func(r *customRow) string { return terms[value(r)] })
	c.look = lookCode
	for _, value := range order {
		c.words = append(c.words, terms[value])
	}
	return c
}

// subKinds lists the sub-kinds of all kinds of places.
func subKinds() []inspection.SubKind {
	var all []inspection.SubKind
	for _, kind := range inspection.PlaceKinds() {
		all = append(all, inspection.SubKindsOf(kind)...)
	}
	return all
}

func whole(id, title string, value func(r *customRow) int) customColumn {
	return customColumn{id: id, sum: true, column: column{title, 8, lookInteger}, value: func(r *customRow) any { return value(r) }}
}

func day(id, title string, value func(r *customRow) inspection.Day) customColumn {
	return customColumn{id: id, column: column{title, 11, lookDay}, value: func(r *customRow) any {
		if day := value(r); day != "" {
			return day
		}
		return nil
	}}
}

// yesNo is a column with 是 and 否.
func yesNo(id, title string, value func(r *customRow) bool) customColumn {
	c := text(id, title, 7, func(r *customRow) string {
		if value(r) {
			return wordYes
		}
		return wordNo
	})
	c.look, c.words = lookCode, []string{wordYes, wordNo}
	return c
}

// customColumns are the columns of each table. Their ids stand in stored reports and
// must not change.
var customColumns = map[inspection.ReportTable][]customColumn{
	inspection.TableInspections: slices.Concat(inspectionOwn, placeShared),
	inspection.TableAnswers:     slices.Concat(answerOwn, placeShared),
	inspection.TableHazards:     slices.Concat(hazardOwn, placeShared),
	inspection.TablePlaces:      slices.Concat(placeShared, placeOwn),
}

var placeShared = []customColumn{
	text("place_code", "对象编号", 9, func(r *customRow) string { return r.place.Code }),
	text("place_name", "对象名称", 22, func(r *customRow) string { return r.place.Name }),
	word("place_kind", "类别", 13, inspection.PlaceKinds(), placeKindTerms, func(r *customRow) inspection.PlaceKind { return r.place.PlaceKind }),
	word("subkind", "子类", 13, subKinds(), subKindTerms, func(r *customRow) inspection.SubKind { return r.place.SubKind }),
	text("community", "社区", 12, func(r *customRow) string { return r.place.Community }),
	text("operator", "运营单位", 14, func(r *customRow) string { return r.place.Operator }),
	text("address", "地址", 24, func(r *customRow) string { return r.place.Address }),
	text("manager", "负责人", 9, func(r *customRow) string { return r.place.Manager }),
	text(phoneColumn, "电话", 14, func(r *customRow) string { return r.place.Phone }),
}

var placeOwn = []customColumn{
	{id: "area", sum: true, column: column{"面积（㎡）", 9, lookNumber}, value: func(r *customRow) any {
		if r.place.Area == 0 {
			return nil // not known
		}
		return r.place.Area
	}},
	whole("beds", "床位", func(r *customRow) int { return r.place.Beds }),
	whole("elders", "服务人数", func(r *customRow) int { return r.place.Elders }),
	text("features", "特征", 20, func(r *customRow) string { return featureNames(r.place.Features) }),
	assignedColumn(inspection.KindPlace, func(r *customRow) inspection.ID { return r.place.ID }),
	text("note", "备注", 18, func(r *customRow) string { return joinRemarks(sampleMark(r.place.Sample), r.place.Note) }),
}

var inspectionOwn = []customColumn{
	text("no", "检查编号", 15, func(r *customRow) string { return r.inspection.No }),
	day("date", "日期", func(r *customRow) inspection.Day { return inspection.DayOf(r.inspection.Started) }),
	text("checklists", "检查表", 24, func(r *customRow) string { return r.catalog.checklistTitles(r.inspection.Checklists, r.place) }),
	text("inspectors", "检查人员", 18, func(r *customRow) string { return r.catalog.inspectorNames(r.inspection.Inspectors) }),
	assignedColumn(inspection.KindInspection, func(r *customRow) inspection.ID { return r.inspection.ID }),
	whole("pass", "符合", func(r *customRow) int { return r.inspection.Score.Pass }),
	whole("fail", "不符合", func(r *customRow) int { return r.inspection.Score.Fail }),
	whole("na", "不适用", func(r *customRow) int { return r.inspection.Score.NA }),
	{id: "rate", column: column{"符合率", 8, lookRate}, value: func(r *customRow) any {
		if rate, ok := r.inspection.Score.Rate(); ok {
			return rate
		}
		return nil
	}},
	{id: "started", column: column{"开始时间", 16, lookStamp}, value: func(r *customRow) any { return r.inspection.Started }},
	{id: "finished", column: column{"完成时间", 16, lookStamp}, value: func(r *customRow) any { return r.inspection.Finished }},
	text("accompanied", "陪同人", 9, func(r *customRow) string { return r.inspection.AccompaniedBy }),
	text("incomplete", "未查原因", 20, func(r *customRow) string { return r.inspection.IncompleteReason }),
	text("remark", "备注", 18, func(r *customRow) string { return joinRemarks(sampleMark(r.inspection.Sample), r.inspection.Note) }),
}

var answerOwn = []customColumn{
	text("no", "检查编号", 15, func(r *customRow) string { return r.answer.InspectionNo }),
	day("date", "日期", func(r *customRow) inspection.Day { return inspection.DayOf(r.answer.Started) }),
	text("item", "检查项编号", 10, func(r *customRow) string { return string(r.answer.Item) }),
	text("item_text", "检查项", 40, func(r *customRow) string { return r.ofItem(func(e *entry) string { return e.item.Text }) }),
	word("result", "检查结果", 9, results, resultTerms, func(r *customRow) inspection.Result { return r.answer.Result }),
	text("answer_note", "说明", 24, func(r *customRow) string { return answerNote(r.answer) }),
	text("checklist", "检查表", 22, func(r *customRow) string { return r.ofItem(func(e *entry) string { return e.checklist.Title }) }),
	text("section", "分类", 14, func(r *customRow) string { return r.ofItem(func(e *entry) string { return e.section }) }),
	word("severity", "等级", 7, inspection.Severities(), severityTerms, func(r *customRow) inspection.Severity {
		return inspection.Severity(r.ofItem(func(e *entry) string { return string(e.item.Severity) }))
	}),
	text("basis", "依据（检查当日有效）", 40, func(r *customRow) string {
		return r.ofItem(func(e *entry) string { return r.catalog.cite(e, inspection.DayOf(r.answer.Started)) })
	}),
	text("departments", "涉及部门", 18, func(r *customRow) string {
		return r.ofItem(func(e *entry) string { return r.catalog.departmentNames(e.item.Departments) })
	}),
}

// columnAssigned is the id of the column with whom in the office a record was given to.
const columnAssigned = "assigned"

func assignedColumn(kind inspection.RecordKind, id func(r *customRow) inspection.ID) customColumn {
	return text(columnAssigned, "交办给", 9, func(r *customRow) string { return r.catalog.assigned[inspection.AssignmentID(kind, id(r))] })
}

func (r *customRow) ofItem(value func(e *entry) string) string {
	if r.entry == nil {
		return ""
	}
	return value(r.entry)
}

var hazardOwn = []customColumn{
	text("no", "隐患编号", 15, func(r *customRow) string { return r.hazard.No }),
	day("found", "发现日期", func(r *customRow) inspection.Day { return inspection.DayOf(r.hazard.Found) }),
	text("description", "隐患描述", 34, func(r *customRow) string { return r.hazard.Description }),
	gradeColumn(),
	word("status", "状态", 8, inspection.HazardStatuses(), statusTerms, func(r *customRow) inspection.HazardStatus { return r.hazard.Status }),
	day("due", "整改期限", func(r *customRow) inspection.Day { return r.hazard.Due }),
	{id: "overdue", derived: true, column: column{"逾期天数", 8, lookInteger}, value: func(r *customRow) any {
		if days := overdueDays(&r.hazard.Hazard, r.today); days > 0 {
			return days
		}
		return nil
	}},
	text("responsible", "责任人", 9, func(r *customRow) string { return r.hazard.Responsible }),
	assignedColumn(inspection.KindHazard, func(r *customRow) inspection.ID { return r.hazard.ID }),
	text("demand", "整改要求", 26, func(r *customRow) string { return hazardDemand(&r.hazard.Hazard) }),
	day("closed", "完成日期", func(r *customRow) inspection.Day { return r.closedOn() }),
	{id: "days", column: column{"整改用时（天）", 8, lookInteger}, value: func(r *customRow) any {
		if r.closedOn() == "" {
			return nil
		}
		return inspection.DayOf(r.hazard.Found).DaysUntil(r.closedOn())
	}},
	onTimeColumn(),
	whole("rework", "返工次数", func(r *customRow) int { return r.hazard.Rework }),
	text("item", "检查项编号", 10, func(r *customRow) string {
		if r.hazard.Item == "" {
			return adHoc
		}
		return string(r.hazard.Item)
	}),
	text("basis", "依据", 34, func(r *customRow) string { return r.hazard.Basis }),
	text("departments", "涉及部门", 18, func(r *customRow) string { return r.catalog.departmentNames(r.hazard.Departments) }),
	text("found_by", "发现人", 9, func(r *customRow) string { return r.hazard.FoundBy }),
	text("closed_by", "复查人", 9, func(r *customRow) string { return r.hazard.ClosedBy }),
	text("transfer_to", "移交去向", 14, func(r *customRow) string { return r.hazard.TransferTo }),
	yesNo("immediate", "立即整改", func(r *customRow) bool { return r.hazard.Immediate }),
	text("inspection", "检查编号", 15, func(r *customRow) string { return r.hazard.InspectionNo }),
	text("remark", "备注", 14, func(r *customRow) string { return hazardRemark(&r.hazard.Hazard) }),
}

// onTimeColumn is empty for what is not closed.
func onTimeColumn() customColumn {
	c := text("on_time", "按期完成", 8, func(r *customRow) string {
		switch {
		case r.closedOn() == "":
			return ""
		case r.closedOn() <= r.hazard.Due:
			return wordYes
		}
		return wordNo
	})
	c.words = []string{wordYes, wordNo}
	return c
}

func gradeColumn() customColumn {
	c := text("grade", "等级", 9, func(r *customRow) string { return gradeOf(&r.hazard.Hazard) })
	c.look, c.words = lookCode, grades()
	return c
}

func (r *customRow) closedOn() inspection.Day {
	if r.hazard.Status != inspection.HazardClosed {
		return ""
	}
	return inspection.DayOf(r.hazard.Closed)
}
