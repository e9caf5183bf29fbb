package bin

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// New returns the page.
func New(host Host, service Service) page.Page {
	v := &view{host: host}
	v.presenter = NewPresenter(host, service, v)
	v.build()
	return v
}

type view struct {
	host      Host
	presenter *Presenter

	content fyne.CanvasObject
	table   *uikit.Table[Row]
	restore *uikit.Button
	export  *uikit.Button
	blocked *uikit.Text
	foot    *fyne.Container
}

// Title implements page.Page.
func (v *view) Title() string { return v.host.T("bin.title") }

// Content implements page.Page.
func (v *view) Content() fyne.CanvasObject { return v.content }

// Enter implements page.Page.
func (v *view) Enter(string) { v.presenter.Load() }

// Refresh implements page.Refresher.
func (v *view) Refresh() { v.presenter.Load() }

// HandleKey lets the arrows move in the list, and Enter bring back.
func (v *view) HandleKey(k nav.Key) bool { return v.table.Len() > 0 && v.table.HandleKey(k) }

func (v *view) build() {
	t, p := v.host.T, v.presenter
	v.restore = uikit.NewButton(t("bin.restore"), uikit.Primary, p.Restore).Writes().Icon(theme.IconUndo).Hint("Enter")
	back := uikit.NewButton(t("bin.back"), uikit.Secondary, p.Settings).Icon(theme.IconArrowLeft)
	v.export = uikit.NewButton(t("common.export_list"), uikit.Secondary, func() {
		headers, rows := v.table.Plain()
		v.host.ExportList(v.Title(), headers, rows)
	}).Icon(theme.IconDownload)
	v.export.SetEnabled(false)
	head := uikit.HFill(theme.Space12, 1, uikit.NewTitle(v.Title()), container.NewStack(), back, v.export, v.restore)
	v.table = uikit.NewTable([]uikit.Column[Row]{
		{Title: t("bin.column.kind"), Width: 120, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Kind, Badge: true} }},
		{Title: t("bin.column.name"), Width: 200, Flex: 2, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Name, Sub: r.Blocked} }},
		{Title: t("bin.column.of"), Width: 150, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Of, Muted: true} }},
		{Title: t("bin.column.by"), Width: 100, Text: func(r Row) string { return r.By }},
		{Title: t("bin.column.at"), Width: 160, Text: func(r Row) string { return r.At }},
	})
	v.table.SetRowHeight(56)
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconCheck, t("bin.empty"), nil))
	v.table.OnSelected = func(i int, _ Row) { p.Select(i) }
	v.table.OnActivated = func(i int, _ Row) {
		if p.Select(i); !v.restore.Disabled() {
			p.Restore()
		}
	}
	v.blocked = uikit.NewParagraph("", uikit.StyleBody, 2)
	v.foot = uikit.HFill(theme.Space8, 1, uikit.NewIcon(theme.IconWarning, theme.Warn, 18), v.blocked)
	v.content = uikit.Pad(theme.Space24, theme.Space12, uikit.VFill(14, 2, head, uikit.NewParagraph(t("bin.text"), uikit.StyleMuted, 2),
		uikit.NewCardPadded(v.table, 1), v.foot))
}

// Render implements View.
func (v *view) Render(s State) {
	if !s.Loaded {
		return
	}
	v.table.SetRows(s.Rows)
	v.export.SetEnabled(len(s.Rows) > 0)
	v.table.Select(s.Selected)
	row, selected := s.Current()
	v.restore.SetEnabled(selected && row.Blocked == "" && !s.Working)
	v.blocked.SetText(row.Blocked)
	v.foot.Hidden = row.Blocked == ""
	v.content.Refresh()
}
