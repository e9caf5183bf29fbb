package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// ProgressBar shows how many items are answered how: 符合, 不符合 and 不适用 one after the other, the rest open.
type ProgressBar struct {
	widget.BaseWidget
	pass, fail, na, open int
}

// NewProgressBar returns an empty bar.
func NewProgressBar() *ProgressBar {
	b := &ProgressBar{}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes the counts; negative ones count as 0.
func (b *ProgressBar) Set(pass, fail, na, open int) {
	b.pass, b.fail, b.na, b.open = max(pass, 0), max(fail, 0), max(na, 0), max(open, 0)
	b.Refresh()
}

// CreateRenderer draws the segments.
func (b *ProgressBar) CreateRenderer() fyne.WidgetRenderer {
	const high float32 = 8
	track := box(high / 2)
	segments := []*canvas.Rectangle{box(0), box(0), box(0)}
	tokens := []theme.Token{theme.Pass, theme.Fail, theme.Neutral}
	update := func() {
		track.FillColor = theme.Color(theme.NeutralTint)
		for i, s := range segments {
			s.FillColor = theme.Color(tokens[i])
		}
	}
	minSize := func() fyne.Size { return fyne.NewSize(60, high) }
	layout := func(size fyne.Size) {
		y := (size.Height - high) / 2
		place(track, 0, y, size.Width, high)
		total := float32(b.pass + b.fail + b.na + b.open)
		x := float32(0)
		for i, n := range []int{b.pass, b.fail, b.na} {
			w := float32(0)
			if total > 0 {
				w = size.Width * float32(n) / total
			}
			s := segments[i]
			s.Hidden = w == 0
			s.TopLeftCornerRadius, s.BottomLeftCornerRadius, s.TopRightCornerRadius, s.BottomRightCornerRadius = 0, 0, 0, 0
			if x == 0 {
				s.TopLeftCornerRadius, s.BottomLeftCornerRadius = high/2, high/2
			}
			if x+w >= size.Width-0.01 {
				s.TopRightCornerRadius, s.BottomRightCornerRadius = high/2, high/2
			}
			place(s, x, y, w, high)
			x += w
		}
	}
	return newPainter(b, update, minSize, layout, track, segments[0], segments[1], segments[2])
}
