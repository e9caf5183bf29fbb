package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// bindKeys binds what means the same on every page. Pages see their keys first.
func (s *Shell) bindKeys() {
	for i, entry := range railEntries {
		s.keys.Bind(nav.Ctrl(nav.Key(rune('1'+i))), func() { s.Go(nav.Route{Page: entry.page}) })
	}
	s.keys.Bind(nav.Alt(nav.KeyLeft), s.Back)
	s.keys.Bind(nav.Alt(nav.KeyRight), s.Forward)
	s.keys.Bind(nav.Ctrl("K"), s.openSearch)
	s.keys.Bind(nav.Ctrl("F"), s.focusSearch)
	s.keys.Bind(nav.Ctrl("N"), func() { s.Go(nav.Route{Page: nav.Start}) })
	s.keys.Bind(nav.Ctrl("Shift+N"), func() { s.Go(nav.Route{Page: nav.Finding}) })
	s.keys.Bind(nav.Ctrl("L"), s.Lock)
	s.keys.Bind(nav.KeyF1, s.showShortcuts)
}

// shortcutGroups lists the keys as people read them: a key of the window, or the translated name of one.
var shortcutGroups = []struct {
	title string
	keys  [][2]string // key, translation key of what it does
}{
	{"shell.keys.everywhere", [][2]string{
		{"Ctrl+1 … 8", "shell.keys.pages"}, {"Alt+←", "shell.keys.back"}, {"Alt+→", "shell.keys.forward"},
		{"Ctrl+K", "shell.keys.find"}, {"Ctrl+N", "shell.keys.new"}, {"Ctrl+Shift+N", "shell.keys.new_hazard"}, {"Ctrl+F", "shell.keys.search"}, {"Ctrl+L", "shell.keys.lock"}, {"F1", "shell.keys.help"}, {"F12", "shell.keys.changes"},
		{"Tab", "shell.keys.tab"}, {"Esc", "shell.keys.escape"},
	}},
	{"shell.keys.lists", [][2]string{
		{"↑ ↓", "shell.keys.rows"}, {"Home End", "shell.keys.ends"}, {"Enter", "shell.keys.open"},
		{"Space", "shell.keys.mark"}, {"Ctrl+A", "shell.keys.mark_all"}, {"Ctrl+C", "shell.keys.copy"}, {"F10", "shell.keys.menu"},
		{"Alt+1 … 9", "shell.keys.sort"},
	}},
	{"shell.nav.reports", [][2]string{
		{"Ctrl+PgDn", "shell.keys.tabs"}, {"F2", "shell.keys.new_report"}, {"Ctrl+Enter", "shell.keys.export"},
	}},
	{"shell.keys.filling", [][2]string{
		{"1", "shell.keys.pass"}, {"2", "shell.keys.fail"}, {"3", "shell.keys.na"},
		{"Enter ↓", "shell.keys.unanswered"}, {"↑ Ctrl+↓", "shell.keys.items"}, {"PgUp PgDn", "shell.keys.sections"},
		{"F2", "shell.keys.note"}, {"F3", "shell.keys.photo"}, {"F4", "shell.keys.hazard"}, {"F5", "shell.keys.phrase"},
		{"F6", "shell.keys.fixed"}, {"F7", "shell.keys.other"}, {"F8", "shell.keys.next_fail"}, {"F9", "shell.keys.rest"},
		{"Ctrl+Z", "shell.keys.undo"}, {"Ctrl+Y", "shell.keys.redo"}, {"Ctrl+Enter", "shell.keys.finish"},
	}},
	{"shell.nav.exchange", [][2]string{
		{"F2", "shell.keys.send"}, {"F3", "shell.keys.receive"}, {"F5", "shell.keys.hub"}, {"F9", "shell.keys.conflicts"}, {"1 2 Enter", "shell.keys.settle"},
	}},
}

func (s *Shell) showShortcuts() {
	var columns [2][]fyne.CanvasObject
	for i, group := range shortcutGroups {
		side := i / 3
		columns[side] = append(columns[side], uikit.NewText(s.T(group.title), uikit.StyleStrong))
		for _, key := range group.keys {
			hint := container.New(&keyColumn{}, uikit.NewKeyHint(key[0]))
			columns[side] = append(columns[side], uikit.HFill(theme.Space8, 1, hint, uikit.NewText(s.T(key[1]), uikit.StyleBody)))
		}
		columns[side] = append(columns[side], uikit.VStack(0))
	}
	body := uikit.Columns(theme.Space24, uikit.VStack(theme.Space8, columns[0]...), uikit.VStack(theme.Space8, columns[1]...))
	var sheet *uikit.Modal
	guide := uikit.NewButton(s.T("guide.title"), uikit.Secondary, func() {
		sheet.Close()
		s.Go(nav.Route{Page: nav.Guide})
	})
	sheet = uikit.ShowSheet(s.window.Canvas(), uikit.Sheet{Title: s.T("shell.keys.title"), Body: body, Width: 760,
		Actions: []*uikit.Button{guide, uikit.NewButton(s.T("common.close"), uikit.Primary, func() { sheet.Close() })}})
}

// keyColumn keeps the names of keys in a column of one width.
type keyColumn struct{}

func (keyColumn) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	m := objects[0].MinSize()
	objects[0].Move(fyne.NewPos(0, (size.Height-m.Height)/2))
	objects[0].Resize(m)
}

func (keyColumn) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(88), objects[0].MinSize().Height)
}
