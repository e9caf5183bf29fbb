package uikit

import (
	"math"
	"testing"

	"fyne.io/fyne/v2/test"

	"anxun/ui/theme"
)

func TestQuickWidthIsTheMeasuredWidth(t *testing.T) {
	app := test.NewTempApp(t)
	for _, scale := range []float32{theme.ScaleNormal, theme.ScaleLarge, theme.ScaleLarger, theme.ScaleLargest} {
		app.Settings().SetTheme(theme.New(theme.Light, scale))
		for _, text := range []string{"", "灭火器压力正常、未超期、铭牌完整", "GB 55037-2022 第12.0.6条；《消防法》第二十八条", "AVATAR To fi ffi 1,000 m² 0.9 米", "“养老” — 二层东侧（3 台）"} {
			for _, bold := range []bool{false, true} {
				want, got := measure(text, theme.TextLead, bold).Width, quickWidth(text, theme.TextLead, bold)
				if math.Abs(float64(want-got)) > 1 {
					t.Errorf("%q bold=%v scale=%v: %v, measured %v", text, bold, scale, got, want)
				}
			}
		}
	}
}

func BenchmarkHeightForParagraph(b *testing.B) {
	app := test.NewTempApp(b)
	app.Settings().SetTheme(theme.New(theme.Light, 1))
	p := NewParagraph("灭火器数量满足：每个计算单元不少于2具，每处不多于5具，压力正常、未超期、铭牌完整，设置在明显便于取用的地点，不影响安全疏散", StyleLead, 0)
	for i := 0; b.Loop(); i++ {
		p.HeightFor(float32(250 + i%50))
	}
}
