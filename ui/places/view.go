package places

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/assign"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the page needs of the window.
type Shell interface {
	Host
	T(key string, args ...any) string
	Window() fyne.Window
	Files() uikit.FilePicker
}

// New returns the page.
func New(shell Shell, service Service, workbook Workbook) page.Page {
	v := &view{shell: shell}
	v.presenter = NewPresenter(shell, service, workbook, v)
	v.assign = assign.NewSheet(shell, service, inspection.KindPlace, v.presenter.Given)
	v.build()
	return v
}

// The width of the form: so many units of text, but never so wide that no list is left beside it on a small screen.
const (
	panelWidth float32 = 420
)

type view struct {
	shell     Shell
	presenter *Presenter

	content  fyne.CanvasObject
	search   *uikit.SearchField
	chips    *uikit.ChipGroup
	table    *uikit.Table[Row]
	none     fyne.CanvasObject // the register is empty
	nothing  fyne.CanvasObject // nothing matches
	export   *uikit.Button
	marks    *uikit.MarkBar
	remove   *uikit.Button
	restore  *uikit.Button
	panel    *fyne.Container
	form     *formView
	assigned *assign.Filter
	assign   *assign.Sheet
	due      bool // what is listed is due by the plan
}

// Title implements page.Page.
func (v *view) Title() string { return v.shell.T("shell.nav.places") }

// Content implements page.Page.
func (v *view) Content() fyne.CanvasObject { return v.content }

// Enter implements page.Page.
func (v *view) Enter(arg string) { v.presenter.Enter(arg) }

// Refresh implements page.Refresher.
func (v *view) Refresh() { v.presenter.Load() }

// State implements page.Keeper.
func (v *view) State() string { return v.presenter.Keep(v.table.Top()) }

// Restore implements page.Keeper.
func (v *view) Restore(state string) { v.presenter.Restore(state) }

// ScrollTo implements View.
func (v *view) ScrollTo(row int) { v.table.SetTop(row) }

// Leave implements page.Leaver.
func (v *view) Leave() error {
	v.form.flush()
	v.presenter.Settle()
	return nil
}

// FocusSearch implements page.Searcher.
func (v *view) FocusSearch() { v.search.Focus() }

// HandleKey moves in the list while nothing else has the keyboard.
func (v *view) HandleKey(k nav.Key) bool {
	if k == nav.KeyF2 && !uikit.WritingLocked() {
		v.add()
		return true
	}
	if k == nav.KeyF12 {
		v.form.flush()
		v.presenter.Changes()
		return true
	}
	return v.table.HandleKey(k)
}

func (v *view) build() {
	t, p := v.shell.T, v.presenter
	v.search = uikit.NewSearchField(t("places.search"), "Ctrl F", p.Search)
	v.search.OnKey = v.searchKey
	imports := uikit.NewButton(t("common.import"), uikit.Secondary, v.askImportFile).Writes().Icon(theme.IconUpload)
	v.export = uikit.NewButton(t("common.export"), uikit.Secondary, v.askExportFile).Icon(theme.IconDownload)
	template := uikit.NewButton(t("places.template"), uikit.Quiet, func() { v.shell.Files().SaveFile(p.TemplateName(), p.Template) })
	add := uikit.NewButton(t("places.add"), uikit.Primary, v.add).Writes().Icon(theme.IconPlus).Hint("F2")
	head := uikit.HFill(theme.Space8, 1, uikit.NewTitle(v.Title()), container.NewStack(),
		uikit.FixedWidth(248, v.search), template, imports, v.export, add)

	v.chips = uikit.NewChipGroup(false, func(on []string) { p.Show(Filter(on[0])) })
	v.chips.Add(string(FilterAll), t("common.all"), 0)
	for _, kind := range inspection.PlaceKinds() {
		v.chips.Add(string(kind), t("kind."+string(kind)), 0)
	}
	v.chips.Add(string(FilterDue), t("places.filter.due"), 0)
	v.chips.Add(string(FilterRemoved), t("places.filter.removed"), 0)
	v.chips.Select(string(FilterAll))
	v.assigned = assign.NewFilter(v.shell, p.ShowAssigned)

	v.buildTable()
	v.buildMarks()
	v.form = newFormView(v.shell, p)
	v.form.give = v.give
	v.panel = container.NewStack()
	v.showHint()
	split := uikit.Split(theme.Space12, uikit.NewCardPadded(v.table, 1), v.panel, theme.Scaled(panelWidth))
	v.content = uikit.Pad(theme.Space24, theme.Space12, uikit.VFill(theme.Space12, 3, head, uikit.HFill(theme.Space8, 0, v.chips, v.assigned.Object), v.marks.Object, split))
}

