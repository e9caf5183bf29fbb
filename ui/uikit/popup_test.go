package uikit_test

import (
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// The lists and the calendar that open over a window, drawn in both variants.
func TestPopups(t *testing.T) {
	for name, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
		t.Run(name, func(t *testing.T) {
			uitest.NewAppWith(t, mode, 1)
			today := func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) }
			date := uikit.NewDateField(uitest.Catalog(t), today, nil)
			date.SetDay("2026-11-23")
			var places []uikit.Option
			for i := range 12 {
				places = append(places, uikit.Option{ID: strconv.Itoa(i), Text: "西安东社区养老中心", Sub: "YL-00" + strconv.Itoa(i) + " · 日间照料"})
			}
			choose := uikit.NewSearchSelect("选择检查对象", "名称、拼音首字母或编号", "没有符合的结果", func(string) []uikit.Option { return places }, nil)
			w, _ := uitest.Window(t, withBackground(uikit.Pad(40, 40, uikit.Columns(40, uikit.VStack(0, choose), uikit.VStack(0, date)))), fyne.NewSize(800, 520))
			w.Canvas().Focus(choose)
			uitest.Press(w, fyne.KeyReturn)
			uitest.Render(t, w, "search-select-"+name)
			uitest.Press(w, fyne.KeyEscape)
			if w.Canvas().Overlays().Top() != nil {
				t.Fatal("Escape leaves the list open")
			}
			date.OpenCalendar()
			uitest.HasText(t, w, "2026年11月", "一", "30")
			uitest.Press(w, fyne.KeyRight)
			uitest.Press(w, fyne.KeyDown)
			uitest.Render(t, w, "calendar-"+name)
			uitest.Press(w, fyne.KeyReturn)
			if date.Day() != "2026-12-01" || w.Canvas().Overlays().Top() != nil {
				t.Errorf("the day is %q", date.Day())
			}
		})
	}
}
