package uikit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"anxun/ui/nav"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

func window(t *testing.T, o fyne.CanvasObject) (fyne.Window, *uikit.KeyRouter) {
	t.Helper()
	uitest.NewApp(t)
	return uitest.Window(t, o, fyne.NewSize(600, 400))
}

// keys records what reaches the page.
type keys struct{ got []nav.Key }

func (k *keys) HandleKey(key nav.Key) bool { k.got = append(k.got, key); return true }

func TestButton(t *testing.T) {
	n := 0
	b := uikit.NewButton("保存", uikit.Primary, func() { n++ })
	w, router := window(t, uikit.VStack(0, b))
	page := &keys{}
	router.SetPage(page)
	uitest.TapText(t, w, "保存")
	w.Canvas().Focus(b)
	uitest.Press(w, fyne.KeyReturn)
	uitest.Press(w, fyne.KeySpace)
	if n != 3 {
		t.Errorf("pressed %d times, want 3", n)
	}
	uitest.Press(w, fyne.KeyF6)
	uitest.Press(w, fyne.Key2)
	if !slices.Equal(page.got, []nav.Key{"F6", "2"}) {
		t.Errorf("the page got %v", page.got)
	}
	b.SetEnabled(false)
	uitest.TapText(t, w, "保存")
	uitest.Press(w, fyne.KeyReturn)
	if n != 3 {
		t.Error("a disabled button was pressed")
	}
	if h := uikit.NewButton("", uikit.Primary, nil).Large().MinSize().Height; h < 44 {
		t.Errorf("a large button is %v high, gloves need 44", h)
	}
}

func TestAnswerBar(t *testing.T) {
	var got []uikit.Answer
	b := uikit.NewAnswerBar(uitest.Catalog(t), nil)
	b.OnAnswer = func(a uikit.Answer) { got = append(got, a); b.SetAnswer(a) }
	w, _ := window(t, uikit.VStack(0, b))
	for _, text := range []string{"不适用", "符合", "不符合"} {
		uitest.TapText(t, w, text)
	}
	w.Canvas().Focus(b)
	uitest.Press(w, fyne.KeyRight)
	uitest.Press(w, fyne.KeyReturn)
	want := []uikit.Answer{uikit.AnswerNA, uikit.AnswerPass, uikit.AnswerFail, uikit.AnswerNA}
	if !slices.Equal(got, want) || b.Answer() != uikit.AnswerNA {
		t.Errorf("answers %v, want %v", got, want)
	}
	if b.MinSize().Height < 44 {
		t.Errorf("the bar is %v high", b.MinSize().Height)
	}
	b.Disable()
	uitest.TapText(t, w, "符合")
	if len(got) != 4 {
		t.Error("a disabled bar took an answer")
	}
}

func TestChips(t *testing.T) {
	var got []string
	g := uikit.NewChipGroup(false, func(on []string) { got = on }).Add("all", "全部", 46).Add("open", "待整改", 12)
	w, _ := window(t, uikit.VStack(0, g))
	uitest.TapText(t, w, "待整改 12")
	if !slices.Equal(got, []string{"open"}) {
		t.Errorf("selected %v", got)
	}
	uitest.TapText(t, w, "全部 46")
	if !slices.Equal(got, []string{"all"}) {
		t.Errorf("selected %v", got)
	}
	m := uikit.NewChipGroup(true, func(on []string) { got = on }).Add("a", "甲", -1).Add("b", "乙", -1)
	w, _ = uitest.Window(t, uikit.VStack(0, m), fyne.NewSize(300, 200))
	uitest.TapText(t, w, "甲")
	uitest.TapText(t, w, "乙")
	uitest.TapText(t, w, "甲")
	if !slices.Equal(got, []string{"b"}) {
		t.Errorf("selected %v", got)
	}
}

