package uikit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// A row inside a row is as wide as its words want, as long as there is room.
func TestRowInRow(t *testing.T) {
	uitest.NewApp(t)
	words := uikit.NewText("逾期 11 天", uikit.StyleStrong)
	inner := uikit.HStack(4, uikit.NewBadge("一般", uikit.ToneNeutral), words)
	outer := uikit.HStack(8, uikit.NewBadge("待整改", uikit.ToneNeutral), inner)
	outer.Resize(fyne.NewSize(400, 40))
	if words.Size().Width < words.Natural() {
		t.Errorf("the words have %.0f of %.0f although there is room", words.Size().Width, words.Natural())
	}
	outer.Resize(fyne.NewSize(outer.MinSize().Width, 40))
	if end := inner.Position().X + inner.Size().Width; end > outer.Size().Width+0.5 {
		t.Errorf("squeezed, the row ends at %.1f of %.1f", end, outer.Size().Width)
	}
}
