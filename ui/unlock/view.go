package unlock

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Screen asks for the password. It fills the window at the start, and covers it later.
type Screen struct {
	presenter *Presenter
	host      Host
	content   fyne.CanvasObject
	entry     *uikit.Entry
	open      *uikit.Button
	problem   *uikit.Text
	forgotten *uikit.Text
	refresh   func()
	focus     func()
}

const cardWidth = 420

// NewScreen returns a screen that calls opened when the right password was given. title says why it is there.
func NewScreen(host Host, access Access, later Later, title string, opened func()) *Screen {
	s := &Screen{host: host, refresh: func() {}, focus: func() {}}
	s.presenter = NewPresenter(host, access, later, s, opened)
	t := host.T
	s.entry = uikit.NewEntry()
	s.entry.Password = true
	s.entry.OnSubmitted = func(string) { s.try() }
	s.open = uikit.NewButton(t("unlock.open"), uikit.Primary, s.try).Large()
	s.problem = uikit.NewParagraph("", uikit.StyleBody, 0)
	s.problem.SetToken(theme.Fail)
	s.problem.Hide()
	s.forgotten = uikit.NewParagraph(t("unlock.forgotten.text"), uikit.StyleMuted, 0)
	s.forgotten.Hide()
	forgotten := uikit.NewButton(t("unlock.forgotten"), uikit.Quiet, s.explain)
	brand := uikit.NewText(t("shell.app"), uikit.Style{Size: theme.TextTitle, Bold: true, Token: theme.Primary}).SetAlign(fyne.TextAlignCenter)
	card := uikit.NewCardPadded(uikit.VStack(theme.Space16, container.NewCenter(uikit.NewIcon(theme.IconLock, theme.Primary, 32)), brand,
		uikit.NewParagraph(title, uikit.StyleMuted, 0).SetAlign(fyne.TextAlignCenter), uikit.NewField(t("unlock.password"), s.entry), s.problem,
		uikit.HFill(theme.Space8, 1, forgotten, container.NewStack(), s.open), s.forgotten), theme.Space24)
	s.content = container.NewStack(canvas.NewRectangle(theme.Color(theme.Background)), uikit.Middle(cardWidth, card))
	return s
}

// Content returns the objects, which hide everything below them.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus is what should get the keyboard.
func (s *Screen) Focus() fyne.Focusable { return s.entry }

// Attach sets what lays the screen out anew after it changed its height, and what gives the entry the keyboard.
func (s *Screen) Attach(refresh, focus func()) { s.refresh, s.focus = refresh, focus }

func (s *Screen) try() { s.presenter.Try(s.entry.Text) }

// explain says what can be done without the password, and what cannot.
func (s *Screen) explain() {
	s.forgotten.Show()
	s.refresh()
}

// Render implements View.
func (s *Screen) Render(state State) {
	s.open.SetEnabled(!state.Busy && !state.Waiting)
	s.open.SetText(s.host.T("unlock.open"))
	if state.Busy {
		s.open.SetText(s.host.T("unlock.checking"))
	}
	s.problem.SetText(state.Problem)
	if state.Problem == "" {
		s.problem.Hide()
	} else {
		s.problem.Show()
	}
	s.entry.SetFault(state.Problem != "")
	s.refresh()
}

// Cleared implements View.
func (s *Screen) Cleared() {
	s.entry.SetTextQuietly("")
	s.focus()
}
