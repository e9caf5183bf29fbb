package reports

import (
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// besideRail is what the rail leaves of the smallest supported window.
var besideRail = fyne.NewSize(1366-theme.RailWidth, 768)

type fakeShell struct {
	*fakeHost
	window fyne.Window
	files  uikit.FakePicker
}

func (s *fakeShell) Catalog() *i18n.Catalog  { return s.catalog }
func (s *fakeShell) Window() fyne.Window     { return s.window }
func (s *fakeShell) Files() uikit.FilePicker { return &s.files }

type stage struct {
	shell    *fakeShell
	exporter *fakeExporter
	screen   *screen
	window   fyne.Window
	router   *uikit.KeyRouter
}

func enter(t *testing.T, exporter *fakeExporter, size fyne.Size) *stage {
	t.Helper()
	shell := &fakeShell{fakeHost: newHost(t)}
	shell.preferences.LastFolder = t.TempDir()
	screen := New(shell, exporter).(*screen)
	window, router := uitest.Window(t, screen.Content(), size)
	shell.window = window
	router.SetPage(screen)
	screen.Enter("")
	uitest.Settle(window)
	return &stage{shell, exporter, screen, window, router}
}

func TestScreenShowsChoiceCountsAndFile(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, &fakeExporter{counts: someCounts()}, besideRail)
	uitest.HasText(t, st.window, "报表", "2026-11-01 至 2026-11-30，按检查开始的日期", "本期数据", "12", "10 个检查对象", "1,354",
		"符合 1,210 · 不符合 48 · 不适用 96", "一般 38 · 较大 11 · 疑似重大 1 · 重大 1", "进行中的检查 2 次：完成后才计入")
	if st.screen.name.Text != november || st.screen.export.Disabled() {
		t.Errorf("name %q, export disabled %v", st.screen.name.Text, st.screen.export.Disabled())
	}
}

func TestChoosingAnotherDepartmentAndPeriod(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, &fakeExporter{counts: someCounts()}, besideRail)
	uitest.TapText(t, st.window, "民政")
	uitest.TapText(t, st.window, "上月")
	if want := "2026年10月 民政 安全检查报表.xlsx"; st.screen.name.Text != want {
		t.Errorf("name %q, want %q", st.screen.name.Text, want)
	}
	if got := st.exporter.counted[len(st.exporter.counted)-1]; got != "civil 2026-10-01 2026-10-31" {
		t.Errorf("counted %s", got)
	}
}

func TestTypedDays(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, &fakeExporter{counts: someCounts()}, besideRail)
	uitest.TapText(t, st.window, "自定")
	uitest.Settle(st.window)
	if st.screen.from.Day() != "2026-11-01" || st.screen.to.Day() != "2026-11-30" {
		t.Fatalf("fields show %s and %s", st.screen.from.Day(), st.screen.to.Day())
	}
	entry := st.screen.from.Entry()
	st.window.Canvas().Focus(entry)
	entry.SetText("2026-11-")
	if !st.screen.export.Disabled() || st.screen.fromField.Error() != "" {
		t.Errorf("unfinished day: can export %v, error %q", !st.screen.export.Disabled(), st.screen.fromField.Error())
	}
	entry.SetText("2026.11.5")
	if st.screen.export.Disabled() || st.screen.state.From != "2026-11-05" {
		t.Errorf("day in another form: from %q", st.screen.state.From)
	}
	entry.SetText("2026-12-")
	st.window.Canvas().Unfocus()
	if st.screen.fromField.Error() == "" || !st.screen.export.Disabled() {
		t.Error("a wrong day is not told when the field is left")
	}
	entry.SetText("2026-12-05")
	if st.screen.toField.Error() != "结束日期早于开始日期。" {
		t.Errorf("order: %q", st.screen.toField.Error())
	}
}

func TestExportByKeyAndOpen(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, &fakeExporter{counts: someCounts()}, besideRail)
	st.router.Dispatch(nav.Ctrl(nav.KeyEnter))
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "报表已生成", november, "3 张工作表，1,276 行，313 KB", "汇总 30 · 检查明细 12 · 隐患台账 1,234")
	uitest.Press(st.window, fyne.KeyReturn) // the keyboard is on 打开文件
	if len(st.shell.opened) != 1 {
		t.Errorf("opened %v", st.shell.opened)
	}
}

