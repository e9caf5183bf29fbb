package reports

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/task"
)

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		period   string
		today    inspection.Day
		from, to inspection.Day
	}{
		{ThisMonth, "2026-11-20", "2026-11-01", "2026-11-30"},
		{ThisMonth, "2024-02-29", "2024-02-01", "2024-02-29"},
		{LastMonth, "2026-11-30", "2026-10-01", "2026-10-31"},
		{LastMonth, "2026-03-31", "2026-02-01", "2026-02-28"},
		{LastMonth, "2026-01-01", "2025-12-01", "2025-12-31"},
		{ThisQuarter, "2026-01-31", "2026-01-01", "2026-03-31"},
		{ThisQuarter, "2026-05-31", "2026-04-01", "2026-06-30"},
		{ThisQuarter, "2026-12-31", "2026-10-01", "2026-12-31"},
		{ThisYear, "2026-12-31", "2026-01-01", "2026-12-31"},
		{ThisYear, "2024-02-29", "2024-01-01", "2024-12-31"},
	} {
		if got := spanOf(c.period, c.today); got != (span{c.from, c.to}) {
			t.Errorf("%s on %s is %v, want %s to %s", c.period, c.today, got, c.from, c.to)
		}
	}
}

func TestProposedNames(t *testing.T) {
	host := newHost(t)
	p, view := present(t, host, &fakeExporter{})
	want := map[string]string{
		ThisMonth: "2026年11月 应急管理 安全检查报表.xlsx", LastMonth: "2026年10月 应急管理 安全检查报表.xlsx",
		ThisQuarter: "2026年第4季度 应急管理 安全检查报表.xlsx", ThisYear: "2026年 应急管理 安全检查报表.xlsx",
	}
	for _, id := range Periods() {
		p.ChoosePeriod(id)
		if name, known := want[id]; known && view.state.Name != name {
			t.Errorf("%s proposes %q, want %q", id, view.state.Name, name)
		}
	}
	for days, name := range map[[2]string]string{
		{"2026-11-02", "2026-11-20"}: "2026-11-02至2026-11-20 应急管理 安全检查报表.xlsx",
		{"2026-11-20", "2026-11-20"}: "2026-11-20 应急管理 安全检查报表.xlsx",
		{"2026-02-01", "2026-02-28"}: "2026年2月 应急管理 安全检查报表.xlsx",
		{"2026-07-01", "2026-09-30"}: "2026年第3季度 应急管理 安全检查报表.xlsx",
	} {
		if p.SetDays(days[0], days[1]); view.state.Name != name {
			t.Errorf("%v proposes %q, want %q", days, view.state.Name, name)
		}
	}
	p.ChooseDepartment("civil")
	if !strings.Contains(view.state.Name, "民政") {
		t.Errorf("民政 is proposed as %q", view.state.Name)
	}
}

func TestTypedNameStaysUntilItIsEmptied(t *testing.T) {
	p, view := present(t, newHost(t), &fakeExporter{})
	p.SetName(" 十一月.XLSX ")
	p.ChoosePeriod(LastMonth)
	if view.state.Name != "十一月.xlsx" || !view.state.CanExport {
		t.Errorf("name %q, problem %q", view.state.Name, view.state.NameProblem)
	}
	p.SetName("  ")
	if view.state.Name != "2026年10月 应急管理 安全检查报表.xlsx" {
		t.Errorf("after emptying %q", view.state.Name)
	}
}

func TestNamesThatCannotBe(t *testing.T) {
	p, view := present(t, newHost(t), &fakeExporter{})
	for _, name := range []string{`a/b`, `a\b`, "a:b", "报表?", "CON", "com1", "nul.old", "~$报表", "报表.", "a\tb", strings.Repeat("长", maxName)} {
		if p.SetName(name); view.state.NameProblem == "" || view.state.CanExport {
			t.Errorf("%q is accepted as %q", name, view.state.Name)
		}
	}
	for _, name := range []string{"COM10", "console", "报表 (2)", "1.2 版", strings.Repeat("长", maxName-len(extension))} {
		if p.SetName(name); view.state.NameProblem != "" || !view.state.CanExport {
			t.Errorf("%q is refused: %s", name, view.state.NameProblem)
		}
	}
}

func TestBeginsWithThePersonsDepartmentAndLastFolder(t *testing.T) {
	host := newHost(t)
	host.department = "civil"
	p, view := present(t, host, &fakeExporter{})
	if view.state.Department != "civil" || view.state.Folder != host.preferences.LastFolder || len(view.state.Departments) != 4 {
		t.Errorf("department %s, folder %s, %d departments", view.state.Department, view.state.Folder, len(view.state.Departments))
	}
	p.ChooseDepartment("market")
	if p.Enter(); view.state.Department != "market" {
		t.Errorf("coming back shows %s", view.state.Department)
	}
	if strings.Contains(view.state.Sheets, "‹") {
		t.Errorf("sheets %q", view.state.Sheets)
	}
}

func TestStartFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	last := t.TempDir()
	if got := startFolder(last, "Documents"); got != last {
		t.Errorf("last folder: %s", got)
	}
	if got := startFolder(filepath.Join(last, "gone"), "Documents"); got != home {
		t.Errorf("without any: %s, want %s", got, home)
	}
}

func TestWrongDaysAreToldAndNotCounted(t *testing.T) {
	exporter := &fakeExporter{counts: someCounts()}
	p, view := present(t, newHost(t), exporter)
	p.ChoosePeriod(Custom)
	before := len(exporter.counted)
	for _, c := range []struct{ from, to string }{{"2026-11-", "2026-11-30"}, {"2026-02-30", "2026-11-30"}, {"2026-11-20", "2026-11-19"}, {"", "2026-11-30"}} {
		p.SetDays(c.from, c.to)
		s := view.state
		if s.CanExport || s.FromProblem+s.ToProblem == "" || s.Counts != nil || s.Days != "" {
			t.Errorf("%v: can export %v, problems %q %q", c, s.CanExport, s.FromProblem, s.ToProblem)
		}
	}
	if len(exporter.counted) != before {
		t.Errorf("counted %v", exporter.counted[before:])
	}
	p.SetDays("2026-11-19", "2026-11-20")
	if !view.state.CanExport || view.state.Counts == nil {
		t.Errorf("right days are refused: %+v", view.state)
	}
}

func TestCountsAreOfWhatIsChosenLast(t *testing.T) {
	host, manual := newHost(t), &task.Manual{}
	host.start = manual.Go
	exporter := &fakeExporter{counts: someCounts()}
	p, view := present(t, host, exporter)
	p.ChooseDepartment("market")
	p.ChooseDepartment("civil")
	if !view.state.Counting || view.state.Counts != nil {
		t.Errorf("before the answer: counting %v, %v", view.state.Counting, view.state.Counts)
	}
	manual.Run()
	if got := exporter.counted[len(exporter.counted)-1]; got != "civil 2026-11-01 2026-11-30" || len(exporter.counted) > 2 {
		t.Errorf("counted %v", exporter.counted)
	}
	if view.state.Counting || view.state.Counts == nil || view.state.Counts.Items() != 1354 {
		t.Errorf("after the answer: counting %v, %v", view.state.Counting, view.state.Counts)
	}
	exporter.countErr = errors.New("disk gone")
	p.Refresh()
	manual.Run()
	if view.state.CountProblem == "" || view.state.Counts != nil {
		t.Errorf("problem %q, counts %v", view.state.CountProblem, view.state.Counts)
	}
}
