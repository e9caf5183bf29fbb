// Package signing is the screen 签名: inspectors and the inspected unit sign a finished inspection, or the unit's refusal
// is kept.
package signing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
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
	Departments() []inspection.Department
}

// screen is the page; it shows what its presenter says.
type screen struct {
	shell     Shell
	presenter *Presenter
	loader    uikit.PhotoLoader
	content   *fyne.Container
	frames    []*uikit.PhotoFrame
	state     State
	pad       *padSheet
}

// New returns the page.
func New(shell Shell, service Service, files Files) page.Page {
	s := &screen{shell: shell, content: container.NewStack()}
	s.presenter = NewPresenter(shell, service, files, shell.Departments)
	s.loader = uikit.NewPhotoLoader(shell.Run, shell.ErrorText, s.presenter.ReadPicture)
	s.presenter.Attach(s)
	return s
}

// Title returns the name of the page.
func (s *screen) Title() string { return s.shell.T("signing.title") }

// Content returns the page's objects.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Enter shows who signs the inspection with the id.
func (s *screen) Enter(arg string) { s.presenter.Enter(arg) }

// Refresh reads the signatures again.
func (s *screen) Refresh() { s.presenter.Refresh() }

// HandleKey lets the digits open the pad of a row, and F8 the documents.
func (s *screen) HandleKey(key nav.Key) bool {
	if n, digit := key.Digit(); digit && n >= 1 && n <= len(s.state.Rows) {
		s.presenter.Begin(n-1, false)
		return true
	}
	if key == nav.KeyF8 {
		s.presenter.OpenDocuments()
		return true
	}
	return false
}

// Close drops what is still being read.
func (s *screen) Close() {
	for _, frame := range s.frames {
		frame.Stop()
	}
}

// Render implements View.
func (s *screen) Render(state State) {
	redraw := s.state.Title != state.Title || !sameRows(s.state.Rows, state.Rows) || s.state.Problem != state.Problem || len(s.content.Objects) == 0 ||
		s.state.Loaded != state.Loaded
	s.state = state
	if redraw {
		s.draw()
	}
	s.showPad(state.Pad)
}

func sameRows(a, b []Row) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (s *screen) draw() {
	t := s.shell.T
	s.Close()
	s.frames = nil
	head := uikit.HFill(theme.Space12, 1, uikit.NewTitle(s.Title()), container.NewStack(),
		uikit.NewButton(t("signing.documents"), uikit.Secondary, s.presenter.OpenDocuments).Icon(theme.IconFile).Hint("F8"))
	parts := []fyne.CanvasObject{}
	switch {
	case !s.state.Loaded:
		parts = append(parts, uikit.NewPaddedCaption(t("common.loading")))
	case len(s.state.Rows) == 0:
		parts = append(parts, uikit.NewParagraph(s.state.Problem, uikit.StyleMuted, 3))
	default:
		tone := uikit.ToneWarn
		if s.state.Done {
			tone = uikit.TonePass
		}
		parts = append(parts, uikit.HFill(theme.Space12, 1, uikit.NewBadge(s.state.Summary, tone), uikit.NewText(s.state.Title, uikit.StyleMuted)))
		if s.state.Problem != "" {
			parts = append(parts, uikit.NewParagraph(s.state.Problem, uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 2))
		}
		for i, row := range s.state.Rows {
			parts = append(parts, s.card(i, row))
		}
		parts = append(parts, uikit.NewCaption(t("signing.note")))
	}
	list := container.NewVScroll(uikit.Pad(theme.Space4, theme.Space4, uikit.VStack(theme.Space12, parts...)))
	s.content.Objects = []fyne.CanvasObject{uikit.Pad(theme.Space24, theme.Space16, uikit.VFill(theme.Space12, 1, head, list))}
	s.content.Refresh()
}

// card shows one who signs, with the signature at the right.
func (s *screen) card(i int, row Row) fyne.CanvasObject {
	t := s.shell.T
	name := row.Name
	if name == "" {
		name = t("signing.nobody")
	}
	tone := uikit.ToneNeutral
	switch {
	case row.Signed:
		tone = uikit.TonePass
	case row.Refused:
		tone = uikit.ToneWarn
	}
	words := uikit.VStack(theme.Space4, uikit.HStack(theme.Space8, uikit.NewBadge(row.Role, uikit.ToneNeutral), uikit.NewText(name, uikit.StyleHeading)),
		uikit.NewText(row.Detail, uikit.StyleMuted), uikit.NewParagraph(row.Status, uikit.Style{Size: theme.TextBody, Token: tone.Text()}, 3))
	frame := uikit.NewPhotoFrame(s.loader, "", uikit.ToneNeutral, 92, nil).Paper()
	frame.SetPhoto(row.Picture, t("signing.blank"))
	s.frames = append(s.frames, frame)
	return uikit.NewCard(uikit.HFill(theme.Space16, 0, words, uikit.FixedWidth(260, frame), s.buttons(i, row)))
}

func (s *screen) buttons(i int, row Row) fyne.CanvasObject {
	t := s.shell.T
	var buttons []fyne.CanvasObject
	rank := uikit.Secondary
	if i == s.nextRow() {
		rank = uikit.Primary
	}
	sign := uikit.NewButton(t("signing.sign"), rank, func() { s.presenter.Begin(i, false) }).Writes().Hint(string(rune('1' + i)))
	if row.Signed || row.Refused {
		sign = uikit.NewButton(t("signing.again"), uikit.Secondary, func() { s.presenter.Begin(i, false) }).Writes().Hint(string(rune('1' + i)))
	}
	sign.SetEnabled(s.state.Problem == "")
	buttons = append(buttons, sign)
	if row.Capacity == inspection.SignerUnit && !row.Refused && !row.Signed {
		refuse := uikit.NewButton(t("signing.refuse"), uikit.Danger, func() { s.presenter.Begin(i, true) }).Writes()
		refuse.SetEnabled(s.state.Problem == "")
		buttons = append(buttons, refuse)
	}
	if row.Signed || row.Refused {
		buttons = append(buttons, uikit.NewButton(t("signing.remove"), uikit.Quiet, func() { s.askRemove(i) }).Writes())
	}
	return uikit.FixedWidth(132, uikit.VStack(theme.Space8, buttons...))
}

// nextRow is the first that still has to sign, -1 for none.
func (s *screen) nextRow() int {
	for i, row := range s.state.Rows {
		if !row.Signed && !row.Refused {
			return i
		}
	}
	return -1
}

func (s *screen) askRemove(i int) {
	t := s.shell.T
	uikit.Confirm(s.shell.Window().Canvas(), t("signing.remove.title"), t("signing.remove.text"), t("signing.remove"), t("common.cancel"), true,
		func() { s.presenter.Remove(i) })
}
