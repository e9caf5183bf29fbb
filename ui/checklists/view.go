package checklists

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
}

// New returns the page.
func New(shell Shell, service Service) page.Page {
	v := &view{shell: shell, scopes: map[Scope]*uikit.NavItem{}}
	v.presenter = NewPresenter(shell, service, v)
	v.build()
	return v
}

// The widths of the outer columns: so many units of text, but never so wide that no list is left between them on a
// small screen.
const (
	scopeWidth, maxScopeWidth float32 = 236, 240
	detailWidth               float32 = 420
)

type view struct {
	shell     Shell
	presenter *Presenter

	content  fyne.CanvasObject
	search   *uikit.SearchField
	scopes   map[Scope]*uikit.NavItem
	scopeBox *fyne.Container
	table    *uikit.Table[Row]
	marks    *uikit.MarkBar
	export   *uikit.Button
	detail   *fyne.Container
	scroll   *container.Scroll
	shown    string // code and title of what is shown in full
}

// Title implements page.Page.
func (v *view) Title() string { return v.shell.T("shell.nav.checklists") }

// Content implements page.Page.
func (v *view) Content() fyne.CanvasObject { return v.content }

// Enter implements page.Page.
func (v *view) Enter(arg string) { v.presenter.Enter(arg) }

// State implements page.Keeper.
func (v *view) State() string { return v.presenter.Keep(v.table.Top()) }

// Restore implements page.Keeper.
func (v *view) Restore(state string) { v.presenter.Restore(state) }

// ScrollTo implements View.
func (v *view) ScrollTo(row int) { v.table.SetTop(row) }

// FocusSearch implements page.Searcher.
func (v *view) FocusSearch() { v.search.Focus() }

// HandleKey moves in the list while nothing else has the keyboard.
func (v *view) HandleKey(k nav.Key) bool { return v.table.HandleKey(k) }

func (v *view) build() {
	t := v.shell.T
	v.search = uikit.NewSearchField(t("checklists.search"), "Ctrl F", v.presenter.Search)
	v.search.OnKey = func(name fyne.KeyName) bool {
		return (name == fyne.KeyUp || name == fyne.KeyDown) && v.table.HandleKey(nav.Key(name))
	}
	v.export = uikit.NewButton(t("common.export"), uikit.Secondary, v.presenter.Export).Icon(theme.IconDownload)
	head := uikit.HFill(theme.Space8, 1, uikit.NewTitle(v.Title()), container.NewStack(), uikit.FixedWidth(360, v.search), v.export)
	v.scopeBox = uikit.VStack(theme.Space4)
	v.table = uikit.NewTable([]uikit.Column[Row]{
		{Title: t("checklists.column.code"), Key: sortCode, Sortable: true, Width: 64, Folds: 2, Text: func(r Row) string { return r.Code }},
		{Title: t("checklists.column.title"), Width: 100, Flex: 1, Least: 200, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Title, Sub: r.Sub} }},
		{Title: t("checklists.column.severity"), Key: sortWeight, Sortable: true, Width: 92, Folds: 1, Cell: func(r Row) uikit.Cell {
			return uikit.Cell{Text: r.Badge, Badge: true, Tone: tone(r.Weight)}
		}},
	})
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconSearch, t("common.no_match"), nil))
	v.table.OnSelected = func(_ int, r Row) { v.presenter.Select(r.ID) }
	v.table.OnSort, v.table.OnCopy = v.presenter.SortBy, v.presenter.Copy
	v.table.Marked, v.table.OnMark, v.table.OnMarkAll = v.presenter.IsMarked, v.presenter.Mark, v.presenter.MarkAll
	v.table.OnMenu = v.showMenu
	v.marks = uikit.NewMarkBar(
		uikit.NewButton(t("common.export_marked"), uikit.Secondary, v.presenter.ExportChosen).Icon(theme.IconDownload),
		uikit.NewButton(t("common.copy_table"), uikit.Secondary, v.presenter.Copy).Hint("Ctrl C"),
		uikit.NewButton(t("common.unmark"), uikit.Quiet, func() { v.presenter.MarkAll(false) }).Hint("Esc"))
	v.detail = uikit.VStack(theme.Space16)
	v.scroll = container.NewVScroll(uikit.Pad(theme.Space16, theme.Space16, v.detail))
	lists := uikit.Split(theme.Space12, uikit.NewCardPadded(v.table, 1), uikit.NewCardPadded(v.scroll, 1), theme.Scaled(detailWidth))
	scopes := uikit.FixedWidth(min(scopeWidth, maxScopeWidth/theme.Scaled(1)), container.NewVScroll(v.scopeBox))
	body := container.NewBorder(nil, nil, uikit.Pad(0, 0, scopes), nil, uikit.Pad(theme.Space12, 0, lists))
	v.content = uikit.Pad(theme.Space12, theme.Space12, uikit.VFill(theme.Space12, 2, uikit.Pad(theme.Space12, 0, head), v.marks.Object, body))
}

