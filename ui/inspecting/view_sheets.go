package inspecting

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// majorSheet asks whether a failure is 重大, with the clause in sight.
type majorSheet struct {
	screen *screen
	modal  *uikit.Modal
}

func (m *majorSheet) render(state *MajorAsk) {
	if state == nil {
		m.close()
		return
	}
	if m.modal != nil {
		return
	}
	t, p := m.screen.shell.T, m.screen.presenter
	column := uikit.VStack(theme.Space12, uikit.NewParagraph(t("inspecting.major.ask", "place", state.Place), uikit.StyleBody, 0),
		uikit.NewParagraph(state.Text, uikit.StyleStrong, 0))
	for _, text := range []string{state.Basis, state.Clauses, t("inspecting.major.consequence")} {
		if text != "" {
			column.Add(uikit.NewParagraph(text, uikit.StyleMuted, 0))
		}
	}
	m.modal = uikit.ShowSheet(m.screen.shell.Window().Canvas(), uikit.Sheet{Title: t("inspecting.major.title", "code", string(state.Code)), Body: column,
		Width: 560, OnClose: func() {
			m.modal = nil
			p.CancelMajor()
		},
		Actions: []*uikit.Button{uikit.NewButton(t("inspecting.major.no"), uikit.Secondary, p.CancelMajor).Large(),
			uikit.NewButton(t("inspecting.major.yes"), uikit.Danger, p.ConfirmMajor).Large()}})
}

func (m *majorSheet) close() {
	if modal := m.modal; modal != nil {
		m.modal = nil
		modal.Close()
	}
}

// voidSheet asks why an inspection is set aside.
type voidSheet struct {
	screen  *screen
	modal   *uikit.Modal
	body    *fyne.Container
	reason  *uikit.Entry
	problem *uikit.Text
	done    *uikit.Button
}

func (v *voidSheet) render(state *Void) {
	if state == nil {
		v.close()
		return
	}
	if v.modal == nil {
		v.open(state)
	}
	write(v.reason, state.Reason)
	v.problem.SetText(state.Problem)
	show(v.problem, state.Problem != "")
	v.done.SetEnabled(state.Ready)
	v.body.Refresh()
	v.modal.Refresh()
}

func (v *voidSheet) open(state *Void) {
	t, p := v.screen.shell.T, v.screen.presenter
	v.reason = uikit.NewEntry()
	v.reason.SetPlaceHolder(t("inspecting.void.hint"))
	v.reason.OnChanged = p.SetVoidReason
	v.problem = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0)
	words := t("inspecting.void.what")
	if state.Hazards > 0 {
		words = t("inspecting.void.what_hazards", "n", state.Hazards)
	}
	v.body = uikit.VStack(theme.Space12, uikit.NewParagraph(state.Place, uikit.StyleStrong, 0), uikit.NewParagraph(words, uikit.StyleBody, 0),
		uikit.NewField(t("inspecting.void.reason"), v.reason).Required(), v.problem)
	v.done = uikit.NewButton(t("inspecting.void.confirm"), uikit.Danger, p.Void).Writes().Large()
	v.modal = uikit.ShowSheet(v.screen.shell.Window().Canvas(), uikit.Sheet{Title: t("inspecting.void.title", "no", state.No), Body: v.body, Width: 520,
		Focus: v.reason, OnClose: func() {
			v.modal = nil
			p.CloseVoid()
		},
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, p.CloseVoid).Large(), v.done}})
}

func (v *voidSheet) close() {
	if modal := v.modal; modal != nil {
		v.modal = nil
		modal.Close()
	}
}
