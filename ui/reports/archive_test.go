package reports

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// fakeArchive keeps reports in memory; existing are names of files.
type fakeArchive struct {
	reports  []inspection.CustomReport
	issues   []inspection.ReportIssue
	existing map[string]bool
	written  []string
}

func (a *fakeArchive) Issues(context.Context) ([]inspection.ReportIssue, error) { return a.issues, nil }

func (a *fakeArchive) CustomReports(context.Context) ([]inspection.CustomReport, error) {
	return slices.Clone(a.reports), nil
}

func (a *fakeArchive) SaveCustom(_ context.Context, _ string, report inspection.CustomReport) (inspection.CustomReport, error) {
	if report.Name == "" {
		return report, inspection.Invalid("error.custom_report_name_missing")
	}
	if report.ID == "" {
		report.ID = inspection.ID(report.Name)
	}
	a.reports = append(slices.DeleteFunc(a.reports, func(r inspection.CustomReport) bool { return r.ID == report.ID }), report)
	return report, nil
}

func (a *fakeArchive) RemoveCustom(_ context.Context, _ string, id inspection.ID) error {
	a.reports = slices.DeleteFunc(a.reports, func(r inspection.CustomReport) bool { return r.ID == id })
	return nil
}

func (a *fakeArchive) TableColumns(table inspection.ReportTable) []TableColumn {
	if table == inspection.TablePlaces {
		return []TableColumn{{ID: "place_code", Title: "对象编号"}, {ID: "beds", Title: "床位"}}
	}
	return []TableColumn{{ID: "no", Title: "隐患编号"}, {ID: "place_name", Title: "对象名称"}, {ID: "community", Title: "社区"}, {ID: "overdue", Title: "逾期天数", Number: true},
		{ID: "status", Title: "状态", Words: []string{"待整改", "已销号"}}, {ID: "departments", Title: "涉及部门", Words: []string{"应急", "民政"}, Several: true},
		{ID: "due", Title: "整改期限", Day: true}}
}

func (a *fakeArchive) ExportCustom(_ context.Context, _, path string, report inspection.CustomReport, from, to inspection.Day,
	personal, overwrite bool, _ task.Progress) (Summary, error) {
	if a.existing[filepath.Base(path)] && !overwrite {
		return Summary{}, inspection.Conflict("error.export_exists", "path", path)
	}
	a.written = append(a.written, report.Name+" "+string(from)+" "+string(to)+" "+filepath.Base(path))
	return Summary{Path: path, No: "检报K7〔2026〕2号", Before: "检报K7〔2026〕1号", Changed: "隐患新增 1 条", Sheets: []Sheet{{report.Name, 7}}}, nil
}

func TestEditorKeepsOrderAndBeginsAnewForAnotherTable(t *testing.T) {
	e := NewEditor(inspection.CustomReport{}, (&fakeArchive{}).TableColumns)
	if e.Report.Table != inspection.TableHazards || len(e.Report.Columns) != 6 || len(e.Left()) != 1 {
		t.Fatalf("begins with %+v", e.Report)
	}
	e.Drop(1)
	e.Move(2, -1)
	e.Move(0, -1)
	e.Move(2, 1)
	e.Add("place_name")
	e.Add("place_name")
	if want := []string{"no", "overdue", "status", "community", "departments", "place_name"}; !slices.Equal(e.Report.Columns, want) {
		t.Errorf("columns %v", e.Report.Columns)
	}
	e.AddFilter(inspection.ReportFilter{Column: "no", Compare: inspection.CompareFilled})
	e.SetTable(inspection.TablePlaces)
	if len(e.Report.Filters) != 0 || !slices.Equal(e.Report.Columns, []string{"place_code", "beds"}) {
		t.Errorf("another table: %+v", e.Report)
	}
}

func TestEditingDoesNotTouchTheListBeforeItIsSaved(t *testing.T) {
	report := inspectiontest.ACustomReport()
	e := NewEditor(report, (&fakeArchive{}).TableColumns)
	e.Move(1, -1)
	e.DropFilter(0)
	if report.Columns[0] != "no" || len(report.Filters) != 1 {
		t.Errorf("the list shows %+v", report)
	}
}

