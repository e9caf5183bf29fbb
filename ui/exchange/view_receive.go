package exchange

import (
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// receiveView is the card 接收 and the sheets that follow from it.
type receiveView struct {
	*view
	presenter *ReceivePresenter
	object    fyne.CanvasObject
	path      *uikit.Entry
	field     *uikit.Field
	own       *uikit.Text
	digits    *uikit.Text
}

func newReceiveView(page *view, bundles Bundles) *receiveView {
	v := &receiveView{view: page}
	v.presenter = NewReceivePresenter(page.shell, bundles, v)
	t := page.shell.T
	v.path = uikit.NewEntry()
	v.path.SetPlaceHolder(t("exchange.receive.path"))
	v.path.OnSubmitted = func(string) { v.open() }
	choose := uikit.NewButton(t("exchange.choose_file"), uikit.Secondary, func() {
		v.shell.Files().OpenFile([]string{Ending}, func(path string) {
			v.path.SetTextQuietly(path)
			v.presenter.Receive(path)
		})
	}).Writes().Icon(theme.IconFolder)
	v.field = uikit.NewField(t("exchange.receive.file"), uikit.HFill(theme.Space8, 0, v.path, choose)).Hint(t("exchange.receive.hint"))
	look := uikit.NewButton(t("exchange.receive.look"), uikit.Secondary, v.open).Writes().Icon(theme.IconDownload).Hint("Enter")
	v.own, v.digits = uikit.NewText("", uikit.StyleMuted), uikit.NewText("", uikit.StyleFigure)
	own := uikit.NewCard(uikit.VStack(theme.Space4, uikit.NewHeading(t("exchange.own")), v.own, v.digits,
		uikit.NewParagraph(t("exchange.own.hint"), uikit.StyleMuted, 0)))
	receive := card(t("exchange.receive.title"), uikit.NewParagraph(t("exchange.receive.text"), uikit.StyleMuted, 0), v.field,
		uikit.HFill(theme.Space8, 0, container.NewStack(), look))
	v.object = container.NewVScroll(uikit.Pad(1, 1, uikit.VStack(14, receive, own)))
	return v
}

func (v *receiveView) open() {
	if v.path.Text != "" {
		v.presenter.Receive(v.path.Text)
		return
	}
	v.ReceiveProblem(v.shell.T("exchange.receive.missing"))
}

// showOwn shows the code of this laptop, so that others can compare it.
func (v *receiveView) showOwn(s SendState) {
	v.own.SetText(v.shell.T("history.device.this", "code", s.Code) + "  " + s.Person)
	v.digits.SetText(s.Fingerprint)
}

// ReceiveProblem implements ReceiveView.
func (v *receiveView) ReceiveProblem(text string) {
	if v.tab != TabSend {
		v.show(TabSend)
	}
	v.field.SetError(text)
	v.content.Refresh()
}

// AskPassphrase implements ReceiveView.
func (v *receiveView) AskPassphrase(file, problem string) {
	t := v.shell.T
	entry := uikit.NewEntry()
	entry.Password = true
	field := uikit.NewField(t("exchange.passphrase"), entry).Hint(t("exchange.passphrase.ask", "file", filepath.Base(file)))
	field.SetError(problem)
	var sheet *uikit.Modal
	open := func() {
		sheet.Close()
		v.presenter.Passphrase(entry.Text)
	}
	entry.OnSubmitted = func(string) { open() }
	sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: t("exchange.passphrase.title"), Body: field, Width: 520, Focus: entry, Sticky: true,
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, func() { sheet.Close(); v.presenter.GiveUp() }),
			uikit.NewButton(t("exchange.passphrase.open"), uikit.Primary, open).Hint("Enter")}})
}

