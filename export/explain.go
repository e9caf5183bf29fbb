package export

import "anxun/inspection"

// Definition says how a figure of a report is made, for whoever has to answer for it.
type Definition struct {
	Block   string   `json:"block"`   // the part of the workbook
	Figure  string   `json:"figure"`  // as it is labelled there
	Formula string   `json:"formula"` // in words
	Sheets  []string `json:"sheets"`  // whose rows are counted
	Source  string   `json:"source"`  // of the rule
}

// Where the rules come from. Rates have no statutory definition, so the workbook's own
// stands in it, word for word as here.
const (
	sourcePlain = "计数，无须口径"
	sourceOurs  = "本系统口径，列于“汇总”末尾"
	sourceTerm  = "整改期限由检查项规定或检查时填写，街道口径“小事不过夜、大事不过三”"
	sourceGrade = "等级由检查项规定或检查时填写；重大仅在标准规定可判定时使用，否则为疑似重大，移交有权部门判定"
	sourceState = "隐患状态由整改流程决定"

	sourcePlan   = "街道在“设置”中自定的检查计划，不是法定频次"
	sourceRepeat = "由历次检查结果比对得出，不改变等级和期限"
)

// Names of the sheets that are counted.
var (
	fromInspections = []string{"检查明细"}
	fromAnswers     = []string{"检查项结果"}
	fromHazards     = []string{"隐患台账"}
	fromOverdue     = []string{"逾期未改"}
	fromPlan        = []string{"检查计划明细"} // only where the office has set a plan
)

// Definitions lists how each figure of a report is made, in the order of the sheets;
// those of a department's own sheet only if it is named.
func Definitions(department inspection.DepartmentID) []Definition {
	var all []Definition
	for _, block := range [][]Definition{figureDefinitions, tableDefinitions, ownDefinitions[department]} {
		all = append(all, block...)
	}
	return all
}

const (
	blockFigures = "主要指标"
	blockPlan    = "检查计划完成情况" // only where the office has set a plan
)

var figureDefinitions = []Definition{
	{blockFigures, "检查次数", "检查明细的行数：期间内开始、已完成、且含本部门检查项的检查", fromInspections, sourcePlain},
	{blockFigures, "检查对象数", "检查明细中“本期第几次”为 1 的行数，同一对象只计一次", fromInspections, sourcePlain},
	{blockFigures, "检查结果项数", "检查项结果的行数：已作答且涉及本部门的检查项；未作答的不计", fromAnswers, sourcePlain},
	{blockFigures, "其中符合", "检查结果为“符合”的行数", fromAnswers, sourcePlain},
	{blockFigures, "其中不符合", "检查结果为“不符合”的行数", fromAnswers, sourcePlain},
	{blockFigures, "符合率", "符合÷（符合＋不符合）；不适用、数值和未查项不计", fromAnswers, sourceOurs},
	{blockFigures, "隐患总数", "隐患台账的行数：期间内检查发现或随手拍发现、涉及本部门的隐患；撤回的不计", fromHazards, sourcePlain},
	{blockFigures, "已销号", "状态为“已销号”的隐患数", fromHazards, sourceState},
	{blockFigures, "整改率", "已销号÷（隐患总数－已移交）", fromHazards, sourceOurs},
	{blockFigures, "按期整改率", "按期完成÷已销号；销号日不晚于整改期限为按期完成，延期获批的按新期限", fromHazards, sourceOurs},
	{blockFigures, "平均整改用时（天）", "已销号隐患从发现日到销号日的天数之和÷已销号", fromHazards, sourceOurs},
	{blockFigures, "重大（含疑似）", "等级为“重大”或“疑似重大”的隐患数", fromHazards, sourceGrade},
	{blockFigures, "逾期未改", "逾期未改的行数：制表日仍待整改或待复查、且已过整改期限的隐患，含以前遗留", fromOverdue, sourceTerm},
	{blockFigures, "其中以前遗留", "逾期未改中期别为“以前遗留”的行数：本期之前发现的", fromOverdue, sourceTerm},
	{blockFigures, "待整改", "状态为“待整改”的隐患数", fromHazards, sourceState},
	{blockFigures, "待复查", "状态为“待复查”的隐患数", fromHazards, sourceState},
	{blockFigures, "已移交", "状态为“已移交”的隐患数；不计入整改率的分母", fromHazards, sourceState},
	{blockFigures, "挂账", "状态为“挂账”的隐患数；计入整改率的分母", fromHazards, sourceState},
	{blockFigures, "计划检查次数", "检查计划明细“计划次数”之和；街道未设检查计划，或者计划不含本部门检查的对象时显示“未设计划”，不推算", fromPlan, sourcePlan},
	{blockFigures, "应查项数", "检查明细“应查项”之和：各次检查中涉及本部门且适用的检查项", fromInspections, sourcePlain},
	{blockFigures, "其中不适用", "检查结果为“不适用”的行数", fromAnswers, sourcePlain},
	{blockFigures, "未查项数", "检查明细“未查”之和：应查而未作答的检查项", fromInspections, sourcePlain},
	{blockFigures, "返工次数", "隐患台账“返工次数”之和：复查不合格退回的次数", fromHazards, sourceState},
	{blockFigures, "重复出现", "备注含“重复出现”的隐患数：同一对象此前的检查中，同一检查项已不符合过", fromHazards, sourceRepeat},
}