func TestTypedNameIsTakenOverByTheButton(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, &fakeExporter{}, besideRail)
	st.window.Canvas().Focus(st.screen.name)
	st.screen.name.SetText("给应急局")
	uitest.TapText(t, st.window, "导出报表")
	if len(st.exporter.calls) != 1 || st.exporter.calls[0].Name != "给应急局.xlsx" {
		t.Errorf("exported %v", st.exporter.calls)
	}
}

func TestQuestionSheets(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, &fakeExporter{taken: map[string]bool{november: true}, busy: map[string]bool{november: true}}, besideRail)
	uitest.TapText(t, st.window, "导出报表")
	uitest.HasText(t, st.window, "文件已存在", "替换", "保留两份")
	st.router.Dispatch(nav.KeyEscape)
	if st.screen.state.Question != QuestionNone || len(st.exporter.calls) != 1 {
		t.Errorf("after Escape %v", st.screen.state.Question)
	}
	uitest.TapText(t, st.window, "导出报表")
	uitest.Settle(st.window)
	uitest.TapText(t, st.window, "替换")
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "文件正在使用", "重试")
	st.exporter.busy = nil
	uitest.TapText(t, st.window, "重试")
	if st.screen.state.Done == nil || st.screen.question != nil {
		t.Errorf("state %+v", st.screen.state)
	}
}

func TestProgressIsShownAndCancelled(t *testing.T) {
	uitest.NewApp(t)
	manual := &task.Manual{}
	st := enter(t, &fakeExporter{}, besideRail)
	st.shell.start = manual.Go
	uitest.TapText(t, st.window, "导出报表")
	uitest.Settle(st.window)
	uitest.TapText(t, st.window, "取消")
	manual.Run()
	if st.screen.progress != nil || len(st.shell.toasts) != 1 {
		t.Errorf("progress %v, told %v", st.screen.progress, st.shell.toasts)
	}
}

func TestFolderIsChosen(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, &fakeExporter{}, besideRail)
	st.shell.files.Folder = t.TempDir()
	uitest.TapText(t, st.window, "更改…")
	if st.screen.state.Folder != st.shell.files.Folder {
		t.Errorf("folder %s", st.screen.state.Folder)
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("%d is written %s", n, got)
		}
	}
	for n, want := range map[int64]string{1: "1 KB", 320_000: "313 KB", 3 << 20: "3.0 MB"} {
		if got := size(n); got != want {
			t.Errorf("%d bytes are written %s", n, got)
		}
	}
}

func TestPictures(t *testing.T) {
	for _, c := range []struct {
		name  string
		mode  theme.Mode
		scale float32
		size  fyne.Size
		act   func(st *stage)
	}{
		{"reports", theme.Light, 1, besideRail, func(*stage) {}},
		{"reports-done", theme.Light, 1, besideRail, func(st *stage) { st.screen.presenter.Export() }},
		{"reports-dark", theme.Dark, 1, besideRail, func(st *stage) {
			st.screen.presenter.ChoosePeriod(Custom)
			st.screen.presenter.SetDays("2026-11-30", "2026-11-02")
			st.screen.presenter.SetName("应急:报表")
		}},
		{"reports-exists", theme.Light, 1, besideRail, func(st *stage) {
			st.exporter.taken = map[string]bool{november: true}
			st.screen.presenter.Export()
		}},
		{"reports-empty", theme.Light, 1, besideRail, func(st *stage) {
			st.exporter.counts = Counts{}
			st.screen.presenter.ChooseDepartment(inspection.DepartmentUrban)
		}},
		{"reports-large", theme.Light, 1.5, besideRail, func(*stage) {}},
		{"reports-narrow", theme.Light, 1, fyne.NewSize(1024-theme.RailWidth, 640), func(*stage) {}},
	} {
		t.Run(c.name, func(t *testing.T) {
			uitest.NewAppWith(t, c.mode, c.scale)
			st := enter(t, &fakeExporter{counts: someCounts()}, c.size)
			c.act(st)
			uitest.Render(t, st.window, c.name)
			if least := st.screen.Content().MinSize(); c.scale == 1 && least.Width > c.size.Width {
				t.Errorf("needs %v of %v", least, c.size)
			}
		})
	}
}
