// Package hazards is the screen 隐患整改: the list of hazards by state, each in full with its history and photos, and the
// actions that move it on.
package hazards

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/album"
	"anxun/ui/assign"
	"anxun/ui/filters"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/preference"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the screen needs of the window.
type Shell interface {
	host
	Catalog() *i18n.Catalog
	Window() fyne.Window
	Preferences() preference.Values
	ChangePreferences(change func(*preference.Values))
	Files() uikit.FilePicker
}

// screen is the page; it shows what its presenter says.
type screen struct {
	shell     Shell
	presenter *Presenter

	content   fyne.CanvasObject
	search    *uikit.SearchField
	chips     *uikit.ChipGroup
	saved     *filters.Bar
	assigned  *assign.Filter
	assign    *assign.Sheet
	table     *uikit.Table[Row]
	empty     *fyne.Container
	card      *uikit.Card
	gallery   *gallery
	form      *formSheet
	edit      *editSheet
	loader    uikit.PhotoLoader
	bulk      *uikit.MarkBar
	bulkSheet *bulkSheet

	list   int // State.List shown
	state  State
	detail *Detail // shown
}

// New returns the page.
func New(shell Shell, service Service, photos album.Store) page.Page {
	s := &screen{shell: shell, presenter: NewPresenter(shell, service, photos), list: -1}
	s.assign = assign.NewSheet(shell, service, inspection.KindHazard, s.presenter.Given)
	s.loader = uikit.NewPhotoLoader(shell.Run, shell.ErrorText, s.presenter.ReadPhoto)
	s.build()
	s.presenter.Attach(s)
	return s
}

// Title returns the name of the page.
func (s *screen) Title() string { return s.shell.T("hazards.title") }

// Content returns the page's objects.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Enter shows what the route asks for: "", a filter, or "id:" and the id of a hazard.
func (s *screen) Enter(arg string) { s.presenter.Enter(arg) }

// State implements page.Keeper.
func (s *screen) State() string { return s.presenter.Keep() }

// Restore implements page.Keeper.
func (s *screen) Restore(state string) { s.presenter.Restore(state) }

// Refresh reads the data again.
func (s *screen) Refresh() { s.presenter.Refresh() }

// FocusSearch puts the cursor into the search field.
func (s *screen) FocusSearch() { s.search.Focus() }

// HandleKey moves in the list and begins actions.
func (s *screen) HandleKey(key nav.Key) bool {
	if key == nav.KeyF9 && s.gallery.any() {
		s.gallery.open()
		return true
	}
	if key == nav.KeyF12 {
		s.presenter.OpenChanges()
		return true
	}
	return s.presenter.HandleKey(key) || s.table.HandleKey(key)
}

// DropFiles adds photos to the action that is being taken.
func (s *screen) DropFiles(_, _ float32, paths []string) { s.presenter.AddPhotos(paths) }

// Close drops what is still being read.
func (s *screen) Close() { s.gallery.stop() }

func (s *screen) build() {
	s.search = uikit.NewSearchField(s.shell.T("hazards.search"), "Ctrl F", s.presenter.Search)
	s.chips = uikit.NewChipGroup(false, func(selected []string) { s.presenter.ChooseFilter(selected[0]) })
	for _, id := range Filters() {
		s.chips.Add(id, s.shell.T("hazards.filter."+id), -1)
	}
	s.assigned = assign.NewFilter(s.shell, s.presenter.ChooseAssigned)
	s.gallery = s.newGallery()
	s.buildTable()
	s.search.OnKey = s.searchKey
	s.bulk = s.newBulkBar()
	s.saved = filters.NewBar(s.shell, nav.Hazards, s.presenter.Chosen, s.apply)
	s.card = uikit.NewCardPadded(s.noDetail(), 0)
	report := uikit.NewButton(s.shell.T("hazards.report"), uikit.Primary, func() { s.shell.Go(nav.Route{Page: nav.Finding}) }).Writes().
		Icon(theme.IconPlus).Hint("Ctrl+Shift+N")
	save := uikit.NewButton(s.shell.T("common.export_list"), uikit.Secondary, s.presenter.Export).Icon(theme.IconDownload)
	head := uikit.HFill(theme.Space16, 1, uikit.NewTitle(s.Title()), container.NewStack(),
		container.New(&fixedWidth{280}, s.search), save, report)
	body := uikit.Columns(theme.Space16, uikit.NewCardPadded(s.table, 1), s.card)
	s.content = uikit.Pad(theme.Space24, theme.Space16, uikit.VFill(theme.Space12, 4, head, uikit.HFill(theme.Space8, 0, s.chips, s.assigned.Object, s.saved.Save), s.saved.Object, s.bulk.Object, body))
	s.saved.OnChanged = func() { uikit.Relayout(s.content); s.content.Refresh() }
}

// apply lists what a saved filter describes.
func (s *screen) apply(state string) {
	s.presenter.Restore(state)
	s.presenter.Enter("")
}

