package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// iconTap is a small icon that is pressed with the pointer inside another control. It is no focus stop: the control
// around it offers the same by key.
type iconTap struct {
	widget.BaseWidget
	icon    theme.IconName
	onTap   func()
	hovered bool
}

func newIconTap(icon theme.IconName, onTap func()) *iconTap {
	t := &iconTap{icon: icon, onTap: onTap}
	t.ExtendBaseWidget(t)
	return t
}

func (t *iconTap) Tapped(*fyne.PointEvent)        { t.onTap() }
func (t *iconTap) MouseIn(*desktop.MouseEvent)    { t.hovered = true; t.Refresh() }
func (t *iconTap) MouseMoved(*desktop.MouseEvent) {}
func (t *iconTap) MouseOut()                      { t.hovered = false; t.Refresh() }
func (t *iconTap) Cursor() desktop.Cursor         { return desktop.PointerCursor }

// CreateRenderer draws the icon.
func (t *iconTap) CreateRenderer() fyne.WidgetRenderer {
	back := box(theme.RadiusSmall)
	image := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: theme.Icon(t.icon, theme.Muted)}
	update := func() {
		image.Resource = theme.Icon(t.icon, theme.Muted)
		back.FillColor = transparent
		if t.hovered {
			back.FillColor = theme.Color(theme.NeutralTint)
		}
	}
	side := func() float32 { return theme.Scaled(18) }
	minSize := func() fyne.Size { return fyne.NewSize(side()+10, side()+10) }
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(image, (size.Width-side())/2, (size.Height-side())/2, side(), side())
	}
	return newPainter(t, update, minSize, layout, back, image)
}
