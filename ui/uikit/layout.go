package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
)

// heighter is an object whose height depends on its width, such as a Text.
type heighter interface{ HeightFor(width float32) float32 }

func heightFor(o fyne.CanvasObject, width float32) float32 {
	if h, ok := o.(heighter); ok {
		return h.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, knows := c.Layout.(wrapping); knows {
			return l.heightAt(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// narrowWindow is the width at scale 1 below which a page and the rail give up what is convenient and not necessary.
const narrowWindow float32 = 1000

// Narrow reports whether a window of that width is narrow for the text in it: text of 150 % on a screen of 1366, of 200 % on
// one of 1920.
func Narrow(width float32) bool { return width < theme.Scaled(narrowWindow) }

// VStack puts objects under each other with gap between them, each over the full width.
func VStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&stack{gap: gap, fill: -1}, objects...)
}

// VFill is a VStack whose object number fill takes all height that is left.
func VFill(gap float32, fill int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&stack{gap: gap, fill: fill}, objects...)
}

// HStack puts objects beside each other with gap between them, centred in height, each as wide as it needs.
func HStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, fill: -1}, objects...)
}

// HFill is an HStack whose object number fill takes all width that is left.
func HFill(gap float32, fill int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, fill: fill}, objects...)
}

// Columns divides the width equally and gives all objects the full height.
func Columns(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{gap: gap}, objects...)
}

// Pad keeps distance around one object.
func Pad(horizontal, vertical float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&pad{horizontal, vertical}, o)
}

// SidePanel puts panel at the right with a fixed width (already scaled) and main in the rest, without gap.
func SidePanel(main, panel fyne.CanvasObject, width float32) *fyne.Container {
	return container.New(&sidePanel{width}, main, panel)
}

type stack struct {
	gap   float32
	fill  int
	width float32 // given last; the height depends on it
}

func (s *stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	used := float32(0)
	for i, o := range objects {
		if o.Visible() {
			if i != s.fill {
				used += heightFor(o, size.Width)
			}
			used += s.gap
		}
	}
	y := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, size.Width)
		if i == s.fill {
			h = max(size.Height-used+s.gap, 0)
		}
		place(o, 0, y, size.Width, h)
		y += h + s.gap
	}
}

func (s *stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	n := 0
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		if i != s.fill && s.width > 0 {
			m.Height = heightFor(o, s.width)
		}
		size.Height += m.Height
		n++
	}
	size.Height += s.gap * float32(max(n-1, 0))
	return size
}

// natural is an object that says how wide it would like to be, where MinSize is only what it can bear.
type natural interface{ Natural() float32 }

func naturalWidth(o fyne.CanvasObject) float32 {
	if n, ok := o.(natural); ok {
		return max(n.Natural(), o.MinSize().Width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if r, ok := c.Layout.(*row); ok {
			return r.natural(c.Objects)
		}
	}
	return o.MinSize().Width
}

type row struct {
	gap  float32
	fill int
}

// natural is how wide the row would like to be, for a row that stands in another.
func (r *row) natural(objects []fyne.CanvasObject) float32 {
	width, shown := float32(0), 0
	for _, o := range objects {
		if o.Visible() {
			width += naturalWidth(o)
			shown++
		}
	}
	return width + r.gap*float32(max(shown-1, 0))
}

// widths divides the width of the row among its objects.
func (r *row) widths(objects []fyne.CanvasObject, width float32) []float32 {
	widths := make([]float32, len(objects))
	used, shown := float32(0), 0
	for i, o := range objects {
		if o.Visible() {
			shown++
			if i != r.fill {
				widths[i] = naturalWidth(o)
				used += widths[i]
			}
		}
	}
	used += r.gap * float32(max(shown-1, 0))
	if r.fill >= 0 && r.fill < len(objects) {
		widths[r.fill] = max(width-used, 0)
	} else {
		shrink(objects, widths, used-width)
	}
	return widths
}

func (r *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := r.widths(objects, size.Width)
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		h := min(heightFor(o, widths[i]), size.Height)
		if i == r.fill {
			if _, wraps := o.(heighter); !wraps {
				h = size.Height
			}
		}
		place(o, x, (size.Height-h)/2, widths[i], h)
		x += widths[i] + r.gap
	}
}

// shrink takes missing width from objects that can bear less than their natural width, from the first on.
func shrink(objects []fyne.CanvasObject, widths []float32, missing float32) {
	for i, o := range objects {
		if missing <= 0 {
			return
		}
		if !o.Visible() {
			continue
		}
		if spare := widths[i] - o.MinSize().Width; spare > 0 {
			take := min(spare, missing)
			widths[i] -= take
			missing -= take
		}
	}
}

func (r *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Height = max(size.Height, m.Height)
		size.Width += m.Width
		n++
	}
	size.Width += r.gap * float32(max(n-1, 0))
	return size
}

type columns struct {
	gap    float32
	stacks bool    // under each other where one would be cut
	width  float32 // given last; the height of what may stack depends on it
}

// each is how wide an object is of n.
func (c *columns) each(width float32, n int) float32 {
	return (width - c.gap*float32(n-1)) / float32(max(n, 1))
}

// stacked reports whether the objects stand under each other at a width.
func (c *columns) stacked(shown []fyne.CanvasObject, width float32) bool {
	if !c.stacks || width <= 0 {
		return false
	}
	for _, o := range shown {
		if o.MinSize().Width > c.each(width, len(shown)) {
			return true
		}
	}
	return false
}

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	shown := visible(objects)
	if c.stacked(shown, size.Width) {
		y := float32(0)
		for _, o := range shown {
			h := heightFor(o, size.Width)
			place(o, 0, y, size.Width, h)
			y += h + c.gap
		}
		return
	}
	w := c.each(size.Width, len(shown))
	for i, o := range shown {
		place(o, float32(i)*(w+c.gap), 0, w, size.Height)
	}
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	shown := visible(objects)
	var one fyne.Size
	for _, o := range shown {
		one = one.Max(o.MinSize())
	}
	n := float32(len(shown))
	if c.stacked(shown, c.width) {
		return fyne.NewSize(one.Width, c.heightAt(objects, c.width))
	}
	if c.stacks {
		return one
	}
	return fyne.NewSize(one.Width*n+c.gap*max(n-1, 0), one.Height)
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	shown := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}

type pad struct{ horizontal, vertical float32 }

func (p *pad) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, p.horizontal, p.vertical, size.Width-2*p.horizontal, size.Height-2*p.vertical)
	}
}

func (p *pad) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range visible(objects) {
		size = size.Max(o.MinSize())
	}
	return size.AddWidthHeight(2*p.horizontal, 2*p.vertical)
}

type sidePanel struct{ width float32 }

func (s *sidePanel) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	main, panel := objects[0], objects[1]
	w := s.width
	if !panel.Visible() {
		w = 0
	}
	place(main, 0, 0, size.Width-w, size.Height)
	place(panel, size.Width-w, 0, w, size.Height)
}

func (s *sidePanel) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m, p := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(m.Width+s.width, max(m.Height, p.Height))
}
