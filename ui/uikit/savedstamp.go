package uikit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/i18n"
	"anxun/ui/theme"
)

// SavedStamp says whether everything is on disk: 已保存 09:31:07, 正在保存…, or that saving failed. Say Saved only after the
// commit.
type SavedStamp struct {
	widget.BaseWidget
	catalog *i18n.Catalog
	text    string
	icon    theme.IconName
	token   theme.Token
}

// NewSavedStamp returns an empty stamp.
func NewSavedStamp(c *i18n.Catalog) *SavedStamp {
	s := &SavedStamp{catalog: c, token: theme.Muted}
	s.ExtendBaseWidget(s)
	return s
}

// Saved shows the time of the last commit.
func (s *SavedStamp) Saved(at time.Time) {
	s.set(s.catalog.T("common.saved_at", "time", s.catalog.Clock(at)), theme.IconCheck, theme.Muted)
}

// Saving shows that a change is on its way.
func (s *SavedStamp) Saving() { s.set(s.catalog.T("common.saving"), theme.IconClock, theme.Muted) }

// Failed shows that the last change is not on disk; why may be "".
func (s *SavedStamp) Failed(why string) {
	if why == "" {
		why = s.catalog.T("common.save_failed")
	}
	s.set(why, theme.IconWarning, theme.Fail)
}

// Clear shows nothing, as long as nothing was changed.
func (s *SavedStamp) Clear() { s.set("", "", theme.Muted) }

// Note shows words of the page's own, such as what is still missing before anything can be saved.
func (s *SavedStamp) Note(text string) { s.set(text, theme.IconClock, theme.Muted) }

// Text returns the words shown.
func (s *SavedStamp) Text() string { return s.text }

func (s *SavedStamp) set(text string, icon theme.IconName, token theme.Token) {
	s.text, s.icon, s.token = text, icon, token
	s.Refresh()
}

// Natural is the width of icon and words.
func (s *SavedStamp) Natural() float32 {
	if s.text == "" {
		return 0
	}
	return measure(s.text, theme.TextBody, false).Width + theme.Scaled(16) + 5
}

// CreateRenderer draws icon and words.
func (s *SavedStamp) CreateRenderer() fyne.WidgetRenderer {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	words := line("", theme.TextBody, false, theme.Muted)
	update := func() {
		icon.Hidden = s.icon == ""
		if s.icon != "" {
			icon.Resource = theme.Icon(s.icon, s.token)
		}
		setLine(words, s.text, theme.TextBody-0.5, false, s.token)
	}
	minSize := func() fyne.Size { return fyne.NewSize(s.Natural(), theme.Scaled(20)) }
	layout := func(size fyne.Size) {
		side := theme.Scaled(16)
		place(icon, 0, (size.Height-side)/2, side, side)
		h := words.MinSize().Height
		place(words, side+5, (size.Height-h)/2-lift(words), size.Width-side-5, h)
	}
	return newPainter(s, update, minSize, layout, icon, words)
}
