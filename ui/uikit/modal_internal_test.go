package uikit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"anxun/ui/i18n"
	"anxun/ui/nav"
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

// TestWorkIsCancelledByEscapeOnly presses keys while work goes on: Enter once too often must not end it, and Escape ends it once.
func TestWorkIsCancelledByEscapeOnly(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light, theme.ScaleNormal))
	w := test.NewTempWindow(t, NewTitle(""))
	w.Resize(fyne.NewSize(1366, 768))
	words, err := i18n.New(i18n.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	cancelled := 0
	d := ShowProgress(w.Canvas(), words, "正在接收", func() { cancelled++ })
	for _, step := range []struct {
		key  nav.Key
		want int
	}{{nav.KeyEnter, 0}, {nav.Ctrl(nav.KeyEnter), 0}, {nav.KeyEscape, 1}, {nav.KeyEscape, 1}, {nav.KeyEnter, 1}} {
		if !d.modal.key(step.key) && step.want == 0 {
			t.Errorf("%s went to the page below", step.key)
		}
		if cancelled != step.want {
			t.Errorf("after %s: cancelled %d times, want %d", step.key, cancelled, step.want)
		}
	}
	d.Done()
}

// TestButtonsOfASheetStayInIt opens a sheet with more buttons than fit beside each other.
func TestButtonsOfASheetStayInIt(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light, theme.ScaleLarger))
	w := test.NewTempWindow(t, NewTitle(""))
	w.Resize(fyne.NewSize(1366, 768))
	var actions []*Button
	for _, words := range []string{"Close", "Lock now", "Remove password", "Save password"} {
		actions = append(actions, NewButton(words, Secondary, func() {}))
	}
	m := ShowSheet(w.Canvas(), Sheet{Title: "Start password", Body: NewBody("…"), Actions: actions})
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	left, right, bottom := at(m.card).X, at(m.card).X+m.card.Size().Width, at(m.card).Y+m.card.Size().Height
	for _, b := range actions {
		if p := at(b); p.X < left || p.X+b.Size().Width > right || p.Y+b.Size().Height > bottom {
			t.Errorf("%q stands at %v to %v, the sheet ends at %v, %v and %v", b.Text(), p, p.Add(b.Size()), left, right, bottom)
		}
	}
	first, last := at(actions[0]), at(actions[3])
	if first.Y >= last.Y {
		t.Errorf("the main button stands at %v, above or beside the first at %v", last, first)
	}
}
