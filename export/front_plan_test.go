package export

import (
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
)

// fixturePlan visits care places every month, day care twice, roads once a quarter.
func fixturePlan() inspection.Plan {
	return inspection.Plan{Since: "2026-10-01"}.
		With(inspection.PlanLine{PlaceKind: inspection.PlaceCare, Visits: 1, Period: inspection.PlanMonth}).
		With(inspection.PlanLine{PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare, Visits: 2, Period: inspection.PlanMonth}).
		With(inspection.PlanLine{PlaceKind: inspection.PlaceRoad, Visits: 1, Period: inspection.PlanQuarter})
}

// TestPlanStandsBesideWhatWasDone reads the table of 汇总 for two departments: each sees the kinds
// of places that it has items for.
func TestPlanStandsBesideWhatWasDone(t *testing.T) {
	store := fixture(t)
	for department, want := range map[inspection.DepartmentID]string{
		inspection.DepartmentEmergency: `养老服务场所（其余）|每月 1 次|2026年11月|2|2|1|1|50.0%|1
养老服务场所·日间照料|每月 2 次|2026年11月|1|2|2|0|100.0%|0
合计|3|4|3|1|75.0%|1`,
		inspection.DepartmentUrban: `道路路段|每季度 1 次|2026年第4季度|1|1|1|0|100.0%|0
合计|1|1|1|0|100.0%|0`,
	} {
		request := fixtureRequest(department)
		request.Plan = fixturePlan()
		path, _ := writeFixture(t, store, request)
		rows, err := open(t, path).GetRows("汇总")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, row := range rows {
			if len(row) > 0 && strings.Contains(row[0], "、检查计划完成情况（") {
				for _, line := range rows[i+2:] {
					if len(line) == 0 {
						break
					}
					got = append(got, strings.Join(strings.Fields(strings.Join(line, "\t")), " "))
				}
			}
		}
		// Fields are parted by blanks here; the rates hold one themselves.
		if text := strings.Join(got, "\n"); text != strings.ReplaceAll(want, "|", " ") {
			t.Errorf("%s:\n%s\nwant\n%s", department, text, strings.ReplaceAll(want, "|", " "))
		}
	}
}

// TestEachPlannedPlaceIsListed reads 检查计划明细, which 汇总 counts: over two months a third visit
// in one does not make up for none in the other.
func TestEachPlannedPlaceIsListed(t *testing.T) {
	request := fixtureRequest(inspection.DepartmentEmergency)
	request.From = "2026-10-01"
	request.Plan = fixturePlan()
	path, summary := writeFixture(t, fixture(t), request)
	file := open(t, path)
	for i, want := range []string{
		"001|晚晴日间照料中心|养老服务场所·日间照料|每月 2 次|2026年10月至2026年11月|2|2|4|0、2|2|2",
		"002|=瑞阳养老院|养老服务场所（其余）|每月 1 次|2026年10月至2026年11月|2|1|2|1、1|2|0",
		"003|未检查的助餐点|养老服务场所（其余）|每月 1 次|2026年10月至2026年11月|2|1|2|0、0|0|2",
	} {
		row := rowOf(t, file, "检查计划明细", headerRows+1+i)
		if got := strings.Join(slices.Concat(row[:3], row[5:13]), "|"); got != want {
			t.Errorf("row %d is %s\nwant %s", i+1, got, want)
		}
	}
	for cell, want := range map[string]string{"J4": "H4*I4", "M4": "J4-L4"} {
		if got, err := file.GetCellFormula("检查计划明细", cell); err != nil || got != want {
			t.Errorf("%s is %q %v, want %s", cell, got, err, want)
		}
	}
	if at := len(summary.Sheets) - 2; summary.Sheets[at] != (SheetCount{Name: "检查计划明细", Rows: 3}) {
		t.Errorf("sheets %v", summary.Sheets)
	}
}

// TestNoPlanIsSaidSo: without a plan, and without one for the places of the department, no
// number is shown.
func TestNoPlanIsSaidSo(t *testing.T) {
	store := fixture(t)
	onlyCare := inspection.Plan{Since: "2026-10-01"}.With(inspection.PlanLine{PlaceKind: inspection.PlaceCare, Visits: 1, Period: inspection.PlanMonth})
	for _, plan := range []inspection.Plan{{}, onlyCare} {
		request := fixtureRequest(inspection.DepartmentUrban)
		request.Plan = plan
		path, _ := writeFixture(t, store, request)
		texts := map[string]bool{}
		eachCell(t, open(t, path), "汇总", func(_, value, _ string) { texts[value] = true })
		if !texts[wordNoPlan] {
			t.Error("汇总 does not say that there is no plan")
		}
		for text := range texts {
			if strings.Contains(text, blockPlan) {
				t.Errorf("汇总 shows %q", text)
			}
		}
	}
}
