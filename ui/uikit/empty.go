package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
)

// NewEmptyState fills a page or list that has nothing to show: an icon, one sentence that says why, and what can be
// done about it (may be nil).
func NewEmptyState(icon theme.IconName, sentence string, action *Button) fyne.CanvasObject {
	image := canvas.NewImageFromResource(theme.Icon(icon, theme.Muted))
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(theme.Scaled(36)))
	text := NewParagraph(sentence, StyleMuted, 3).SetAlign(fyne.TextAlignCenter)
	parts := []fyne.CanvasObject{container.NewCenter(image), text}
	if action != nil {
		parts = append(parts, container.NewCenter(action))
	}
	return container.New(&middle{360}, VStack(theme.Space12, parts...))
}

// NewPaddedCaption is a single line of secondary text with distance around, for a short list that is empty.
func NewPaddedCaption(text string) fyne.CanvasObject {
	return Pad(theme.Space12, theme.Space12, NewParagraph(text, StyleMuted, 2))
}

// middle centres one object with a fixed width (at scale 1), so that wrapped text keeps together.
type middle struct{ width float32 }

func (m *middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := min(theme.Scaled(m.width), size.Width)
	for _, o := range objects {
		o.Resize(fyne.NewSize(w, o.MinSize().Height)) // first, so that wrapped text knows its width
		h := o.MinSize().Height
		place(o, (size.Width-w)/2, max((size.Height-h)/2, 0), w, h)
	}
}

func (m *middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}
