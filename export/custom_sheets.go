package export

import (
	"context"
	"fmt"
	"io"

	"anxun/inspection"
)

// customCount is the column that counts the rows of a group.
var customCount = column{"行数", 7, lookInteger}

// writeSheets writes the rows and 数据说明 as a workbook.
func (c *customReport) writeSheets(ctx context.Context, w io.Writer) error {
	name := sheetName(c.plan.report.Name)
	if name == "数据说明" {
		name = "自定义报表" // two sheets cannot have one name
	}
	about := properties{c.request.Office + c.plan.report.Name, c.request.Office, c.request.Program, c.request.Now}
	var err error
	if c.book, err = newBook(ctx, w, about); err != nil {
		return err
	}
	defer c.book.close()
	c.book.personal = c.request.Personal
	columns := make([]column, len(c.plan.columns))
	for i, planned := range c.plan.columns {
		columns[i] = planned.column
	}
	key := 1 // what every page begins with where the columns take several
	if c.plan.grouped {
		columns = append(columns, customCount)
		key = 2 // the column of the groups says nothing of the single row
	}
	if c.table, err = c.book.addWideTable(name, c.request.Office+c.plan.report.Name, c.scope(), columns, key); err != nil {
		return err
	}
	write := c.writePlain
	if c.plan.grouped {
		write = c.writeGroups
	}
	if err := write(ctx); err != nil {
		return err
	}
	c.table.sealed()
	if err := c.finish(ctx); err != nil {
		return err
	}
	if err := c.writeNotes(); err != nil {
		return err
	}
	return c.book.save()
}

// scope is the line under the title.
func (c *customReport) scope() string {
	text := fmt.Sprintf("数据：%s　　", customTableTerms[c.plan.report.Table])
	if c.plan.report.Table != inspection.TablePlaces {
		text += fmt.Sprintf("统计期间：%s至%s　　", chineseDay(c.request.From), chineseDay(c.request.To))
	}
	text += "制表日期：" + chineseDay(inspection.DayOf(c.request.Now))
	if c.request.No != "" {
		text += "　　编号：" + c.request.No
	}
	return text
}

// tonedValue adds the colours that words have everywhere in the reports.
func tonedValue(c *customColumn, value any) any {
	switch c.id {
	case "grade", "severity":
		text, _ := value.(string)
		return toned{value, gradeTone(text)}
	case "status":
		text, _ := value.(string)
		return toned{value, statusTone(text)}
	case "result":
		return toneIf(value, value == resultTerms[inspection.ResultFail], toneBad)
	case "overdue":
		return toneIf(value, value != nil, toneBad)
	case "fail":
		return toneIf(value, value != 0, toneBad)
	}
	return value
}

func (c *customReport) tones(values []any) []any {
	shown := make([]any, len(values), len(values)+1)
	for i, value := range values {
		shown[i] = tonedValue(&c.plan.columns[i], value)
	}
	return shown
}

func (c *customReport) writePlain(ctx context.Context) error {
	for values, err := range c.values(ctx) {
		if err != nil {
			return err
		}
		if err := c.table.add(c.tones(values)...); err != nil {
			return err
		}
	}
	return nil
}

// writeGroups writes each group with its subtotal, and the total at the end.
func (c *customReport) writeGroups(ctx context.Context) error {
	s := c.table.parts[0] // maxGrouped rows and as many subtotals fit
	top, first, group := s.next, s.next, ""
	sums, totals := make([]float64, len(c.plan.columns)), make([]float64, len(c.plan.columns))
	count, all := 0, 0
	end := func() error {
		if count == 0 {
			return nil
		}
		c.groups++
		all += count
		err := c.subtotal(s, group+" 小计", sums, count, fmt.Sprintf("COUNTA(%s:%s)", cellName(1, first), cellName(1, s.next-1)), first)
		clear(sums)
		first, count = s.next, 0
		return err
	}
	for values, err := range c.values(ctx) {
		if err != nil {
			return err
		}
		name := printedValue(values[0])
		if name == "" {
			name, values[0] = wordEmpty, wordEmpty
		}
		if name != group {
			if err := end(); err != nil {
				return err
			}
			group = name
		}
		for i, value := range values {
			sums[i] += number(value)
			totals[i] += number(value)
		}
		count++
		if err := c.table.add(append(c.tones(values), nil)...); err != nil {
			return err
		}
	}
	if err := end(); err != nil {
		return err
	}
	column := columnName(len(c.plan.columns) + 1)
	return c.subtotal(s, "合计", totals, all, fmt.Sprintf("SUM(%s%d:%s%d)", column, top, column, max(top, s.next-1)), top)
}

