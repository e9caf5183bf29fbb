package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
)

// Actions puts buttons at the right end, the most important last; in lines where they do not fit in one.
func Actions(buttons ...fyne.CanvasObject) *fyne.Container {
	return container.New(&trailing{gap: theme.Space8}, buttons...)
}

// trailing puts buttons at the right end, in lines where they do not fit in one. The last button, which matters most, is
// the last of the last line.
type trailing struct {
	gap   float32
	width float32 // given last; the height depends on it
}

// lines divides the objects, from the last one back, into lines that fit into the width; the first line comes first.
func (t *trailing) lines(objects []fyne.CanvasObject, width float32) [][]fyne.CanvasObject {
	var lines [][]fyne.CanvasObject
	var line []fyne.CanvasObject
	used := float32(0)
	shown := visible(objects)
	for i := len(shown) - 1; i >= 0; i-- {
		w := shown[i].MinSize().Width
		if len(line) > 0 && used+t.gap+w > width {
			lines, line, used = append([][]fyne.CanvasObject{line}, lines...), nil, 0
		}
		if len(line) > 0 {
			used += t.gap
		}
		line = append([]fyne.CanvasObject{shown[i]}, line...)
		used += w
	}
	if len(line) > 0 {
		lines = append([][]fyne.CanvasObject{line}, lines...)
	}
	return lines
}

func (t *trailing) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t.width = size.Width
	y := float32(0)
	for _, line := range t.lines(objects, size.Width) {
		x, high := size.Width, tallest(line)
		for i := len(line) - 1; i >= 0; i-- {
			m := line[i].MinSize()
			x -= m.Width
			place(line[i], x, y+(high-m.Height)/2, m.Width, m.Height)
			x -= t.gap
		}
		y += high + t.gap
	}
}

func (t *trailing) heightAt(objects []fyne.CanvasObject, width float32) float32 {
	h := -t.gap
	for _, line := range t.lines(objects, width) {
		h += tallest(line) + t.gap
	}
	return max(h, 0)
}

// MinSize is as wide as the widest button and as high as the lines at the last width.
func (t *trailing) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range visible(objects) {
		size = size.Max(o.MinSize())
	}
	if t.width > 0 {
		size.Height = t.heightAt(objects, t.width)
	}
	return size
}

func tallest(objects []fyne.CanvasObject) float32 {
	h := float32(0)
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	return h
}
