package inspecting

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// progressRow says how many files were looked at, and stops the rest.
type progressRow struct {
	screen  *screen
	content *fyne.Container
	bar     *uikit.ProgressBar
	text    *uikit.Text
}

func newProgressRow(s *screen) *progressRow {
	r := &progressRow{screen: s, bar: uikit.NewProgressBar(), text: uikit.NewCaption("")}
	cancel := uikit.NewButton(s.shell.T("common.cancel"), uikit.Secondary, s.presenter.CancelPhotos)
	r.content = uikit.HFill(theme.Space8, 0, uikit.VStack(theme.Space4, r.text, r.bar), cancel)
	return r
}

func (r *progressRow) render(panel PhotoPanel) {
	show(r.content, panel.Total > 0)
	r.bar.Set(panel.Done, 0, 0, panel.Total-panel.Done)
	r.text.SetText(r.screen.shell.T("inspecting.photo.progress", "done", panel.Done, "total", panel.Total))
}

// maxSentences bounds the sentences shown about files that cannot be used.
const maxSentences = 5

// problemList says which files could not be used.
type problemList struct {
	screen  *screen
	content *fyne.Container
	text    *uikit.Text
}

func newProblemList(s *screen) *problemList {
	l := &problemList{screen: s, text: uikit.NewParagraph("", uikit.Style{Size: theme.TextCaption, Token: theme.Fail}, 0)}
	l.content = uikit.VStack(theme.Space4, l.text,
		uikit.HStack(0, uikit.NewButton(s.shell.T("inspecting.photo.understood"), uikit.Quiet, s.presenter.DismissPhotoProblems)))
	return l
}

func (l *problemList) render(panel PhotoPanel) {
	sentences := panel.Problems
	if rest := len(sentences) - maxSentences; rest > 0 {
		sentences = append(slices.Clone(sentences[:maxSentences]), l.screen.shell.T("inspecting.more", "n", rest))
	}
	l.text.SetText(lines(sentences))
	show(l.content, len(sentences) > 0)
}

func lines(texts []string) string { return strings.Join(texts, "\n") }

// offerList lists the new photos of the watched folder.
type offerList struct {
	screen  *screen
	content *fyne.Container
	title   *uikit.Text
	names   *fyne.Container
	buttons *fyne.Container
	older   *uikit.Text
	shown   []Offer
}

func newOfferList(s *screen) *offerList {
	t := s.shell.T
	l := &offerList{screen: s, title: uikit.NewParagraph("", uikit.StyleCaption, 0), names: uikit.VStack(theme.Space4),
		older: uikit.NewParagraph("", uikit.StyleCaption, 0)}
	l.buttons = uikit.HStack(theme.Space8,
		uikit.NewButton(t("inspecting.offer.all"), uikit.Secondary, func() { s.presenter.TakeOffers(offerPaths(l.shown)...) }),
		uikit.NewButton(t("inspecting.offer.ignore"), uikit.Quiet, func() { s.presenter.IgnoreOffers(offerPaths(l.shown)...) }))
	l.content = uikit.VStack(theme.Space4, l.title, l.names, l.buttons, l.older)
	return l
}

func offerPaths(offers []Offer) []string {
	paths := make([]string, len(offers))
	for i, offer := range offers {
		paths[i] = offer.Path
	}
	return paths
}

func (l *offerList) render(panel PhotoPanel) {
	t := l.screen.shell.T
	if !slices.Equal(l.shown, panel.Offers) || len(l.names.Objects) == 0 {
		l.shown = panel.Offers
		l.names.RemoveAll()
		for _, offer := range panel.Offers[:min(len(panel.Offers), maxOffers)] {
			l.names.Add(uikit.NewPhrase(joinDot(offer.Name, offer.Taken), func() { l.screen.presenter.TakeOffers(offer.Path) }))
		}
		if rest := len(panel.Offers) - maxOffers; rest > 0 {
			l.names.Add(uikit.NewCaption(t("inspecting.more", "n", rest)))
		}
	}
	l.title.SetText(t("inspecting.offer.title", "n", len(panel.Offers)))
	if panel.FolderProblem != "" {
		l.title.SetText(panel.FolderProblem)
	}
	show(l.title, len(panel.Offers) > 0 || panel.FolderProblem != "")
	show(l.names, len(panel.Offers) > 0)
	show(l.buttons, len(panel.Offers) > 0)
	l.older.SetText(t("inspecting.offer.older", "n", panel.Older))
	show(l.older, panel.Older > 0)
	show(l.content, len(panel.Offers) > 0 || panel.FolderProblem != "" || panel.Older > 0)
}