func number(value any) float64 {
	switch v := value.(type) {
	case int:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

// subtotal sums the rows from first on. SUBTOTAL passes over the subtotals among them.
func (c *customReport) subtotal(s *sheet, label string, sums []float64, count int, counting string, first int) error {
	last := max(first, s.next-1)
	for i := range c.plan.columns {
		look := c.plan.columns[i].look
		var err error
		switch {
		case i == 0:
			err = s.put(0, lookText, toneTotal, label)
		case c.plan.columns[i].sum:
			err = s.formula(i, look, toneTotal, fmt.Sprintf("SUBTOTAL(9,%s:%s)", cellName(i+1, first), cellName(i+1, last)), sums[i])
		default:
			err = s.put(i, lookText, toneTotal, nil)
		}
		if err != nil {
			return err
		}
	}
	if err := s.formula(len(c.plan.columns), lookInteger, toneTotal, counting, count); err != nil {
		return err
	}
	lines := lineCount(label, room(c.plan.columns[0].width))
	return s.endRow(float64(lines)*lineHeight + cellPadding)
}

// writeNotes writes 数据说明.
func (c *customReport) writeNotes() error {
	s, err := c.book.addPaged("数据说明", notesWidths, 0, "")
	if err != nil {
		return err
	}
	if err := s.banner(c.request.Office+"数据说明", lookTitle, titleHeight); err != nil {
		return err
	}
	row := func(spans ...span) error { return s.spanRow(0, notesWidths, spans...) }
	for _, pair := range c.pairs() {
		if err := row(headSpan(1, pair[0]), labelSpan(4, pair[1])); err != nil {
			return err
		}
	}
	key := c.plan.columns[0].title
	rows := fmt.Sprintf("%d 行", c.rows)
	if c.plan.grouped {
		rows += fmt.Sprintf("，按“%s”分为 %d 组；小计、合计为公式，增删明细行后会重新计算", key, c.groups)
	}
	if err := row(headSpan(1, "数据行数"), labelSpan(4, rows)); err != nil {
		return err
	}
	for _, cut := range c.book.cuts[:min(len(c.book.cuts), maxListedCuts)] {
		text := fmt.Sprintf("“%s”%s 的文本超过单元格上限 %d 字，已截断，完整内容见系统。", cut.sheet, cut.cell, maxCellText)
		if err := row(headSpan(1, "截断"), labelSpan(4, text)); err != nil {
			return err
		}
	}
	if err := s.banner("与上次报表比较", lookSection, 26); err != nil {
		return err
	}
	return writeChanges(row, c.changes)
}

func (c *customReport) pairs() [][2]string {
	sample, no, period := "不含示例数据", "未编号（本次导出未登记）", chineseDay(c.request.From)+"至"+chineseDay(c.request.To)
	if c.sample {
		sample = "含示例数据，不得作为正式材料使用"
	}
	if c.request.No != "" {
		no = c.request.No
	}
	kept := map[inspection.ReportTable]string{
		inspection.TableInspections: "已完成的检查，按开始日期计入期间", inspection.TableAnswers: "已完成的检查中已作答的检查项，按检查开始日期计入期间",
		inspection.TableHazards: "已完成的检查发现的和随手拍的隐患，按发现日期计入期间；撤回的不计", inspection.TablePlaces: "在册的检查对象，不分期间",
	}[c.plan.report.Table]
	if c.plan.report.Table == inspection.TablePlaces {
		period = "不分期间"
	}
	return [][2]string{
		{"编制单位", orNone(c.request.Office)}, {"报表名称", c.plan.report.Name},
		{"数据范围", kept}, {"统计期间", period}, {"筛选条件", c.plan.describe()},
		{"制表时间", c.request.Now.In(inspection.Zone).Format("2006年1月2日 15:04")},
		{"示例数据", sample}, {"报表编号", no},
		{"数据摘要", c.digest.rows.SHA256() + "（SHA-256，按各行内容和报表设置计算；逾期天数不计，数据相同则摘要相同）"},
		{"个人信息", personalNote(c.request.Personal)}, {"程序版本", c.request.Program},
	}
}
