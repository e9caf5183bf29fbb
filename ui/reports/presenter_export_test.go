package reports

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/task"
)

const november = "2026年11月 应急管理 安全检查报表.xlsx"

func TestExportAndOpen(t *testing.T) {
	host, exporter := newHost(t), &fakeExporter{}
	p, view := present(t, host, exporter)
	p.Export()
	if want := []exported{{november, "2026-11-01", "2026-11-30", false}}; !slices.Equal(exporter.calls, want) {
		t.Errorf("exported %v", exporter.calls)
	}
	done := view.state.Done
	if done == nil || filepath.Base(done.Path) != november || view.state.Exporting || !view.state.CanExport || view.state.Question != QuestionNone {
		t.Fatalf("state %+v", view.state)
	}
	p.OpenFile()
	p.OpenFolder()
	if want := []string{done.Path, filepath.Dir(done.Path)}; !slices.Equal(host.opened, want) {
		t.Errorf("opened %v, want %v", host.opened, want)
	}
	if p.ChoosePeriod(LastMonth); view.state.Done != nil {
		t.Error("the workbook of another period is still shown as done")
	}
}

func TestFolderIsRemembered(t *testing.T) {
	host := newHost(t)
	p, view := present(t, host, &fakeExporter{})
	folder := t.TempDir()
	p.SetFolder(folder)
	if host.preferences.LastFolder != folder || view.state.Folder != folder {
		t.Errorf("remembered %s, shown %s", host.preferences.LastFolder, view.state.Folder)
	}
}

func TestExistingFileIsAskedAbout(t *testing.T) {
	exporter := &fakeExporter{taken: map[string]bool{november: true}}
	p, view := present(t, newHost(t), exporter)
	p.Export()
	if view.state.Question != QuestionExists || !strings.Contains(view.state.Answer, november) || view.state.Done != nil {
		t.Fatalf("state %+v", view.state)
	}
	if p.Dismiss(); view.state.Question != QuestionNone || len(exporter.calls) != 1 {
		t.Errorf("dismissed, yet %v, %d calls", view.state.Question, len(exporter.calls))
	}
	p.Export()
	if p.Replace(); !exporter.calls[2].Overwrite || view.state.Done == nil {
		t.Errorf("replacing called %v", exporter.calls)
	}
}

func TestKeepingBothFindsAFreeName(t *testing.T) {
	stem := strings.TrimSuffix(november, extension)
	exporter := &fakeExporter{taken: map[string]bool{november: true, stem + " (2).xlsx": true, stem + " (3).xlsx": true}}
	p, view := present(t, newHost(t), exporter)
	p.Export()
	p.KeepBoth()
	if view.state.Done == nil || filepath.Base(view.state.Done.Path) != stem+" (4).xlsx" || view.state.Name != november {
		t.Errorf("written %+v, name %s", view.state.Done, view.state.Name)
	}
	for _, call := range exporter.calls {
		if call.Overwrite {
			t.Errorf("a file was replaced: %v", call)
		}
	}
	// The next export of the same name asks again.
	if p.Export(); view.state.Question != QuestionExists {
		t.Errorf("question %v", view.state.Question)
	}
}

func TestBusyFileCanBeRetriedOnceClosed(t *testing.T) {
	exporter := &fakeExporter{taken: map[string]bool{november: true}, busy: map[string]bool{november: true}}
	p, view := present(t, newHost(t), exporter)
	p.Export()
	p.Replace()
	if view.state.Question != QuestionBusy || !strings.Contains(view.state.Answer, november) {
		t.Fatalf("question %v, %q", view.state.Question, view.state.Answer)
	}
	exporter.busy = nil
	if p.Retry(); view.state.Done == nil || view.state.Question != QuestionNone {
		t.Errorf("after closing the file: %+v", view.state)
	}
}

func TestOtherFailureIsToldAndCanBeRetried(t *testing.T) {
	exporter := &fakeExporter{writeErr: &inspection.Error{Code: inspection.CodeUnwritable, Key: "error.export_unwritable", Args: []any{"path", "U:/x.xlsx"}}}
	p, view := present(t, newHost(t), exporter)
	p.Export()
	if view.state.Question != QuestionFailed || !strings.Contains(view.state.Answer, "U:/x.xlsx") {
		t.Fatalf("question %v, %q", view.state.Question, view.state.Answer)
	}
	exporter.writeErr = nil
	if p.Retry(); view.state.Done == nil {
		t.Error("retrying wrote nothing")
	}
}

func TestProgressAndCancel(t *testing.T) {
	host, manual := newHost(t), &task.Manual{}
	exporter := &fakeExporter{}
	p, view := present(t, host, exporter)
	host.start = manual.Go
	p.Export()
	p.Export() // pressed twice
	if !view.state.Exporting || view.state.CanExport || len(view.followed) != 1 || manual.Waiting() != 1 {
		t.Fatalf("exporting %v, %d followed, %d waiting", view.state.Exporting, len(view.followed), manual.Waiting())
	}
	view.followed[0].Cancel()
	manual.Run()
	if view.state.Exporting || view.state.Done != nil || view.state.Question != QuestionNone || !view.state.CanExport {
		t.Errorf("after cancelling %+v", view.state)
	}
	if len(host.toasts) != 1 || host.toasts[0] != "已取消，没有生成文件" {
		t.Errorf("told %v", host.toasts)
	}
}
