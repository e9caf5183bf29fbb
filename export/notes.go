package export

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"anxun/inspection"
)

var notesWidths = []float64{18, 46, 14, 14, 52}

// notes writes 数据说明: what the workbook covers, so that every number in it can be
// checked against the database.
type notes struct {
	*report
	sheet *sheet
}

func (r *report) writeNotes(ctx context.Context) error {
	if err := r.countDraftHazards(ctx); err != nil {
		return err
	}
	n := notes{r, r.notes}
	if err := n.sheet.banner(r.title("数据说明"), lookTitle, titleHeight); err != nil {
		return err
	}
	for _, block := range []func() error{n.basics, n.sheets, n.leftOut, n.changed, n.remarks} {
		if err := block(); err != nil {
			return err
		}
	}
	return nil
}

// countDraftHazards counts the department's hazards of the period that are left out
// because their inspection is a draft or void.
func (r *report) countDraftHazards(ctx context.Context) error {
	filter := inspection.HazardFilter{Department: r.request.Department, FoundFrom: r.request.From, FoundTo: r.request.To}
	all, err := r.source.CountHazards(ctx, filter)
	if err != nil {
		return err
	}
	filter.FinishedOnly = true
	finished, err := r.source.CountHazards(ctx, filter)
	if err != nil {
		return err
	}
	r.period.leftOut.DraftHazards = all - finished
	return nil
}

func (n notes) row(spans ...span) error { return n.sheet.spanRow(0, notesWidths, spans...) }

func (n notes) pair(label, text string) error {
	return n.row(headSpan(1, label), labelSpan(4, text))
}

