//go:build test

package inspecting

import (
	"context"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uitest"
)

// longList is a checklist with n items in one section, with texts of real length.
func longList(t testing.TB, o *office, n int) {
	t.Helper()
	list := inspection.Checklist{Code: "XL", Slug: "long", Title: "长表", Version: 1, Published: "2026-11-01",
		Kinds: []inspection.PlaceKind{inspection.PlaceCare}, Sections: []inspection.Section{{Title: "一"}}}
	for i := range n {
		list.Sections[0].Items = append(list.Sections[0].Items, inspection.Item{Code: inspection.ItemCode(fmt.Sprintf("XL-%04d", i+1)),
			Text:   fmt.Sprintf("第%d处灭火器数量满足：每个计算单元不少于2具，每处不多于5具，压力正常、未超期、铭牌完整", i+1),
			Method: "逐个查看压力表、铭牌和维修标志", Severity: inspection.SeverityGeneral,
			Findings: []inspection.Finding{{Text: "灭火器压力不足。", Remedy: "立即更换。"}}})
	}
	o.must(t, o.service.InstallChecklists(context.Background(), "张建国", []inspection.Checklist{list}))
}

// BenchmarkAnswer measures from a key to the finished picture of the software canvas, saving included.
func BenchmarkAnswer(b *testing.B) {
	for _, n := range []int{30, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			uitest.NewApp(b)
			o := newOffice(b)
			longList(b, o, n)
			s := openScreen(b, o, o.start(b, "XL").ID, fyne.NewSize(1366-theme.RailWidth, 768))
			s.window.Canvas().Capture()
			keys := []fyne.KeyName{fyne.Key1, fyne.KeyUp}
			for i := 0; b.Loop(); i++ {
				uitest.Press(s.window, keys[i%len(keys)])
				s.window.Canvas().Capture()
			}
		})
	}
}

// BenchmarkKeystroke is BenchmarkAnswer without painting, which is the same for every page: what the page itself costs.
func BenchmarkKeystroke(b *testing.B) {
	for _, n := range []int{30, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			uitest.NewApp(b)
			o := newOffice(b)
			longList(b, o, n)
			s := openScreen(b, o, o.start(b, "XL").ID, fyne.NewSize(1366-theme.RailWidth, 768))
			keys := []fyne.KeyName{fyne.Key1, fyne.KeyUp}
			for i := 0; b.Loop(); i++ {
				uitest.Press(s.window, keys[i%len(keys)])
			}
		})
	}
}

// BenchmarkOpen measures from the route to the first picture.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{30, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			uitest.NewApp(b)
			o := newOffice(b)
			longList(b, o, n)
			id := o.start(b, "XL").ID
			s := openScreen(b, o, id, fyne.NewSize(1366-theme.RailWidth, 768))
			for b.Loop() {
				s.screen.Enter(string(id))
				s.window.Canvas().Capture()
			}
		})
	}
}