var tableDefinitions = []Definition{
	{"隐患等级与整改状态", "各格", "等级与状态都相同的隐患数", fromHazards, sourceGrade},
	{"隐患等级与整改状态", "逾期未改（本期）", "本期隐患中逾期天数大于 0 的条数；以前遗留的只在逾期未改中计", fromHazards, sourceTerm},
	{"各检查表结果", "符合、不符合、不适用、数值", "检查项编号属于该检查表、结果相同的行数", fromAnswers, sourcePlain},
	{"各检查表结果", "符合率", "符合÷（符合＋不符合）", fromAnswers, sourceOurs},
	{"按月情况", "检查次数", "日期在该月的检查数", fromInspections, sourcePlain},
	{"按月情况", "不符合项", "日期在该月、结果为“不符合”的行数", fromAnswers, sourcePlain},
	{"按月情况", "发现隐患", "发现日期在该月的隐患数", fromHazards, sourcePlain},
	{blockPlan, "对象数", "检查计划明细中对象类别相同的行数：列入计划的在册对象；子类另有计划的按子类", fromPlan, sourcePlan},
	{blockPlan, "计划次数", "检查计划明细“计划次数”之和，各对象为计划期数×每期次数；与统计期间有重叠的计划期（月、季度、半年、年，按自然期）整期计入，计划起始日以前和制表日以后开始的计划期不计", fromPlan, sourcePlan},
	{blockPlan, "计划内完成", "检查计划明细“计划内完成”之和：计划期内、截至统计期末（不晚于制表日）已完成的检查次数，含统计期间以前的；不分部门；同一对象一期内超出计划的次数不计", fromPlan, sourcePlan},
	{blockPlan, "未完成", "检查计划明细“未完成”之和，各对象为计划次数－计划内完成", fromPlan, sourcePlan},
	{blockPlan, "完成率", "计划内完成÷计划次数；计划期尚未结束的，为截至统计期末的进度", fromPlan, sourcePlan},
	{blockPlan, "未达计划对象", "检查计划明细中“未完成”大于 0 的行数：所计各期中至少有一期次数不足的对象", fromPlan, sourcePlan},
	{"各社区隐患", "隐患数、已销号、已移交", "社区名称完全相同的隐患数；未填的归入“未登记”", fromHazards, sourcePlain},
	{"各社区隐患", "整改率", "已销号÷（隐患数－已移交）", fromHazards, sourceOurs},
	{"各运营单位隐患", "隐患数、已销号、已移交", "运营单位名称完全相同的隐患数；未填的归入“未登记”", fromHazards, sourcePlain},
	{"各运营单位隐患", "整改率", "已销号÷（隐患数－已移交）", fromHazards, sourceOurs},
	{"各路段隐患", "隐患数、已销号、已移交", "检查对象为道路路段、名称完全相同的隐患数；沿街商户的隐患不计入路段", fromHazards, sourcePlain},
	{"各路段隐患", "整改率", "已销号÷（隐患数－已移交）", fromHazards, sourceOurs},
	{"各分类结果", "符合、不符合、不适用、数值、符合率", "同一检查表、同一分类的检查项，算法同“各检查表结果”", fromAnswers, sourceOurs},
}

// ownDefinitions are those of the sheets that only one department has; the figures are
// the titles of their columns.
var ownDefinitions = map[inspection.DepartmentID][]Definition{
	inspection.DepartmentEmergency: {
		{"重大隐患", "五落实齐全", "责任、措施、资金、时限、预案五栏都已填写的为“是”", []string{"重大隐患"}, "重大隐患治理的五落实：责任、措施、资金、时限、预案"},
	},
	inspection.DepartmentMarket: {
		{"食品安全结果", "检查数", "该检查项结果为符合或不符合的行数", fromAnswers, sourcePlain},
		{"食品安全结果", "重点项不符合", "该次检查中标为重点项、结果为不符合的项数；其余为一般项", fromAnswers, "检查表对检查项的标注"},
		{"食品安全结果", "符合率", "符合÷（符合＋不符合）", fromAnswers, sourceOurs},
	},
	inspection.DepartmentCivil: {
		{"养老服务场所台账", "本期检查次数", "该对象本期已完成的检查次数；在册而未检查的也列出", fromInspections, sourcePlain},
		{"养老服务场所台账", "符合率", "符合÷（符合＋不符合）", fromAnswers, sourceOurs},
		{"养老服务场所台账", "逾期未改", "该对象本期隐患中制表日已逾期的条数", fromHazards, sourceTerm},
	},
	inspection.DepartmentUrban: {
		{"路段巡查", "巡查次数", "该路段本期已完成的检查次数，按开始时间分为早间、日间、晚间、夜间", fromInspections, sourcePlain},
		{"路段巡查", "符合率", "符合÷（符合＋不符合）", fromAnswers, sourceOurs},
		{"路段巡查", "逾期未改", "该路段本期隐患中制表日已逾期的条数", fromHazards, sourceTerm},
	},
}
