package reports

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
	table   *uikit.ToggleGroup
	parts   []columnButtons         // of the chosen columns
	add     *uikit.SelectField      // one more column; nil if there is none
	drops   []*uikit.Button         // of the filters
	next    inspection.ReportFilter // the filter to be added
	column  *uikit.SelectField
	compare *uikit.SelectField
	value   *uikit.Entry       // of one without words
	words   *uikit.SelectField // of one with words
	day     *uikit.DateField
}

// columnButtons move a chosen column and take it away.
type columnButtons struct{ left, right, drop *uikit.Button }

// editorWidth and editorHeight are those of the sheet at scale 1.
const editorWidth, editorHeight = 760, 520

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
	v.table = uikit.NewToggleGroup(tables, func(id string) {
		v.editor.SetTable(inspection.ReportTable(id))
		v.next = inspection.ReportFilter{}
		v.rebuild()
		v.focus(v.table)
	})
	v.table.SetSelected(string(v.editor.Report.Table))
	groups := []uikit.Option{{ID: "", Text: t("reports.custom.no_group")}}
	group := uikit.NewSelectField(t("reports.custom.no_group"), append(groups, options(v.editor.All())...), func(o uikit.Option) { v.editor.Report.Group = o.ID })
	group.SetSelectedID(v.editor.Report.Group)
	v.body.Objects = []fyne.CanvasObject{
		uikit.FormRow(uikit.NewField(t("reports.custom.name"), v.name).Required(), uikit.NewField(t("reports.custom.group"), group).Hint(t("reports.custom.group_hint"))),
		uikit.NewField(t("reports.custom.table"), v.table),
		uikit.NewField(t("reports.custom.columns"), v.columns()).Hint(t("reports.custom.columns_hint")),
		uikit.NewField(t("reports.custom.filters"), v.filters()),
	}
	v.body.Refresh()
	if v.modal != nil {
		v.modal.Refresh()
	}
}

// focus gives the keyboard to what took the place of the control that was used.
func (v *editorView) focus(target fyne.Focusable) {
	v.archive.screen.shell.Window().Canvas().Focus(target)
}

