package history

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the sheet needs of the window.
type Shell interface {
	Host
	Window() fyne.Window
	// ExportList asks where a list goes and writes it.
	ExportList(name string, headers []string, rows func(ctx context.Context, yield func([]any) error) error)
}

// The size of the sheet, at scale 1.
const (
	sheetWidth  float32 = 920
	sheetHeight float32 = 470
)

// Show opens the sheet over the page that is shown.
func Show(shell Shell, service Service, kind inspection.RecordKind, id inspection.ID) *uikit.Modal {
	v := &sheet{shell: shell}
	v.build()
	v.modal = uikit.ShowSheet(shell.Window().Canvas(), uikit.Sheet{Title: shell.T("history.title"), Body: v.content, Width: sheetWidth,
		Height: sheetHeight, OnKey: v.table.HandleKey, Focus: v.table,
		Actions: []*uikit.Button{v.export, uikit.NewButton(shell.T("common.close"), uikit.Primary, func() { v.modal.Close() })}})
	NewPresenter(shell, service, v).Load(kind, id)
	return v.modal
}

type sheet struct {
	shell   Shell
	modal   *uikit.Modal
	content *fyne.Container
	table   *uikit.Table[Row]
	whole   *uikit.Text
	export  *uikit.Button
}

func (v *sheet) build() {
	t := v.shell.T
	v.table = uikit.NewTable([]uikit.Column[Row]{
		{Title: t("history.column.when"), Width: 132, Text: func(r Row) string { return r.When }},
		{Title: t("history.column.who"), Width: 108, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Who, Sub: r.Device} }},
		{Title: t("history.column.what"), Width: 132, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Field, Sub: r.Record} }},
		{Title: t("history.column.change"), Width: 200, Flex: 1, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: v.change(r)} }},
		{Width: 76, Cell: v.mark},
	})
	v.table.SetRowHeight(50)
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconClock, t("common.loading"), nil))
	v.table.OnSelected = func(_ int, r Row) {
		v.whole.SetText(t("history.whole", "record", r.Record, "field", r.Field, "change", v.change(r)))
	}
	v.whole = uikit.NewParagraph("", uikit.StyleMuted, 4)
	v.export = uikit.NewButton(t("common.export_list"), uikit.Secondary, func() {
		headers, rows := v.table.Plain()
		v.shell.ExportList(t("history.title"), headers, rows)
	}).Icon(theme.IconDownload)
	v.export.SetEnabled(false)
	v.content = container.New(&fixed{sheetHeight - 2*theme.Space4}, uikit.VFill(theme.Space8, 0, v.table, v.whole))
}

// change says what changed into what. A record that is new has nothing before.
func (v *sheet) change(r Row) string {
	if r.New || r.Settled {
		return r.To
	}
	from, to := r.From, r.To
	if from == "" {
		from = v.shell.T("history.cleared")
	}
	if to == "" {
		to = v.shell.T("history.cleared")
	}
	return from + " → " + to
}

func (v *sheet) mark(r Row) uikit.Cell {
	switch {
	case r.Corrected:
		return uikit.Cell{Text: v.shell.T("history.corrected"), Badge: true, Tone: uikit.ToneWarn}
	case r.Settled:
		return uikit.Cell{Text: v.shell.T("history.settled.mark"), Badge: true, Tone: uikit.TonePrimary}
	case r.New:
		return uikit.Cell{Text: v.shell.T("history.new"), Badge: true}
	default:
		return uikit.Cell{}
	}
}

// Render implements View.
func (v *sheet) Render(s State) {
	switch {
	case s.Problem != "":
		v.table.SetEmpty(uikit.NewEmptyState(theme.IconWarning, s.Problem, nil))
	case s.Loaded:
		v.table.SetEmpty(uikit.NewEmptyState(theme.IconClock, v.shell.T("history.empty"), nil))
	}
	v.table.SetRows(s.Rows)
	v.export.SetEnabled(len(s.Rows) > 0)
	if len(s.Rows) > 0 {
		v.table.Select(0)
		v.table.OnSelected(0, s.Rows[0])
	}
	v.content.Refresh()
}

// fixed gives its object one height (at scale 1), for a list in a sheet.
type fixed struct{ height float32 }

func (f *fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (f *fixed) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.Scaled(f.height))
}
