//go:build realwindow

package realwindow

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// lexicon is what the tests write and what is typed for it. Each is what libpinyin, without habits, offers first.
var lexicon = map[string]string{
	"安全": "anquan", "出口": "chukou", "道路": "daolu", "管理": "guanli", "负责人": "fuzeren", "院长": "yuanzhang", "整改": "zhenggai",
	"完成": "wancheng", "灭火器": "miehuoqi", "通道": "tongdao", "楼梯": "louti", "电线": "dianxian", "照明": "zhaoming", "郑州": "zhengzhou",
	"商店": "shangdian", "建议": "jianyi", "清理": "qingli", "门口": "menkou", "消防": "xiaofang", "张建国": "zhangjianguo", "中原": "zhongyuan",
}

// writer writes Chinese through the input method as people do: they choose by space or by number, type a letter too many and take
// it back, and give a composition up.
type writer struct{ *window }

// see does something that must show, and waits until it has shown and the window is still: two equal pictures may also be taken
// before a busy machine has begun to answer. What shows nothing within ten seconds fails the test.
func (w writer) see(what string, do func()) {
	w.t.Helper()
	if !w.shown(do, 10*time.Second) {
		w.shot("failure")
		w.t.Fatalf("%s showed nothing", what)
	}
}

// shown does something, waits as long as given for it to show, and until the window is still. It says whether anything has shown.
func (w writer) shown(do func(), wait time.Duration) bool {
	w.t.Helper()
	before := w.pixels()
	do()
	for deadline := time.Now().Add(wait); time.Now().Before(deadline); time.Sleep(120 * time.Millisecond) {
		if now := w.pixels(); differing(before, now) >= caret {
			w.settleFrom(now)
			return true
		}
	}
	return false
}

// word composes one word and takes it by a key: space, or the number of the candidate.
func (w writer) word(word, by string) {
	w.t.Helper()
	pinyin, known := lexicon[word]
	if !known {
		w.t.Fatalf("%s is not in the lexicon", word)
	}
	w.see(pinyin, func() { w.text(pinyin) })
	w.see(by, func() { w.keys(by) })
}

// compose writes two words into the field that has the keyboard and returns what must be stored. Before them a composition is given up,
// which must not leave the field; the second word has a letter too many, which must take no written character along; and it is taken by
// 1, which must answer nothing.
func (w writer) compose(first, second string) string {
	w.t.Helper()
	w.see("shi", func() { w.text("shi") })
	w.see("Escape", func() { w.keys("Escape") })
	w.word(first, "space")
	w.see(lexicon[second], func() { w.text(lexicon[second] + "x") })
	w.see("BackSpace", func() { w.keys("BackSpace") })
	w.see("1", func() { w.keys("1") })
	return first + second
}

// tab goes n controls on.
func (w writer) tab(n int) {
	w.t.Helper()
	for range n {
		w.keys("Tab")
		w.settle()
	}
}

// press presses keys one after the other, each when the one before has shown. A key may show nothing, such as one that goes to a
// control out of sight; what it did is judged by what is stored.
func (w writer) press(names ...string) {
	w.t.Helper()
	for _, name := range names {
		w.shown(func() { w.keys(name) }, 3*time.Second)
	}
}

// awaitCandidates types into the field that has the keyboard, which is empty, until the input method offers candidates and a composition
// given up leaves nothing: that it is on does not say that it has read its words or has a window to show them.
func (w *window) awaitCandidates() {
	w.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		before := w.pixels()
		w.text("shi")
		time.Sleep(2 * time.Second)
		offered := differing(before, w.pixels()) > 10*caret // more than three letters in a field
		w.keys("Escape")
		w.settle()
		if offered && differing(before, w.pixels()) < caret {
			return
		}
		w.keys("ctrl+a", "BackSpace")
		w.settle()
	}
	w.shot("failure")
	w.t.Fatal("libpinyin offered nothing")
}

// written is what was written, by what it was written into.
type written map[string]string

