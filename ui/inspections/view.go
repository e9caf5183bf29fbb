package inspections

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/assign"
	"anxun/ui/filters"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/preference"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the pages ask of the window.
type Shell interface {
	Host
	Catalog() *i18n.Catalog
	Window() fyne.Window
	Preferences() preference.Values
	ChangePreferences(change func(*preference.Values))
}

// listScreen is the page 检查.
type listScreen struct {
	shell     Shell
	presenter *ListPresenter
	content   fyne.CanvasObject
	search    *uikit.SearchField
	chips     *uikit.ChipGroup
	period    *uikit.SelectField
	saved     *filters.Bar
	assigned  *assign.Filter
	assign    *assign.Sheet
	table     *uikit.Table[Row]
	empty     *fyne.Container
	count     *uikit.Text
	marks     *uikit.MarkBar
	shown     int
}

// New returns the list of inspections.
func New(shell Shell, service Service) page.Page {
	s := &listScreen{shell: shell, presenter: NewListPresenter(shell, service), shown: -1}
	s.assign = assign.NewSheet(shell, service, inspection.KindInspection, s.presenter.Given)
	s.build()
	s.presenter.Attach(s)
	return s
}

// Title implements page.Page.
func (s *listScreen) Title() string { return s.shell.T("inspections.title") }

// Content implements page.Page.
func (s *listScreen) Content() fyne.CanvasObject { return s.content }

// State implements page.Keeper.
func (s *listScreen) State() string { return s.presenter.Keep(s.table.Top()) }

// Restore implements page.Keeper.
func (s *listScreen) Restore(state string) { s.presenter.Restore(state) }

// ScrollTo implements ListView.
func (s *listScreen) ScrollTo(row int) { s.table.SetTop(row) }

// Enter implements page.Page; arg may be a filter, a period, or both.
func (s *listScreen) Enter(arg string) { s.presenter.Enter(arg) }

// Refresh implements page.Refresher.
func (s *listScreen) Refresh() { s.presenter.Reload() }

// FocusSearch implements page.Searcher.
func (s *listScreen) FocusSearch() { s.search.Focus() }

// HandleKey implements page.KeyHandler: the list is moved in without a click, F8 leads to the
// documents and F12 to the changes.
func (s *listScreen) HandleKey(key nav.Key) bool {
	if key == nav.KeyF8 {
		s.presenter.OpenDocuments(s.table.Selected())
		return true
	}
	if key == nav.KeyF12 {
		s.presenter.OpenChanges(s.table.Selected())
		return true
	}
	return s.table.HandleKey(key)
}

func (s *listScreen) build() {
	t, p := s.shell.T, s.presenter
	s.search = uikit.NewSearchField(t("inspections.search"), "Ctrl F", p.Search)
	s.search.OnKey = s.searchKey
	s.chips = uikit.NewChipGroup(false, func(on []string) { p.ChooseFilter(on[0]) })
	for _, filter := range Filters() {
		s.chips.Add(filter, t("inspections.filter."+filter), -1)
	}
	var periods []uikit.Option
	for _, id := range Periods() {
		periods = append(periods, uikit.Option{ID: id, Text: t("inspections.period." + id)})
	}
	s.period = uikit.NewSelectField("", periods, func(o uikit.Option) { p.ChoosePeriod(o.ID) })
	s.count = uikit.NewText("", uikit.StyleMuted)
	begin := uikit.NewButton(t("inspections.begin"), uikit.Primary, p.Begin).Writes().Icon(theme.IconPlus).Hint("Ctrl+N").Large()
	s.buildTable()
	save := uikit.NewButton(t("common.export_list"), uikit.Secondary, p.Export).Icon(theme.IconDownload).Large()
	head := uikit.HFill(theme.Space16, 1, uikit.NewTitle(s.Title()), container.NewStack(), fixed(300, s.search), save, begin)
	s.saved = filters.NewBar(s.shell, nav.Inspections, p.Chosen, s.apply)
	s.assigned = assign.NewFilter(s.shell, p.ChooseAssigned)
	tools := uikit.HFill(theme.Space12, 1, fixed(150, s.period), s.chips, s.count, s.assigned.Object, s.saved.Save)
	s.marks = uikit.NewMarkBar(
		uikit.NewButton(t("assign.action"), uikit.Secondary, func() { s.assign.Open(p.chosenOnes()) }).Writes(),
		uikit.NewButton(t("common.export_marked"), uikit.Secondary, p.ExportMarked).Icon(theme.IconDownload),
		uikit.NewButton(t("common.copy_table"), uikit.Secondary, p.Copy).Hint("Ctrl C"),
		uikit.NewButton(t("common.unmark"), uikit.Quiet, func() { p.MarkAll(false) }).Hint("Esc"))
	s.content = uikit.Pad(theme.Space24, theme.Space16, uikit.VFill(theme.Space12, 4, head, tools, s.saved.Object, s.marks.Object, uikit.NewCardPadded(s.table, 1)))
	s.saved.OnChanged = func() { uikit.Relayout(s.content); s.content.Refresh() }
}

