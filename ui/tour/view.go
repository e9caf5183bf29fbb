// Package tour is the sheet of three steps that shows somebody new how the work goes: inspect, follow up, report.
package tour

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the sheet needs of the window.
type Shell interface {
	T(key string, args ...any) string
	Window() fyne.Window
}

// step is one page of the sheet; its texts are under tour. and its name.
type step struct {
	name string
	icon theme.IconName
}

var steps = []step{{"inspect", theme.IconInspect}, {"hazards", theme.IconHazard}, {"reports", theme.IconReport}}

// The size of the sheet, at scale 1. All steps have one height, so that the buttons stay where they are.
const (
	sheetWidth  float32 = 520
	sheetHeight float32 = 270
)

type sheet struct {
	shell Shell
	modal *uikit.Modal
	at    int
	body  *fyne.Container
	skip  *uikit.Button
	next  *uikit.Button
}

// Show opens the sheet over the page that is shown. Enter and → lead on, ← back, Escape skips the rest.
func Show(shell Shell) *uikit.Modal {
	t := shell.T
	s := &sheet{shell: shell, body: container.NewStack()}
	s.skip = uikit.NewButton(t("tour.skip"), uikit.Quiet, func() { s.modal.Close() })
	s.next = uikit.NewButton(t("tour.next"), uikit.Primary, func() { s.move(1) })
	s.show()
	s.modal = uikit.ShowSheet(shell.Window().Canvas(), uikit.Sheet{Title: t("tour.title"), Body: s.body, Width: sheetWidth, Height: sheetHeight,
		OnKey: s.key, Actions: []*uikit.Button{s.skip, s.next}})
	return s.modal
}

func (s *sheet) key(k nav.Key) bool {
	switch k {
	case nav.KeyRight:
		s.move(1)
	case nav.KeyLeft:
		s.move(-1)
	default:
		return false
	}
	return true
}

// move leads to another step; on from the last one closes the sheet.
func (s *sheet) move(by int) {
	if s.at+by >= len(steps) {
		s.modal.Close()
		return
	}
	s.at = max(s.at+by, 0)
	s.show()
	s.modal.Refresh()
}

func (s *sheet) show() {
	t, now := s.shell.T, steps[s.at]
	label := t("tour.next")
	if s.at == len(steps)-1 {
		label = t("tour.done")
	}
	s.next.SetText(label)
	s.body.Objects = []fyne.CanvasObject{uikit.VStack(theme.Space16,
		container.NewCenter(uikit.NewIcon(now.icon, theme.Primary, 56)),
		uikit.NewText(t("tour."+now.name), uikit.StyleTitle).SetAlign(fyne.TextAlignCenter),
		uikit.NewParagraph(t("tour."+now.name+".text"), uikit.StyleBody, 0).SetAlign(fyne.TextAlignCenter),
		uikit.NewText(t("tour.at", "n", s.at+1, "of", len(steps)), uikit.StyleCaption).SetAlign(fyne.TextAlignCenter))}
	s.body.Refresh()
}