func (n notes) basics() error {
	sample := "不含示例数据"
	if n.tally.sample {
		sample = "含示例数据（备注栏标“示例”），不得作为正式材料使用"
	}
	pairs := [][2]string{
		{"编制单位", orNone(n.request.Office)},
		{"报送部门", n.department.Name},
		{"统计期间", chineseDay(n.request.From) + "至" + chineseDay(n.request.To) + "（按检查开始日期，含首尾两日；随手拍隐患按发现日期）"},
		{"制表时间", n.request.Now.In(inspection.Zone).Format("2006年1月2日 15:04") + "（逾期按此日期计算）"},
		{"筛选条件", "已完成的检查；检查项的“涉及部门”含" + n.department.Name + "；隐患的“涉及部门”含" + n.department.Name},
		{"示例数据", sample},
		{"报表编号", n.number()},
		{"数据摘要", n.sha256 + "（SHA-256，按检查、检查结果、隐患各记录的内容计算；照片、逾期天数和序号不计，数据相同则摘要相同）"},
		{"使用的检查表", n.usedChecklists()},
		{"检查依据", "“依据”栏为检查当日有效的条款"},
		{"个人信息", personalNote(n.request.Personal)},
		{"程序版本", n.request.Program},
	}
	for _, pair := range pairs {
		if err := n.pair(pair[0], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

// personalNote says what is hidden of people's numbers.
func personalNote(shown bool) string {
	if shown {
		return "电话号码、身份证号码按原样列出，请妥善保管，不得随意转发"
	}
	return "电话号码、身份证号码已隐去中间数位（如 138****5678）；负责人、责任人、检查人员姓名因落实责任需要保留"
}

// usedChecklists lists the checklists that the answers came from.
func (n notes) usedChecklists() string {
	var titles []string
	for _, checklist := range n.tally.checklistList() {
		titles = append(titles, fmt.Sprintf("%s %s", checklist.code, checklist.title))
	}
	if len(titles) == 0 {
		return "无"
	}
	return strings.Join(titles, "；")
}

func (n notes) heading(text string) error {
	n.sheet.keepHeading(keptGap)
	if err := n.sheet.gap(10); err != nil {
		return err
	}
	return n.sheet.banner(text, lookSection, 26)
}

// sheets compares the rows in the database with the rows of the sheets.
func (n notes) sheets() error {
	if err := n.heading("一、数据量核对"); err != nil {
		return err
	}
	if err := n.row(headSpan(1, "工作表"), headSpan(1, "内容"), headSpan(1, "数据库记录数"), headSpan(1, "表内行数"), headSpan(1, "差额")); err != nil {
		return err
	}
	out := n.period.leftOut
	inspections := out.Drafts + out.Void + out.OtherInspections
	answers := out.OtherAnswers + out.UnknownAnswers
	hazards := out.OtherHazards + out.DraftHazards + out.Withdrawn
	for _, line := range []struct {
		table   *table
		content string
		left    int
	}{
		{n.report.inspections, "每行一次检查", inspections},
		{n.answers, "每行一个已作答的检查项", answers},
		{n.hazards, "每行一条隐患", hazards},
		{n.overdue, "每行一条逾期未改的隐患", 0},
	} {
		if err := n.sheetRow(line.table, line.content, line.left); err != nil {
			return err
		}
	}
	for _, count := range n.own.counts() {
		err := n.row(labelSpan(1, count.Name), labelSpan(1, "本部门专用表"), span{columns: 1, look: lookCode, value: wordUndefined},
			span{columns: 1, look: lookInteger, value: count.Rows}, labelSpan(1, "由上列记录汇总"))
		if err != nil {
			return err
		}
	}
	if n.planTable == nil {
		return nil
	}
	return n.sheetRow(n.planTable, "每行一个列入检查计划的在册对象", 0)
}

func (n notes) sheetRow(table *table, content string, left int) error {
	difference := "无差额"
	if left > 0 {
		difference = fmt.Sprintf("%d 条未列入，原因见第二部分", left)
	}
	name := table.name
	if parts := len(table.parts); parts > 1 {
		name += fmt.Sprintf("（分 %d 张工作表）", parts)
	}
	return n.row(labelSpan(1, name), labelSpan(1, content), span{columns: 1, look: lookInteger, value: table.rows + left},
		countSpan(1, countAll(table, table.columns[table.key()-1].title), table.rows), labelSpan(1, difference))
}

// key is the column that is filled in every row.
func (t *table) key() int {
	return 1 + slices.IndexFunc(t.columns, func(c column) bool {
		return c.title == "检查编号" || c.title == "隐患编号" || c.title == "编号"
	})
}

// leftOut lists what the period holds and the workbook does not show.
func (n notes) leftOut() error {
	if err := n.heading("二、未列入的数据及原因"); err != nil {
		return err
	}
	if err := n.row(headSpan(1, "类别"), headSpan(1, "原因"), headSpan(1, "数量"), headSpan(2, "处理")); err != nil {
		return err
	}
	out := n.period.leftOut
	for _, line := range []struct {
		kind, reason string
		count        int
		advice       string
	}{
		{"检查", "尚未完成（进行中）", out.Drafts, "完成后重新导出即可列入"},
		{"检查", "已作废", out.Void, "留存备查，不统计"},
		{"检查", "不含本部门的检查项", out.OtherInspections, "见其他部门的报表"},
		{"检查结果", "检查项只涉及其他部门", out.OtherAnswers, "见其他部门的报表"},
		{"检查结果", "找不到所属检查表版本", out.UnknownAnswers, "请核对数据后重新导出"},
		{"检查项", "应查而未作答", out.Unanswered, "不作为检查结果；各次检查的数量见检查明细“未查”栏"},
		{"隐患", "只涉及其他部门", out.OtherHazards, "见其他部门的报表"},
		{"隐患", "所属检查未完成或已作废", out.DraftHazards, "未完成的，检查完成后重新导出即可列入"},
		{"隐患", "检查结果更正，隐患已撤回", out.Withdrawn, "留存备查，不统计"},
	} {
		err := n.row(labelSpan(1, line.kind), labelSpan(1, line.reason), span{columns: 1, look: lookInteger, value: line.count}, labelSpan(2, line.advice))
		if err != nil {
			return err
		}
	}
	return nil
}

// maxListedCuts is how many cut texts are listed one by one.
const maxListedCuts = 50

// remarks says what else a reader should know.
func (n notes) remarks() error {
	if err := n.heading("四、其他说明"); err != nil {
		return err
	}
	lines := []string{
		"“汇总”中的数字均为公式，引用各明细表；增删明细行后会重新计算。",
		"文本按原样保存：编号前的零保留，以“=”“+”“-”“@”开头的内容不作为公式。",
	}
	lines = append(lines, n.photoLines()...)
	for _, table := range n.tables() {
		if parts := len(table.parts); parts > 1 {
			lines = append(lines, fmt.Sprintf("“%s”超过单张工作表的行数上限，分为 %d 张，后续部分名为“%s(2)”等；“汇总”已合并计算。", table.name, parts, table.name))
		}
	}
	for i, cut := range n.book.cuts {
		if i == maxListedCuts {
			lines = append(lines, fmt.Sprintf("另有 %d 处超长文本被截断。", len(n.book.cuts)-i))
			break
		}
		lines = append(lines, fmt.Sprintf("“%s”%s 的文本超过单元格上限 %d 字，已截断，完整内容见系统。", cut.sheet, cut.cell, maxCellText))
	}
	for i, line := range lines {
		if err := n.row(span{columns: 5, look: lookPlain, value: fmt.Sprintf("%d. %s", i+1, line)}); err != nil {
			return err
		}
	}
	return nil
}

// maxListedFaults is how many photos that could not be shown are listed one by one.
const maxListedFaults = 50

// photoLines says which photos stand in 隐患台账 and which could not be shown.
func (n notes) photoLines() []string {
	if !n.request.Photos.wanted() {
		return []string{"本次导出未附照片，照片以系统内存档为准。"}
	}
	size := map[PhotoSize]string{PhotoThumbnail: "缩略图", PhotoReport: "报表尺寸", PhotoOriginal: "原图"}[n.request.Photos]
	counts := n.report.photos
	lines := []string{fmt.Sprintf("照片（%s）：隐患台账所列隐患共有照片 %d 张，每栏显示 1 张（整改前取最早、整改后取最新），共显示 %d 张；相同照片只存一份；其余照片以系统内存档为准。",
		size, counts.recorded, counts.shown)}
	if counts.shown > 0 {
		lines = append(lines, "点击隐患台账中的照片，跳到“照片”工作表看大图；点击大图返回（LibreOffice 中按住 Ctrl 点击）。")
	}
	if n.book.unlinked > 0 {
		lines = append(lines, fmt.Sprintf("每张工作表的链接数有上限（%d 个），超出的 %d 处照片点击后不跳转。", n.book.links, n.book.unlinked))
	}
	for i, fault := range counts.faults {
		if i == maxListedFaults {
			lines = append(lines, fmt.Sprintf("另有 %d 张照片未能显示。", len(counts.faults)-i))
			break
		}
		lines = append(lines, fmt.Sprintf("隐患 %s 的照片“%s”未能显示：%s。", fault.hazard, fault.name, fault.reason))
	}
	return lines
}
