//go:build realwindow

package realwindow

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// correctedItem is an item of an inspection of the sample that both laptops correct.
const correctedItem = "CE-05"

// answerOf is what the test reads of an inspection.
type answerOf struct {
	Answers []struct {
		Item   string `json:"item"`
		Result string `json:"result"`
	} `json:"answers"`
}

func resultOf(t *testing.T, data, no string) string {
	t.Helper()
	for _, answer := range read[answerOf](t, data, "inspections", "show", no).Answers {
		if answer.Item == correctedItem {
			return answer.Result
		}
	}
	t.Fatalf("%s does not answer %s", no, correctedItem)
	return ""
}

// until waits until something is so.
func (w *window) until(what string, so func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); !so(); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.shot("failure")
			w.t.Fatalf("%s did not happen\n%s", what, w.log)
		}
	}
	w.settle()
}

// typed writes a path into the field that the key leads to, and presses Return.
func (w *window) typed(key, path string) {
	w.t.Helper()
	w.keys(key)
	w.settle()
	w.keys("ctrl+a")
	w.text(path)
	w.keys("Return")
	w.settle()
}

func light(t *testing.T, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(data, "preferences.json"), []byte(`{"theme":"light","width":1360,"height":744}`), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestWorkTravelsBetweenTwoLaptops sends from one window and receives in another by keys only: everything at first, with the
// digits of the unknown laptop compared, then a second file that says something else than what was written here, which is
// settled in favour of the other side. Both laptops then hold the same.
func TestWorkTravelsBetweenTwoLaptops(t *testing.T) {
	folder := t.TempDir()
	a, b := filepath.Join(folder, "data"), filepath.Join(folder, "other")
	anxunctl(t, a, "demo", "--out", folder)
	anxunctl(t, b, "init")
	light(t, a)
	light(t, b)
	d := newDisplay(t, 1366, 768)

	first := filepath.Join(folder, "first.anxun")
	w := d.open(a)
	w.keys("ctrl+8")
	w.await("数据交换")
	w.typed("F2", first)
	w.until("sending", func() bool { _, err := os.Stat(first); return err == nil })
	w.picture("exchange-sent")
	w.close()

	w = d.open(b)
	w.welcome("Tongbai", "Li")
	w.keys("ctrl+8")
	w.await("数据交换")
	w.typed("F3", first)
	w.until("the preview", func() bool { return true })
	w.picture("exchange-preview")
	w.keys("Return") // the digits agree
	visits := len(read[[]visit](t, a, "inspections", "list"))
	w.until("receiving", func() bool { return len(read[[]visit](t, b, "inspections", "list")) == visits })
	w.picture("exchange-received")
	w.close()

	no := finishedWith(t, a)
	anxunctl(t, a, "inspections", "correct", no, "--item", correctedItem, "--result", "na", "--note", "未设此项", "--reason", "现场复核")
	anxunctl(t, b, "inspections", "correct", no, "--item", correctedItem, "--result", "fail", "--note", "有破损", "--reason", "现场复核")
	second := filepath.Join(folder, "second.anxun")
	anxunctl(t, a, "bundle", "export", "--out", second, "--all")

	w = d.open(b)
	w.keys("ctrl+8")
	w.await("数据交换")
	w.typed("F3", second)
	w.keys("Return") // receive
	w.settle()
	w.settle()
	w.keys("Return") // to the conflicts
	w.settle()
	w.picture("exchange-conflicts")
	for range 6 { // one field after the other, for the side of the first laptop
		w.keys("1", "Return")
		w.settle()
	}
	w.picture("exchange-settled")
	w.close()
	if got := resultOf(t, b, no); got != "na" {
		t.Errorf("settled as %s", got)
	}
	anxunctl(t, b, "verify")
}

// finishedWith finds a finished inspection that answers the item with 符合.
func finishedWith(t *testing.T, data string) string {
	t.Helper()
	for _, v := range read[[]visit](t, data, "inspections", "list") {
		var shown answerOf
		if err := json.Unmarshal(anxunctl(t, data, "inspections", "show", v.No, "--json"), &shown); err != nil {
			t.Fatal(err)
		}
		for _, answer := range shown.Answers {
			if v.Status == "finished" && answer.Item == correctedItem && answer.Result == "pass" {
				return v.No
			}
		}
	}
	t.Fatal("no inspection to correct")
	return ""
}
