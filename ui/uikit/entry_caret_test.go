package uikit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"anxun/ui/caret"
	"anxun/ui/theme"
)

// The caret that the input method is told moves with the text and stays inside an entry whose text has scrolled.
func TestCaretAreaFollowsTheText(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light, 1))
	e := NewEntry()
	w := test.NewTempWindow(t, e)
	w.Resize(fyne.NewSize(240, 80))
	w.Canvas().Focus(e)
	before, height := e.caretArea()
	test.Type(e, "消防")
	after, _ := e.caretArea()
	if after.X < before.X+height || after.Y != before.Y || height < 10 {
		t.Errorf("from %v to %v, %v high", before, after, height)
	}
	test.Type(e, strings.Repeat("消防通道", 20))
	if end, _ := e.caretArea(); end.X <= after.X || end.X > e.Size().Width {
		t.Errorf("at the end of a long text the caret is at %v of %v", end.X, e.Size().Width)
	}
	spot := caret.SpotOf(w.Canvas(), fyne.NewPos(30, 40), height)
	if spot.X != 30 || spot.Y != 40 || spot.Height < 10 {
		t.Errorf("in pixels %+v", spot)
	}
}
