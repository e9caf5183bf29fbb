package export

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
)

// hazardsByCommunity lists the hazards of the fixture in groups.
func hazardsByCommunity(changes ...func(*inspection.CustomReport)) inspection.CustomReport {
	report := inspection.CustomReport{ID: "c1", Name: "社区隐患", Table: inspection.TableHazards, Group: "community",
		Columns: []string{"no", "description", "community", "grade", "status", "rework"}}
	for _, change := range changes {
		change(&report)
	}
	return report
}

func writeCustom(t *testing.T, store inspection.Store, path string, report inspection.CustomReport, change func(*CustomRequest)) (CustomSummary, error) {
	t.Helper()
	request := CustomRequest{Report: report, From: "2026-11-01", To: "2026-11-30", Office: "桐柏路街道办事处", Program: "安巡 1.0.0", Now: fixtureNow, No: "检报K7〔2026〕1号"}
	if change != nil {
		change(&request)
	}
	var summary CustomSummary
	err := store.View(context.Background(), func(reader inspection.Reader) (err error) {
		summary, err = WriteCustom(context.Background(), path, request, reader, fixtureLibrary(t), fixtureDepartments, Noop{})
		return err
	})
	return summary, err
}

func TestGroupsHaveSubtotals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.xlsx")
	summary, err := writeCustom(t, fixture(t), path, hazardsByCommunity(), nil)
	if err != nil || summary.Rows != 7 || summary.Groups != 2 {
		t.Fatalf("%+v, %v", summary, err)
	}
	file := open(t, path)
	var column []string
	formulas := map[string]string{}
	eachCell(t, file, "社区隐患", func(cell, value, formula string) {
		if strings.HasPrefix(cell, "A") {
			column = append(column, value)
		}
		if formula != "" {
			formulas[cell] = formula + " = " + value
		}
	})
	if want := []string{"西安东社区 小计", "嵩岳小区 小计", "合计"}; !slices.ContainsFunc(column, func(text string) bool { return text == want[0] }) ||
		column[len(column)-1] != want[2] || column[3] != "嵩岳小区" {
		t.Errorf("first column %v", column)
	}
	if got := formulas["G13"]; got != "SUM(G4:G12) = 7" {
		t.Errorf("the total of rows is %s; %v", got, formulas)
	}
	if got := formulas["F13"]; got != "SUBTOTAL(9,F4:F12) = 1" {
		t.Errorf("the total of rework is %s", got)
	}
}

func TestFiltersOfCustomReports(t *testing.T) {
	filter := func(column string, compare inspection.Comparison, value string) inspection.ReportFilter {
		return inspection.ReportFilter{Column: column, Compare: compare, Value: value}
	}
	store := fixture(t)
	for _, c := range []struct {
		table  inspection.ReportTable
		filter inspection.ReportFilter
		rows   int
	}{
		{inspection.TableHazards, filter("status", inspection.CompareIs, "已销号"), 2},
		{inspection.TableHazards, filter("status", inspection.CompareIsNot, "已销号"), 5},
		{inspection.TableHazards, filter("rework", inspection.CompareAtLeast, "1"), 1},
		{inspection.TableHazards, filter("found", inspection.CompareAtMost, "2026-11-03"), 4},
		{inspection.TableHazards, filter("closed", inspection.CompareEmpty, ""), 5},
		{inspection.TableHazards, filter("closed", inspection.CompareFilled, ""), 2},
		{inspection.TableHazards, filter("departments", inspection.CompareContains, "城管"), 1},
		{inspection.TableHazards, filter("departments", inspection.CompareLacks, "城管"), 6},
		{inspection.TableAnswers, filter("result", inspection.CompareIs, "不符合"), 5},
		{inspection.TableInspections, filter("rate", inspection.CompareAtLeast, "50%"), 3},
		{inspection.TablePlaces, filter("place_kind", inspection.CompareIs, "养老服务场所"), 3},
		{inspection.TablePlaces, filter("area", inspection.CompareAtLeast, "500"), 1},
	} {
		report := inspection.CustomReport{Name: "x", Table: c.table, Columns: []string{"place_code"}, Filters: []inspection.ReportFilter{c.filter}}
		summary, err := writeCustom(t, store, filepath.Join(t.TempDir(), "r.csv"), report, nil)
		if err != nil || summary.Rows != c.rows {
			t.Errorf("%s %+v: %d rows, %v", c.table, c.filter, summary.Rows, err)
		}
	}
}

