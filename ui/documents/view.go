// Package documents is the screen 文书: which documents can be made about an inspection or a hazard, what they lack, and
// making, opening and printing them.
package documents

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the screen needs of the window.
type Shell interface {
	host
	Catalog() *i18n.Catalog
	Window() fyne.Window
	Files() uikit.FilePicker
}

// screen is the page; it shows what its presenter says.
type screen struct {
	shell     Shell
	presenter *Presenter
	content   *fyne.Container
	scroll    *container.Scroll
	question  *uikit.Modal
	state     State
	cards     []card
	at        int // the card that the arrows chose, -1 for none
}

// card is a document that can be made.
type card struct {
	object fyne.CanvasObject
	print  *uikit.Button
}

// New returns the page.
func New(shell Shell, service Service, issuer Issuer) page.Page {
	s := &screen{shell: shell, presenter: NewPresenter(shell, service, issuer), content: container.NewStack(), at: -1}
	s.presenter.Attach(s)
	return s
}

// Title returns the name of the page.
func (s *screen) Title() string { return s.shell.T("documents.title") }

// Content returns the page's objects.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Enter shows the documents of "inspection:" or "hazard:" and an id.
func (s *screen) Enter(arg string) {
	s.at = -1
	s.presenter.Enter(arg)
}

// Refresh reads again what can be made.
func (s *screen) Refresh() { s.presenter.Refresh() }

// HandleKey lets F6 lead to the signatures and the arrows go from one document to the next. No key makes a document by
// itself: that takes a number for good, so the arrows only choose its button, which Enter then presses.
func (s *screen) HandleKey(key nav.Key) bool {
	switch {
	case key == nav.KeyF6 && s.state.Visit:
		s.presenter.OpenSigning()
	case key == nav.KeyDown:
		s.choose(s.at + 1)
	case key == nav.KeyUp:
		s.choose(s.at - 1)
	default:
		return false
	}
	return true
}

// choose gives the keyboard to the button of a document and scrolls to it.
func (s *screen) choose(i int) {
	if len(s.cards) == 0 {
		return
	}
	s.at = min(max(i, 0), len(s.cards)-1)
	chosen := s.cards[s.at]
	s.shell.Window().Canvas().Focus(chosen.print)
	top, height := chosen.object.Position().Y, chosen.object.Size().Height
	offset := max(min(s.scroll.Offset.Y, top), top+height+theme.Space8-s.scroll.Size().Height)
	s.scroll.ScrollToOffset(fyne.NewPos(0, offset))
}

// Render implements View.
func (s *screen) Render(state State) {
	s.state = state
	t := s.shell.T
	head := []fyne.CanvasObject{uikit.NewTitle(s.Title()), container.NewStack()}
	if state.Visit {
		head = append(head, uikit.NewButton(t("documents.sign"), uikit.Secondary, s.presenter.OpenSigning).Writes().Hint("F6"))
	}
	var parts []fyne.CanvasObject
	switch {
	case !state.Loaded:
		parts = append(parts, uikit.NewPaddedCaption(t("common.loading")))
	case state.Problem != "":
		parts = append(parts, uikit.NewEmptyState(theme.IconWarning, state.Problem, uikit.NewButton(t("common.retry"), uikit.Secondary, s.presenter.Refresh)))
	default:
		if state.Done != nil {
			parts = append(parts, s.done(*state.Done))
		}
		for _, gap := range state.Office {
			parts = append(parts, uikit.HFill(theme.Space8, 1, uikit.NewIcon(theme.IconWarning, theme.Warn, 18), uikit.NewParagraph(gap, uikit.StyleBody, 2),
				uikit.NewButton(t("documents.settings"), uikit.Secondary, s.presenter.OpenSettings)))
		}
		parts = append(parts, s.rows()...)
	}
	offset := fyne.Position{}
	if s.scroll != nil {
		offset = s.scroll.Offset
	}
	s.scroll = container.NewVScroll(uikit.Pad(theme.Space4, theme.Space4, uikit.VStack(theme.Space12, parts...)))
	s.scroll.Offset = offset
	s.content.Objects = []fyne.CanvasObject{uikit.Pad(theme.Space24, theme.Space16, uikit.VFill(theme.Space12, 1, uikit.HFill(theme.Space12, 1, head...), s.scroll))}
	s.content.Refresh()
	if s.at >= 0 && !state.Working && s.shell.Window().Canvas().Overlays().Top() == nil {
		s.choose(s.at) // the buttons are new ones
	}
	s.ask(state.Question)
}

