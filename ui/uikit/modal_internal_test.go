package uikit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"anxun/ui/theme"
)

// TestASheetShowsItsWholeText opens a sheet whose text takes several lines; nothing of it is scrolled away.
func TestASheetShowsItsWholeText(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light, theme.ScaleNormal))
	w := test.NewTempWindow(t, NewTitle(""))
	w.Resize(fyne.NewSize(1366, 768))
	m := Inform(w.Canvas(), "没有完成", "程序在这一步出错，没有完成；已保存的内容不受影响，可以继续使用。错误记录里没有个人信息，可交给负责信息化的同事。", "确定")
	if need, has := m.body.Content.MinSize().Height, m.body.Size().Height; has < need {
		t.Errorf("the text needs %.0f and is given %.0f", need, has)
	}
}
