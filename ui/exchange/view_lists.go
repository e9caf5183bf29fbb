package exchange

import (
	"strconv"

	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// receiptsView is the tab 接收记录.
type receiptsView struct {
	presenter *ReceiptsPresenter
	object    fyne.CanvasObject
	table     *uikit.Table[ReceiptRow]
	export    *uikit.Button
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
	v.export = uikit.NewButton(t("common.export_list"), uikit.Secondary, func() {
		headers, rows := v.table.Plain()
		page.shell.ExportList(t("exchange.tab.receipts"), headers, rows)
	}).Icon(theme.IconDownload)
	v.export.SetEnabled(false)
	v.object = uikit.VFill(theme.Space12, 0, uikit.NewCardPadded(v.table, 1), uikit.HFill(theme.Space8, 0, uikit.NewText("", uikit.StyleCaption), v.export))
	return v
}

// RenderReceipts implements ReceiptsView.
func (v *receiptsView) RenderReceipts(s ReceiptsState) {
	v.table.SetRows(s.Rows)
	v.export.SetEnabled(len(s.Rows) > 0)
}

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
