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

// TestAFormRowStacksWhereAFieldWouldBeCut gives a row of two wide fields enough room, and then too little.
func TestAFormRowStacksWhereAFieldWouldBeCut(t *testing.T) {
	uitest.NewApp(t)
	choices := []uikit.Option{{ID: "1", Text: "General"}, {ID: "2", Text: "Serious"}, {ID: "3", Text: "Suspected major"}}
	severity := uikit.NewField("Severity", uikit.NewToggleGroup(choices, nil))
	due := uikit.NewField("Deadline", uikit.NewEntry())
	row := uikit.FormRow(severity, due)
	wide := 2*severity.MinSize().Width + 40
	row.Resize(fyne.NewSize(wide, 200))
	if due.Position().X == 0 || due.Position().Y != 0 {
		t.Errorf("with room the second field stands at %v", due.Position())
	}
	row.Resize(fyne.NewSize(severity.MinSize().Width+20, 200))
	if due.Position().X != 0 || due.Position().Y < severity.Size().Height {
		t.Errorf("without room the second field stands at %v", due.Position())
	}
	if high := row.MinSize().Height; high < severity.Size().Height+due.Size().Height {
		t.Errorf("the row asks for %v", high)
	}
}
