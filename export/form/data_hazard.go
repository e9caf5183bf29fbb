package form

import (
	"fmt"
	"time"

	"anxun/export"
	"anxun/inspection"
)

// HazardFile is what a document about a hazard speaks of: the hazard with its place, the inspection that
// found it (zero for one found ad hoc) and its steps, oldest first.
type HazardFile struct {
	Hazard  inspection.Hazard
	Place   inspection.Place
	Visit   inspection.Inspection
	Actions []inspection.Action
}

// Review makes the values of 整改复查单.
func Review(file HazardFile, source Source) Values {
	v := hazardValues(file, source)
	rounds := reviews(file.Actions)
	v.set("复查", "次数", fmt.Sprint(max(1, source.Document.Round)), "结论", verdict(""))
	if at := source.Document.Round - 1; at >= 0 && at < len(rounds) {
		review := rounds[at]
		v.set("复查", "日期", export.ChineseDay(inspection.DayOf(review.At)), "时间", minute(review.At), "人员", review.By, "意见", review.Note,
			"结论", verdict(review.ActionKind), "期限", export.ChineseDay(review.Until))
	}
	return v
}

// Transfer makes the values of 问题线索移送函.
func Transfer(file HazardFile, source Source) Values {
	v := hazardValues(file, source)
	if step, found := lastOf(file.Actions, inspection.ActionTransfer); found {
		v.set("移送", "部门", source.addressee(step.Target), "事由", step.Note, "日期", export.ChineseDay(inspection.DayOf(step.At)), "经办人", step.By)
	}
	return v
}

// hazardValues fills what both documents about a hazard have.
func hazardValues(file HazardFile, source Source) Values {
	v := blank(AboutHazard)
	h := file.Hazard
	source.setCommon(v, file.Place, file.Visit)
	source.addPhotos(v, h)
	source.pairPhotos(v, h)
	v.set("隐患", "编号", h.No, "描述", h.Description, "依据", h.Basis, "等级", export.GradeWord(h), "状态", export.StatusWord(h.Status),
		"检查项", string(h.Item), "发现日期", export.ChineseDay(inspection.DayOf(h.Found)), "发现时间", minute(h.Found), "发现人", h.FoundBy,
		"期限", export.ChineseDay(h.Due), "责任人", h.Responsible, "标准", h.Standard, "措施", h.Remedy, "部门", source.departments(h.Departments),
		"返工", fmt.Sprint(h.Rework), "责任", h.Accountability, "治理措施", h.Measures, "资金", h.Funds, "时限", h.TimeLimit, "预案", h.Contingency)
	if step, found := lastOf(file.Actions, inspection.ActionSubmit, inspection.ActionFixed); found {
		v.set("整改", "情况", step.Note, "日期", export.ChineseDay(inspection.DayOf(step.At)), "报告人", step.By)
	}
	for i, step := range file.Actions {
		note := step.Note
		if step.Target != "" {
			note = source.addressee(step.Target) + "　" + note
		}
		v.add("过程", "序号", i+1, "时间", step.At.In(inspection.Zone).Format("2006-01-02 15:04"), "事项", actionWords[step.ActionKind],
			"经办人", step.By, "说明", note, "期限", export.ChineseDay(step.Until))
	}
	return v
}

// actionWords are the steps as documents print them.
var actionWords = map[inspection.ActionKind]string{
	inspection.ActionFind: "发现", inspection.ActionSubmit: "提交整改", inspection.ActionPass: "复查合格，销号", inspection.ActionFail: "复查不合格，退回",
	inspection.ActionFixed: "即查即改", inspection.ActionExtend: "申请延期", inspection.ActionShelve: "申请挂账", inspection.ActionApprove: "批准",
	inspection.ActionDecline: "不批准", inspection.ActionTransfer: "移交", inspection.ActionTakeBack: "收回", inspection.ActionResume: "恢复整改",
	inspection.ActionReopen: "重新打开",
}

// reviews lists the reviews there were; putting right on the spot is looked at there.
func reviews(actions []inspection.Action) []inspection.Action {
	var found []inspection.Action
	for _, step := range actions {
		if step.ActionKind.Review() {
			found = append(found, step)
		}
	}
	return found
}

func lastOf(actions []inspection.Action, kinds ...inspection.ActionKind) (inspection.Action, bool) {
	for i := len(actions) - 1; i >= 0; i-- {
		for _, kind := range kinds {
			if actions[i].ActionKind == kind {
				return actions[i], true
			}
		}
	}
	return inspection.Action{}, false
}

// verdict is the line of boxes of a review; nothing is ticked before there was one.
func verdict(kind inspection.ActionKind) string {
	return box(kind == inspection.ActionPass || kind == inspection.ActionFixed, "整改到位，予以销号") + "　　" + box(kind == inspection.ActionFail, "未整改到位，继续整改") + "　　" + box(false, "移送有权部门")
}

// pairPhotos puts photos before and after side by side.
func (s Source) pairPhotos(v Values, hazard inspection.Hazard) {
	var before, after []Photo
	for _, photo := range s.Photos[hazard.ID] {
		switch {
		case photo.Picture == nil:
		case photo.Role == inspection.EvidenceBefore:
			before = append(before, photo)
		case photo.Role == inspection.EvidenceAfter:
			after = append(after, photo)
		}
	}
	if len(before) > 0 {
		v.show("照片", "整改前", before[0].Picture)
		v.set("照片", "整改前说明", stamp(before[0].Added))
	}
	if n := len(after); n > 0 {
		v.show("照片", "整改后", after[n-1].Picture)
		v.set("照片", "整改后说明", stamp(after[n-1].Added))
	}
	pairs := max(len(before), len(after))
	for i := 0; pairs > 1 && i < pairs; i++ {
		var one, other Photo
		if i < len(before) {
			one = before[i]
		}
		if i < len(after) {
			other = after[i]
		}
		v.add("对比", "整改前", one.Picture, "整改后", other.Picture, "整改前说明", stamp(one.Added), "整改后说明", stamp(other.Added))
	}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return minute(t) + "存入"
}
