package export

import (
	"fmt"
	"maps"
	"slices"

	"anxun/inspection"
)

// The summary stands on a grid of twelve equal columns.
const frontColumns = 12

func frontWidths() []float64 {
	widths := make([]float64, frontColumns)
	for i := range widths {
		widths[i] = 12
	}
	return widths
}

// front writes 汇总.
type front struct {
	*report
	sheet    *sheet
	widths   []float64
	charts   []chartPlace
	plan     []chartKind // charts that are drawn
	chartTop int         // first of the rows kept for the charts
	number   int         // of the heading to come
}

// writeFront fills 汇总: key figures, charts, tables, definitions, signatures.
func (r *report) writeFront() error {
	f := &front{report: r, sheet: r.front, widths: frontWidths()}
	if err := f.head(); err != nil {
		return err
	}
	for _, block := range []func() error{f.figures, f.chartRows, f.signatures, f.grid, f.checklists, f.months, f.planBlock,
		f.communities, f.operators, f.roads, f.sections, f.definitions} {
		if err := block(); err != nil {
			return err
		}
	}
	return f.drawCharts()
}

func (f *front) row(spans ...span) error { return f.sheet.spanRow(0, f.widths, spans...) }

// head writes the title block.
func (f *front) head() error {
	if err := f.sheet.banner(f.title("安全检查与隐患整改情况汇总表"), lookTitle, 36); err != nil {
		return err
	}
	if err := f.sheet.banner(f.scope(""), lookNote, noteHeight); err != nil {
		return err
	}
	if !f.tally.sample {
		return nil
	}
	warning := span{columns: frontColumns, look: lookNote, tone: toneBad, value: "本表含示例数据，不得作为正式材料使用"}
	return f.sheet.spanRow(noteHeight, f.widths, warning)
}

// heading writes the heading of a block and says which sheets it counts, and on how many
// rows of each it rests.
func (f *front) heading(text string, sources ...*table) error {
	f.sheet.keepHeading(keptGap)
	if err := f.sheet.gap(10); err != nil {
		return err
	}
	numerals := []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"}
	text = numerals[f.number] + "、" + text
	f.number++
	if len(sources) == 0 {
		return f.sheet.banner(text, lookSection, 26)
	}
	formula, shown := `"`+text+`（统计自："`, text+"（统计自："
	for i, source := range sources {
		between := " 行）"
		if i < len(sources)-1 {
			between = " 行、"
		}
		formula += fmt.Sprintf(`&"%s "&(%s)&"%s"`, source.name, countAll(source, source.columns[source.key()-1].title), between)
		shown += fmt.Sprintf("%s %d%s", source.name, source.rows, between)
	}
	return f.sheet.spanRow(26, f.widths, span{columns: frontColumns, look: lookSection, formula: formula, value: shown})
}

// figure is one key figure.
type figure struct {
	label   string
	look    look
	formula string
	value   any
}

func (f *front) figures() error {
	if err := f.heading("主要指标", f.inspections, f.answers, f.hazards, f.overdue); err != nil {
		return err
	}
	figures := slices.Concat(f.inspectionFigures(), f.hazardFigures(), f.otherFigures())
	const perRow, wide = 6, 2
	for row := range slices.Chunk(figures, perRow) {
		var labels, values []span
		for _, figure := range row {
			labels = append(labels, span{columns: wide, look: lookLabel, value: figure.label})
			values = append(values, span{columns: wide, look: figure.look, formula: figure.formula, value: figure.value})
		}
		if err := f.sheet.spanRow(18, f.widths, labels...); err != nil {
			return err
		}
		if err := f.sheet.spanRow(28, f.widths, values...); err != nil {
			return err
		}
	}
	return nil
}

func (f *front) inspectionFigures() []figure {
	t := f.tally
	pass, fail := f.countResult(inspection.ResultPass), f.countResult(inspection.ResultFail)
	return []figure{
		{"检查次数", lookFigure, countAll(f.inspections, "检查编号"), t.inspections},
		{"检查对象数", lookFigure, countWhere(f.inspections, "本期第几次", "1"), t.places},
		{"检查结果项数", lookFigure, countAll(f.answers, "检查项编号"), t.score.Answered()},
		{"其中符合", lookFigure, pass, t.score.Pass},
		{"其中不符合", lookFigure, fail, t.score.Fail},
		{"符合率", lookFigureRate, quotient(pass, pass+"+"+fail), rateOf(t.score)},
	}
}

