package recovery

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the sheet needs of the window.
type Shell interface {
	Host
	T(key string, args ...any) string
	Window() fyne.Window
	Files() uikit.FilePicker
}

// Open opens the sheet. maker is nil while no data folder is open.
func Open(shell Shell, vault Vault, maker Maker) {
	v := &view{shell: shell}
	v.presenter = NewPresenter(shell, vault, maker, v)
	v.build(maker != nil)
	v.presenter.Load()
}

type view struct {
	shell     Shell
	presenter *Presenter
	sheet     *uikit.Modal
	explain   *uikit.Text // nil while no data folder is open, as the next two
	second    *uikit.Text
	without   *uikit.Button
	kept      *uikit.ToggleGroup
	place     *uikit.Text
	status    *uikit.Text
	table     *uikit.Table[Row]
	restore   *uikit.Button
	work      uikit.WorkDialog
}

const (
	sheetWidth  = 900
	tableHeight = 220
)

func (v *view) build(canMake bool) {
	t := v.shell.T
	v.table = uikit.NewTable([]uikit.Column[Row]{
		{Title: t("recovery.column.made"), Width: 140, Text: func(r Row) string { return r.Made }},
		{Title: t("recovery.column.cause"), Width: 96, Cell: func(r Row) uikit.Cell {
			if r.Problem != "" {
				return uikit.Cell{Text: t("recovery.unusable"), Badge: true, Tone: uikit.ToneFail}
			}
			return uikit.Cell{Text: r.Cause}
		}},
		{Title: t("recovery.column.inspections"), Width: 64, Align: fyne.TextAlignTrailing, Text: func(r Row) string { return r.Inspections }},
		{Title: t("recovery.column.hazards"), Width: 64, Align: fyne.TextAlignTrailing, Text: func(r Row) string { return r.Hazards }},
		{Title: t("recovery.column.files"), Width: 64, Align: fyne.TextAlignTrailing, Text: func(r Row) string { return r.Files }},
		{Title: t("recovery.column.size"), Width: 84, Align: fyne.TextAlignTrailing, Text: func(r Row) string { return r.Size }},
		{Title: t("recovery.column.folder"), Width: 140, Flex: 1, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Folder, Muted: true} }},
	})
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconFolder, t("recovery.empty"), nil))
	v.table.SetRowHeight(44)
	v.table.OnSelected = func(_ int, r Row) { v.choose(r) }
	v.table.OnActivated = func(_ int, r Row) {
		if r.Problem == "" {
			v.presenter.Restore(r.Path)
		}
	}
	v.place, v.status = uikit.NewParagraph("", uikit.StyleCaption, 0), uikit.NewParagraph("", uikit.StyleBody, 0)
	parts := []fyne.CanvasObject{}
	if canMake {
		parts = append(parts, v.targets()...)
	}
	parts = append(parts, v.place, container.New(&high{tableHeight}, v.table), v.status)
	close := uikit.NewButton(t("common.close"), uikit.Secondary, v.Close)
	other := uikit.NewButton(t("recovery.other"), uikit.Secondary, func() { v.shell.Files().OpenFolder(v.presenter.Look) })
	rank := uikit.Primary // where nothing can be backed up, this is what the sheet is for
	if canMake {
		rank = uikit.Secondary
	}
	v.restore = uikit.NewButton(t("recovery.restore"), rank, func() {
		if i := v.table.Selected(); i >= 0 && i < v.table.Len() {
			v.presenter.Restore(v.table.Row(i).Path)
		}
	})
	v.restore.SetEnabled(false)
	actions := []*uikit.Button{close, other, v.restore}
	if canMake {
		actions = append(actions, uikit.NewButton(t("recovery.make"), uikit.Primary, v.presenter.Make))
	}
	v.sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: t("recovery.title"), Body: uikit.VStack(theme.Space12, parts...),
		Width: sheetWidth, Actions: actions, OnKey: v.table.HandleKey})
}

