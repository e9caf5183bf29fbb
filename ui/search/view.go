package search

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the palette needs of the window.
type Shell interface {
	Host
	Window() fyne.Window
}

// palette is the open sheet.
type palette struct {
	shell     Shell
	presenter *Presenter
	sheet     *uikit.Modal
	entry     *uikit.Entry
	table     *uikit.Table[Row]
	empty     *fyne.Container
	hint      *uikit.Text
}

// The size of the palette at scale 1; a smaller window makes it smaller.
const width, height float32 = 760, 520

// Open shows the palette. closed is called once when it is gone.
func Open(shell Shell, service Service, index Index, commands []Command, closed func()) {
	v := &palette{shell: shell, presenter: NewPresenter(shell, service, index, commands)}
	v.build()
	v.sheet = uikit.ShowSheet(shell.Window().Canvas(), uikit.Sheet{Title: shell.T("search.title"), Width: width, Height: height, Focus: v.entry,
		OnKey: v.table.HandleKey, OnClose: func() { v.presenter.Forget(); closed() },
		Body: uikit.VFill(theme.Space8, 1, v.entry, uikit.NewCardPadded(v.table, 1), v.hint)})
	v.presenter.Attach(v)
}

func (v *palette) build() {
	t := v.shell.T
	v.entry = uikit.NewEntry()
	v.entry.SetPlaceHolder(t("search.placeholder"))
	v.entry.OnChanged = v.presenter.Search
	v.entry.OnSubmitted = func(string) { v.presenter.Open(v.table.Selected()) }
	v.entry.OnKey = v.key
	v.table = uikit.NewTable([]uikit.Column[Row]{
		{Width: 118, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Group, Muted: true} }},
		{Flex: 1, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Title, Sub: r.Sub} }},
		{Width: 116, Cell: func(r Row) uikit.Cell { return uikit.Cell{Text: r.Badge, Badge: r.Badge != "", Tone: tone(r.Tone)} }},
	})
	v.table.HideHeader()
	v.table.SetRowHeight(50)
	v.table.OnTapped = func(i int, _ Row) { v.presenter.Open(i) }
	v.table.OnActivated = func(i int, _ Row) { v.presenter.Open(i) }
	v.empty = container.NewStack()
	v.table.SetEmpty(v.empty)
	v.hint = uikit.NewCaption(t("search.hint"))
}

// key lets the selection move while the words are being written.
func (v *palette) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp:
		return v.table.HandleKey(nav.KeyUp)
	case fyne.KeyDown:
		return v.table.HandleKey(nav.KeyDown)
	case fyne.KeyPageUp:
		return v.table.HandleKey(nav.KeyPageUp)
	case fyne.KeyPageDown:
		return v.table.HandleKey(nav.KeyPageDown)
	default:
		return false
	}
}

// Render implements View.
func (v *palette) Render(s State) {
	t := v.shell.T
	hint := t("search.hint")
	if s.Reading {
		hint = t("search.reading")
	}
	v.hint.SetText(hint)
	if len(s.Rows) == 0 {
		icon, text := theme.IconSearch, t("search.nothing", "text", s.Text)
		if s.Problem != "" {
			icon, text = theme.IconWarning, s.Problem
		}
		v.empty.Objects = []fyne.CanvasObject{uikit.NewEmptyState(icon, text, nil)}
		v.empty.Refresh()
	}
	v.table.SetRows(s.Rows)
	v.table.Select(min(0, len(s.Rows)-1))
}

// Close implements View.
func (v *palette) Close() { v.sheet.Close() }

func tone(t Tone) uikit.Tone {
	return [...]uikit.Tone{ToneNeutral: uikit.ToneNeutral, TonePass: uikit.TonePass, ToneWarn: uikit.ToneWarn, ToneFail: uikit.ToneFail}[t]
}
