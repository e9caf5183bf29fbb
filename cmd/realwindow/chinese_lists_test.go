//go:build realwindow

package realwindow

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// TestChineseAroundTheJob writes Chinese through libpinyin into what lies around the job: to whom a hazard is given, the review, the
// search of a list and the name of its filter, the name of a file, of a custom report and of a bundle. What is stored, and the files,
// must bear what was written. The plan has no field to write in.
func TestChineseAroundTheJob(t *testing.T) {
	folder := t.TempDir()
	data, out := filepath.Join(folder, "data"), filepath.Join(folder, "out")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	anxunctl(t, data, "init", "--sample")
	hazardToReview(t, data, folder)
	preferences := fmt.Sprintf(`{"theme":"light","width":1360,"height":744,"last_folder":%q}`, out)
	if err := os.WriteFile(filepath.Join(data, "preferences.json"), []byte(preferences), 0o600); err != nil {
		t.Fatal(err)
	}

	w := writer{newDisplay(t, 1366, 768).openWithInputMethod(data)}
	want := written{}
	w.word("消防", "space")
	w.press("Tab")
	w.word("张建国", "space")
	w.press("Tab", "Down", "Return", "Tab", "Tab", "Return")
	w.press("Escape") // the tour
	w.keys("ctrl+3")
	w.await("隐患整改")
	w.writeAssignment(want)
	w.writeReview(want)
	w.writeFileName(want)
	w.writeFilter(want)
	w.writeCustomReport(want)
	w.writeBundleName(out, want)
	w.close()
	for field, text := range storedAround(t, data, out) {
		if text != want[field] {
			t.Errorf("%s: stored %q, written %q", field, text, want[field])
		}
		delete(want, field)
	}
	for field := range want {
		t.Errorf("%s: nothing was looked up", field)
	}
}

// hazardToReview records an inspection whose only hazard was reported as put right.
func hazardToReview(t *testing.T, data, folder string) {
	t.Helper()
	const text = `place: YL-003
checklists: [CF]
started: 2026-11-20T09:05:00+08:00
inspectors: [{name: Li, dept: civil}]
default: pass
answers:
  CF-09: {result: fail, note: boxes, severity: general, due: 2026-11-20, responsible: Wang}
finish: true
`
	path := filepath.Join(folder, "answers.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	anxunctl(t, data, "inspect", "--answers", path, "--by", "Li")
	no := read[[]hazard](t, data, "hazards", "list")[0].No
	anxunctl(t, data, "hazards", "submit", no, "--by", "Wang", "--note", "done")
}

func (w writer) writeAssignment(want written) {
	w.t.Helper()
	w.click(227, 109) // 全部: the list opens on what is to be put right
	w.settle()
	w.press("Down", "F10", "Return") // 交办 is the first in the menu of the row
	want["person"] = w.compose("院长", "管理")
	w.keys("shift+Tab", "shift+Tab", "shift+Tab") // backwards over the buttons
	w.settle()
	want["task"] = w.compose("整改", "完成")
	w.picture("chinese-assignment")
	w.press("ctrl+Return")
}

func (w writer) writeReview(want written) {
	w.t.Helper()
	w.press("F7")
	want["review"] = w.compose("灭火器", "通道")
	w.picture("chinese-review")
	w.press("ctrl+Return")
}

// writeFileName exports the chosen row under a name of its own.
func (w writer) writeFileName(want written) {
	w.t.Helper()
	w.press("F10", "Down", "Down", "Down", "Down", "Return")
	time.Sleep(2 * time.Second) // the folder is read
	w.keys("ctrl+a")
	w.settle()
	want["file"] = w.compose("郑州", "商店")
	w.picture("chinese-file")
	w.press("Return")
}

// writeFilter looks for something and keeps that as a filter.
func (w writer) writeFilter(want written) {
	w.t.Helper()
	w.keys("ctrl+f")
	w.settle()
	want["search"] = w.compose("清理", "门口")
	w.click(1227, 109) // 保存当前筛选
	w.settle()
	want["filter"] = w.compose("安全", "出口")
	w.picture("chinese-filter")
	w.press("Return")
}

func (w writer) writeCustomReport(want written) {
	w.t.Helper()
	w.keys("ctrl+6")
	w.await("报表")
	w.click(398, 57) // 自定义报表
	w.settle()
	w.click(1277, 108) // 新建报表
	w.settle()
	want["report"] = w.compose("消防", "建议")
	w.picture("chinese-report")
	w.press("ctrl+Return")
}

// writeBundleName writes two words before the ending of the name that is proposed.
func (w writer) writeBundleName(out string, want written) {
	w.t.Helper()
	w.keys("ctrl+8")
	w.await("数据交换")
	time.Sleep(2 * time.Second) // the name is made up in the background
	w.keys("F2", "End", "Left", "Left", "Left", "Left", "Left", "Left")
	w.settle()
	want["bundle"] = w.compose("道路", "照明")
	w.picture("chinese-bundle")
	w.press("Return")
	w.until("the bundle", func() bool { return ending(w.t, out, ".anxun") != "" })
}

// storedAround reads what was stored, and the names of the files, by what they were written into.
func storedAround(t *testing.T, data, out string) written {
	t.Helper()
	ctx := context.Background()
	found := written{}
	session, err := setup.Open(ctx, setup.Options{Dir: data, Clock: time.Now, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	err = session.Service.View(ctx, func(r inspection.Reader) error {
		rows, err := r.Hazards(ctx, inspection.HazardFilter{})
		if err != nil || len(rows) != 1 {
			return fmt.Errorf("%d hazards: %w", len(rows), err)
		}
		given, err := r.Assignment(ctx, inspection.KindHazard, rows[0].ID)
		if err != nil {
			return err
		}
		found["person"], found["task"] = given.Person, given.Note
		steps, err := r.Actions(ctx, rows[0].ID)
		if err != nil {
			return err
		}
		found["review"] = steps[len(steps)-1].Note
		reports, err := r.CustomReports(ctx)
		if err != nil || len(reports) != 1 {
			return fmt.Errorf("%d custom reports: %w", len(reports), err)
		}
		found["report"] = reports[0].Name
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	var kept struct {
		Filters []struct{ Name, State string }
	}
	text, err := os.ReadFile(filepath.Join(data, "preferences.json"))
	if err == nil {
		err = json.Unmarshal(text, &kept)
	}
	if err != nil || len(kept.Filters) != 1 {
		t.Fatalf("%d filters: %v", len(kept.Filters), err)
	}
	found["filter"] = kept.Filters[0].Name
	var state struct{ Text string }
	if err := json.Unmarshal([]byte(kept.Filters[0].State), &state); err != nil {
		t.Errorf("%s: %v", kept.Filters[0].State, err)
	}
	found["search"] = state.Text
	found["file"] = strings.TrimSuffix(ending(t, out, ".xlsx"), ".xlsx")
	bundle := []rune(strings.TrimSuffix(ending(t, out, ".anxun"), ".anxun"))
	found["bundle"] = string(bundle[max(0, len(bundle)-4):]) // after what was proposed
	return found
}

// ending returns the name of the only file in the folder that ends so, "" if there is none.
func ending(t *testing.T, folder, ending string) string {
	t.Helper()
	matches, err := filepath.Glob(filepath.Join(folder, "*"+ending))
	if err != nil {
		t.Fatal(err)
	}
	if len(matches) != 1 {
		return ""
	}
	return filepath.Base(matches[0])
}