func (v *view) buildTable() {
	t := v.shell.T
	v.table = uikit.NewTable([]uikit.Column[Row]{
		{Title: t("places.field.code"), Key: sortCode, Sortable: true, Width: 84, Folds: 3, Text: func(r Row) string { return r.Code }},
		{Title: t("places.field.name"), Key: sortName, Sortable: true, Width: 120, Flex: 1, Least: 190, Cell: func(r Row) uikit.Cell {
			name := r.Name
			if r.Sample && !strings.Contains(name, t("places.sample")) {
				name = t("places.sample_name", "name", r.Name)
			}
			if v.due {
				return uikit.Cell{Text: name, Sub: r.Plan}
			}
			where := r.Where
			if r.Given != "" {
				where = strings.TrimSuffix(t("assign.given", "person", r.Given)+" · "+where, " · ")
			}
			return uikit.Cell{Text: name, Sub: where}
		}},
		{Title: t("places.field.kind"), Key: sortKind, Sortable: true, Width: 112, Folds: 2, Cell: func(r Row) uikit.Cell {
			if r.SubKind != "" {
				return uikit.Cell{Text: r.SubKind, Sub: r.Kind}
			}
			return uikit.Cell{Text: r.Kind}
		}},
		// The form shows it too.
		{Title: t("places.field.manager"), Key: sortManager, Sortable: true, Width: 124, Folds: 1, Gone: true,
			Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Manager, Sub: r.Phone} }},
	})
	v.table.OnSelected = func(_ int, r Row) { v.form.flush(); v.presenter.Select(r.ID) }
	v.table.OnActivated = func(int, Row) { v.presenter.Start() }
	v.table.OnSort, v.table.OnCopy, v.table.OnMenu = v.presenter.SortBy, v.copy, v.showMenu
	v.table.Marked, v.table.OnMark, v.table.OnMarkAll = v.presenter.IsMarked, v.presenter.Mark, v.presenter.MarkAll
	v.none = uikit.NewEmptyState(theme.IconPlace, t("places.empty"),
		uikit.NewButton(t("places.empty.import"), uikit.Secondary, v.askImportFile).Writes())
	v.nothing = uikit.NewEmptyState(theme.IconSearch, t("common.no_match"), nil)
}

func (v *view) buildMarks() {
	t, p := v.shell.T, v.presenter
	v.remove = uikit.NewButton(t("places.bulk.remove"), uikit.Secondary, func() { v.setRemoved(true) }).Writes()
	v.restore = uikit.NewButton(t("places.bulk.restore"), uikit.Secondary, func() { v.setRemoved(false) }).Writes()
	v.restore.Hide()
	give := uikit.NewButton(t("assign.action"), uikit.Secondary, v.give).Writes()
	v.marks = uikit.NewMarkBar(give, v.remove, v.restore,
		uikit.NewButton(t("common.export_marked"), uikit.Secondary, v.askExportChosen).Icon(theme.IconDownload),
		uikit.NewButton(t("common.copy_table"), uikit.Secondary, v.copy).Hint("Ctrl C"),
		uikit.NewButton(t("common.unmark"), uikit.Quiet, func() { p.MarkAll(false) }).Hint("Esc"))
}

