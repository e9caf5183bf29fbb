package inspecting

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// findSheet finds an item of the list.
type findSheet struct {
	screen *screen
	modal  *uikit.Modal
	field  *uikit.SearchField
	table  *uikit.Table[FindRow]
	more   *uikit.Text
}

func (f *findSheet) render(state *Find) {
	if state == nil {
		f.close()
		return
	}
	if f.modal == nil {
		f.open()
	}
	f.table.SetRows(state.Rows)
	if len(state.Rows) > 0 {
		f.table.Select(0)
	}
	f.more.SetText("")
	if state.More > 0 {
		f.more.SetText(f.screen.shell.T("inspecting.more", "n", state.More))
	}
}

func (f *findSheet) open() {
	s, t, p := f.screen, f.screen.shell.T, f.screen.presenter
	f.table = uikit.NewTable([]uikit.Column[FindRow]{
		{Width: 84, Text: func(r FindRow) string { return string(r.Code) }},
		{Flex: 1, Width: 200, Cell: func(r FindRow) uikit.Cell { return uikit.Cell{Text: r.Text, Sub: r.Section} }},
		{Width: 84, Cell: func(r FindRow) uikit.Cell { return uikit.Cell{Text: r.Answer} }},
	})
	f.table.HideHeader()
	f.table.SetRowHeight(56)
	f.table.SetEmpty(uikit.NewPaddedCaption(t("inspecting.find.none")))
	take := func(i int) {
		if i >= 0 && i < f.table.Len() {
			p.TakeFound(f.table.Row(i).Code)
		}
	}
	f.table.OnActivated = func(i int, _ FindRow) { take(i) }
	f.table.OnTapped = func(i int, _ FindRow) { take(i) }
	f.more = uikit.NewCaption("")
	f.field = uikit.NewSearchField(t("inspecting.find.hint"), "", p.SetFind)
	f.field.SetLater(s.later)
	f.field.Entry().OnSubmitted = func(string) { f.field.Flush(); take(f.table.Selected()) }
	f.field.OnKey = func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
			f.table.TypedKey(&fyne.KeyEvent{Name: name})
			return true
		}
		return false
	}
	f.modal = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t("inspecting.find.title"), Width: 640, Height: 400,
		Body: uikit.VFill(theme.Space8, 1, f.field, f.table, f.more), Focus: f.field.Entry(), OnClose: func() {
			f.modal = nil
			p.CloseFind()
		}})
}

func (f *findSheet) close() {
	if modal := f.modal; modal != nil {
		f.modal = nil
		modal.Close()
	}
}
