package inspecting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// assistBox is the major-hazard assistant in the panel.
type assistBox struct {
	screen  *screen
	content *fyne.Container
	text    *uikit.Text
	basis   *uikit.Text
	clauses *uikit.Text
	advice  *uikit.Text
	major   *uikit.Button
	suspect *uikit.Button
}

func newAssistBox(s *screen) *assistBox {
	t, p := s.shell.T, s.presenter
	b := &assistBox{screen: s, text: uikit.NewParagraph("", uikit.StyleBody, 0), basis: uikit.NewParagraph("", uikit.StyleCaption, 0),
		clauses: uikit.NewParagraph("", uikit.StyleCaption, 0), advice: uikit.NewParagraph("", uikit.StyleStrong, 0)}
	b.major = uikit.NewButton(t("inspecting.assist.confirm"), uikit.Secondary, p.AskMajor).Large()
	b.suspect = uikit.NewButton(t("inspecting.assist.suspect"), uikit.Secondary, func() { p.SetSuspected(true) }).Large()
	head := uikit.HStack(theme.Space8, uikit.NewIcon(theme.IconWarning, theme.Warn, 18), uikit.NewText(t("inspecting.assist.title"), uikit.StyleStrong))
	column := uikit.VStack(theme.Space8, head, b.text, b.basis, b.clauses, b.advice, b.major, b.suspect)
	ground := newFill(theme.WarnTint)
	ground.radius = theme.Radius
	b.content = container.NewStack(ground, uikit.Pad(theme.Space12, theme.Space12, column))
	return b
}

func (b *assistBox) render(assist Assist, locked bool) {
	show(b.content, assist.Shown)
	if !assist.Shown {
		return
	}
	t := b.screen.shell.T
	b.text.SetText(assist.Text)
	b.basis.SetText(t("inspecting.labelled", "label", t("term.basis"), "text", assist.Basis))
	show(b.basis, assist.Basis != "")
	b.clauses.SetText(lines(assist.Clauses))
	show(b.clauses, len(assist.Clauses) > 0)
	b.advice.SetText(assist.Advice)
	show(b.major, assist.Major && !assist.Marked && !locked)
	show(b.suspect, !assist.Major && !assist.Marked && !locked)
}

// maxRepeats bounds the earlier hazards that are listed; the list of hazards has all.
const maxRepeats = 4

// repeatBox lists earlier hazards that may have come back.
type repeatBox struct {
	screen  *screen
	content *fyne.Container
	rows    *fyne.Container
}

func newRepeatBox(s *screen) *repeatBox {
	b := &repeatBox{screen: s, rows: uikit.VStack(theme.Space4)}
	b.content = uikit.VStack(theme.Space4, uikit.NewCaption(s.shell.T("inspecting.repeat.title")), b.rows)
	return b
}

func (b *repeatBox) render(repeats []Repeat) {
	b.rows.RemoveAll()
	for _, repeat := range repeats[:min(len(repeats), maxRepeats)] {
		words := joinDot(repeat.No, repeat.Fate)
		for _, more := range []string{repeat.Text, repeat.Reason} {
			if more != "" {
				words += "\n" + more
			}
		}
		b.rows.Add(uikit.NewPhrase(words, func() {
			b.screen.shell.Go(nav.Route{Page: nav.Hazards, Arg: "id:" + string(repeat.ID)})
		}))
	}
	if rest := len(repeats) - maxRepeats; rest > 0 {
		b.rows.Add(uikit.NewCaption(b.screen.shell.T("inspecting.more", "n", rest)))
	}
	show(b.content, len(repeats) > 0)
}
