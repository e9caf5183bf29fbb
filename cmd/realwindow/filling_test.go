//go:build realwindow

package realwindow

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// typist presses keys and counts them. A combination counts as many keys as it holds.
type typist struct {
	*window
	count int
}

func (p *typist) press(names ...string) {
	p.t.Helper()
	for _, name := range names {
		p.keys(name)
		p.count += 1 + strings.Count(name, "+")
	}
}

// draft writes an answers file without answers and records the inspection, which is then a draft.
func draft(t *testing.T, data, place string, lists ...string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "answers.yaml")
	text := fmt.Sprintf("place: %s\nchecklists: [%s]\nstarted: 2026-11-20T09:05:00+08:00\n"+
		"inspectors: [{name: 张建国, dept: emergency}]\naccompanied_by: 王院长\n", place, strings.Join(lists, ", "))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	anxunctl(t, data, "inspect", "--answers", file, "--by", "张建国")
}

// TestEightyItemsByKeys answers eighty items as an inspector does, six of them 不符合 with a wording chosen by key and
// four 不适用 with a reason chosen by key, and counts the keys.
func TestEightyItemsByKeys(t *testing.T) {
	const items, perItem = 80, 1.3
	data := filepath.Join(t.TempDir(), "data")
	anxunctl(t, data, "init", "--sample")
	draft(t, data, "YL-001", "CF", "CE", "CS", "CR")
	w := newDisplay(t, 1366, 768).open(data)
	w.welcome("Tongbai", "Zhang")
	w.keys("ctrl+2")
	w.await("检查")
	w.resume()
	hand := &typist{window: w}
	for i := range items {
		switch i % 20 {
		case 4, 12:
			if i < 60 { // six
				hand.press("2", "F5", "Return")
				continue
			}
			hand.press("1")
		case 16: // four
			hand.press("3", "F5", "Return")
		default:
			hand.press("1")
		}
	}
	w.settle()
	w.picture("eighty")
	w.close()

	drafts := read[[]visit](t, data, "inspections", "list")
	if n := drafts[0].Counts; n.Pass != 70 || n.Fail != 6 || n.NA != 4 {
		t.Errorf("stored %+v", n)
	}
	for _, found := range read[[]hazard](t, data, "hazards", "list") {
		if found.Description == "" {
			t.Errorf("%s has no description", found.Item)
		}
	}
	for _, answer := range storedAnswers(t, data) {
		if answer.Result == inspection.ResultNA && answer.Note == "" {
			t.Errorf("%s has no reason", answer.Item)
		}
	}
	t.Logf("%d keys for %d items: %.2f each", hand.count, items, float64(hand.count)/items)
	if each := float64(hand.count) / items; each > perItem {
		t.Errorf("%.2f keys for an item, at most %.1f", each, perItem)
	}
}

// storedAnswers reads the answers of the only inspection.
func storedAnswers(t *testing.T, data string) map[inspection.ItemCode]inspection.Answer {
	t.Helper()
	return onlySheet(t, data).Answers
}

