package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
)

// NewIcon returns an icon that is only looked at, with sides of size at scale 1.
func NewIcon(name theme.IconName, token theme.Token, size float32) fyne.CanvasObject {
	image := canvas.NewImageFromResource(theme.Icon(name, token))
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(theme.Scaled(size)))
	return image
}

// Middle shows one object in the middle of the room there is, with a fixed width at scale 1.
func Middle(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&middle{width}, o)
}