// targets says where backups go and how many are kept.
func (v *view) targets() []fyne.CanvasObject {
	t := v.shell.T
	v.second = uikit.NewParagraph("", uikit.StyleBody, 0)
	choose := uikit.NewButton(t("recovery.second.choose"), uikit.Secondary, func() { v.shell.Files().OpenFolder(v.presenter.SetSecond) }).Icon(theme.IconFolder)
	v.without = uikit.NewButton(t("recovery.second.clear"), uikit.Quiet, func() { v.presenter.SetSecond("") })
	var options []uikit.Option
	for _, n := range []int{7, 14, 30, 60} {
		options = append(options, uikit.Option{ID: strconv.Itoa(n), Text: t("recovery.kept.days", "n", n)})
	}
	v.kept = uikit.NewToggleGroup(options, func(id string) {
		if n, err := strconv.Atoi(id); err == nil {
			v.presenter.SetKept(n)
		}
	})
	v.explain = uikit.NewParagraph(t("recovery.explain"), uikit.StyleMuted, 0)
	return []fyne.CanvasObject{v.explain,
		uikit.HFill(theme.Space12, 1, uikit.NewText(t("recovery.second"), uikit.StyleBody), v.second, choose, v.without),
		uikit.HFill(theme.Space12, 1, uikit.NewText(t("recovery.kept"), uikit.StyleBody), container.NewStack(), v.kept)}
}

// explained says what backups are for and, with a start password, that those elsewhere are encrypted.
func (v *view) explained(s State) string {
	text := v.shell.T("recovery.explain")
	if s.Encrypts {
		text += "\n" + v.shell.T("recovery.explain.encrypted")
	}
	return text
}

// Render implements View.
func (v *view) Render(s State) {
	t := v.shell.T
	if v.second != nil {
		v.explain.SetText(v.explained(s))
		v.second.SetText(s.Second)
		if s.Second == "" {
			v.second.SetText(t("recovery.second.none"))
		}
		v.without.SetEnabled(s.Second != "")
		v.kept.SetSelected(strconv.Itoa(s.Kept))
	}
	v.place.SetText(t("recovery.list"))
	if s.Elsewhere != "" {
		v.place.SetText(t("recovery.list.elsewhere", "folder", s.Elsewhere))
	}
	v.table.SetRows(s.Rows)
	v.restore.SetEnabled(false)
	v.status.SetText(s.Status)
	for i, row := range s.Rows { // the newest that can be used
		if row.Problem == "" {
			v.table.Select(i)
			v.choose(row)
			break
		}
	}
	v.sheet.Refresh()
}

// choose says why a backup cannot be used, or lets it be restored.
func (v *view) choose(r Row) {
	v.restore.SetEnabled(r.Problem == "")
	if r.Problem != "" {
		v.status.SetText(r.Problem)
		v.sheet.Refresh()
	}
}

// Work implements View.
func (v *view) Work(title string, handle task.Handle) {
	v.work.Follow(v.shell.Window().Canvas(), v.shell.Catalog(), title, handle)
}

// Ask implements View.
func (v *view) Ask(title string, lines []string, sound bool) {
	t := v.shell.T
	var parts []fyne.CanvasObject
	for _, line := range lines {
		parts = append(parts, uikit.NewBody(line))
	}
	rank, label := uikit.Primary, t("recovery.use")
	if !sound {
		rank, label = uikit.Danger, t("recovery.use_unsound")
	}
	var question *uikit.Modal
	actions := []*uikit.Button{
		uikit.NewButton(t("recovery.drop"), uikit.Secondary, func() { question.Close(); v.presenter.Drop() }),
		uikit.NewButton(label, rank, func() { question.Close(); v.presenter.Use() }),
	}
	if !sound { // Enter must not use it
		actions[0], actions[1] = actions[1], actions[0]
	}
	question = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: title, Body: uikit.VStack(theme.Space8, parts...), Width: 560, Sticky: true,
		Actions: actions})
}

// AskPassword implements View.
func (v *view) AskPassword(path, problem string) {
	t := v.shell.T
	entry := uikit.NewEntry()
	entry.Password = true
	field := uikit.NewField(t("recovery.password"), entry)
	field.SetError(problem)
	var question *uikit.Modal
	open := func() {
		if entry.Text != "" {
			question.Close()
			v.presenter.RestoreWith(path, entry.Text)
		}
	}
	entry.OnSubmitted = func(string) { open() }
	question = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: t("recovery.password"),
		Body: uikit.VStack(theme.Space12, uikit.NewBody(t("recovery.password.text")), field), Focus: entry,
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, func() { question.Close() }),
			uikit.NewButton(t("recovery.password.open"), uikit.Primary, open)}})
}

// Close implements View.
func (v *view) Close() { v.sheet.Close() }

// high gives the table a height of its own inside a sheet.
type high struct{ height float32 }

func (h *high) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (h *high) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.Scaled(h.height))
}
