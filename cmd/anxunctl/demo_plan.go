package main

import "anxun/inspection"

// visit is one inspection of the demonstration.
type visit struct {
	daysAgo    int
	hour       int
	place      string
	checklists []string
	fails      []finding
	na         []inspection.ItemCode
	open       []inspection.ItemCode // left unanswered, with a reason
	draft      bool
}

// finding is one failed item and what became of its hazard.
type finding struct {
	item      inspection.ItemCode
	severity  inspection.Severity // empty: as the item proposes
	suspected bool
	steps     []step
}

// step is one action on a hazard, so many days after it was found.
type step struct {
	action inspection.ActionKind
	after  int
	by     string
	note   string
	until  int // days after the hazard was found
	target string
}

// The people of the demonstration. They are invented.
var (
	demoTeam = []inspection.Inspector{
		{Name: "张建国", Department: inspection.DepartmentEmergency, Certificate: "示例证号001"},
		{Name: "李敏", Department: inspection.DepartmentMarket},
		{Name: "王磊", Department: inspection.DepartmentCivil},
	}
	demoStreetTeam = []inspection.Inspector{
		{Name: "刘洋", Department: inspection.DepartmentUrban, Certificate: "示例证号002"},
		{Name: "张建国", Department: inspection.DepartmentEmergency, Certificate: "示例证号001"},
		{Name: "李敏", Department: inspection.DepartmentMarket},
	}
)

const (
	demoReviewer = "陈静"
	demoApprover = "周主任"
)

func closedBy(fixer string, after int) []step {
	return []step{
		{action: inspection.ActionSubmit, after: after, by: fixer, note: "已按要求整改到位，请复查。"},
		{action: inspection.ActionPass, after: after + 1, by: demoReviewer, note: "现场复查，整改到位。"},
	}
}

// demoVisits cover all nine lists, every severity and every state of a hazard.
func demoVisits() []visit {
	return []visit{
		{daysAgo: 20, hour: 9, place: "YL-001", checklists: []string{"CR", "CF", "CE", "CS"}, na: []inspection.ItemCode{"CE-09"}, fails: []finding{
			{item: "CF-27", severity: inspection.SeverityMajor, steps: []step{
				{action: inspection.ActionExtend, after: 2, by: "王院长", note: "消防设施改造须重新设计，已委托设计单位，申请延期。", until: 45},
				{action: inspection.ActionApprove, after: 2, by: demoApprover, note: "同意延期，期间落实值守。"}}},
			{item: "CE-01", steps: closedBy("王院长", 0)},
			{item: "CR-02", steps: []step{
				{action: inspection.ActionSubmit, after: 3, by: "王院长", note: "责任制文件已补齐。"},
				{action: inspection.ActionFail, after: 4, by: demoReviewer, note: "缺夜间值班岗位的责任书，退回补充。", until: 9}}},
			{item: "CS-02", steps: closedBy("王院长", 1)},
		}},
		{daysAgo: 17, hour: 14, place: "YL-002", checklists: []string{"CR", "CF", "CE"}, fails: []finding{
			{item: "CR-27", severity: inspection.SeverityMajor, steps: closedBy("赵院长", 1)},
			{item: "CE-04", steps: []step{
				{action: inspection.ActionShelve, after: 3, by: "赵院长", note: "总配电改造与主体加固同步实施，附书面说明。", until: 60},
				{action: inspection.ActionApprove, after: 4, by: demoApprover, note: "同意挂账，每周核查临时措施。"}}},
			{item: "CF-03"},
		}},
		{daysAgo: 14, hour: 9, place: "YL-003", checklists: []string{"CR", "CF", "CE", "CS"}, fails: []finding{
			{item: "CF-09", suspected: true, steps: []step{{action: inspection.ActionTransfer, after: 1, by: "张建国", note: "疑似重大火灾隐患，移交判定。", target: "fire"}}},
			{item: "CS-06"},
			{item: "CE-05", steps: closedBy("李主任", 0)},
		}},
		{daysAgo: 12, hour: 20, place: "LD-001", checklists: []string{"RO", "RI"}, fails: []finding{
			{item: "RO-02", steps: closedBy("商户负责人", 0)},
			{item: "RI-03", steps: closedBy("市政养护单位", 0)},
			{item: "RI-05", steps: []step{{action: inspection.ActionSubmit, after: 2, by: "市政养护单位", note: "已清掏疏通。"}}},
		}},
		{daysAgo: 9, hour: 10, place: "SH-001", checklists: []string{"RF", "RE", "RS"}, fails: []finding{
			{item: "RF-01", suspected: true},
			{item: "RE-13", steps: []step{{action: inspection.ActionTransfer, after: 0, by: "张建国", note: "气瓶来源需燃气主管部门核查。", target: "gas"}}},
			{item: "RS-03", steps: []step{{action: inspection.ActionSubmit, after: 2, by: "店主01", note: "已办理健康证明。"}}},
		}},
		{daysAgo: 7, hour: 15, place: "LY-001", checklists: []string{"RF", "RE"}, fails: []finding{{item: "RF-10"}, {item: "RE-02", steps: closedBy("楼院负责人01", 2)}}},
		{daysAgo: 5, hour: 11, place: "YL-006", checklists: []string{"CE", "CS"}, fails: []finding{{item: "CS-08"}, {item: "CS-02", steps: closedBy("吴店长", 0)}}},
		{daysAgo: 4, hour: 9, place: "YL-008", checklists: []string{"CF", "CE", "CS"}, fails: []finding{{item: "CF-02"}, {item: "CE-02"}, {item: "CS-05"}}},
		{daysAgo: 3, hour: 16, place: "SH-009", checklists: []string{"RF", "RE", "RS"}, na: []inspection.ItemCode{"RE-20"}, fails: []finding{{item: "RF-06"}, {item: "RS-05"}}},
		{daysAgo: 2, hour: 21, place: "LD-003", checklists: []string{"RO", "RI"}, open: []inspection.ItemCode{"RI-06", "RI-22"}, fails: []finding{{item: "RO-07"}, {item: "RI-16"}}},
		{daysAgo: 1, hour: 10, place: "YL-004", checklists: []string{"CR", "CF"}, fails: []finding{{item: "CR-31"}, {item: "CF-04"}}},
		{daysAgo: 1, hour: 16, place: "YL-011", checklists: []string{"CF", "CE"}, draft: true, fails: []finding{{item: "CE-03"}}},
	}
}
