package spreadsheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// sheetChecklist is the sheet with the items of a checklist.
const sheetChecklist = "检查项"

var checklistColumns = []struct {
	title string
	width float64
}{
	{"编号", 9}, {"分类", 16}, {"检查项", 46}, {"检查方法", 26}, {"检查依据", 44}, {"隐患等级", 10}, {"整改期限", 10}, {"部门", 20}, {"拍照", 8}, {"常见问题", 46}, {"整改要求", 36},
}

// WriteChecklist writes a checklist as a workbook for reading and printing, with the
// bases that are in force on the day. overwrite replaces an existing file; without
// it an existing file gives CodeConflict.
func WriteChecklist(path string, checklist inspection.Checklist, library *inspection.Library, departments []inspection.Department, day inspection.Day, overwrite bool) error {
	if err := checkTarget(path, overwrite); err != nil {
		return err
	}
	b := &builder{book: excelize.NewFile()}
	b.do(b.book.SetSheetName("Sheet1", sheetChecklist))
	b.styles()
	b.do(b.book.SetCellStr(sheetChecklist, "A1", fmt.Sprintf("%s %s（第 %d 版，%s 发布）", checklist.Code, checklist.Title, checklist.Version, checklist.Published)))
	b.do(b.book.MergeCell(sheetChecklist, "A1", cellName(len(checklistColumns), 1)))
	for i, c := range checklistColumns {
		letter, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		b.do(b.book.SetColWidth(sheetChecklist, letter, letter, c.width))
		b.do(b.book.SetCellStr(sheetChecklist, cellName(i+1, 2), c.title))
	}
	b.do(b.book.SetCellStyle(sheetChecklist, "A1", cellName(len(checklistColumns), 2), b.head))
	row := 3
	for _, section := range checklist.Sections {
		for _, item := range section.Items {
			for i, text := range itemCells(section, item, library, departments, day) {
				b.do(b.book.SetCellStr(sheetChecklist, cellName(i+1, row), text))
			}
			row++
		}
	}
	b.do(b.book.SetCellStyle(sheetChecklist, "A3", cellName(len(checklistColumns), max(row-1, 3)), b.text))
	b.checklistPage()
	if b.err == nil {
		b.err = save(b.book, path, overwrite)
	}
	if closing := b.book.Close(); b.err == nil {
		b.err = closing
	}
	return b.err
}

func (b *builder) checklistPage() {
	b.do(b.book.SetPanes(sheetChecklist, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}))
	size, landscape, wide, tall := 9, "landscape", 1, 0
	fit := true
	b.do(b.book.SetSheetProps(sheetChecklist, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.do(b.book.SetPageLayout(sheetChecklist, &excelize.PageLayoutOptions{Size: &size, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))
	b.do(b.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: sheetChecklist + "!$1:$2", Scope: sheetChecklist}))
}

func itemCells(section inspection.Section, item inspection.Item, library *inspection.Library, departments []inspection.Department, day inspection.Day) []string {
	severity := map[inspection.Severity]string{inspection.SeverityGeneral: "一般", inspection.SeveritySerious: "较大", inspection.SeverityMajor: "重大"}[item.Severity]
	deadline := ""
	switch item.Deadline.Rule {
	case inspection.DeadlineImmediate:
		deadline = "立即"
	case inspection.DeadlineSameDay:
		deadline = "当日"
	case inspection.DeadlineDays:
		deadline = fmt.Sprintf("%d 日", item.Deadline.Days)
	}
	photo := ""
	if item.Photo == inspection.PhotoRequired {
		photo = "须拍照"
	}
	var findings, names []string
	for _, finding := range item.Findings {
		findings = append(findings, finding.Text)
	}
	for _, department := range departments {
		if item.Concerns(department.ID) {
			names = append(names, department.Short)
		}
	}
	return []string{string(item.Code), section.Title, item.Text, item.Method, library.Cite(item.Basis, day), severity, deadline,
		joinWords(names), photo, strings.Join(findings, "\n"), item.Remedy}
}
