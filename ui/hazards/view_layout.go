package hazards

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
)

// pairs lays objects out two by two: a label of a fixed width at scale 1, and beside it a text that wraps.
type pairs struct {
	label float32
	gap   float32
}

type heighter interface{ HeightFor(width float32) float32 }

func (p *pairs) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := theme.Scaled(p.label)
	width := max(size.Width-left-theme.Space12, 1)
	y := float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		label, text := objects[i], objects[i+1]
		high := label.MinSize().Height
		label.Move(fyne.NewPos(0, y))
		label.Resize(fyne.NewSize(left, high))
		if wraps, ok := text.(heighter); ok {
			high = max(high, wraps.HeightFor(width))
		}
		text.Move(fyne.NewPos(left+theme.Space12, y))
		text.Resize(fyne.NewSize(width, high))
		y += high + p.gap
	}
}

func (p *pairs) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(theme.Scaled(p.label)+theme.Space12+60, 0)
	for i := 0; i+1 < len(objects); i += 2 {
		size.Height += max(objects[i].MinSize().Height, objects[i+1].MinSize().Height) + p.gap
	}
	size.Height = max(size.Height-p.gap, 0)
	return size
}

// bar puts its first objects at the left and the others at the right end; where that is too narrow, those at the right
// stand in a line of their own below.
type bar struct {
	left  int
	width float32
}

func widthOf(objects []fyne.CanvasObject) float32 {
	w := float32(0)
	for i, o := range objects {
		if i > 0 {
			w += theme.Space8
		}
		w += o.MinSize().Width
	}
	return w
}

func (b *bar) twoLines(objects []fyne.CanvasObject, width float32) bool {
	return width > 0 && b.left > 0 && b.left < len(objects) && widthOf(objects)+theme.Space8 > width
}

func (b *bar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	y := float32(0)
	run := func(part []fyne.CanvasObject, x float32) {
		for _, o := range part {
			o.Move(fyne.NewPos(x, y))
			o.Resize(o.MinSize())
			x += o.MinSize().Width + theme.Space8
		}
	}
	run(objects[:b.left], 0)
	if b.twoLines(objects, size.Width) {
		y = objects[0].MinSize().Height + theme.Space8
	}
	right := objects[b.left:]
	run(right, max(size.Width-widthOf(right), 0))
}

func (b *bar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.NewSize(0, 0)
	}
	high := objects[0].MinSize().Height
	if b.twoLines(objects, b.width) {
		high = 2*high + theme.Space8
	}
	return fyne.NewSize(max(widthOf(objects[:b.left]), widthOf(objects[b.left:])), high)
}