// onlySheet reads the only inspection with all that was answered.
func onlySheet(t *testing.T, data string) inspection.Worksheet {
	t.Helper()
	ctx := context.Background()
	session, err := setup.Open(ctx, setup.Options{Dir: data, Clock: time.Now, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	var visits []inspection.InspectionRow
	err = session.Service.View(ctx, func(r inspection.Reader) (err error) {
		visits, err = r.Inspections(ctx, inspection.InspectionFilter{})
		return err
	})
	if err != nil || len(visits) != 1 {
		t.Fatalf("%d inspections, %v", len(visits), err)
	}
	sheet, err := session.Service.Worksheet(ctx, visits[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

// longDraft installs a checklist of n items and begins an inspection with it.
func longDraft(t *testing.T, data string, n int) {
	t.Helper()
	anxunctl(t, data, "init", "--sample")
	ctx := context.Background()
	session, err := setup.Open(ctx, setup.Options{Dir: data, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	list := inspection.Checklist{Code: "XL", Slug: "long", Title: "长表", Version: 1, Published: "2026-11-01",
		Kinds: []inspection.PlaceKind{inspection.PlaceCare}, Sections: []inspection.Section{{Title: "灭火器"}}}
	for i := range n {
		list.Sections[0].Items = append(list.Sections[0].Items, inspection.Item{Code: inspection.ItemCode(fmt.Sprintf("XL-%04d", i+1)),
			Text:   fmt.Sprintf("第%d处灭火器数量满足：每个计算单元不少于2具，每处不多于5具，压力正常、未超期、铭牌完整", i+1),
			Method: "逐个查看压力表、铭牌和维修标志", Severity: inspection.SeverityGeneral,
			Findings: []inspection.Finding{{Text: "灭火器压力不足。", Remedy: "立即更换。"}}})
	}
	if err := session.Service.InstallChecklists(ctx, "张建国", []inspection.Checklist{list}); err != nil {
		t.Fatal(err)
	}
	var place inspection.Place
	err = session.Service.View(ctx, func(r inspection.Reader) (err error) {
		place, err = r.PlaceByCode(ctx, "YL-001")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.Service.StartInspection(ctx, "张建国", inspection.NewInspection{PlaceID: place.ID, Checklists: []string{"XL"},
		Inspectors: []inspection.Inspector{{Name: "张建国", Department: "emergency"}}}); err != nil {
		t.Fatal(err)
	}
}

var measured = regexp.MustCompile(`stopwatch (\S+) n=(\d+) median=([\d.]+) longest=([\d.]+) over=(\d+)`)

// timing is one line of the program's stopwatch, in milliseconds.
type timing struct {
	count, over     int
	median, longest float64
}

func (w *window) timings() map[string]timing {
	w.t.Helper()
	found := map[string]timing{}
	for _, line := range measured.FindAllStringSubmatch(w.log.String(), -1) {
		var v timing
		for i, into := range []any{&v.count, &v.median, &v.longest, &v.over} {
			if _, err := fmt.Sscan(line[2+i], into); err != nil {
				w.t.Fatal(err)
			}
		}
		found[line[1]] = v
	}
	return found
}

// memory is how much of the machine's memory the program uses, in MB.
func (w *window) memory() int {
	w.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.process.Process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		w.t.Fatal(err)
	}
	return kilobytes / 1024
}

// TestThousandItems fills and scrolls through a checklist of 30 and one of 1,000 items and prints what the program's
// stopwatch says: callbacks of the window, and from a key to the drawn frame, which here is drawn by the processor.
// Times are printed, not judged; what is judged is that everything is stored and that the rows on screen are all there is
// of the list in memory.
func TestThousandItems(t *testing.T) {
	t.Setenv("ANXUN_STOPWATCH", "1")
	used := map[int]int{}
	for _, n := range []int{30, 1000} {
		data := filepath.Join(t.TempDir(), fmt.Sprint(n))
		longDraft(t, data, n)
		w := newDisplay(t, 1366, 768).open(data)
		w.welcome("Tongbai", "Zhang")
		w.keys("ctrl+2")
		w.await("检查")
		w.resume()
		for range 5 {
			w.keys("1", "1", "2", "F5", "Return")
		}
		w.run("xdotool", "mousemove", "700", "400")
		for range 60 {
			w.run("xdotool", "click", "5")
		}
		w.settle()
		w.keys("Up", "Up", "1", "1")
		w.settle()
		used[n] = w.memory()
		w.picture(fmt.Sprintf("list-%d", n))
		w.close()
		for name, v := range w.timings() {
			t.Logf("%4d items: %-6s n=%-3d median %5.1f ms, longest %5.1f ms, over 16 ms: %d", n, name, v.count, v.median, v.longest, v.over)
		}
		if got := len(storedAnswers(t, data)); got < 15 {
			t.Errorf("%d items: %d answers stored", n, got)
		}
	}
	t.Logf("memory: %d MB with 30 items, %d MB with 1,000", used[30], used[1000])
	if used[1000] > used[30]+60 {
		t.Errorf("a long list takes %d MB, a short one %d MB", used[1000], used[30])
	}
}