func TestNoteSavesItself(t *testing.T) {
	var saved []string
	var timers uitest.Timers
	n := uikit.NewNoteEntry(uitest.Catalog(t), "", 2, func(s string) { saved = append(saved, s) })
	n.SetLater(timers.Later)
	other := uikit.NewEntry()
	w, _ := window(t, uikit.VStack(8, n, other))
	w.Canvas().Focus(n.Entry())
	uitest.Type(w, "消防通道")
	timers.Advance(399 * time.Millisecond)
	if len(saved) != 0 {
		t.Fatal("saved while writing")
	}
	timers.Advance(time.Millisecond)
	uitest.Type(w, "堵塞")
	w.Canvas().FocusNext() // Tab leaves the note, and leaving saves
	if w.Canvas().Focused() != fyne.Focusable(other) {
		t.Error("Tab does not leave the note")
	}
	if want := []string{"消防通道", "消防通道堵塞"}; !slices.Equal(saved, want) {
		t.Errorf("saved %q, want %q", saved, want)
	}
	n.SetText("别处")
	timers.Advance(time.Second)
	if len(saved) != 2 {
		t.Error("a shown text was saved again")
	}
	n.Entry().SetText(strings.Repeat("字", uikit.MaxNote+1))
	n.Flush()
	if !n.TooLong() || len(saved) != 2 {
		t.Error("a text that is too long was saved")
	}
	uitest.Settle(w)
	uitest.HasText(t, w, "2001/2000")
}

func TestSearchWaitsAndClears(t *testing.T) {
	var asked []string
	var timers uitest.Timers
	f := uikit.NewSearchField("查找", "Ctrl F", func(s string) { asked = append(asked, s) })
	f.SetLater(timers.Later)
	w, _ := window(t, uikit.VStack(0, f))
	f.Focus()
	uitest.Type(w, "xiao")
	uitest.Type(w, "fang")
	timers.Advance(200 * time.Millisecond)
	uitest.Press(w, fyne.KeyEscape)
	if want := []string{"xiaofang", ""}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
}

func TestEntryGivesKeysToTheWindow(t *testing.T) {
	e := uikit.NewEntry()
	w, router := window(t, uikit.VStack(0, e))
	page := &keys{}
	router.SetPage(page)
	w.Canvas().Focus(e)
	uitest.Type(w, "12")
	uitest.Press(w, fyne.KeyF3)
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	if e.Text != "12" || !slices.Equal(page.got, []nav.Key{"F3", "Ctrl+Enter"}) {
		t.Errorf("text %q, page got %v", e.Text, page.got)
	}
}

func TestKeyRouterCountsDigitsOnce(t *testing.T) {
	w, router := window(t, uikit.NewTitle("页"))
	page := &keys{}
	router.SetPage(page)
	uitest.Press(w, fyne.Key1) // key and character, as without an input method
	uitest.Press(w, fyne.Key1)
	w.Canvas().OnTypedRune()('２') // an input method that sends the character only, full width
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.Key3})
	if want := []nav.Key{"1", "1", "2", "3"}; !slices.Equal(page.got, want) {
		t.Errorf("the page got %v, want %v", page.got, want)
	}
}

func TestSheetTakesAllKeys(t *testing.T) {
	yes := 0
	w, router := window(t, uikit.NewTitle("页"))
	page := &keys{}
	router.SetPage(page)
	uikit.Confirm(w.Canvas(), "删除", "确定删除吗？", "删除", "取消", true, func() { yes++ })
	uitest.Press(w, fyne.Key1)
	uitest.Press(w, fyne.KeyF6)
	uitest.Press(w, fyne.KeyEscape)
	if len(page.got) != 0 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("below the sheet the page got %v; still open: %v", page.got, w.Canvas().Overlays().Top() != nil)
	}
	uikit.Confirm(w.Canvas(), "删除", "确定删除吗？", "删除", "取消", true, func() { yes++ })
	uitest.Press(w, fyne.KeyReturn)
	uitest.Press(w, fyne.Key1)
	if yes != 1 || !slices.Equal(page.got, []nav.Key{"1"}) {
		t.Errorf("yes %d, page got %v", yes, page.got)
	}
}

func TestSelectByKeyboard(t *testing.T) {
	var got uikit.Option
	f := uikit.NewSelectField("请选择", []uikit.Option{{ID: "a", Text: "养老服务场所"}, {ID: "b", Text: "道路路段"}}, func(o uikit.Option) { got = o })
	w, _ := window(t, uikit.VStack(0, f))
	w.Canvas().Focus(f)
	uitest.Press(w, fyne.KeyDown)
	uitest.Press(w, fyne.KeyDown)
	uitest.Press(w, fyne.KeyReturn)
	if got.ID != "b" || f.Selected().ID != "b" || w.Canvas().Focused() != fyne.Focusable(f) {
		t.Errorf("chosen %+v, focus %T", got, w.Canvas().Focused())
	}
}

