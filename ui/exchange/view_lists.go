package exchange

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// receiptsView is the tab 接收记录.
type receiptsView struct {
	presenter *ReceiptsPresenter
	object    fyne.CanvasObject
	table     *uikit.Table[ReceiptRow]
}

func newReceiptsView(page *view, service Service) *receiptsView {
	v := &receiptsView{}
	v.presenter = NewReceiptsPresenter(page.shell, service, v)
	t := page.shell.T
	v.table = uikit.NewTable([]uikit.Column[ReceiptRow]{
		{Title: t("exchange.receipt.when"), Width: 150, Text: func(r ReceiptRow) string { return r.When }},
		{Title: t("exchange.receipt.from"), Width: 220, Flex: 1, Cell: func(r ReceiptRow) uikit.Cell { return uikit.Cell{Text: r.From, Sub: r.Device} }},
		{Title: t("exchange.receipt.entries"), Width: 100, Align: fyne.TextAlignTrailing, Text: func(r ReceiptRow) string { return strconv.Itoa(r.Entries) }},
		{Title: t("exchange.receipt.via"), Width: 110, Text: func(r ReceiptRow) string { return r.Via }},
		{Title: t("exchange.receipt.by"), Width: 110, Text: func(r ReceiptRow) string { return r.By }},
		{Width: 190, Cell: func(r ReceiptRow) uikit.Cell {
			if r.Clock == "" {
				return uikit.Cell{}
			}
			return uikit.Cell{Text: r.Clock, Badge: true, Tone: uikit.ToneWarn}
		}},
	})
	v.table.SetRowHeight(52)
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconDownload, t("exchange.receipt.empty"), nil))
	v.object = uikit.NewCardPadded(v.table, 1)
	return v
}

// RenderReceipts implements ReceiptsView.
func (v *receiptsView) RenderReceipts(s ReceiptsState) { v.table.SetRows(s.Rows) }

// devicesView is the tab 其他电脑.
type devicesView struct {
	*view
	presenter *DevicesPresenter
	object    fyne.CanvasObject
	table     *uikit.Table[DeviceRow]
	block     *uikit.Button
	accept    *uikit.Button
}

func newDevicesView(page *view, service Service) *devicesView {
	v := &devicesView{view: page}
	v.presenter = NewDevicesPresenter(page.shell, service, v)
	t := page.shell.T
	v.table = uikit.NewTable([]uikit.Column[DeviceRow]{
		{Title: t("exchange.device.code"), Width: 72, Cell: func(r DeviceRow) uikit.Cell { return uikit.Cell{Text: r.Code, Bold: true} }},
		{Title: t("exchange.device.person"), Width: 180, Flex: 1, Cell: func(r DeviceRow) uikit.Cell { return uikit.Cell{Text: r.Person, Sub: r.Office} }},
		{Title: t("exchange.device.fingerprint"), Width: 190, Text: func(r DeviceRow) string { return r.Fingerprint }},
		{Title: t("exchange.device.seen"), Width: 150, Text: func(r DeviceRow) string { return r.Seen }},
		{Title: t("exchange.device.accepted"), Width: 190, Cell: func(r DeviceRow) uikit.Cell { return uikit.Cell{Text: r.AcceptedBy, Muted: true} }},
		{Title: t("exchange.device.state"), Width: 100, Cell: func(r DeviceRow) uikit.Cell {
			switch {
			case r.Blocked:
				return uikit.Cell{Text: t("exchange.device.state.blocked"), Badge: true, Tone: uikit.ToneFail}
			case r.Accepted:
				return uikit.Cell{Text: t("exchange.device.state.accepted"), Badge: true, Tone: uikit.TonePass}
			}
			return uikit.Cell{Text: t("exchange.device.state.unknown"), Badge: true, Tone: uikit.ToneWarn}
		}},
	})
	v.table.SetRowHeight(52)
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconUser, t("exchange.device.empty"), nil))
	v.table.OnSelected = func(i int, _ DeviceRow) { v.presenter.Select(i) }
	v.block = uikit.NewButton(t("exchange.device.block"), uikit.Secondary, v.askBlock).Writes().Icon(theme.IconLock)
	v.accept = uikit.NewButton(t("exchange.device.accept"), uikit.Secondary, v.askAccept).Writes().Icon(theme.IconCheck)
	bar := uikit.HFill(theme.Space8, 0, uikit.NewParagraph(t("exchange.device.hint"), uikit.StyleCaption, 2), v.block, v.accept)
	v.object = uikit.VFill(theme.Space12, 0, uikit.NewCardPadded(v.table, 1), bar)
	return v
}