func TestEveryColumnOfEveryTable(t *testing.T) {
	store := fixture(t)
	for _, table := range inspection.ReportTables() {
		var ids []string
		for _, column := range CustomColumns(table) {
			if slices.Contains(ids, column.ID) {
				t.Errorf("%s has two columns %s", table, column.ID)
			}
			ids = append(ids, column.ID)
		}
		path := filepath.Join(t.TempDir(), "r.xlsx")
		summary, err := writeCustom(t, store, path, inspection.CustomReport{Name: "数据说明", Table: table, Columns: ids}, nil)
		if err != nil || summary.Rows == 0 {
			t.Errorf("%s: %+v, %v", table, summary, err)
			continue
		}
		if got := open(t, path).GetSheetList(); !slices.Equal(got, []string{"自定义报表", "数据说明"}) {
			t.Errorf("sheets %v", got)
		}
	}
}

func TestWrongCustomReportsAreRefused(t *testing.T) {
	for name, change := range map[string]func(*inspection.CustomReport){
		"no columns":     func(c *inspection.CustomReport) { c.Columns = nil },
		"unknown column": func(c *inspection.CustomReport) { c.Columns = []string{"weather"} },
		"unknown group":  func(c *inspection.CustomReport) { c.Group = "weather" },
		"no value":       func(c *inspection.CustomReport) { c.Filters = []inspection.ReportFilter{{Column: "no", Compare: "is"}} },
		"a day that isn't": func(c *inspection.CustomReport) {
			c.Filters = []inspection.ReportFilter{{Column: "due", Compare: "is", Value: "x"}}
		},
		"no number": func(c *inspection.CustomReport) {
			c.Filters = []inspection.ReportFilter{{Column: "rework", Compare: "is", Value: "x"}}
		},
	} {
		if err := CheckCustom(hazardsByCommunity(change)); inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	folder := t.TempDir()
	if _, err := writeCustom(t, fixture(t), filepath.Join(folder, "r.pdf"), hazardsByCommunity(), nil); inspection.CodeOf(err) != inspection.CodeInvalid {
		t.Errorf("a PDF: %v", err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
		t.Errorf("left behind %v, %v", entries, err)
	}
}

// issueOf is what is kept of a report.
func issueOf(no string, rows *inspection.ReportRows) inspection.ReportIssue {
	return inspection.ReportIssue{ID: "i1", No: no, Issued: fixtureNow, SHA256: rows.SHA256(), Content: rows.Encode()}
}

func TestReportsTellWhatChanged(t *testing.T) {
	store := fixture(t)
	path := filepath.Join(t.TempDir(), "r.xlsx")
	first, err := writeTo(context.Background(), store, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if first.Changes != nil || len(first.SHA256) != 64 || first.Data.Len() == 0 {
		t.Fatalf("%+v", first)
	}
	again := func(change func(*Request)) Summary {
		summary, err := writeTo(context.Background(), store, path, func(r *Request) {
			r.Overwrite, r.No, r.Previous = true, "检报K7〔2026〕2号", issueOf("检报K7〔2026〕1号", first.Data)
			if change != nil {
				change(r)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		return summary
	}
	// A later day makes more days overdue, but not other data.
	same := again(func(r *Request) { r.Now = r.Now.AddDate(0, 0, 3) })
	if same.SHA256 != first.SHA256 || len(same.Changes.Rows) != 0 || same.Changes.Summary() != "数据没有变化" {
		t.Errorf("the same data: %+v", same.Changes)
	}
	var hazard inspection.Hazard
	err = store.View(t.Context(), func(r inspection.Reader) (err error) {
		hazard, err = r.HazardByNo(t.Context(), "Y2026-K7-0002")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	hazard.Status = inspection.HazardSubmitted
	put(t, store, hazard, inspection.Answer{InspectionID: "i0002", Item: "CF-02", Checklist: "CF@1", Result: inspection.ResultPass, By: "张建国", At: fixtureNow})
	changed := again(func(r *Request) {
		r.AnsweredSince = func(context.Context, string, time.Time) ([]inspection.ItemCode, error) {
			return []inspection.ItemCode{"CF-02"}, nil
		}
	})
	if got := changed.Changes.Summary(); changed.SHA256 == first.SHA256 || got != "检查结果内容有变 1 次检查，隐患内容有变 1 条" {
		t.Errorf("other data: %s, %+v", got, changed.Changes)
	}
	var notes []string
	eachCell(t, open(t, path), "数据说明", func(_, value, _ string) { notes = append(notes, value) })
	for _, want := range []string{"检报K7〔2026〕2号", "Y2026-K7-0002", "内容有变", "CF-02"} {
		if !slices.Contains(notes, want) {
			t.Errorf("数据说明 does not name %s", want)
		}
	}
}

func TestCustomReportsTellWhatChanged(t *testing.T) {
	store, path := fixture(t), filepath.Join(t.TempDir(), "r.csv")
	first, err := writeCustom(t, store, path, hazardsByCommunity(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		report inspection.CustomReport
		want   string
	}{
		"the same":      {hazardsByCommunity(), "数据没有变化"},
		"other columns": {hazardsByCommunity(func(c *inspection.CustomReport) { c.Columns = []string{"no", "due"} }), "隐患内容有变 7 条，报表设置内容有变 1 处"},
		"fewer rows": {hazardsByCommunity(func(c *inspection.CustomReport) {
			c.Filters = []inspection.ReportFilter{{Column: "rework", Compare: inspection.CompareAtLeast, Value: "1"}}
		}), "隐患不再列入 6 条，报表设置内容有变 1 处"},
	} {
		summary, err := writeCustom(t, store, path, c.report, func(r *CustomRequest) { r.Overwrite, r.Previous = true, issueOf("1", first.Data) })
		if err != nil || summary.Changes.Summary() != c.want {
			t.Errorf("%s: %s, %v", name, summary.Changes.Summary(), err)
		}
	}
}

// TestWhoSomethingWasGivenTo is a column, a filter and a group.
func TestWhoSomethingWasGivenTo(t *testing.T) {
	store := fixture(t)
	_, err := store.Update(context.Background(), "刘主任", func(w inspection.Writer) error {
		hazards, err := w.Hazards(context.Background(), inspection.HazardFilter{FinishedOnly: true, FoundFrom: "2026-11-01", FoundTo: "2026-11-30"})
		if err != nil {
			return err
		}
		visits, err := w.Inspections(context.Background(), inspection.InspectionFilter{Status: inspection.StatusFinished, From: "2026-11-01", To: "2026-11-30"})
		if err != nil {
			return err
		}
		for _, record := range []struct {
			kind   inspection.RecordKind
			id     inspection.ID
			person string
		}{{inspection.KindHazard, hazards[0].ID, "张建国"}, {inspection.KindHazard, hazards[1].ID, ""}, {inspection.KindPlace, "p1", "李敏"}, {inspection.KindInspection, visits[0].ID, "赵强"}} {
			assignment := inspection.Assignment{ID: inspection.AssignmentID(record.kind, record.id), RecordKind: record.kind, Record: record.id, Person: record.person, At: fixtureNow}
			if err := w.Put(context.Background(), assignment); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for table, want := range map[inspection.ReportTable]string{inspection.TableHazards: "张建国", inspection.TablePlaces: "李敏", inspection.TableInspections: "赵强"} {
		report := inspection.CustomReport{ID: "c", Name: "交办", Table: table, Group: "assigned", Columns: []string{"place_name", "assigned"}}
		for _, test := range []struct {
			filters []inspection.ReportFilter
			first   string
		}{
			{nil, wordEmpty}, // whoever was given nothing comes first
			{[]inspection.ReportFilter{{Column: "assigned", Compare: inspection.CompareIs, Value: want}}, want},
		} {
			report.Filters = test.filters
			path := filepath.Join(t.TempDir(), "r.xlsx")
			summary, err := writeCustom(t, store, path, report, nil)
			if err != nil {
				t.Fatal(err)
			}
			row := rowOf(t, open(t, path), "交办", headerRows+1)
			if row[0] != test.first || test.filters != nil && (summary.Rows != 1 || summary.Groups != 1) {
				t.Errorf("%s %v: %+v, first row %v, want %s", table, test.filters, summary, row, test.first)
			}
		}
	}
}