func TestSearchSelectFilters(t *testing.T) {
	var got uikit.Option
	all := []uikit.Option{{ID: "1", Text: "柿园社区食堂"}, {ID: "2", Text: "西岗日间照料中心", Sub: "YL-004"}}
	filter := func(text string) []uikit.Option {
		return slices.DeleteFunc(slices.Clone(all), func(o uikit.Option) bool { return !strings.Contains(o.Text, text) })
	}
	var timers uitest.Timers
	f := uikit.NewSearchSelect("选择检查对象", "输入名称", "没有符合的结果", filter, func(o uikit.Option) { got = o })
	f.SetLater(timers.Later)
	w, _ := window(t, uikit.VStack(0, f))
	w.Canvas().Focus(f)
	uitest.Type(w, "西")
	timers.Advance(time.Second)
	uitest.Press(w, fyne.KeyReturn)
	if got.ID != "2" {
		t.Errorf("chosen %+v", got)
	}
}

func TestDateField(t *testing.T) {
	var got []string
	today := func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) }
	f := uikit.NewDateField(uitest.Catalog(t), today, func(day string) { got = append(got, day) })
	f.SetRange("2026-11-20", "2026-12-20")
	w, _ := window(t, uikit.VStack(0, f, uikit.NewEntry()))
	w.Canvas().Focus(f.Entry())
	uitest.Type(w, "20261121")
	w.Canvas().FocusNext()
	if f.Day() != "2026-11-21" || f.Entry().Text != "2026-11-21" {
		t.Errorf("day %q, text %q", f.Day(), f.Entry().Text)
	}
	f.Step(1)
	f.Step(-10)
	if f.Day() != "" || !strings.Contains(f.Problem(), "2026-11-20") {
		t.Errorf("an early day is taken: %q %q", f.Day(), f.Problem())
	}
	if want := []string{"2026-11-21", "2026-11-22"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestParseDay(t *testing.T) {
	for text, want := range map[string]string{"2026-11-20": "2026-11-20", "20261120": "2026-11-20", "2026.1.5": "2026-01-05",
		"2026年2月29日": "", "２０２６／１１／２０": "2026-11-20", "明天": "", "11-20": "", "1999-01-01": "", "2026-13-01": ""} {
		if got, ok := uikit.ParseDay(text); got != want || ok != (want != "") {
			t.Errorf("ParseDay(%q) = %q %v, want %q", text, got, ok, want)
		}
	}
}

func TestToast(t *testing.T) {
	var timers uitest.Timers
	undone := false
	h := uikit.NewToastHost(uikit.NewTitle("页"))
	h.SetLater(timers.Later)
	w, _ := window(t, h)
	h.Say("已保存")
	timers.Advance(5 * time.Second)
	if h.Message() != "" {
		t.Error("the message stays")
	}
	h.SayWith("已删除", "撤销", func() { undone = true })
	uitest.Settle(w)
	uitest.TapText(t, w, "撤销")
	if !undone || h.Message() != "" {
		t.Error("the action did nothing")
	}
}

func TestField(t *testing.T) {
	f := uikit.NewField("编号", uikit.NewEntry()).Required().Hint("例如 YL-003")
	w, _ := window(t, uikit.VStack(0, f))
	uitest.HasText(t, w, "编号", "*", "例如 YL-003")
	f.SetError("请填写编号")
	uitest.Settle(w)
	uitest.HasText(t, w, "请填写编号")
	if f.Error() != "请填写编号" {
		t.Errorf("error %q", f.Error())
	}
	f.SetError("")
	uitest.Settle(w)
	uitest.HasText(t, w, "例如 YL-003")
}

func TestFlowBreaksLines(t *testing.T) {
	a, b := uikit.NewSuggestion("通道堆放杂物", nil), uikit.NewSuggestion("出口上锁，未配钥匙", nil)
	flow := uikit.Flow(8, a, b)
	uitest.NewApp(t)
	flow.Resize(fyne.NewSize(200, 200))
	if b.Position().Y <= a.Position().Y || b.Position().X != 0 {
		t.Errorf("the second chip is at %v", b.Position())
	}
	flow.Resize(fyne.NewSize(600, 200))
	if b.Position().Y != a.Position().Y {
		t.Errorf("with room the second chip is at %v", b.Position())
	}
}