func (f *front) hazardFigures() []figure {
	t := f.tally
	all, closed := countAll(f.hazards, "隐患编号"), f.countStatus(inspection.HazardClosed)
	ours := all + "-(" + f.countStatus(inspection.HazardTransferred) + ")"
	onTime := countWhere(f.hazards, "按期完成", criterion(wordYes))
	days := sumOf(f.hazards, "整改用时（天）")
	earlier := countWhere(f.overdue, "期别", criterion(wordEarlier))
	return []figure{
		{"隐患总数", lookFigure, all, t.hazards.total},
		{"已销号", lookFigure, closed, t.hazards.closed},
		{"整改率", lookFigureRate, quotient(closed, ours), share(t.hazards.closed, t.hazards.total-t.hazards.transferred)},
		{"按期整改率", lookFigureRate, quotient(onTime, closed), share(t.onTime, t.hazards.closed)},
		{"平均整改用时（天）", lookFigureDecimal, quotient(days, closed), share(t.days, t.hazards.closed)},
		{"重大（含疑似）", lookFigure, f.countGrade("重大") + "+" + f.countGrade(suspectedMajor), t.gradeTotal("重大") + t.gradeTotal(suspectedMajor)},
		{"逾期未改", lookFigure, countAll(f.overdue, "隐患编号"), t.overdueNow + t.overdueOld},
		{"其中以前遗留", lookFigure, earlier, t.overdueOld},
		{"待整改", lookFigure, f.countStatus(inspection.HazardOpen), t.statusTotal(inspection.HazardOpen)},
		{"待复查", lookFigure, f.countStatus(inspection.HazardSubmitted), t.statusTotal(inspection.HazardSubmitted)},
		{"已移交", lookFigure, f.countStatus(inspection.HazardTransferred), t.hazards.transferred},
		{"挂账", lookFigure, f.countStatus(inspection.HazardShelved), t.statusTotal(inspection.HazardShelved)},
	}
}

// otherFigures say what the others rest on, and what came back.
func (f *front) otherFigures() []figure {
	t := f.tally
	return []figure{
		f.report.planned(),
		{"应查项数", lookFigure, sumOf(f.inspections, "应查项"), t.score.Answered() + t.open},
		{"其中不适用", lookFigure, f.countResult(inspection.ResultNA), t.score.NA},
		{"未查项数", lookFigure, sumOf(f.inspections, "未查"), t.open},
		{"返工次数", lookFigure, sumOf(f.hazards, "返工次数"), t.rework},
		{"重复出现", lookFigure, countWhere(f.hazards, "备注", `"*`+wordRepeated+`*"`), t.repeated},
	}
}

func (f *front) countResult(result inspection.Result) string {
	return countWhere(f.answers, "检查结果", criterion(resultTerms[result]))
}

func (f *front) countStatus(status inspection.HazardStatus) string {
	return countWhere(f.hazards, "状态", criterion(statusTerms[status]))
}

func (f *front) countGrade(grade string) string {
	return countWhere(f.hazards, "等级", criterion(grade))
}

func (t *tally) gradeTotal(grade string) int {
	total := 0
	for _, count := range t.grid[grade] {
		total += count
	}
	return total
}

func (t *tally) statusTotal(status inspection.HazardStatus) int {
	total := 0
	for grade := range maps.Keys(t.grid) {
		total += t.grid[grade][status]
	}
	return total
}

// definitions says how the rates are made.
func (f *front) definitions() error {
	if err := f.sheet.gap(10); err != nil {
		return err
	}
	text := "口径：符合率＝符合÷（符合＋不符合），不适用、数值和未查项不计；整改率＝已销号÷（隐患总数－已移交）；按期整改率＝按期完成÷已销号；" +
		"平均整改用时为发现至销号的天数；逾期未改为制表日仍待整改、待复查且超过整改期限的隐患；“—”表示无可计算的数据。数字均为公式，随明细表变动。"
	if len(f.report.plan) > 0 {
		text += "计划检查次数为街道自定的检查计划，与统计期间有重叠的计划期整期计入，计划期内截至统计期末（不晚于制表日）已完成的检查均计，同一对象一期内超出计划的次数不计，各对象见“检查计划明细”。"
	}
	return f.row(span{columns: frontColumns, look: lookPlain, value: text})
}

// signatures writes the line to sign on, at the foot of the first page.
func (f *front) signatures() error {
	if err := f.sheet.gap(6); err != nil {
		return err
	}
	sign := func(text string) span { return span{columns: 3, look: lookSign, value: text} }
	return f.sheet.spanRow(26, f.widths, sign("制表："), sign("审核："), sign("签发："), sign("日期：　　　年　　月　　日"))
}

// cell names a cell of the row to come, e.g. $A12.
func (f *front) cell(column int) string {
	return fmt.Sprintf("$%s%d", columnName(column), f.sheet.next)
}