func (s *screen) buildTable() {
	t := s.shell.T
	s.table = uikit.NewTable([]uikit.Column[Row]{
		{Title: t("hazards.column.hazard"), Key: "place", Sortable: true, Flex: 1, Least: leastDescription, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Description, Sub: r.Context} }},
		{Title: t("hazards.column.severity"), Key: "severity", Sortable: true, Width: s.severityWidth(), Folds: 2, Cell: func(r Row) uikit.Cell {
			return uikit.Cell{Text: r.Severity, Badge: true, Tone: tone(r.SeverityTone)}
		}},
		{Title: t("hazards.column.due"), Key: orderDue, Sortable: true, Width: 150, Folds: 1, Cell: func(r Row) uikit.Cell {
			return uikit.Cell{Text: r.Due, Sub: r.Status, Tone: tone(r.DueTone), Icon: dueIcon(r.DueKind)}
		}},
	})
	s.table.OnSelected = func(i int, _ Row) { s.presenter.Select(i) }
	s.table.OnActivated = func(int, Row) { s.presenter.OpenInspection() }
	s.table.OnSort = s.presenter.SortBy
	s.table.Marked, s.table.OnMark, s.table.OnMarkAll = s.presenter.IsMarked, s.presenter.Mark, s.presenter.MarkAll
	s.table.OnMenu, s.table.OnCopy = s.showMenu, s.presenter.Copy
	s.empty = container.NewStack()
	s.table.SetEmpty(s.empty)
}

// leastDescription is the width without which the deadline, then the severity, stand below the description: sixteen
// characters.
const leastDescription float32 = 240

// severityWidth is as wide as the longest word for a severity, in the language shown.
func (s *screen) severityWidth() float32 {
	const least, around float32 = 86, 20
	words := uikit.NewBadge(s.shell.T("severity.suspected_major"), uikit.ToneFail)
	return max(least, words.MinSize().Width/theme.Scaled(1)+around)
}

// searchKey lets the selection move while a word stands in the search field.
func (s *screen) searchKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp:
		return s.table.HandleKey(nav.KeyUp)
	case fyne.KeyDown:
		return s.table.HandleKey(nav.KeyDown)
	default:
		return false
	}
}

// row gives the table a row; one that is still being read shows as an ellipsis.
func (s *screen) row(i int) Row {
	if row, here := s.presenter.Row(i); here {
		return row
	}
	return Row{Description: "…"}
}

// Render implements View.
func (s *screen) Render(state State) {
	s.state = state
	s.chips.Select(state.Filter)
	s.saved.Show()
	if s.assigned.Show(state.People, state.Assigned) {
		uikit.Relayout(s.content)
		s.content.Refresh()
	}
	for _, id := range Filters() {
		if n, counted := state.Counts[id]; counted {
			s.chips.SetCount(id, n)
		}
	}
	s.search.Follow(state.Text)
	s.table.SetSort(state.Sort, state.Ascending)
	s.showMarks(state)
	s.showList(state)
	if state.Detail != s.detail {
		s.detail = state.Detail
		s.showDetail()
	}
	s.showForm(state.Form)
	s.showEdit(state.Edit)
	s.showBulk(state.Bulk)
}

// Reveal implements View.
func (s *screen) Reveal(row int) { s.table.Select(row) }

func (s *screen) showList(state State) {
	if state.Total == 0 || state.Problem != "" {
		s.empty.Objects = []fyne.CanvasObject{s.emptyList(state)}
		s.empty.Refresh()
	}
	if s.list == state.List {
		return
	}
	s.list = state.List
	s.table.SetSource(state.Total, s.row)
	if s.table.Selected() != state.Selected {
		s.table.Select(state.Selected)
	}
}

func (s *screen) emptyList(state State) fyne.CanvasObject {
	t := s.shell.T
	switch {
	case state.Problem != "":
		return uikit.NewEmptyState(theme.IconWarning, state.Problem, uikit.NewButton(t("common.retry"), uikit.Secondary, s.presenter.Refresh))
	case !state.Loaded:
		return uikit.NewPaddedCaption(t("common.loading"))
	case state.Text != "":
		return uikit.NewEmptyState(theme.IconSearch, t("hazards.empty.search", "text", state.Text),
			uikit.NewButton(t("common.clear"), uikit.Secondary, s.search.Clear))
	case state.Filter == FilterAll:
		return uikit.NewEmptyState(theme.IconCheck, t("hazards.empty.none"), nil)
	default:
		return uikit.NewEmptyState(theme.IconCheck, t("hazards.empty.filter", "filter", t("hazards.filter."+state.Filter)), nil)
	}
}

func tone(t Tone) uikit.Tone {
	return [...]uikit.Tone{ToneNeutral: uikit.ToneNeutral, TonePass: uikit.TonePass, ToneWarn: uikit.ToneWarn, ToneFail: uikit.ToneFail}[t]
}

// dueIcon is the mark of a deadline that is near or past; "" for none.
func dueIcon(kind inspection.DueKind) theme.IconName {
	switch kind {
	case inspection.DueOverdue:
		return theme.IconWarning
	case inspection.DueToday:
		return theme.IconClock
	case inspection.DueSoon:
		return theme.IconCalendar
	default:
		return ""
	}
}

// fixedWidth gives one object a width at scale 1.
type fixedWidth struct{ width float32 }

func (f *fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (f *fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(f.width), objects[0].MinSize().Height)
}
