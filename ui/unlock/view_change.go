package unlock

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/preference"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the sheet needs of the window.
type Shell interface {
	ChangeHost
	Window() fyne.Window
}

const sheetWidth = 560

// Open opens the sheet 启动密码. lock locks the program at once.
func Open(shell Shell, access Access, lock func()) {
	v := &change{shell: shell}
	v.changer = NewChanger(shell, access, v)
	v.build(lock)
	v.changer.Load()
}

type change struct {
	shell   Shell
	changer *Changer
	sheet   *uikit.Modal

	old, password, again *uikit.Entry
	oldField             *uikit.Field
	status, problem      *uikit.Text
	minutes              *uikit.ToggleGroup
	idle                 fyne.CanvasObject
	save, remove, lock   *uikit.Button
}

func secretEntry() *uikit.Entry {
	e := uikit.NewEntry()
	e.Password = true
	return e
}

func (v *change) build(lock func()) {
	t := v.shell.T
	v.old, v.password, v.again = secretEntry(), secretEntry(), secretEntry()
	v.oldField = uikit.NewField(t("unlock.old"), v.old)
	v.status, v.problem = uikit.NewParagraph("", uikit.StyleStrong, 0), uikit.NewParagraph("", uikit.StyleBody, 0)
	v.problem.SetToken(theme.Fail)
	var options []uikit.Option
	for _, n := range preference.LockTimes() {
		text := t("unlock.minutes", "n", n)
		if n == preference.NeverLock {
			text = t("unlock.never")
		}
		options = append(options, uikit.Option{ID: strconv.Itoa(n), Text: text})
	}
	v.minutes = uikit.NewToggleGroup(options, func(id string) {
		if n, err := strconv.Atoi(id); err == nil {
			v.changer.SetMinutes(n)
		}
	})
	v.idle = uikit.HFill(theme.Space12, 1, uikit.NewText(t("unlock.idle"), uikit.StyleBody), container.NewStack(), v.minutes)
	body := uikit.VStack(theme.Space12, v.status, uikit.NewParagraph(t("unlock.explain"), uikit.StyleMuted, 0), v.oldField,
		uikit.FormRow(uikit.NewField(t("unlock.new"), v.password), uikit.NewField(t("unlock.again"), v.again)),
		v.problem, v.idle, uikit.NewParagraph(t("unlock.forgotten.text"), uikit.StyleCaption, 0))
	v.save = uikit.NewButton(t("unlock.save"), uikit.Primary, func() { v.changer.Change(v.old.Text, v.password.Text, v.again.Text) })
	v.remove = uikit.NewButton(t("unlock.remove"), uikit.Secondary, func() { v.changer.Remove(v.old.Text) })
	v.lock = uikit.NewButton(t("unlock.lock_now"), uikit.Secondary, func() { v.sheet.Close(); lock() }).Hint("Ctrl L")
	actions := []*uikit.Button{uikit.NewButton(t("common.close"), uikit.Secondary, func() { v.sheet.Close() }), v.lock, v.remove, v.save}
	v.sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: t("unlock.title"), Body: body, Width: sheetWidth, Actions: actions, Focus: v.password})
	submit := func(string) { v.changer.Change(v.old.Text, v.password.Text, v.again.Text) }
	v.again.OnSubmitted = submit
}

// RenderChange implements ChangeView.
func (v *change) RenderChange(s ChangeState) {
	t := v.shell.T
	v.status.SetText(t("unlock.is_not_set"))
	if s.Set {
		v.status.SetText(t("unlock.is_set"))
	}
	visible(v.oldField, s.Set)
	visible(v.idle, s.Set)
	visible(v.problem, s.Problem != "")
	v.problem.SetText(s.Problem)
	v.minutes.SetSelected(strconv.Itoa(s.Minutes))
	v.save.SetEnabled(!s.Busy)
	v.remove.SetEnabled(s.Set && !s.Busy)
	v.lock.SetEnabled(s.Set && !s.Busy)
	v.sheet.Refresh()
}

// Changed implements ChangeView.
func (v *change) Changed() {
	for _, e := range []*uikit.Entry{v.old, v.password, v.again} {
		e.SetTextQuietly("")
	}
}

func visible(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
}
