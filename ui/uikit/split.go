package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
)

// mostPanel is the part of the width that a panel takes at most: large letters must not push the list out.
const mostPanel float32 = 0.44

// Split puts panel at the right with a width (already scaled; less where main would be the smaller part) and main in the
// rest, both over the full height, with gap between them.
func Split(gap float32, main, panel fyne.CanvasObject, width float32) *fyne.Container {
	return container.New(&split{gap, width}, main, panel)
}

type split struct{ gap, width float32 }

func (s *split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(s.width, size.Width*mostPanel)
	left := max(size.Width-width-s.gap, 0)
	place(objects[0], 0, 0, left, size.Height)
	place(objects[1], left+s.gap, 0, width, size.Height)
}

func (s *split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m, p := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(m.Width+s.gap+s.width, max(m.Height, p.Height))
}

// FixedWidth gives one object a width at scale 1, in a row where others fill the rest.
func FixedWidth(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fixedWidth{width}, o)
}

type fixedWidth struct{ width float32 }

func (f *fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (f *fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(f.width), heightFor(objects[0], theme.Scaled(f.width)))
}
