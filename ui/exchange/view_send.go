package exchange

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// sendView is the card 发送.
type sendView struct {
	*view
	presenter   *SendPresenter
	object      fyne.CanvasObject
	parts       *fyne.Container
	what        *uikit.SelectField
	subject     *uikit.SelectField
	subjectOf   *uikit.Field
	secret      *uikit.Entry
	again       *uikit.Entry
	secretField *uikit.Field
	path        *uikit.Entry
	pathField   *uikit.Field
	problem     *uikit.Text
	done        *fyne.Container
	shown       *SentSummary
}

func newSendView(page *view, service Service, bundles Bundles) *sendView {
	v := &sendView{view: page}
	v.presenter = NewSendPresenter(page.shell, service, bundles, v)
	t, p := page.shell.T, v.presenter
	v.what = uikit.NewSelectField(t("common.choose"), nil, func(o uikit.Option) { p.SetWhat(What(o.ID)) })
	v.subject = uikit.NewSelectField(t("common.choose"), nil, func(o uikit.Option) { p.SetSubject(o.ID) })
	v.subjectOf = uikit.NewField("", v.subject)
	v.secret, v.again = uikit.NewEntry(), uikit.NewEntry()
	v.secret.Password, v.again.Password = true, true
	v.secret.SetPlaceHolder(t("exchange.passphrase.none"))
	v.secretField = uikit.NewField(t("exchange.passphrase"), v.secret).Hint(t("exchange.passphrase.hint"))
	v.path = uikit.NewEntry()
	v.path.OnSubmitted = func(string) { v.press() }
	choose := uikit.NewButton(t("exchange.choose_folder"), uikit.Secondary, func() { v.shell.Files().OpenFolder(p.SetFolder) }).Icon(theme.IconFolder)
	v.pathField = uikit.NewField(t("exchange.path"), uikit.HFill(theme.Space8, 0, v.path, choose))
	v.problem = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0)
	send := uikit.NewButton(t("exchange.send"), uikit.Primary, v.press).Writes().Icon(theme.IconUpload).Hint("Ctrl+Enter")
	v.done = uikit.VStack(theme.Space8)
	secrets := uikit.FormRow(v.secretField, uikit.NewField(t("exchange.passphrase.again"), v.again))
	v.parts = uikit.VStack(theme.Space12, uikit.NewHeading(t("exchange.send.title")), uikit.NewField(t("exchange.what"), v.what), v.subjectOf, secrets,
		v.pathField, v.problem, uikit.HFill(theme.Space8, 0, container.NewStack(), send), v.done)
	v.object = container.NewVScroll(uikit.Pad(1, 1, uikit.VStack(0, uikit.NewCard(v.parts))))
	v.subjectOf.Hide()
	v.problem.Hide()
	v.done.Hide()
	return v
}

func (v *sendView) press() { v.presenter.Send(v.path.Text, v.secret.Text, v.again.Text) }

// RenderSend implements SendView.
func (v *sendView) RenderSend(s SendState) {
	t := v.shell.T
	v.what.SetOptions(options(s.Whats))
	v.what.SetSelectedID(string(s.What))
	visible(v.subjectOf, s.What == WhatInspection || s.What == WhatPerson)
	if s.What == WhatInspection {
		v.subjectOf.SetLabel(t("exchange.subject.inspection"))
		v.subject.SetOptions(options(s.Inspections))
	} else {
		v.subjectOf.SetLabel(t("exchange.subject.person"))
		v.subject.SetOptions(options(s.People))
	}
	v.subject.SetSelectedID(s.Subject)
	if s.What == WhatPerson && len(s.People) == 0 {
		v.subjectOf.Hint(t("exchange.subject.person.none"))
	} else {
		v.subjectOf.Hint("")
	}
	if v.shell.Window().Canvas().Focused() != fyne.Focusable(v.path) {
		v.path.SetTextQuietly(s.Path)
	}
	at := func(field string) string {
		if s.Field == field {
			return s.Problem
		}
		return ""
	}
	v.subjectOf.SetError(at("subject"))
	v.secretField.SetError(at("passphrase"))
	v.pathField.SetError(at("path"))
	v.problem.SetText(at(""))
	visible(v.problem, at("") != "")
	v.showDone(s.Done)
	v.receive.showOwn(s)
	v.content.Refresh()
}

// showDone tells of the file that was made. The passphrase is forgotten with it.
func (v *sendView) showDone(done *SentSummary) {
	if done == v.shown {
		return
	}
	v.shown = done
	visible(v.done, done != nil)
	if done == nil {
		return
	}
	v.secret.SetTextQuietly("")
	v.again.SetTextQuietly("")
	icon, title := theme.IconCheck, v.shell.T("exchange.sent", "name", done.Name)
	token := theme.Pass
	if done.Nothing {
		icon, title, token = theme.IconClock, v.shell.T("exchange.sent.nothing_title"), theme.Neutral
	}
	parts := []fyne.CanvasObject{uikit.HFill(theme.Space8, 1, uikit.NewIcon(icon, token, 20), uikit.NewParagraph(title, uikit.StyleStrong, 3))}
	for _, line := range done.Lines {
		parts = append(parts, uikit.NewParagraph(line, uikit.StyleBody, 0))
	}
	if !done.Nothing {
		open := uikit.NewButton(v.shell.T("exchange.open_folder"), uikit.Secondary, func() { v.shell.ShowError(v.shell.OpenPath(done.Folder)) }).Icon(theme.IconFolder)
		parts = append(parts, uikit.HFill(theme.Space8, 0, uikit.NewParagraph(done.Folder, uikit.StyleCaption, 2), open))
	}
	v.done.Objects = []fyne.CanvasObject{uikit.NewCardPadded(uikit.VStack(theme.Space8, parts...), theme.Space12)}
	v.done.Refresh()
}

func options(choices []Choice) []uikit.Option {
	list := make([]uikit.Option, len(choices))
	for i, c := range choices {
		list[i] = uikit.Option{ID: c.ID, Text: c.Text}
	}
	return list
}