// rows shows what can be made, and below it, in one card, what cannot and why.
func (s *screen) rows() []fyne.CanvasObject {
	t := s.shell.T
	var parts, forbidden []fyne.CanvasObject
	s.cards = nil
	about := ""
	for i, row := range s.state.Rows {
		if row.Problem != "" {
			forbidden = append(forbidden, uikit.NewText(row.Title, uikit.StyleStrong), uikit.NewParagraph(row.Problem, uikit.StyleMuted, 3))
			continue
		}
		if row.About != about {
			about = row.About
			parts = append(parts, uikit.NewText(about, uikit.StyleMuted))
		}
		parts = append(parts, s.card(i, row))
	}
	if len(forbidden) > 0 {
		parts = append(parts, uikit.NewText(t("documents.forbidden"), uikit.StyleMuted), uikit.NewCard(uikit.VStack(theme.Space4, forbidden...)))
	}
	return parts
}

// card shows one document and what can be done with it.
func (s *screen) card(i int, row Row) fyne.CanvasObject {
	t := s.shell.T
	words := []fyne.CanvasObject{uikit.NewText(row.Title, uikit.StyleHeading), uikit.NewText(row.Number, uikit.StyleMuted)}
	for _, gap := range row.Gaps {
		words = append(words, uikit.HFill(theme.Space8, 1, uikit.NewIcon(theme.IconWarning, theme.Warn, 18), uikit.NewParagraph(gap, uikit.StyleBody, 2)))
	}
	template := t("documents.template.built_in")
	if row.Template != "" {
		template = t("documents.template.own", "name", row.Template)
	}
	choose := []fyne.CanvasObject{uikit.NewText(template, uikit.StyleCaption), uikit.NewButton(t("documents.template.choose"), uikit.Quiet, func() {
		s.shell.Files().OpenFile([]string{extension}, func(path string) { s.presenter.UseTemplate(i, path) })
	})}
	if row.Template != "" {
		choose = append(choose, uikit.NewButton(t("documents.template.reset"), uikit.Quiet, func() { s.presenter.UseTemplate(i, "") }))
	}
	words = append(words, uikit.HStack(theme.Space8, choose...))
	print := uikit.NewButton(t("documents.print"), uikit.Secondary, func() { s.presenter.Print(i) }).Writes().Icon(theme.IconFile)
	save := uikit.NewButton(t("documents.save"), uikit.Secondary, func() {
		s.shell.Files().SaveFile(s.presenter.FileName(i), func(path string) { s.presenter.Save(i, path) })
	}).Writes().Icon(theme.IconDownload)
	print.SetEnabled(!s.state.Working)
	save.SetEnabled(!s.state.Working)
	object := uikit.NewCard(uikit.HFill(theme.Space16, 0, uikit.VStack(theme.Space4, words...),
		uikit.FixedWidth(168, uikit.VStack(theme.Space8, print, save))))
	s.cards = append(s.cards, card{object, print})
	return object
}

// done shows the document made last.
func (s *screen) done(d Done) fyne.CanvasObject {
	t := s.shell.T
	open := uikit.NewButton(t("common.open_file"), uikit.Secondary, s.presenter.OpenFile).Icon(theme.IconFile)
	where := uikit.NewButton(t("common.open_folder"), uikit.Secondary, s.presenter.OpenFolder).Icon(theme.IconFolder)
	return uikit.NewCard(uikit.VStack(theme.Space8, uikit.HFill(theme.Space8, 1, uikit.NewBadge(t("documents.made", "title", d.Title), uikit.TonePass), container.NewStack()),
		uikit.NewParagraph(d.Name, uikit.StyleStrong, 2), uikit.NewParagraph(d.Note, uikit.StyleMuted, 3), uikit.Flow(theme.Space8, open, where)))
}

// ask asks once whether a file may be replaced.
func (s *screen) ask(question *Question) {
	if question == nil || s.question != nil {
		return
	}
	t := s.shell.T
	answered := false
	answer := func(yes bool) {
		if !answered {
			answered, s.question = true, nil
			s.presenter.Replace(yes)
		}
	}
	var modal *uikit.Modal
	modal = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t("documents.exists.title"),
		Body: uikit.NewParagraph(t("documents.exists", "path", question.Path), uikit.StyleBody, 4), OnClose: func() { answer(false) },
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, func() { modal.Close() }),
			uikit.NewButton(t("documents.replace"), uikit.Danger, func() { answer(true); modal.Close() })}})
	s.question = modal
}