// focusColumn gives the keyboard to the i-th column, or else to what adds one, or else to the last.
func (v *editorView) focusColumn(i int, choose func(columnButtons) *uikit.Button) {
	switch {
	case i < len(v.parts):
		v.focus(choose(v.parts[i]))
	case v.add != nil:
		v.focus(v.add)
	default:
		v.focus(v.parts[len(v.parts)-1].drop)
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
	v.parts, v.add = nil, nil
	for i, id := range v.editor.Report.Columns {
		buttons := columnButtons{left: v.mover(i, -1, theme.IconArrowLeft), right: v.mover(i, 1, theme.IconArrowRight)}
		buttons.drop = uikit.NewButton("", uikit.Quiet, func() {
			v.editor.Drop(i)
			v.rebuild()
			v.focusColumn(i, func(b columnButtons) *uikit.Button { return b.drop })
		}).Icon(theme.IconClose)
		v.parts = append(v.parts, buttons)
		title := uikit.NewBadge(v.editor.Column(id).Title, uikit.ToneInk)
		parts = append(parts, uikit.NewCardPadded(uikit.HStack(0, buttons.left, title, buttons.right, buttons.drop), theme.Space4))
	}
	if left := v.editor.Left(); len(left) > 0 {
		v.add = uikit.NewSelectField(t("reports.custom.add_column"), options(left), func(o uikit.Option) {
			v.editor.Add(o.ID)
			v.rebuild()
			v.focusColumn(len(v.parts), nil)
		})
		parts = append(parts, uikit.FixedWidth(170, v.add))
	}
	return uikit.Flow(theme.Space8, parts...)
}

// mover is a button that moves a column by a place; it is off where there is none.
func (v *editorView) mover(i, by int, icon theme.IconName) *uikit.Button {
	last := len(v.editor.Report.Columns) - 1
	button := uikit.NewButton("", uikit.Quiet, func() {
		v.editor.Move(i, by)
		v.rebuild()
		v.focusColumn(i+by, func(b columnButtons) *uikit.Button {
			if by < 0 && i+by > 0 || i+by == last { // the other is off at the end
				return b.left
			}
			return b.right
		})
	}).Icon(icon)
	button.SetEnabled(i+by >= 0 && i+by <= last)
	return button
}

// filters shows the conditions and what is needed for one more.
func (v *editorView) filters() fyne.CanvasObject {
	t := v.archive.t
	var lines []fyne.CanvasObject
	v.drops = nil
	for i, filter := range v.editor.Report.Filters {
		text := t("reports.custom.condition", "column", v.editor.Column(filter.Column).Title, "compare", t("reports.compare."+string(filter.Compare)), "value", filter.Value)
		drop := uikit.NewButton("", uikit.Quiet, func() {
			v.editor.DropFilter(i)
			v.rebuild()
			if i < len(v.drops) {
				v.focus(v.drops[i])
			} else {
				v.focus(v.column)
			}
		}).Icon(theme.IconClose)
		v.drops = append(v.drops, drop)
		lines = append(lines, uikit.HFill(theme.Space8, 0, uikit.NewText(text, uikit.StyleBody), drop))
	}
	v.column = uikit.NewSelectField(t("reports.custom.filter_column"), options(v.editor.All()), func(o uikit.Option) {
		v.next = inspection.ReportFilter{Column: o.ID, Compare: v.editor.Column(o.ID).Comparisons()[0]}
		v.changeNext()
	})
	v.column.SetSelectedID(v.next.Column)
	var comparisons []uikit.Option
	if v.next.Column != "" {
		for _, comparison := range v.editor.Column(v.next.Column).Comparisons() {
			comparisons = append(comparisons, uikit.Option{ID: string(comparison), Text: t("reports.compare." + string(comparison))})
		}
	}
	v.compare = uikit.NewSelectField("", comparisons, func(o uikit.Option) {
		v.next.Compare = inspection.Comparison(o.ID)
		v.changeNext()
	})
	v.compare.SetSelectedID(string(v.next.Compare))
	add := uikit.NewButton(t("reports.custom.add_filter"), uikit.Secondary, v.addFilter).Icon(theme.IconPlus)
	lines = append(lines, uikit.HFill(theme.Space8, 2, uikit.FixedWidth(filterColumnWidth, v.column), uikit.FixedWidth(filterCompareWidth, v.compare), v.valueField(), add))
	return uikit.VStack(theme.Space8, lines...)
}

// The widths of what is chosen for a filter.
const filterColumnWidth, filterCompareWidth = 150, 110

// valueField is where the value of the filter to be added is chosen or written: words where the column has no others, a day, or
// any text. It is empty where the comparison needs no value.
func (v *editorView) valueField() fyne.CanvasObject {
	t, column := v.archive.t, v.editor.Column(v.next.Column)
	v.value, v.words, v.day = uikit.NewEntry(), nil, nil
	switch {
	case v.next.Column != "" && !v.next.Compare.NeedsValue():
		return container.NewStack()
	case column.Words != nil:
		choices := make([]uikit.Option, len(column.Words))
		for i, word := range column.Words {
			choices[i] = uikit.Option{ID: word, Text: word}
		}
		v.words = uikit.NewSelectField(t("common.choose"), choices, func(o uikit.Option) { v.next.Value = o.ID })
		v.words.SetSelectedID(v.next.Value)
		return v.words
	case column.Day:
		v.day = uikit.NewDateField(v.archive.screen.shell.Catalog(), v.archive.screen.shell.Now, func(day string) { v.next.Value = day })
		v.day.SetDay(v.next.Value)
		return v.day
	}
	v.value.SetPlaceHolder(t("reports.custom.filter_value"))
	v.value.SetText(v.next.Value)
	v.value.OnChanged = func(text string) { v.next.Value = text }
	v.value.OnSubmitted = func(string) { v.addFilter() }
	return v.value
}

// changeNext shows what goes with what was chosen for the filter, and gives the keyboard to the value.
func (v *editorView) changeNext() {
	v.rebuild()
	switch {
	case !v.next.Compare.NeedsValue():
		v.focus(v.compare)
	case v.words != nil:
		v.focus(v.words)
	case v.day != nil:
		v.focus(v.day.Entry())
	default:
		v.focus(v.value)
	}
}

func (v *editorView) addFilter() {
	if v.editor.AddFilter(v.next) {
		v.next = inspection.ReportFilter{}
		v.rebuild()
		v.focus(v.column)
	}
}
