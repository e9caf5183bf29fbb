//go:build realwindow

package realwindow

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// visit is what the test reads of `anxunctl inspections show --json`.
type visit struct {
	No     string `json:"no"`
	Status string `json:"status"`
	Counts struct {
		Pass, Fail, NA, Open int
	} `json:"counts"`
}

// hazard is what the test reads of `anxunctl hazards list --json`.
type hazard struct {
	No          string `json:"no"`
	Item        string `json:"item"`
	Status      string `json:"status"`
	Description string `json:"description"`
}

func read[T any](t *testing.T, data string, arguments ...string) T {
	t.Helper()
	var value T
	output := anxunctl(t, data, append(arguments, "--json")...)
	if err := json.Unmarshal(output, &value); err != nil {
		t.Fatalf("%v: %v\n%s", arguments, err, output)
	}
	return value
}

// welcome fills in the three fields of the first start and skips the tour, by keys only.
func (w *window) welcome(office, person string) {
	w.t.Helper()
	w.text(office)
	w.keys("Tab")
	w.text(person)
	w.keys("Tab", "Down")
	w.settle()
	w.keys("Return", "Tab", "Tab", "Return")
	w.settle()
	w.keys("Escape") // skips the tour
	w.settle()
}

// begin starts an inspection of the place with the code.
func (w *window) begin(code string) {
	w.t.Helper()
	w.keys("ctrl+n")
	w.await("开始检查")
	w.text(code)
	w.settle()
	w.keys("Return")
	w.settle()
	w.keys("Return")
	w.await("填写检查")
}

// TestTheWholeJobByKeys opens the program for the first time and does the whole job with the
// keyboard only: first settings, a new inspection, answers, a failed item, the window
// killed and opened again, finishing, and a report.
func TestTheWholeJobByKeys(t *testing.T) {
	data := filepath.Join(t.TempDir(), "安巡 数据")
	anxunctl(t, data, "init", "--sample")
	d := newDisplay(t, 1366, 768)
	w := d.open(data)
	w.welcome("Tongbai", "Zhang")
	w.begin("YL-006")
	w.keys("1", "1", "2")
	w.settle()
	w.text("boxes in front of the panel")
	w.keys("Escape")
	w.settle() // 已保存 is shown

	w.kill()
	drafts := read[[]visit](t, data, "inspections", "list")
	if len(drafts) != 1 || drafts[0].Status != "draft" || drafts[0].Counts.Pass != 2 || drafts[0].Counts.Fail != 1 {
		t.Fatalf("after kill -9: %+v", drafts)
	}
	found := read[[]hazard](t, data, "hazards", "list")
	if len(found) != 1 || found[0].Description != "boxes in front of the panel" {
		t.Fatalf("after kill -9: %+v", found)
	}

	w = d.open(data)
	w.keys("ctrl+2")
	w.await("检查")
	w.resume()
	for range drafts[0].Counts.Open {
		w.keys("1")
	}
	w.settle()
	w.keys("ctrl+Return") // what to look at before finishing
	w.settle()
	w.keys("ctrl+Return") // finish
	w.settle()
	w.keys("ctrl+Return") // the summary leads back to 工作台
	w.await("工作台")
	file := w.exportReport()
	w.close()

	done := read[[]visit](t, data, "inspections", "list")
	if len(done) != 1 || done[0].Status != "finished" || done[0].Counts.Open != 0 || done[0].Counts.Fail != 1 {
		t.Errorf("at the end: %+v", done)
	}
	checkWorkbook(t, file)
	anxunctl(t, data, "verify")
}

// resume opens the first inspection of the list.
func (w *window) resume() {
	w.t.Helper()
	w.click(500, 217)
	w.await("填写检查")
}

