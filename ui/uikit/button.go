package uikit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/ui/theme"
)

// Rank says how much a button asks to be pressed. A screen has one Primary button.
type Rank int

// The ranks.
const (
	Primary   Rank = iota // filled
	Secondary             // framed
	Quiet                 // words only
	Danger                // framed, in the fail colour
)

// Button is a button with words and, if wanted, an icon and the key that does the same.
type Button struct {
	pressable
	text  string
	rank  Rank
	icon  theme.IconName
	hint  string
	large bool
}

// NewButton returns a button; onTapped may be nil and set later with OnTapped.
func NewButton(text string, rank Rank, onTapped func()) *Button {
	b := &Button{text: text, rank: rank}
	b.init(b, onTapped)
	return b
}

// Icon puts an icon before the words.
func (b *Button) Icon(name theme.IconName) *Button { b.icon = name; b.Refresh(); return b }

// Hint shows the key that does the same; binding the key is the page's work.
func (b *Button) Hint(key string) *Button { b.hint = key; b.Refresh(); return b }

// Large makes the button high enough for a thumb or a glove.
func (b *Button) Large() *Button { b.large = true; b.Refresh(); return b }

// OnTapped changes what the button does.
func (b *Button) OnTapped(f func()) { b.onPress = f }

// Text returns the words.
func (b *Button) Text() string { return b.text }

// SetText changes the words.
func (b *Button) SetText(text string) {
	if b.text != text {
		b.text = text
		b.Refresh()
	}
}

// SetEnabled enables or disables the button.
func (b *Button) SetEnabled(on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (b *Button) height() float32 {
	if b.large {
		return theme.Scaled(theme.TouchHeight)
	}
	return theme.Scaled(theme.ControlHeight)
}

// colours returns the tokens of surface, frame and words.
func (b *Button) colours() (fill, frame color.Color, ink theme.Token) {
	if b.Disabled() {
		return theme.Color(theme.NeutralTint), transparent, theme.Disabled
	}
	switch b.rank {
	case Primary:
		return theme.Color(theme.Primary), transparent, theme.OnPrimary
	case Danger:
		return theme.Color(theme.Card), theme.Color(theme.Line), theme.Fail
	case Quiet:
		return transparent, transparent, theme.Primary
	default:
		return theme.Color(theme.Card), theme.Color(theme.Line), theme.Ink
	}
}

const (
	buttonPad  float32 = 17
	buttonText         = theme.TextBody + 0.5
	buttonGap  float32 = 8
)

// CreateRenderer draws surface, hover, icon, words, hint and focus ring.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	back, over, around := box(theme.Radius), box(theme.Radius), box(theme.Radius+3)
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	words := line(b.text, buttonText, true, theme.Ink)
	hint := NewKeyHint(b.hint)
	update := func() {
		fill, frame, ink := b.colours()
		paint(back, fill, frame, theme.Hairline)
		paint(over, transparent, transparent, 0)
		if b.hovered && !b.Disabled() {
			over.FillColor = theme.Color(theme.Hover)
			if b.rank == Primary {
				over.FillColor = faded(theme.Color(theme.OnPrimary), 0x1c)
			}
		}
		setLine(words, b.text, buttonText, true, ink)
		hint.set(b.hint, ink)
		hint.Hidden = b.hint == ""
		icon.Hidden = b.icon == ""
		if b.icon != "" {
			icon.Resource = theme.Icon(b.icon, ink)
		}
		ring(around, b.focused)
	}
	minSize := func() fyne.Size {
		w := measure(b.text, buttonText, true).Width + 2*buttonPad
		if b.rank == Quiet {
			w -= buttonPad
		}
		if b.hint != "" {
			w += hint.MinSize().Width + buttonGap
		}
		if b.icon != "" {
			w += theme.Scaled(18)
			if b.text != "" {
				w += buttonGap
			}
		}
		return fyne.NewSize(max(w, b.height()), b.height())
	}
	layout := func(size fyne.Size) { b.place(size, back, over, around, icon, words, hint) }
	return newPainter(b, update, minSize, layout, back, over, icon, words, hint, around)
}

func (b *Button) place(size fyne.Size, back, over, around *canvas.Rectangle, icon *canvas.Image, words *canvas.Text, hint *KeyHint) {
	place(back, 0, 0, size.Width, size.Height)
	place(over, 0, 0, size.Width, size.Height)
	placeRing(around, size)
	text, side := words.MinSize(), theme.Scaled(18)
	total := text.Width
	if b.icon != "" {
		total += side
		if b.text != "" {
			total += buttonGap
		}
	}
	keys := hint.MinSize()
	if b.hint != "" {
		total += keys.Width + buttonGap
	}
	x := (size.Width - total) / 2
	if b.icon != "" {
		place(icon, x, (size.Height-side)/2, side, side)
		x += side + buttonGap
	}
	place(words, x, (size.Height-text.Height)/2-lift(words), text.Width, text.Height)
	x += text.Width + buttonGap
	place(hint, x, (size.Height-keys.Height)/2, keys.Width, keys.Height)
}