// showMenu offers what can be done to the rows chosen.
func (v *view) showMenu(_ int, at fyne.Position) {
	uikit.ShowMenu(v.shell.Window().Canvas(), at, []uikit.MenuItem{
		{Text: v.shell.T("common.copy_table"), Key: "Ctrl C", Run: v.presenter.Copy},
		{Text: v.shell.T("common.export_marked"), Run: v.presenter.ExportChosen},
	})
}

func tone(w Weight) uikit.Tone {
	return [...]uikit.Tone{uikit.ToneNeutral, uikit.TonePass, uikit.ToneWarn, uikit.ToneFail}[w]
}

// Render implements View.
func (v *view) Render(s State) {
	if !s.Loaded {
		return
	}
	v.search.Follow(s.Query)
	v.table.SetSort(s.Sort, s.Ascending)
	for _, line := range s.Scopes {
		item, made := v.scopes[line.Scope]
		if !made {
			item = uikit.NewNavItem("", line.Title, func() { v.presenter.Show(line.Scope) })
			v.scopes[line.Scope] = item
			v.scopeBox.Add(item)
		}
		item.SetNote(v.shell.T("checklists.count", "n", line.Count), uikit.ToneNeutral)
		item.SetSelected(line.Scope == s.Scope)
	}
	if v.marks.Show(s.Marked, v.shell.T("common.marked", "n", s.Marked)) {
		v.content.Refresh()
	}
	v.export.SetEnabled(len(s.Rows) > 0)
	v.table.SetRows(s.Rows)
	v.table.Select(s.Selected)
	v.showDetail(s.Detail)
}

func (v *view) showDetail(d *Detail) {
	if d == nil {
		v.detail.Objects, v.shown = nil, ""
		v.detail.Refresh()
		return
	}
	if v.shown == d.Code+d.Title {
		return
	}
	v.shown = d.Code + d.Title
	badges := make([]fyne.CanvasObject, len(d.Badges))
	for i, badge := range d.Badges {
		badges[i] = uikit.NewBadge(badge.Text, tone(badge.Weight))
	}
	v.detail.Objects = []fyne.CanvasObject{uikit.VStack(theme.Space8, uikit.NewCaption(d.Code),
		uikit.NewParagraph(d.Title, uikit.StyleHeading, 0), uikit.HStack(theme.Space8, badges...))}
	for _, block := range d.Blocks {
		v.detail.Add(blockView(block))
	}
	v.detail.Refresh()
	v.scroll.ScrollToTop()
	v.scroll.Refresh()
}

func blockView(b Block) fyne.CanvasObject {
	parts := []fyne.CanvasObject{uikit.NewText(b.Heading, uikit.Style{Size: theme.TextCaption, Bold: true, Token: theme.Muted})}
	for _, line := range b.Lines {
		if line.Text != "" {
			parts = append(parts, uikit.NewBody(line.Text))
		}
		if line.Note != "" {
			parts = append(parts, uikit.NewParagraph(line.Note, uikit.StyleCaption, 0))
		}
	}
	return uikit.VStack(theme.Space4, parts...)
}