// RenderDevices implements DevicesView.
func (v *devicesView) RenderDevices(s DevicesState) {
	v.table.SetRows(s.Rows)
	v.table.Select(s.Selected)
	row, selected := s.Current()
	v.block.SetEnabled(selected && !row.Blocked && !s.Working)
	v.accept.SetText(v.shell.T("exchange.device.accept_first"))
	if row.Blocked {
		v.accept.SetText(v.shell.T("exchange.device.accept"))
	}
	v.accept.SetEnabled(selected && (row.Blocked || !row.Accepted) && !s.Working)
}

func (v *devicesView) askBlock() {
	row, selected := v.presenter.state.Current()
	if !selected {
		return
	}
	t := v.shell.T
	uikit.Confirm(v.shell.Window().Canvas(), t("exchange.device.block.title", "code", row.Code), t("exchange.device.block.text", "person", row.Person),
		t("exchange.device.block"), t("common.cancel"), true, v.presenter.Block)
}

// askAccept has a person compare the digits.
func (v *devicesView) askAccept() {
	row, selected := v.presenter.state.Current()
	if !selected {
		return
	}
	t := v.shell.T
	var sheet *uikit.Modal
	body := uikit.VStack(theme.Space12, uikit.NewText(row.Fingerprint, uikit.StyleFigure).SetAlign(fyne.TextAlignCenter),
		uikit.NewBody(t("exchange.compare.question", "code", row.Code)))
	sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: t("exchange.compare.title"), Body: body, Sticky: true, Actions: []*uikit.Button{
		uikit.NewButton(t("common.cancel"), uikit.Secondary, func() { sheet.Close() }),
		uikit.NewButton(t("exchange.device.accept_compared"), uikit.Primary, func() { sheet.Close(); v.presenter.Accept() })}})
}

// hubView is the tab 办公室服务器.
type hubView struct {
	*view
	presenter *HubPresenter
	object    fyne.CanvasObject
	address   *uikit.Entry
	office    *uikit.Entry
	secret    *uikit.Entry
	field     *uikit.Field
	notice    *uikit.Text
	pause     *uikit.ToggleGroup
	lines     *fyne.Container
	now       *uikit.Button
	forget    *uikit.Button
	test      *uikit.Button
	use       *uikit.Button // while no server is used
	save      *uikit.Button // of one that is
	stateCard fyne.CanvasObject
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
	v.field = uikit.NewField(t("exchange.hub.address"), v.address).Hint(t("exchange.hub.address.hint"))
	v.notice = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Pass}, 0)
	v.test = uikit.NewButton(t("exchange.hub.test"), uikit.Secondary, func() { p.Test(v.address.Text, v.office.Text, v.secret.Text) }).Writes()
	v.use = uikit.NewButton(t("exchange.hub.use"), uikit.Primary, func() { p.Use(v.address.Text, v.office.Text, v.secret.Text) }).Writes()
	v.save = uikit.NewButton(t("exchange.hub.save"), uikit.Secondary, func() { p.Use(v.address.Text, v.office.Text, v.secret.Text) }).Writes()
	v.forget = uikit.NewButton(t("exchange.hub.forget"), uikit.Quiet, v.askForget).Writes()
	settings := card(t("exchange.hub.settings"), uikit.NewParagraph(t("exchange.hub.text"), uikit.StyleMuted, 0), v.field,
		uikit.FormRow(uikit.NewField(t("exchange.hub.office"), v.office), uikit.NewField(t("exchange.hub.secret"), v.secret).Hint(t("exchange.hub.secret.hint"))),
		v.notice, uikit.HFill(theme.Space8, 1, v.forget, container.NewStack(), v.test, v.save, v.use))
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
	v.now = uikit.NewButton(t("exchange.hub.now"), uikit.Primary, p.Now).Writes().Icon(theme.IconRedo)
	v.stateCard = card(t("exchange.hub.state"), v.lines, uikit.VStack(theme.Space8, uikit.NewText(t("exchange.hub.pause"), uikit.StyleMuted), v.pause),
		uikit.HFill(theme.Space8, 0, container.NewStack(), v.now))
	v.object = uikit.Columns(14, container.NewVScroll(uikit.Pad(1, 1, uikit.VStack(0, settings))), container.NewVScroll(uikit.Pad(1, 1, uikit.VStack(0, v.stateCard))))
	return v
}

func (v *hubView) askForget() {
	t := v.shell.T
	uikit.Confirm(v.shell.Window().Canvas(), t("exchange.hub.forget"), t("exchange.hub.forget.text"), t("exchange.hub.forget"), t("common.cancel"), false,
		func() { v.filled = false; v.presenter.Forget() })
}

// RenderHub implements HubView.
func (v *hubView) RenderHub(s HubShown) {
	if s.Loaded && !v.filled {
		v.filled = true
		v.address.SetTextQuietly(s.Place.Address)
		v.office.SetTextQuietly(s.Place.Office)
	}
	v.field.SetError(s.Problem)
	v.notice.SetText(s.Notice)
	visible(v.notice, s.Notice != "")
	visible(v.stateCard, s.Used)
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