// exportReport writes the report for civil affairs of this month and returns its file.
func (w *window) exportReport() string {
	w.t.Helper()
	w.keys("ctrl+6")
	w.await("报表")
	w.keys("ctrl+Return")
	deadline := time.Now().Add(patience)
	for {
		files, err := filepath.Glob(filepath.Join(w.home, "*.xlsx"))
		if err != nil {
			w.t.Fatal(err)
		}
		if len(files) == 1 {
			w.settle()
			return files[0]
		}
		if time.Now().After(deadline) {
			w.shot("failure")
			w.t.Fatal("no report was written")
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// checkWorkbook looks into a workbook: the sheets are there, in order, and so is the inspected place.
func checkWorkbook(t *testing.T, path string) {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var book, sheets strings.Builder
	for _, file := range archive.File {
		into := &sheets
		switch {
		case file.Name == "xl/workbook.xml":
			into = &book
		case !strings.HasPrefix(file.Name, "xl/worksheets/sheet"):
			continue
		}
		part, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(into, part); err != nil {
			t.Fatal(err)
		}
	}
	last := -1
	for _, name := range []string{"汇总", "检查明细", "检查项结果", "隐患台账", "逾期未改", "数据说明"} {
		at := strings.Index(book.String(), `"`+name+`"`)
		if at <= last {
			t.Errorf("sheet %s is missing or out of order", name)
		}
		last = at
	}
	if !strings.Contains(sheets.String(), "中原西路助餐点") {
		t.Error("the inspected place is not in the report")
	}
}

// TestChineseInput types Chinese through a real input method into the fields of the main
// job and looks at what was stored. The answer keys work while it is switched on.
func TestChineseInput(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	anxunctl(t, data, "init", "--sample")
	w := newDisplay(t, 1366, 768).openWithInputMethod(data)
	compose := func(pinyin string) {
		w.text(pinyin)
		w.settle()
		w.keys("space")
		w.settle()
	}
	compose("xiaofang")
	w.keys("Tab")
	compose("zhangjianguo")
	w.keys("Tab", "Down")
	w.settle()
	w.keys("Return", "Tab", "Tab", "Return")
	w.settle()
	w.keys("Escape") // the tour
	w.settle()
	w.keys("ctrl+n")
	w.await("开始检查")
	compose("zhongyuan")
	w.keys("Return")
	w.settle()
	w.keys("Return")
	w.await("填写检查")
	w.keys("1", "2")
	w.settle()
	compose("xiaofang")
	w.keys("Escape", "Return")
	w.settle()
	w.keys("1")
	w.settle()
	w.kill()

	visits := read[[]struct {
		Place      string `json:"place"`
		Inspectors []struct{ Name string }
		Counts     struct{ Pass, Fail int }
	}](t, data, "inspections", "list")
	if len(visits) != 1 || visits[0].Inspectors[0].Name != "张建国" || visits[0].Counts.Pass != 2 || visits[0].Counts.Fail != 1 {
		t.Errorf("stored %+v", visits)
	}
	if found := read[[]hazard](t, data, "hazards", "list"); len(found) != 1 || found[0].Description != "消防" {
		t.Errorf("stored %+v", found)
	}
}

// TestSecondWindowIsTold opens the same data folder twice: the second window stays calm, a
// command that writes is refused with exit code 4, one that reads is not, and the data is as before.
func TestSecondWindowIsTold(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	anxunctl(t, data, "init")
	first := newDisplay(t, 1366, 768).open(data)
	second := newDisplay(t, 1366, 768).open(data)
	second.settle()
	anxunctl(t, data, "places", "list")
	command := exec.Command(program("anxunctl"), "role", "set", "manager", "--data", data)
	var refused *exec.ExitError
	if err := command.Run(); !errors.As(err, &refused) || refused.ExitCode() != 4 {
		t.Errorf("a command that writes beside an open window: %v", err)
	}
	second.close()
	first.close()
	anxunctl(t, data, "verify")
}

// TestNoOpenGLIsTold starts the program on a display without OpenGL: it says so in a dialog of the desktop.
func TestNoOpenGLIsTold(t *testing.T) {
	d := newDisplay(t, 1000, 700, "-extension", "GLX")
	command := d.command(program("anxun"), "--data", t.TempDir())
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	d.dismiss("安巡打不开窗口", "no-opengl", ended, 1)
}