// apply lists what a saved filter describes.
func (s *listScreen) apply(state string) {
	s.presenter.Restore(state)
	s.presenter.Enter("")
}

func (s *listScreen) buildTable() {
	t := s.shell.T
	s.table = uikit.NewTable([]uikit.Column[Row]{
		{Title: t("inspections.column.no"), Key: string(inspection.InspectionsByNo), Sortable: true, Width: 158, Folds: 2, Text: func(r Row) string { return r.No }},
		{Title: t("inspections.column.place"), Key: string(inspection.InspectionsByPlace), Sortable: true, Flex: 1.2, Least: 190, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Place, Sub: r.Code} }},
		{Title: t("inspections.column.date"), Key: orderDate, Sortable: true, Width: 150, Folds: 1, Text: func(r Row) string { return r.Started }},
		{Title: t("inspections.column.lists"), Flex: 1.2, Folds: 3, Gone: true, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Lists, Sub: r.Inspectors} }},
		{Title: t("assign.to"), Width: 88, Folds: 3, Text: func(r Row) string { return r.Assigned }},
		{Title: t("inspections.column.status"), Key: string(inspection.InspectionsByStatus), Sortable: true, Width: s.statusWidth(), Cell: func(r Row) uikit.Cell {
			return uikit.Cell{Text: r.StatusText, Badge: r.StatusText != "", Tone: statusTone(r.Status)}
		}},
		{Title: t("inspections.column.result"), Width: 150, Cell: func(r Row) uikit.Cell {
			tone := uikit.ToneInk
			if r.Failed {
				tone = uikit.ToneFail
			}
			return uikit.Cell{Text: r.Result, Sub: r.Rest, Tone: tone}
		}},
	})
	s.table.OnActivated = func(i int, _ Row) { s.presenter.Open(i) }
	s.table.OnTapped = func(i int, _ Row) { s.presenter.Open(i) }
	s.table.OnSelected = func(i int, _ Row) { s.presenter.Select(i) }
	s.table.OnSort = s.presenter.SortBy
	s.table.Marked, s.table.OnMark, s.table.OnMarkAll = s.presenter.IsMarked, s.presenter.Mark, s.presenter.MarkAll
	s.table.OnMenu, s.table.OnCopy = s.showMenu, s.presenter.Copy
	s.empty = container.NewStack()
	s.table.SetEmpty(s.empty)
}

