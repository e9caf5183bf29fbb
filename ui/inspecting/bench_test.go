//go:build test

package inspecting

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

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

// BenchmarkLongList answers in turn in a list of 30 and in one of 1,000 items and reports how many times longer the long
// one takes: to the finished picture of the software canvas (frame-ratio), and until the page itself is done, saving
// included (page-ratio). Both lists see the same load of the machine, and medians leave out what interrupted a stroke.
func BenchmarkLongList(b *testing.B) {
	uitest.NewApp(b)
	var lists [2]*strokes
	for i, n := range []int{30, 1000} {
		o := newOffice(b)
		longList(b, o, n)
		lists[i] = &strokes{list: openScreen(b, o, o.start(b, "XL").ID, fyne.NewSize(1366-theme.RailWidth, 768))}
		lists[i].list.window.Canvas().Capture()
	}
	for b.Loop() {
		for _, list := range lists {
			list.press(fyne.Key1)
			list.press(fyne.KeyUp)
		}
	}
	short, long := lists[0], lists[1]
	b.ReportMetric(ratio(long.frame, short.frame), "frame-ratio")
	b.ReportMetric(ratio(long.page, short.page), "page-ratio")
	b.ReportMetric(median(long.page).Seconds()*1000, "page-ms")
}

// strokes are the times of the keys pressed in one list.
type strokes struct {
	list        *bench
	page, frame []time.Duration
}

func (s *strokes) press(key fyne.KeyName) {
	begin := time.Now()
	uitest.Press(s.list.window, key)
	s.page = append(s.page, time.Since(begin))
	s.list.window.Canvas().Capture()
	s.frame = append(s.frame, time.Since(begin))
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func ratio(of, to []time.Duration) float64 { return float64(median(of)) / float64(median(to)) }

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