// TestChineseInTheWholeJob writes Chinese through libpinyin into the fields of the whole job and compares what is stored with what was
// written: nothing may be cut or doubled, and no key of a composition may do what it does without one.
func TestChineseInTheWholeJob(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	anxunctl(t, data, "init", "--sample")
	j := newJob(t, data)
	w := writer{newDisplay(t, 1366, 768).openWithInputMethod(data)}
	want := written{}
	w.word("消防", "space")
	w.press("Tab")
	w.word("张建国", "space")
	w.press("Tab", "Down", "Return", "Tab", "Tab", "Return")
	w.press("Escape") // the tour
	items := w.writeInspection(j, want)
	w.writeFinding(j, want)
	w.writeFollowing(want)
	w.writePlace(want)
	w.writeSettings(want)
	w.writeSearch()
	w.close()
	for field, text := range stored(t, data, items) {
		if text != want[field] {
			t.Errorf("%s: stored %q, written %q", field, text, want[field])
		}
		delete(want, field)
	}
	for field := range want {
		t.Errorf("%s: nothing was looked up", field)
	}
}

// choosePlace looks for 中原 and goes down to 中原西路助餐点, the fourth.
func (w writer) choosePlace() {
	w.t.Helper()
	time.Sleep(2 * time.Second) // the field gets the keyboard when the register was read; an Escape before that leaves the page
	w.settle()
	w.see("shi", func() { w.text("shi") })
	w.press("Escape")
	w.word("中原", "1")
	w.press("Down", "Down", "Down", "Return")
}

// writeInspection begins, fills and finishes an inspection and returns the items it answered: failed, passed with a note, not applicable.
func (w writer) writeInspection(j job, want written) (items [3]inspection.ItemCode) {
	w.t.Helper()
	w.keys("ctrl+n")
	w.await("开始检查")
	w.choosePlace()
	w.keys("Return")
	w.await("填写检查")
	w.picture("chinese-filling")
	list := j.items
	items = [3]inspection.ItemCode{list[1].Code, list[2].Code, list[3].Code}
	w.press("1", "2")
	want["description"] = w.compose("安全", "出口") + "abc"
	w.see("abc", func() { w.text("abc") })
	w.press("Return")                // takes the letters as they are, and must not go on
	w.tab(len(list[1].Findings) + 4) // wordings, severity, 疑似重大, deadline
	w.keys("ctrl+a")
	w.settle()
	want["responsible"] = w.compose("院长", "管理")
	w.tab(2) // photos
	w.keys("ctrl+a")
	w.settle()
	want["remedy"] = w.compose("清理", "通道")
	w.picture("chinese-panel")
	w.press("Escape", "Return", "1", "Up", "F2")
	want["note"] = w.compose("照明", "完成")
	w.press("Escape", "Return", "3", "Up", "F2")
	want["reason"] = w.compose("楼梯", "电线")
	w.press("Escape", "ctrl+Return")
	want["incomplete"] = w.compose("道路", "整改")
	w.picture("chinese-finish")
	w.press("ctrl+Return", "ctrl+Return")
	w.await("工作台")
	return items
}

func (w writer) writeFinding(j job, want written) {
	w.t.Helper()
	w.keys("ctrl+shift+n")
	w.await("登记隐患")
	w.choosePlace()
	want["found"] = w.compose("灭火器", "出口")
	w.tab(3 + j.departments + 1) // severity, deadline, photos; departments
	w.keys("ctrl+a")
	w.settle()
	want["found responsible"] = w.compose("负责人", "院长")
	w.tab(1)
	want["found remedy"] = w.compose("建议", "清理")
	w.picture("chinese-finding")
	w.press("ctrl+Return")
}

func (w writer) writeFollowing(want written) {
	w.t.Helper()
	w.await("隐患整改")
	w.press("F2")
	w.tab(1)
	want["standard"] = w.compose("安全", "通道")
	w.picture("chinese-measures")
	w.press("ctrl+Return")
	w.press("F6")
	want["action"] = w.compose("整改", "完成")
	w.picture("chinese-action")
	w.press("ctrl+Return")
}

