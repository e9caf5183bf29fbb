package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
)

// MarkBar stands over a list while rows of it are marked: how many, and what can be done to them.
type MarkBar struct {
	// Object is what a page lays out; it is hidden while nothing is marked.
	Object *fyne.Container

	count *Text
}

// NewMarkBar returns a hidden bar with the buttons at its right end.
func NewMarkBar(buttons ...fyne.CanvasObject) *MarkBar {
	b := &MarkBar{count: NewText("", StyleStrong)}
	b.Object = HFill(theme.Space8, 1, append([]fyne.CanvasObject{b.count, container.NewStack()}, buttons...)...)
	b.Object.Hide()
	return b
}

// Show says how many rows are marked. It reports whether the bar came or went, when what lies around it must be laid
// out anew.
func (b *MarkBar) Show(n int, text string) bool {
	b.count.SetText(text)
	b.Object.Refresh()
	if b.Object.Visible() == (n > 0) {
		return false
	}
	b.Object.Hidden = n == 0
	return true
}
