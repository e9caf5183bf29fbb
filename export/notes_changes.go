package export

import (
	"fmt"
	"strings"

	"anxun/inspection"
)

// number says which issue this is.
func (n notes) number() string {
	if n.request.No == "" {
		return "未编号（本次导出未登记）"
	}
	return n.request.No
}

// maxListedChanges is how many changed records are listed one by one.
const maxListedChanges = 100

// changed says what changed since the issue before.
func (n notes) changed() error {
	if err := n.heading("三、与上次报表比较"); err != nil {
		return err
	}
	return writeChanges(n.row, n.report.changes)
}

// writeChanges lists changes in five columns.
func writeChanges(row func(...span) error, changes *Changes) error {
	line := func(text string) error { return row(span{columns: 5, look: lookPlain, value: text}) }
	switch {
	case changes == nil:
		return line("本期此前未出过同一报表，无可比较。")
	case len(changes.Rows) == 0:
		return line(fmt.Sprintf("与上次（%s，%s）相比，数据没有变化。", changes.No, stamp(changes)))
	}
	if err := line(fmt.Sprintf("与上次（%s，%s）相比，%s。", changes.No, stamp(changes), changes.Summary())); err != nil {
		return err
	}
	if err := row(headSpan(1, "类别"), headSpan(1, "编号"), headSpan(1, "变化"), headSpan(2, "检查项")); err != nil {
		return err
	}
	for i, change := range changes.Rows {
		if i == maxListedChanges {
			return line(fmt.Sprintf("另有 %d 条变化未逐一列出。", len(changes.Rows)-i))
		}
		err := row(labelSpan(1, partTerms[change.Part]), labelSpan(1, change.No), labelSpan(1, changeTerms[change.Change]),
			labelSpan(2, strings.Join(changes.Items[change.No], "、")))
		if err != nil {
			return err
		}
	}
	return nil
}

func stamp(changes *Changes) string {
	return changes.Issued.In(inspection.Zone).Format("2006年1月2日 15:04")
}

// Summary counts the changes in words, e.g. "新增检查 1 次，隐患内容有变 2 条"; "数据没有变化"
// if there are none.
func (c *Changes) Summary() string {
	var texts []string
	for _, part := range []inspection.ReportPart{inspection.PartInspection, inspection.PartAnswers, inspection.PartHazard, inspection.PartPlace, partDefinition} {
		for _, change := range []inspection.RowChange{inspection.RowAdded, inspection.RowRemoved, inspection.RowChanged} {
			count := 0
			for _, row := range c.Rows {
				if row.Part == part && row.Change == change {
					count++
				}
			}
			if count > 0 {
				texts = append(texts, fmt.Sprintf("%s%s %d %s", partTerms[part], changeTerms[change], count, partUnits[part]))
			}
		}
	}
	if len(texts) == 0 {
		return "数据没有变化"
	}
	return strings.Join(texts, "，")
}

// partUnits are what the parts are counted in. Answers are counted by inspection.
var partUnits = map[inspection.ReportPart]string{
	inspection.PartInspection: "次", inspection.PartAnswers: "次检查", inspection.PartHazard: "条", inspection.PartPlace: "个", partDefinition: "处",
}