// showMenu offers what can be done to the rows chosen.
func (s *listScreen) showMenu(i int, at fyne.Position) {
	t, p := s.shell.T, s.presenter
	uikit.ShowMenu(s.shell.Window().Canvas(), at, []uikit.MenuItem{
		{Text: t("common.open"), Key: "Enter", Run: func() { p.Open(i) }},
		{Text: t("assign.change"), Run: func() { s.assign.Open(p.chosenOnes()) }, Writes: true},
		{Text: t("inspections.menu.place"), Run: p.OpenPlace},
		{Text: t("inspections.menu.documents"), Key: "F8", Run: func() { p.OpenDocuments(i) }},
		{Text: t("common.copy_table"), Key: "Ctrl C", Run: p.Copy},
		{Text: t("common.export_marked"), Run: p.ExportMarked},
	})
}

// statusWidth is as wide as the longest word for a state, in the language shown.
func (s *listScreen) statusWidth() float32 {
	const least, around float32 = 96, 20
	width := least
	for _, status := range []inspection.Status{inspection.StatusDraft, inspection.StatusFinished, inspection.StatusVoid} {
		words := uikit.NewBadge(s.shell.T("inspection.status."+string(status)), uikit.ToneNeutral)
		width = max(width, words.MinSize().Width/theme.Scaled(1)+around)
	}
	return width
}

func statusTone(status inspection.Status) uikit.Tone {
	switch status {
	case inspection.StatusDraft:
		return uikit.ToneWarn
	case inspection.StatusFinished:
		return uikit.TonePass
	}
	return uikit.ToneNeutral
}

// searchKey lets the selection move, and open, while a word stands in the search field.
func (s *listScreen) searchKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp:
		return s.table.HandleKey(nav.KeyUp)
	case fyne.KeyDown:
		return s.table.HandleKey(nav.KeyDown)
	case fyne.KeyReturn, fyne.KeyEnter:
		return s.table.Selected() >= 0 && s.table.HandleKey(nav.KeyEnter)
	}
	return false
}

// Render implements ListView.
func (s *listScreen) Render(state ListState) {
	t := s.shell.T
	s.chips.Select(state.Filter)
	s.saved.Show()
	if s.assigned.Show(state.People, state.Assigned) {
		uikit.Relayout(s.content)
	}
	for filter, n := range state.Counts {
		s.chips.SetCount(filter, n)
	}
	s.period.SetSelectedID(state.Period)
	s.search.Follow(state.Text)
	s.table.SetSort(state.Sort, state.Ascending)
	s.marks.Show(state.Marked, t("common.marked", "n", state.Marked))
	if state.Loaded {
		s.count.SetText(t("common.total", "n", state.Total))
	}
	s.renderEmpty(state)
	if s.shown != state.Version {
		s.shown = state.Version
		s.table.SetSource(state.Total, s.presenter.Row)
		if s.table.Selected() != state.Selected {
			s.table.Select(state.Selected)
		}
	}
	s.content.Refresh()
}

func (s *listScreen) renderEmpty(state ListState) {
	t, p := s.shell.T, s.presenter
	var what fyne.CanvasObject
	switch {
	case state.Trouble != "":
		what = uikit.NewEmptyState(theme.IconWarning, state.Trouble, uikit.NewButton(t("common.retry"), uikit.Secondary, p.Reload))
	case !state.Loaded:
		what = uikit.NewEmptyState(theme.IconClock, t("common.loading"), nil)
	case state.Filtered():
		what = uikit.NewEmptyState(theme.IconSearch, t("inspections.none_match"), uikit.NewButton(t("inspections.show_all"), uikit.Secondary, p.ClearFilters))
	default:
		what = uikit.NewEmptyState(theme.IconInspect, t("inspections.none"), uikit.NewButton(t("inspections.begin"), uikit.Secondary, p.Begin).Writes())
	}
	s.empty.Objects = []fyne.CanvasObject{what}
	s.empty.Refresh()
}

// fixed gives o a width at scale 1.
func fixed(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&fixedWidth{width}, o)
}

type fixedWidth struct{ width float32 }

func (f *fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (f *fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(f.width), objects[0].MinSize().Height)
}