func TestCustomReportIsMadeSavedAndExported(t *testing.T) {
	uitest.NewApp(t)
	exporter := &fakeExporter{counts: someCounts()}
	st := enter(t, exporter, besideRail)
	uitest.TapText(t, st.window, "自定义报表")
	uitest.Settle(st.window)
	uitest.TapText(t, st.window, "新建报表")
	uitest.Settle(st.window)
	editor := st.screen.archive.editor
	editor.name.SetText("逾期")
	editor.column.Choose(uikit.Option{ID: "overdue"})
	editor.value.SetText("1")
	uitest.TapText(t, st.window, "添加筛选")
	uitest.TapText(t, st.window, "保存")
	uitest.Settle(st.window)
	if len(exporter.reports) != 1 || exporter.reports[0].Filters[0].Value != "1" {
		t.Fatalf("saved %+v; errors %v", exporter.reports, st.shell.errors)
	}
	st.shell.files.Save = filepath.Join(t.TempDir(), "逾期.xlsx")
	uitest.TapText(t, st.window, "导出 Excel")
	uitest.Settle(st.window)
	if want := []string{"逾期 2026-11-01 2026-11-30 逾期.xlsx"}; !slices.Equal(exporter.written, want) {
		t.Errorf("written %v", exporter.written)
	}
	if len(st.shell.toasts) != 1 || st.shell.toasts[0] != "已导出“逾期.xlsx”，7 行；与检报K7〔2026〕1号相比：隐患新增 1 条" {
		t.Errorf("toasts %q", st.shell.toasts)
	}
}

// TestFiltersOfferWhatTheColumnHolds: words to choose from, days, numbers or any text, and only comparisons that make sense.
func TestFiltersOfferWhatTheColumnHolds(t *testing.T) {
	uitest.NewApp(t)
	exporter := &fakeExporter{counts: someCounts()}
	st := enter(t, exporter, besideRail)
	uitest.TapText(t, st.window, "自定义报表")
	uitest.Settle(st.window)
	uitest.TapText(t, st.window, "新建报表")
	uitest.Settle(st.window)
	editor := st.screen.archive.editor
	editor.addFilter() // nothing is chosen yet
	editor.column.Choose(uikit.Option{ID: "status"})
	editor.addFilter() // no word is chosen yet
	if editor.words == nil || st.window.Canvas().Focused() != fyne.Focusable(editor.words) {
		t.Fatal("the words of the state are not offered")
	}
	editor.words.Choose(uikit.Option{ID: "已销号"})
	editor.compare.Choose(uikit.Option{ID: string(inspection.CompareIsNot)})
	editor.addFilter()
	editor.column.Choose(uikit.Option{ID: "departments"})
	editor.words.Choose(uikit.Option{ID: "民政"})
	editor.addFilter()
	editor.column.Choose(uikit.Option{ID: "due"})
	editor.day.OnChanged("2026-11-01")
	editor.addFilter()
	editor.column.Choose(uikit.Option{ID: "community"})
	editor.value.SetText("西流湖")
	editor.compare.Choose(uikit.Option{ID: string(inspection.CompareEmpty)})
	editor.addFilter()
	want := []inspection.ReportFilter{{Column: "status", Compare: inspection.CompareIsNot, Value: "已销号"}, {Column: "departments", Compare: inspection.CompareContains, Value: "民政"},
		{Column: "due", Compare: inspection.CompareAtLeast, Value: "2026-11-01"}, {Column: "community", Compare: inspection.CompareEmpty}}
	if !slices.Equal(editor.editor.Report.Filters, want) {
		t.Errorf("filters %+v", editor.editor.Report.Filters)
	}
}

func TestIssuedReportIsMadeAgain(t *testing.T) {
	uitest.NewApp(t)
	exporter := &fakeExporter{counts: someCounts()}
	exporter.issues = []inspection.ReportIssue{inspectiontest.AReportIssue(func(i *inspection.ReportIssue) {
		i.Department, i.Name, i.From, i.To = "civil", "民政", "2026-10-01", "2026-10-31"
	})}
	st := enter(t, exporter, besideRail)
	uitest.TapText(t, st.window, "已出报表")
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "桐街检报K7〔2026〕1号", "2026-10-01—2026-10-31")
	st.screen.archive.issued.Select(0)
	st.screen.archive.enable()
	uitest.TapText(t, st.window, "重新导出")
	uitest.Settle(st.window)
	if len(exporter.calls) != 1 || exporter.calls[0].From != "2026-10-01" || st.screen.tabs.Selected() != tabDepartment {
		t.Errorf("calls %+v", exporter.calls)
	}
}

