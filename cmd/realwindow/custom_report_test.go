//go:build realwindow

package realwindow

import (
	"archive/zip"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
)

// customReport is a custom report as the command line prints it.
type customReport struct {
	Name    string                    `json:"name"`
	Table   string                    `json:"table"`
	Columns []string                  `json:"columns"`
	Filters []inspection.ReportFilter `json:"filters"`
	Group   string                    `json:"group"`
}

// TestCustomReportByKeys puts a report together, exports it, and changes it, without a mouse and with Chinese through libpinyin: the
// keyboard stays where a person goes on, what is stored is what was chosen, and the workbook holds the one hazard that fits.
func TestCustomReportByKeys(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	anxunctl(t, data, "init", "--sample")
	for _, note := range []string{"灭火器通道堵塞", "楼梯照明损坏"} {
		anxunctl(t, data, "hazards", "report", "--place", "YL-006", "--note", note, "--dept", "emergency", "--severity", "general", "--by", "张建国")
	}
	w := writer{newDisplay(t, 1366, 768).openWithInputMethod(data)}
	w.word("消防", "space")
	w.press("Tab")
	w.word("张建国", "space")
	w.press("Tab", "Down", "Return", "Tab", "Tab", "Return")
	w.press("Escape") // the tour
	w.keys("ctrl+6")
	w.await("报表")
	w.press("ctrl+Next", "F2")
	name := w.compose("安全", "整改")
	w.press("Tab", "Return", "Down", "Down", "Down", "Down", "Return") // grouped by 等级, after 不分组 and three others
	w.press(slices.Repeat([]string{"shift+Tab"}, 8)...)                // backwards over the name and the end of the sheet to 添加列
	w.press("Return", "Down", "Down", "Return")                        // 交办给, after 逾期天数 and 责任人
	w.picture("custom-columns")
	w.press("Tab", "Return", "Down", "Down", "Return") // filtered by 隐患描述
	value := w.compose("灭火器", "通道")
	w.picture("custom-filter")
	w.press("Return") // adds the filter
	w.press("ctrl+Return")
	want := customReport{Name: name, Table: "hazards", Columns: []string{"no", "found", "description", "grade", "status", "due", "assigned"},
		Filters: []inspection.ReportFilter{{Column: "description", Compare: inspection.CompareContains, Value: value}}, Group: "grade"}
	w.until("saving "+name, func() bool { return len(read[[]customReport](t, data, "report", "custom", "list")) == 1 })
	same(t, data, want)

	w.press("ctrl+Return") // where to?
	w.picture("custom-save")
	w.press("ctrl+Return")
	pattern := filepath.Join(w.home, "*"+name+"*.xlsx")
	w.awaitFiles(pattern, 1)
	w.picture("custom-exported")
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if text := sheetText(t, files[0]); !strings.Contains(text, "灭火器通道堵塞") || strings.Contains(text, "楼梯照明损坏") || !strings.Contains(text, "一般 小计") {
		t.Errorf("the workbook holds %s", text)
	}

	w.press("Escape", "Return") // the only one in the list
	w.press("End")
	more := w.compose("完成", "建议")
	w.press("ctrl+Return")
	want.Name += more
	w.until("changing the name", func() bool { return read[[]customReport](t, data, "report", "custom", "list")[0].Name != name })
	same(t, data, want)
	w.close()
}

// same compares the only custom report that is stored.
func same(t *testing.T, data string, want customReport) {
	t.Helper()
	got := read[[]customReport](t, data, "report", "custom", "list")
	if len(got) != 1 || got[0].Name != want.Name || got[0].Table != want.Table || got[0].Group != want.Group ||
		!slices.Equal(got[0].Columns, want.Columns) || !slices.Equal(got[0].Filters, want.Filters) {
		t.Errorf("stored %+v\nchosen %+v", got, want)
	}
}

// sheetText is the XML of the first sheet of a workbook.
func sheetText(t *testing.T, path string) string {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	part, err := archive.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	text, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
