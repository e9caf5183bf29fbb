package verify

import (
	"strings"

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
}

// The size of the sheet, at scale 1.
const (
	sheetWidth  float32 = 820
	sheetHeight float32 = 430
)

// Open opens the sheet over the page that is shown and begins to verify.
func Open(shell Shell, verify Verify) *uikit.Modal {
	v := &view{shell: shell}
	v.presenter = NewPresenter(shell, verify, v)
	v.build()
	v.presenter.Start()
	return v.sheet
}

type view struct {
	shell     Shell
	presenter *Presenter
	sheet     *uikit.Modal
	content   *fyne.Container
	icon      *fyne.Container
	verdict   *uikit.Text
	looked    *uikit.Text
	table     *uikit.Table[Row]
	whole     *uikit.Text
	export    *uikit.Button
	work      uikit.WorkDialog
}

func (v *view) build() {
	t := v.shell.T
	v.icon = container.NewStack()
	v.verdict = uikit.NewParagraph(t("verify.intro"), uikit.StyleBody, 0)
	v.looked = uikit.NewParagraph("", uikit.StyleMuted, 3)
	v.table = uikit.NewTable([]uikit.Column[Row]{
		{Title: t("verify.column.weight"), Width: 84, Cell: func(r Row) uikit.Cell {
			if r.Notice {
				return uikit.Cell{Text: r.Weight, Badge: true, Tone: uikit.ToneNeutral}
			}
			return uikit.Cell{Text: r.Weight, Badge: true, Tone: uikit.ToneWarn}
		}},
		{Title: t("verify.column.text"), Width: 300, Flex: 1, Text: func(r Row) string { return r.Text }},
	})
	v.table.SetRowHeight(42)
	v.whole = uikit.NewParagraph("", uikit.StyleBody, 4)
	v.table.OnSelected = func(_ int, r Row) { v.whole.SetText(r.Text) }
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconInspect, t("verify.none_yet"), nil))
	head := uikit.HFill(theme.Space8, 1, v.icon, v.verdict)
	v.content = container.New(&fixed{sheetHeight - 2*theme.Space4}, uikit.VFill(theme.Space8, 2, head, v.looked, uikit.NewCardPadded(v.table, 1), v.whole))
	v.export = uikit.NewButton(t("common.export"), uikit.Secondary, v.presenter.Export).Icon(theme.IconDownload)
	v.export.SetEnabled(false)
	again := uikit.NewButton(t("verify.again"), uikit.Secondary, v.presenter.Start)
	closing := uikit.NewButton(t("common.close"), uikit.Primary, func() { v.sheet.Close() })
	v.sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: t("verify.title"), Body: v.content, Width: sheetWidth, Height: sheetHeight,
		OnKey: v.table.HandleKey, Focus: closing, Actions: []*uikit.Button{again, v.export, closing}})
}

// Render implements View.
func (v *view) Render(s State) {
	t := v.shell.T
	icon := uikit.NewIcon(theme.IconWarning, theme.Warn, 22)
	if s.Sound {
		icon = uikit.NewIcon(theme.IconCheck, theme.Pass, 22)
	}
	v.icon.Objects = []fyne.CanvasObject{icon}
	v.verdict.SetText(s.Verdict)
	v.looked.SetText(strings.Join(s.Looked, "\n"))
	v.whole.SetText("")
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconCheck, t("verify.nothing"), nil))
	if len(s.Looked) == 0 {
		v.table.SetEmpty(uikit.NewEmptyState(theme.IconInspect, t("verify.none_yet"), nil))
	}
	v.table.SetRows(s.Rows)
	if len(s.Rows) > 0 {
		v.table.Select(0)
		v.whole.SetText(s.Rows[0].Text)
	}
	v.export.SetEnabled(len(s.Looked) > 0)
	v.sheet.Refresh()
	v.content.Refresh()
}

// Work implements View.
func (v *view) Work(title string, handle task.Handle) {
	v.work.Follow(v.shell.Window().Canvas(), v.shell.Catalog(), title, handle)
}

// fixed gives its object one height (at scale 1), for a list in a sheet.
type fixed struct{ height float32 }

func (f *fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (f *fixed) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.Scaled(f.height))
}