func TestIssuedReportsAreExportedAsAList(t *testing.T) {
	uitest.NewApp(t)
	exporter := &fakeExporter{counts: someCounts()}
	exporter.issues = []inspection.ReportIssue{inspectiontest.AReportIssue()}
	st := enter(t, exporter, besideRail)
	uitest.TapText(t, st.window, "已出报表")
	uitest.Settle(st.window)
	uitest.TapText(t, st.window, "导出")
	exported := st.shell.exported
	if len(exported) != 2 || exported[0][0] != "已出报表" || len(exported[1]) != exported[0][1] || exported[1][0] != exporter.issues[0].No {
		t.Errorf("exported %v", exported)
	}
}

func TestExistingCustomFileIsAskedFor(t *testing.T) {
	uitest.NewApp(t)
	exporter := &fakeExporter{counts: someCounts()}
	exporter.reports = []inspection.CustomReport{inspectiontest.ACustomReport()}
	exporter.existing = map[string]bool{"r.csv": true}
	st := enter(t, exporter, besideRail)
	uitest.TapText(t, st.window, "自定义报表")
	st.shell.files.Save = filepath.Join(t.TempDir(), "r.csv")
	uitest.TapText(t, st.window, "导出 CSV")
	uitest.Settle(st.window)
	if len(exporter.written) != 0 {
		t.Fatalf("written %v without asking", exporter.written)
	}
	uitest.TapText(t, st.window, "替换")
	uitest.Settle(st.window)
	if len(exporter.written) != 1 {
		t.Errorf("written %v", exporter.written)
	}
}

// TestEditorKeepsTheKeyboard: whatever is used is drawn anew, and the keyboard stays where a person without a mouse goes on.
func TestEditorKeepsTheKeyboard(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, &fakeExporter{counts: someCounts()}, besideRail)
	uitest.TapText(t, st.window, "自定义报表")
	uitest.Settle(st.window)
	if !st.screen.HandleKey(nav.KeyF2) {
		t.Fatal("F2 begins no report")
	}
	uitest.Settle(st.window)
	editor := st.screen.archive.editor
	on := func(what string, want fyne.Focusable) {
		t.Helper()
		if got := st.window.Canvas().Focused(); got != want {
			t.Errorf("after %s the keyboard is on %T %[2]p, not on %T %[3]p", what, got, want)
		}
	}
	on("F2", editor.name)
	columns := len(editor.editor.Report.Columns)
	editor.add.Choose(uikit.Option{ID: editor.editor.Left()[0].ID})
	if len(editor.parts) != columns+1 || editor.add != nil {
		t.Fatalf("%d columns", len(editor.parts))
	}
	on("adding the last column there is", editor.parts[columns].drop)
	press := func(b *uikit.Button) {
		st.window.Canvas().Focus(b)
		uitest.Press(st.window, fyne.KeyReturn)
	}
	press(editor.parts[columns].left)
	on("moving the last column left", editor.parts[columns-1].left)
	press(editor.parts[1].left)
	on("moving a column to the first place", editor.parts[0].right)
	press(editor.parts[columns-1].right)
	on("moving a column to the last place", editor.parts[columns].left)
	press(editor.parts[0].drop)
	on("taking the first column away", editor.parts[0].drop)
	press(editor.parts[columns-1].drop)
	on("taking the last column away", editor.add)
	editor.add.Choose(uikit.Option{ID: editor.editor.Left()[0].ID})
	on("adding a column", editor.add)
	editor.column.Choose(uikit.Option{ID: "due"})
	on("choosing a column with days", editor.day.Entry())
	editor.day.OnChanged("2026-11-01")
	editor.addFilter()
	on("adding a filter", editor.column)
	press(editor.drops[0])
	on("taking the filter away", editor.column)
	editor.table.OnChanged("places")
	on("choosing another table", editor.table)
}
