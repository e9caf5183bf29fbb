package reports

import (
	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// editorView is the sheet in which a custom report is put together.
type editorView struct {
	archive *archive
	editor  *Editor
	modal   *uikit.Modal
	body    *fyne.Container

	name    *uikit.Entry
	column  *uikit.SelectField // of the filter to be added
	compare *uikit.SelectField
	value   *uikit.Entry
}

// editorWidth and editorHeight are those of the sheet at scale 1.
const editorWidth, editorHeight = 760, 470

func openEditor(a *archive, editor *Editor) *editorView {
	v := &editorView{archive: a, editor: editor, name: uikit.NewEntry(), body: uikit.VStack(theme.Space16)}
	v.name.SetText(editor.Report.Name)
	v.name.OnChanged = func(text string) { v.editor.Report.Name = text }
	v.rebuild()
	cancel := uikit.NewButton(a.t("common.cancel"), uikit.Secondary, func() { v.modal.Close() })
	save := uikit.NewButton(a.t("common.save"), uikit.Primary, func() { a.presenter.Save(v.editor) }).Writes()
	title := a.t("reports.custom.change")
	if editor.Report.ID == "" {
		title = a.t("reports.custom.add")
	}
	v.modal = uikit.ShowSheet(a.screen.shell.Window().Canvas(), uikit.Sheet{Title: title, Body: v.body, Actions: []*uikit.Button{cancel, save},
		Width: editorWidth, Height: editorHeight, Sticky: true, Focus: v.name})
	return v
}

// rebuild shows the choice made so far.
func (v *editorView) rebuild() {
	t := v.archive.t
	var tables []uikit.Option
	for _, table := range inspection.ReportTables() {
		tables = append(tables, uikit.Option{ID: string(table), Text: t("reports.table." + string(table))})
	}
	table := uikit.NewToggleGroup(tables, func(id string) {
		v.editor.SetTable(inspection.ReportTable(id))
		v.rebuild()
	})
	table.SetSelected(string(v.editor.Report.Table))
	groups := []uikit.Option{{ID: "", Text: t("reports.custom.no_group")}}
	group := uikit.NewSelectField(t("reports.custom.no_group"), append(groups, options(v.editor.All())...), func(o uikit.Option) { v.editor.Report.Group = o.ID })
	group.SetSelectedID(v.editor.Report.Group)
	v.body.Objects = []fyne.CanvasObject{
		uikit.FormRow(uikit.NewField(t("reports.custom.name"), v.name).Required(), uikit.NewField(t("reports.custom.group"), group).Hint(t("reports.custom.group_hint"))),
		uikit.NewField(t("reports.custom.table"), table),
		uikit.NewField(t("reports.custom.columns"), v.columns()).Hint(t("reports.custom.columns_hint")),
		uikit.NewField(t("reports.custom.filters"), v.filters()),
	}
	v.body.Refresh()
	if v.modal != nil {
		v.modal.Refresh()
	}
}

func options(columns []TableColumn) []uikit.Option {
	list := make([]uikit.Option, len(columns))
	for i, column := range columns {
		list[i] = uikit.Option{ID: column.ID, Text: column.Title}
	}
	return list
}

// columns shows the chosen columns in their order.
func (v *editorView) columns() fyne.CanvasObject {
	t := v.archive.t
	var parts []fyne.CanvasObject
	for i, id := range v.editor.Report.Columns {
		forward := uikit.NewButton("", uikit.Quiet, func() {
			v.editor.Move(i)
			v.rebuild()
		}).Icon(theme.IconArrowLeft)
		forward.SetEnabled(i > 0)
		drop := uikit.NewButton("", uikit.Quiet, func() {
			v.editor.Drop(i)
			v.rebuild()
		}).Icon(theme.IconClose)
		parts = append(parts, uikit.NewCardPadded(uikit.HStack(0, forward, uikit.NewBadge(v.editor.Column(id).Title, uikit.ToneInk), drop), theme.Space4))
	}
	if left := v.editor.Left(); len(left) > 0 {
		add := uikit.NewSelectField(t("reports.custom.add_column"), options(left), func(o uikit.Option) {
			v.editor.Add(o.ID)
			v.rebuild()
		})
		parts = append(parts, uikit.FixedWidth(170, add))
	}
	return uikit.Flow(theme.Space8, parts...)
}

// filters shows the conditions and what is needed for one more.
func (v *editorView) filters() fyne.CanvasObject {
	t := v.archive.t
	var lines []fyne.CanvasObject
	for i, filter := range v.editor.Report.Filters {
		text := t("reports.custom.condition", "column", v.editor.Column(filter.Column).Title, "compare", t("reports.compare."+string(filter.Compare)), "value", filter.Value)
		drop := uikit.NewButton("", uikit.Quiet, func() {
			v.editor.DropFilter(i)
			v.rebuild()
		}).Icon(theme.IconClose)
		lines = append(lines, uikit.HFill(theme.Space8, 0, uikit.NewText(text, uikit.StyleBody), drop))
	}
	var comparisons []uikit.Option
	for _, comparison := range inspection.Comparisons() {
		comparisons = append(comparisons, uikit.Option{ID: string(comparison), Text: t("reports.compare." + string(comparison))})
	}
	v.column = uikit.NewSelectField(t("reports.custom.filter_column"), options(v.editor.All()), nil)
	v.compare = uikit.NewSelectField("", comparisons, nil)
	v.compare.SetSelectedID(string(inspection.CompareIs))
	v.value = uikit.NewEntry()
	v.value.SetPlaceHolder(t("reports.custom.filter_value"))
	v.value.OnSubmitted = func(string) { v.addFilter() }
	add := uikit.NewButton(t("reports.custom.add_filter"), uikit.Secondary, v.addFilter).Icon(theme.IconPlus)
	lines = append(lines, uikit.HFill(theme.Space8, 2, uikit.FixedWidth(150, v.column), uikit.FixedWidth(110, v.compare), v.value, add))
	return uikit.VStack(theme.Space8, lines...)
}

func (v *editorView) addFilter() {
	filter := inspection.ReportFilter{Column: v.column.Selected().ID, Compare: inspection.Comparison(v.compare.Selected().ID), Value: v.value.Text}
	if filter.Column == "" || filter.Compare.NeedsValue() && filter.Value == "" {
		return
	}
	v.editor.AddFilter(filter)
	v.rebuild()
}