// ShowPreview implements ReceiveView.
func (v *receiveView) ShowPreview(s Preview) {
	t := v.shell.T
	facts := uikit.VStack(theme.Space4, fact(t("exchange.preview.from"), t("exchange.preview.sender", "who", s.Who, "code", s.Code)),
		fact(t("exchange.preview.when"), s.When), fact(t("exchange.preview.what"), s.What), fact(t("exchange.preview.file"), s.File+" · "+s.Contents))
	parts := []fyne.CanvasObject{facts}
	if s.Nothing {
		parts = append(parts, mark(theme.IconCheck, theme.Pass, t("exchange.preview.nothing")))
	} else {
		parts = append(parts, countTable(t, s.Rows))
	}
	for _, warning := range []string{s.Conflicts, s.Clock, s.Missing} {
		if warning != "" {
			parts = append(parts, mark(theme.IconWarning, theme.Warn, warning))
		}
	}
	label := t("exchange.preview.import")
	if s.Unknown {
		label = t("exchange.preview.import_compared")
		digits := uikit.NewText(s.Fingerprint, uikit.StyleFigure).SetAlign(fyne.TextAlignCenter)
		parts = append(parts, uikit.NewCardPadded(uikit.VStack(theme.Space8, uikit.NewText(t("exchange.compare.title"), uikit.StyleStrong), digits,
			uikit.NewParagraph(t("exchange.compare.question", "code", s.Code), uikit.StyleBody, 0)), theme.Space12))
	}
	var sheet *uikit.Modal
	drop := func() { sheet.Close(); v.presenter.Drop() }
	actions := []*uikit.Button{uikit.NewButton(t("exchange.preview.drop"), uikit.Secondary, drop)}
	if s.Nothing {
		actions = []*uikit.Button{uikit.NewButton(t("common.close"), uikit.Primary, drop)}
	} else {
		actions = append(actions, uikit.NewButton(label, uikit.Primary, func() { sheet.Close(); v.presenter.Import() }).Writes().Hint("Enter"))
	}
	sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: t("exchange.preview.title"), Body: uikit.VStack(theme.Space12, parts...), Width: 640,
		Sticky: true, Actions: actions})
}

// ShowReceived implements ReceiveView.
func (v *receiveView) ShowReceived(s Received) {
	t := v.shell.T
	v.path.SetTextQuietly("")
	v.field.SetError("")
	var parts []fyne.CanvasObject
	for _, line := range s.Lines {
		parts = append(parts, uikit.NewBody(line))
	}
	var sheet *uikit.Modal
	leave := func(then func()) func() {
		return func() {
			sheet.Close()
			then()
			v.presenter.Seen()
		}
	}
	actions := []*uikit.Button{uikit.NewButton(t("common.close"), uikit.Secondary, leave(func() {}))}
	if s.Inspections > 0 {
		actions = append(actions, uikit.NewButton(t("exchange.received.inspections"), uikit.Secondary, leave(v.presenter.ShowInspections)))
	}
	if s.Hazards > 0 {
		actions = append(actions, uikit.NewButton(t("exchange.received.hazards"), uikit.Secondary, leave(v.presenter.ShowHazards)))
	}
	if s.Conflicts > 0 {
		actions = append(actions, uikit.NewButton(t("exchange.received.conflicts", "n", s.Conflicts), uikit.Primary, leave(func() { v.show(TabConflicts) })).Hint("Enter"))
	}
	sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: s.Title, Body: uikit.VStack(theme.Space8, parts...), Width: 620, Actions: actions})
	v.load()
}

func fact(label, text string) fyne.CanvasObject {
	return uikit.HFill(theme.Space12, 1, uikit.FixedWidth(72, uikit.NewText(label, uikit.StyleMuted)), uikit.NewParagraph(text, uikit.StyleBody, 3))
}

// mark is a sentence with an icon before it.
func mark(icon theme.IconName, token theme.Token, text string) fyne.CanvasObject {
	return uikit.HFill(theme.Space8, 1, uikit.NewIcon(icon, token, 20), uikit.NewParagraph(text, uikit.StyleBody, 0))
}

// countTable says how many records of each kind are new or changed.
func countTable(t func(string, ...any) string, rows []PreviewRow) fyne.CanvasObject {
	line := func(style uikit.Style, kind, added, changed string) fyne.CanvasObject {
		return uikit.HFill(theme.Space12, 0, uikit.NewText(kind, style), uikit.FixedWidth(90, uikit.NewText(added, style).SetAlign(fyne.TextAlignTrailing)),
			uikit.FixedWidth(90, uikit.NewText(changed, style).SetAlign(fyne.TextAlignTrailing)))
	}
	parts := []fyne.CanvasObject{line(uikit.StyleMuted, "", t("exchange.preview.new"), t("exchange.preview.changed"))}
	count := func(n int) string {
		if n == 0 {
			return "—"
		}
		return strconv.Itoa(n)
	}
	for _, row := range rows {
		parts = append(parts, line(uikit.StyleBody, row.Kind, count(row.New), count(row.Changed)))
	}
	return uikit.NewCardPadded(uikit.VStack(theme.Space4, parts...), theme.Space12)
}
