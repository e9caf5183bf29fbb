package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// KeyHint is the small frame with the name of a key, such as [F6].
type KeyHint struct {
	widget.BaseWidget
	key   string
	token theme.Token
}

// NewKeyHint returns a hint in the secondary text colour.
func NewKeyHint(key string) *KeyHint {
	k := &KeyHint{key: key, token: theme.Muted}
	k.ExtendBaseWidget(k)
	return k
}

func (k *KeyHint) set(key string, token theme.Token) {
	k.key, k.token = key, token
	k.Refresh()
}

// CreateRenderer draws the frame and the name.
func (k *KeyHint) CreateRenderer() fyne.WidgetRenderer {
	frame := box(theme.RadiusSmall)
	words := line(k.key, keyHintText, false, k.token)
	words.Alignment = fyne.TextAlignCenter
	update := func() {
		paint(frame, transparent, faded(theme.Color(k.token), 0x8c), theme.Hairline)
		setLine(words, k.key, keyHintText, false, k.token)
	}
	minSize := func() fyne.Size {
		w := measure(k.key, keyHintText, false).Width + 2*5
		return fyne.NewSize(max(w, theme.Scaled(18)), theme.Scaled(18))
	}
	layout := func(size fyne.Size) {
		place(frame, 0, 0, size.Width, size.Height)
		h := words.MinSize().Height
		place(words, 0, (size.Height-h)/2-lift(words), size.Width, h)
	}
	return newPainter(k, update, minSize, layout, frame, words)
}

const keyHintText float32 = 11
