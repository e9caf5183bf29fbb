package uikit_test

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

func numbers(drawn *int) *uikit.Table[int] {
	return uikit.NewTable([]uikit.Column[int]{{Key: "n", Title: "序号", Flex: 1, Sortable: true, Text: func(i int) string {
		*drawn++
		return "第" + strconv.Itoa(i)
	}}})
}

func TestTableDrawsOnlyWhatIsSeen(t *testing.T) {
	const n = 100_000
	drawn := 0
	table := numbers(&drawn)
	w, _ := window(t, table)
	table.SetSource(n, func(i int) int { return i })
	uitest.Settle(w)
	uitest.HasText(t, w, "第0")
	drawn = 0
	table.HandleKey(nav.KeyEnd)
	uitest.HasText(t, w, "第99999")
	if drawn > 200 {
		t.Errorf("%d rows were formatted to show the last one", drawn)
	}
	if uitest.FindText(w, "第0") != nil {
		t.Error("the first row is still there")
	}
}

func TestTableKeys(t *testing.T) {
	drawn := 0
	var selected []int
	activated := -1
	table := numbers(&drawn)
	table.OnSelected = func(i, _ int) { selected = append(selected, i) }
	table.OnActivated = func(i, _ int) { activated = i }
	w, router := window(t, table)
	page := &keys{}
	router.SetPage(page)
	table.SetSource(50, func(i int) int { return i })
	uitest.Settle(w)
	w.Canvas().Focus(table)
	const rows = 6 - 1 // six rows are in sight below the head; a page keeps one of them
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyDown, 0}, {fyne.KeyDown, 1}, {fyne.KeyPageDown, 1 + rows}, {fyne.KeyEnd, 49}, {fyne.KeyDown, 49}, {fyne.KeyPageUp, 49 - rows},
		{fyne.KeyHome, 0}, {fyne.KeyUp, 0}} {
		uitest.Press(w, step.key)
		if table.Selected() != step.want {
			t.Errorf("after %s row %d is selected, want %d", step.key, table.Selected(), step.want)
		}
	}
	if len(selected) != 6 {
		t.Errorf("OnSelected was called for %v", selected)
	}
	uitest.Press(w, fyne.KeyReturn)
	uitest.Press(w, fyne.Key1)
	if activated != 0 || len(page.got) != 1 || page.got[0] != "1" {
		t.Errorf("activated %d, page got %v", activated, page.got)
	}
}

func TestTableTapSortAndEmpty(t *testing.T) {
	drawn, sorts := 0, []bool(nil)
	table := numbers(&drawn)
	table.OnSort = func(_ string, ascending bool) { sorts = append(sorts, ascending) }
	table.SetEmpty(uikit.NewEmptyState(theme.IconCheck, "没有记录", nil))
	w, _ := window(t, table)
	uitest.HasText(t, w, "没有记录")
	table.SetRows([]int{7, 8, 9})
	uitest.Settle(w)
	uitest.TapText(t, w, "第8")
	if table.Selected() != 1 || w.Canvas().Focused() != fyne.Focusable(table) {
		t.Errorf("selected %d, focus %T", table.Selected(), w.Canvas().Focused())
	}
	uitest.TapText(t, w, "序号")
	uitest.TapText(t, w, "序号 ↑")
	if len(sorts) != 2 || !sorts[0] || sorts[1] {
		t.Errorf("sorted %v", sorts)
	}
	table.SetRows(nil)
	uitest.Settle(w)
	if table.Selected() != -1 || uitest.FindText(w, "第8") != nil {
		t.Error("rows are left in an empty table")
	}
}

func BenchmarkTableScroll(b *testing.B) {
	uitest.NewApp(b)
	drawn := 0
	table := numbers(&drawn)
	table.SetSource(100_000, func(i int) int { return i })
	_, _ = uitest.Window(b, table, uitest.Screen)
	b.ResetTimer()
	for i := range b.N {
		table.Select(i * 37 % 100_000)
	}
}
