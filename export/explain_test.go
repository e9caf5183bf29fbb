package export

import (
	"slices"
	"strings"
	"testing"
)

// TestEveryFigureIsExplained holds the definitions against a workbook: every key figure
// has one, in order, and each names blocks, columns and sheets that exist.
func TestEveryFigureIsExplained(t *testing.T) {
	store := fixture(t)
	for _, department := range fixtureDepartments[:4] {
		request := fixtureRequest(department.ID)
		request.Plan = fixturePlan()
		path, _ := writeFixture(t, store, request)
		file := open(t, path)
		texts := map[string][]string{} // by sheet
		for _, sheet := range file.GetSheetList() {
			eachCell(t, file, sheet, func(_, value, _ string) { texts[sheet] = append(texts[sheet], value) })
		}
		var labels []string
		for _, d := range Definitions(department.ID) {
			sheet := "汇总"
			if d.Block == "各路段隐患" && department.ID != "urban" {
				continue // only where there are hazards of roads
			}
			if slices.Contains(file.GetSheetList(), d.Block) {
				sheet = d.Block
			} else if !slices.ContainsFunc(texts[sheet], func(text string) bool { return strings.Contains(text, "、"+d.Block+"（统计自") }) {
				t.Errorf("汇总 has no block %s", d.Block)
			}
			if d.Block == blockFigures {
				labels = append(labels, d.Figure)
			}
			for _, figure := range strings.Split(d.Figure, "、") {
				if figure != "各格" && !slices.Contains(texts[sheet], figure) {
					t.Errorf("%s shows no %s", sheet, figure)
				}
			}
			for _, counted := range d.Sheets {
				if !slices.Contains(file.GetSheetList(), counted) {
					t.Errorf("%s counts %s, which does not exist", d.Figure, counted)
				}
			}
			if d.Formula == "" || d.Source == "" {
				t.Errorf("%s is not explained", d.Figure)
			}
		}
		f := &front{report: &report{tally: newTally()}}
		f.report.inspections, f.answers, f.hazards, f.overdue = someTable("检查明细", inspectionColumns), someTable("检查项结果", answerColumns),
			someTable("隐患台账", hazardColumns), someTable("逾期未改", overdueColumns)
		var shown []string
		for _, figure := range slices.Concat(f.inspectionFigures(), f.hazardFigures(), f.otherFigures()) {
			shown = append(shown, figure.label)
		}
		if !slices.Equal(labels, shown) {
			t.Errorf("explained %v\nshown     %v", labels, shown)
		}
	}
}

func someTable(name string, columns []column) *table {
	return &table{name: name, columns: columns, parts: []*sheet{{name: name, next: headerRows + 2}}}
}
