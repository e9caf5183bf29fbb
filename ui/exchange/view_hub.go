package exchange

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// hubView is the tab 办公室服务器.
type hubView struct {
	*view
	presenter *HubPresenter
	object    fyne.CanvasObject
	address   *uikit.Entry
	office    *uikit.Entry
	secret    *uikit.Entry
	fields    map[HubField]*uikit.Field
	notice    *uikit.Text
	pause     *uikit.ToggleGroup
	lines     *fyne.Container
	now       *uikit.Button
	forget    *uikit.Button
	test      *uikit.Button
	use       *uikit.Button // while no server is used
	save      *uikit.Button // of one that is
	stateCard fyne.CanvasObject
	offCard   fyne.CanvasObject // instead of it while no server is used
	used      bool
	saved     int
	wanted    bool // the keyboard, as soon as it is known which field comes first
	filled    bool
}

func newHubView(page *view, hub Hub) *hubView {
	v := &hubView{view: page}
	v.presenter = NewHubPresenter(page.shell, hub, v)
	t, p := page.shell.T, v.presenter
	v.address, v.office, v.secret = uikit.NewEntry(), uikit.NewEntry(), uikit.NewEntry()
	v.secret.Password = true
	v.address.SetPlaceHolder("postgres://anxun@10.0.0.8/anxun")
	v.secret.SetPlaceHolder(t("exchange.hub.secret.kept"))
	v.address.OnSubmitted, v.office.OnSubmitted, v.secret.OnSubmitted = v.submit, v.submit, v.submit
	v.fields = map[HubField]*uikit.Field{
		HubAddress: uikit.NewField(t("exchange.hub.address"), v.address).Hint(t("exchange.hub.address.hint")),
		HubOffice:  uikit.NewField(t("exchange.hub.office"), v.office),
		HubSecret:  uikit.NewField(t("exchange.hub.secret"), v.secret).Hint(t("exchange.hub.secret.hint")),
	}
	v.notice = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Pass}, 0)
	v.test = uikit.NewButton(t("exchange.hub.test"), uikit.Secondary, func() { p.Test(v.address.Text, v.office.Text, v.secret.Text) }).Writes()
	v.use = uikit.NewButton(t("exchange.hub.use"), uikit.Primary, func() { v.submit("") }).Writes().Hint("Enter")
	v.save = uikit.NewButton(t("exchange.hub.save"), uikit.Secondary, func() { v.submit("") }).Writes().Hint("Enter")
	v.forget = uikit.NewButton(t("exchange.hub.forget"), uikit.Quiet, v.askForget).Writes()
	settings := card(t("exchange.hub.settings"), uikit.NewParagraph(t("exchange.hub.text"), uikit.StyleMuted, 0), v.fields[HubAddress],
		uikit.FormRow(v.fields[HubOffice], v.fields[HubSecret]), v.notice, uikit.HFill(theme.Space8, 1, v.forget, container.NewStack(), v.test, v.save, v.use))
	var choices []uikit.Option
	for _, n := range pauses {
		text := t("exchange.hub.minutes", "n", n)
		if n == 0 {
			text = t("exchange.hub.by_hand")
		}
		choices = append(choices, uikit.Option{ID: strconv.Itoa(n), Text: text})
	}
	v.pause = uikit.NewToggleGroup(choices, func(id string) {
		if n, err := strconv.Atoi(id); err == nil {
			p.SetMinutes(n)
		}
	})
	v.lines = uikit.VStack(theme.Space8)
	v.now = uikit.NewButton(t("exchange.hub.now"), uikit.Primary, p.Now).Writes().Icon(theme.IconRedo).Hint("Ctrl+Enter")
	v.stateCard = card(t("exchange.hub.state"), v.lines, uikit.VStack(theme.Space8, uikit.NewText(t("exchange.hub.pause"), uikit.StyleMuted), v.pause),
		uikit.HFill(theme.Space8, 0, container.NewStack(), v.now))
	v.offCard = card(t("exchange.hub.state"), uikit.NewText(t("exchange.hub.off.title"), uikit.StyleStrong), uikit.NewParagraph(t("exchange.hub.off"), uikit.StyleMuted, 0))
	v.object = uikit.Columns(14, container.NewVScroll(uikit.Pad(1, 1, uikit.VStack(0, settings))), container.NewVScroll(uikit.Pad(1, 1, uikit.VStack(0, v.stateCard, v.offCard))))
	return v
}

// submit uses the server that was written down, or asks for what is missing.
func (v *hubView) submit(string) { v.presenter.Use(v.address.Text, v.office.Text, v.secret.Text) }

// focus gives the keyboard to the field that is to be filled in first.
func (v *hubView) focus() {
	field := v.address
	switch {
	case !v.filled: // whether there is a server is not known yet
		v.wanted = true
		return
	case v.used:
		field = v.secret
	}
	v.shell.Window().Canvas().Focus(field)
}

// handleKey takes the key of 立即同步.
func (v *hubView) handleKey(k nav.Key) bool {
	if k != nav.Ctrl(nav.KeyEnter) {
		return false
	}
	if v.used {
		v.presenter.Now()
	} else {
		v.submit("")
	}
	return true
}

func (v *hubView) askForget() {
	t := v.shell.T
	uikit.Confirm(v.shell.Window().Canvas(), t("exchange.hub.forget"), t("exchange.hub.forget.text"), t("exchange.hub.forget"), t("common.cancel"), false,
		func() { v.filled = false; v.presenter.Forget() })
}

// follow gives the keyboard to the field that comes first, and keeps it in the tab when the button that was pressed goes away.
func (v *hubView) follow(used bool) {
	began := used && !v.used
	v.used = used
	if v.wanted && v.filled && v.tab == TabHub {
		v.wanted = false
		v.focus()
		return
	}
	if canvas := v.shell.Window().Canvas(); began && canvas.Focused() == fyne.Focusable(v.use) {
		canvas.Focus(v.secret)
	}
}

// RenderHub implements HubView.
func (v *hubView) RenderHub(s HubShown) {
	if s.Loaded && !v.filled {
		v.filled = true
		v.address.SetTextQuietly(s.Place.Address)
		v.office.SetTextQuietly(s.Place.Office)
	}
	for name, field := range v.fields {
		text := ""
		switch {
		case s.Field == name:
			text = s.Problem
		case s.Asked && name == HubSecret:
			text = v.shell.T("exchange.hub.secret.asked")
		}
		field.SetError(text)
	}
	if s.Saved != v.saved {
		v.saved = s.Saved
		v.secret.SetTextQuietly("") // it is kept, or known until the program ends
	}
	v.follow(s.Used)
	v.notice.SetText(s.Notice)
	visible(v.notice, s.Notice != "")
	visible(v.stateCard, s.Used)
	visible(v.offCard, !s.Used)
	visible(v.forget, s.Used)
	v.test.SetEnabled(s.Offered && !s.Working)
	v.use.SetEnabled(s.Offered && !s.Working)
	v.save.SetEnabled(s.Offered && !s.Working)
	visible(v.use, !s.Used)
	visible(v.save, s.Used)
	v.now.SetEnabled(!s.Running)
	v.pause.SetSelected(strconv.Itoa(s.Minutes))
	v.lines.Objects = nil
	for i, line := range s.Lines {
		style := uikit.StyleBody
		if i == 0 {
			style = uikit.StyleStrong
		}
		v.lines.Add(uikit.NewParagraph(line, style, 0))
	}
	if s.Failure != "" {
		v.lines.Add(mark(theme.IconWarning, theme.Fail, s.Failure))
	}
	if v.tab == TabHub {
		v.content.Refresh()
	}
}