// showMenu offers what can be done to the rows chosen.
func (v *view) showMenu(_ int, at fyne.Position) {
	t := v.shell.T
	items := []uikit.MenuItem{{Text: t("places.menu.inspect"), Key: "Enter", Run: v.presenter.Start, Writes: true},
		{Text: t("assign.change"), Run: v.give, Writes: true},
		{Text: t("common.copy_table"), Key: "Ctrl C", Run: v.copy},
		{Text: t("common.export_marked"), Run: v.askExportChosen},
		{Text: t("places.bulk.remove"), Run: func() { v.setRemoved(true) }, Writes: true}}
	if v.restore.Visible() {
		items[0] = uikit.MenuItem{Text: t("places.bulk.restore"), Run: func() { v.setRemoved(false) }, Writes: true}
		items = items[:4]
	}
	uikit.ShowMenu(v.shell.Window().Canvas(), at, items)
}

// What is chosen may be the place in the form: what was typed there counts.
func (v *view) copy() {
	v.form.flush()
	v.presenter.Copy()
}

func (v *view) give() {
	v.form.flush()
	v.assign.Open(v.presenter.ChosenIDs())
}

func (v *view) setRemoved(removed bool) {
	v.form.flush()
	v.presenter.SetChosenRemoved(removed)
}

func (v *view) askExportChosen() {
	v.form.flush()
	v.shell.Files().SaveFile(v.presenter.ExportName(), v.presenter.ExportChosen)
}

// searchKey lets the arrows move in the list while the search has the keyboard.
func (v *view) searchKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp:
		return v.table.HandleKey(nav.KeyUp)
	case fyne.KeyDown:
		return v.table.HandleKey(nav.KeyDown)
	}
	return false
}

func (v *view) add() {
	v.form.flush()
	v.presenter.New()
}

func (v *view) askImportFile() {
	v.form.flush()
	v.shell.Files().OpenFile([]string{".xlsx"}, v.presenter.Import)
}

func (v *view) askExportFile() {
	v.shell.Files().SaveFile(v.presenter.ExportName(), v.presenter.Export)
}

// RenderList implements View.
func (v *view) RenderList(l List) {
	if !l.Loaded {
		return
	}
	v.search.Follow(l.Query)
	for _, filter := range append([]inspection.PlaceKind{inspection.PlaceKind(FilterAll), inspection.PlaceKind(FilterDue), inspection.PlaceKind(FilterRemoved)}, inspection.PlaceKinds()...) {
		v.chips.SetCount(string(filter), l.Counts[Filter(filter)])
	}
	v.chips.Chip(string(FilterDue)).Hidden = !l.Planned
	v.due = l.Filter == FilterDue
	v.chips.Chip(string(FilterRemoved)).Hidden = l.Counts[FilterRemoved] == 0 && l.Filter != FilterRemoved
	v.chips.Select(string(l.Filter))
	v.chips.Refresh()
	if v.assigned.Show(l.People, l.Assigned) {
		uikit.Relayout(v.content)
		v.content.Refresh()
	}
	if l.Empty && l.Query == "" {
		v.table.SetEmpty(v.none)
	} else {
		v.table.SetEmpty(v.nothing)
	}
	v.export.SetEnabled(len(l.Rows) > 0)
	v.remove.Hidden, v.restore.Hidden = l.Filter == FilterRemoved, l.Filter != FilterRemoved
	v.table.SetSort(l.Sort, l.Ascending)
	if v.marks.Show(l.Marked, v.shell.T("common.marked", "n", l.Marked)) {
		v.content.Refresh()
	}
	v.table.SetRows(l.Rows)
	v.table.Select(l.Selected)
}

// RenderForm implements View.
func (v *view) RenderForm(f *Form) {
	if f == nil {
		v.form.forget()
		v.showHint()
		return
	}
	v.form.show(f)
	if len(v.panel.Objects) != 1 || v.panel.Objects[0] != v.form.object {
		v.panel.Objects = []fyne.CanvasObject{v.form.object}
		v.panel.Refresh()
	}
	if f.New && !v.form.focusedOnce {
		v.form.focusedOnce = true
		v.shell.Window().Canvas().Focus(v.form.entries[FieldCode])
	}
}

func (v *view) showHint() {
	hint := uikit.NewEmptyState(theme.IconPlace, v.shell.T("places.choose"), nil)
	v.panel.Objects = []fyne.CanvasObject{uikit.NewCardPadded(hint, theme.Space16)}
	v.panel.Refresh()
}
