package export

import (
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// TestPrintedTablesCanBeRead works out how small each table of the four reports prints, with
// photos of every size.
func TestPrintedTablesCanBeRead(t *testing.T) {
	tables := map[string]*table{}
	add := func(name string, columns []column, aside []string) {
		made := &table{name: name, columns: slices.Clone(columns), printed: len(columns)}
		if aside != nil {
			made.setAside(aside)
		}
		tables[name] = made
	}
	for _, size := range PhotoSizes() {
		add("隐患台账 "+string(size), hazardColumnsWith(size), hazardAside)
	}
	add("检查明细", inspectionColumns, inspectionAside)
	add("重大隐患", majorColumns, majorAside)
	add("检查项结果", answerColumns, nil)
	add("逾期未改", overdueColumns, nil)
	add("养老服务场所台账", careColumns, nil)
	add("路段巡查", patrolColumns, nil)
	add("食品安全结果", foodItemColumns, nil)
	add("检查计划明细", planColumns, nil)
	for name, table := range tables {
		width := 0.0
		for _, column := range table.columns[:table.printed] {
			width += column.width * usualDigit
		}
		if size := bodySize * min(1, pageWidth/width); size < leastPrinted {
			t.Errorf("%s prints at %.1f points", name, size)
		}
	}
}

// TestPagedSheetsCanBeRead is the same for the sheets that print at a fixed scale.
func TestPagedSheetsCanBeRead(t *testing.T) {
	var food []float64
	for _, column := range foodItemColumns {
		food = append(food, column.width)
	}
	for name, widths := range map[string][]float64{"汇总": frontWidths(), "食品安全结果": food, "照片": {galleryWidth}, "数据说明": notesWidths} {
		if size := bodySize * float64(pageScale(widths)) / 100; size < leastPrinted {
			t.Errorf("%s prints at %.1f points", name, size)
		}
	}
}

// TestColumnsSetAsideStayInTheSheet: they stand right of the printed ones, and each value
// stands under its title.
func TestColumnsSetAsideStayInTheSheet(t *testing.T) {
	file, _ := writeFixture(t, fixture(t), fixtureRequest(inspection.DepartmentEmergency))
	book := open(t, file)
	titles := rowOf(t, book, "隐患台账", headerRows)
	if len(titles) != len(hazardColumns) {
		t.Fatalf("%d columns, want %d", len(titles), len(hazardColumns))
	}
	last := len(hazardColumns) - len(hazardAside)
	if got := titles[last:]; !slices.Equal(got, hazardAside) {
		t.Errorf("right of the printed columns stand %v, want %v", got, hazardAside)
	}
	values := rowOf(t, book, "隐患台账", headerRows+1)
	for title, want := range map[string]string{"隐患编号": "Y2026-K7-0001", "对象编号": "001", "检查项": "CF-01", "状态": "已销号", "返工次数": "0"} {
		if got := values[slices.Index(titles, title)]; got != want {
			t.Errorf("%s is %q, want %q", title, got, want)
		}
	}
	area := ""
	for _, name := range book.GetDefinedName() {
		if name.Name == "_xlnm.Print_Area" && name.Scope == "隐患台账" {
			area = name.RefersTo
		}
	}
	if want := absoluteRange("隐患台账", 1, 1, last, headerRows+3); area != want {
		t.Errorf("prints %s, want %s", area, want)
	}
}

func TestPageBreaks(t *testing.T) {
	const room = pageHeight * pageSlack
	rows := func(heights ...float64) []pageRow { // a negative height is kept with the row after it
		made := make([]pageRow, len(heights))
		for i, height := range heights {
			made[i] = pageRow{max(height, -height), height < 0}
		}
		return made
	}
	for name, test := range map[string]struct {
		rows     []pageRow
		scale    int
		repeated int
		forced   []int
		want     []int
	}{
		"all on one page":                        {rows(100, 100, room-200), 100, 0, nil, nil},
		"the page is full":                       {rows(100, room-100, 1), 100, 0, nil, []int{2}},
		"a smaller scale holds more":             {rows(100, room-100, 1), 90, 0, nil, nil},
		"a heading moves with its first rows":    {rows(room-60, -20, -20, -20, 20, 20), 100, 0, nil, []int{1}},
		"a heading that fits stays":              {rows(room-80, -20, -20, -20, 20, 20), 100, 0, nil, []int{5}},
		"a forced break begins a page":           {rows(10, 10, room-10, 10), 100, 0, []int{1}, []int{1, 3}},
		"kept rows that are more than a page":    {rows(-room/2, -room/2, -room/2, 10), 100, 0, nil, []int{2}},
		"repeated rows take room on later pages": {rows(30, room-30, room-20), 100, 1, nil, []int{2}},
		"and leave less for what follows":        {rows(30, room-30, room-40, 20), 100, 1, nil, []int{2, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := pageBreaks(test.rows, test.scale, test.repeated, test.forced); !slices.Equal(got, test.want) {
				t.Errorf("breaks %v, want %v", got, test.want)
			}
		})
	}
}

// rowOf returns the cells of a row as they are shown.
func rowOf(t *testing.T, file *excelize.File, sheet string, row int) []string {
	t.Helper()
	rows, err := file.GetRows(sheet)
	if err != nil || len(rows) < row {
		t.Fatalf("%s has %d rows, %v", sheet, len(rows), err)
	}
	return rows[row-1]
}
