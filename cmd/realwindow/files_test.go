//go:build realwindow

package realwindow

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// awaitFile waits until a file is there and whole, and returns when it was written.
func (w *window) awaitFile(path string) time.Time {
	w.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if info, err := os.Stat(path); err == nil && info.Size() > 0 {
			w.settle()
			return info.ModTime()
		}
	}
	w.shot("failure")
	w.t.Fatalf("%s was not written", path)
	return time.Time{}
}

// TestFileDialogsByKeys saves, replaces, opens and chooses a folder with the keyboard only: 下载空表, 导入, and the folder of the reports.
func TestFileDialogsByKeys(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	anxunctl(t, data, "init", "--sample")
	w := newDisplay(t, 1366, 768).open(data)
	w.welcome("Tongbai", "Zhang")
	if err := os.MkdirAll(filepath.Join(w.home, "lists", "2026"), 0o755); err != nil {
		t.Fatal(err)
	}
	w.keys("ctrl+4")
	w.await("检查对象")
	w.keys("ctrl+f", "Tab", "Return") // 下载空表
	w.settle()
	w.keys("F4")
	w.text("li") // completed to lists
	w.settle()
	w.picture("files-path")
	w.keys("Return")
	w.settle()
	w.text("2026")
	w.keys("Return", "Tab", "Tab", "ctrl+a") // over the list to the name
	w.text("empty")
	w.settle()
	w.picture("files-save")
	w.keys("Return")
	file := filepath.Join(w.home, "lists", "2026", "empty.xlsx")
	written := w.awaitFile(file)

	w.keys("ctrl+f", "Tab", "Return")
	w.settle()
	w.text("empty")
	w.keys("Return")
	time.Sleep(time.Second) // the question comes when the disk has answered
	w.settle()
	w.picture("files-replace")
	w.keys("Return") // the button that keeps it
	w.settle()
	w.keys("Escape")
	w.settle()
	if again := w.awaitFile(file); !again.Equal(written) {
		t.Error("the file was replaced by Enter alone")
	}

	w.keys("ctrl+f", "Tab", "Tab", "Return") // 导入: the folder of before
	w.settle()
	w.picture("files-open")
	w.keys("End", "Return")
	w.settle()
	w.picture("files-imported")
	w.keys("Escape", "ctrl+6")
	w.await("报表")
	w.close()
	if text := w.log.String(); strings.Contains(text, "panic") {
		t.Error(text)
	}
}