func (w writer) writePlace(want written) {
	w.t.Helper()
	w.keys("ctrl+4")
	w.await("检查对象")
	w.press("F2")
	w.text("900")
	time.Sleep(2 * time.Second) // through the input method a digit comes later than a Tab that follows it at once; three show less than a caret
	w.settle()
	w.tab(1)
	want["place"] = w.compose("郑州", "商店")
	w.tab(2 + len(inspection.Features()) + 1) // kinds; features
	want["address"] = w.compose("道路", "门口")
	w.picture("chinese-place")
	w.tab(1)
	time.Sleep(time.Second) // what was written is stored a moment after the last character
	w.settle()
}

func (w writer) writeSettings(want written) {
	w.t.Helper()
	w.keys("ctrl+7")
	w.await("设置")
	w.click(461, 209) // 单位名称
	w.keys("ctrl+a")
	w.settle()
	want["office"] = w.compose("消防", "管理")
	w.picture("chinese-settings")
	w.tab(1)
}

// writeSearch finds the new place in the palette and opens it.
func (w writer) writeSearch() {
	w.t.Helper()
	w.press("ctrl+k")
	w.compose("郑州", "商店")
	w.picture("chinese-search")
	w.keys("Return")
	w.await("检查对象")
	w.picture("chinese-found")
}

// job is what the test knows of the program before it opens the window.
type job struct {
	items       []inspection.Item // of the checklist that comes first where the test inspects
	departments int               // that a hazard may concern
}

func newJob(t *testing.T, data string) (j job) {
	t.Helper()
	ctx := context.Background()
	session, err := setup.Open(ctx, setup.Options{Dir: data, Clock: time.Now, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	err = session.Service.View(ctx, func(r inspection.Reader) error {
		place, err := r.PlaceByCode(ctx, "YL-006")
		for _, list := range session.Checklists {
			if list.Code == "CR" {
				for _, part := range inspection.NewWorksheetParts([]inspection.Checklist{list}, place, nil) {
					j.items = append(j.items, part.Items...)
				}
			}
		}
		return err
	})
	if err != nil || len(j.items) < 4 {
		t.Fatalf("%d items, %v", len(j.items), err)
	}
	j.departments = len(session.Departments)
	return j
}

// stored reads what is in the database, by what it was written into.
func stored(t *testing.T, data string, items [3]inspection.ItemCode) written {
	t.Helper()
	ctx := context.Background()
	sheet := onlySheet(t, data)
	found := written{"incomplete": sheet.Inspection.IncompleteReason, "note": sheet.Answers[items[1]].Note, "reason": sheet.Answers[items[2]].Note}
	session, err := setup.Open(ctx, setup.Options{Dir: data, Clock: time.Now, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	err = session.Service.View(ctx, func(r inspection.Reader) error {
		rows, err := r.Hazards(ctx, inspection.HazardFilter{Order: inspection.HazardsByNo})
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.Item == items[0] {
				found["description"], found["responsible"], found["remedy"] = row.Description, row.Responsible, row.Remedy
				continue
			}
			found["found"], found["found responsible"], found["found remedy"], found["standard"] = row.Description, row.Responsible, row.Remedy, row.Standard
			steps, err := r.Actions(ctx, row.ID)
			if err != nil {
				return err
			}
			found["action"] = steps[len(steps)-1].Note
		}
		place, err := r.PlaceByCode(ctx, "900")
		found["place"], found["address"] = place.Name, place.Address
		if err != nil {
			return err
		}
		found["office"], err = r.Setting(ctx, inspection.SettingOffice)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if n := sheet.Inspection.PlaceID; n == "" || sheet.Place.Code != "YL-006" {
		t.Errorf("inspected %s", sheet.Place.Code)
	}
	return found
}
