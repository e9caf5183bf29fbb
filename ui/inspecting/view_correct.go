package inspecting

import (
	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// correctSheet corrects an answer of a finished inspection.
type correctSheet struct {
	screen  *screen
	modal   *uikit.Modal
	body    *fyne.Container
	result  *uikit.ToggleGroup
	value   *uikit.Entry
	note    *uikit.Entry
	reason  *uikit.Entry
	problem *uikit.Text
	done    *uikit.Button
}

func (c *correctSheet) render(state *Correct) {
	if state == nil {
		c.close()
		return
	}
	if c.modal == nil {
		c.open(state)
	}
	c.result.SetSelected(string(state.Result))
	write(c.value, state.Value)
	write(c.note, state.Note)
	write(c.reason, state.Reason)
	c.problem.SetText(state.Problem)
	show(c.problem, state.Problem != "")
	c.done.SetEnabled(state.Ready)
	c.body.Refresh()
	c.modal.Refresh()
}

func (c *correctSheet) open(state *Correct) {
	t, p := c.screen.shell.T, c.screen.presenter
	results := []inspection.Result{inspection.ResultPass, inspection.ResultFail, inspection.ResultNA}
	if state.Valued {
		results = []inspection.Result{inspection.ResultValue, inspection.ResultFail, inspection.ResultNA}
	}
	var options []uikit.Option
	for _, result := range results {
		options = append(options, uikit.Option{ID: string(result), Text: t("answer." + string(result))})
	}
	c.value, c.note, c.reason = uikit.NewEntry(), uikit.NewEntry(), uikit.NewEntry()
	changed := func() { p.SetCorrect(inspection.Result(c.result.Selected()), c.value.Text, c.note.Text, c.reason.Text) }
	c.result = uikit.NewToggleGroup(options, func(string) { changed() })
	for _, entry := range []*uikit.Entry{c.value, c.note, c.reason} {
		entry.OnChanged = func(string) { changed() }
	}
	c.reason.SetPlaceHolder(t("inspecting.correct.reason_hint"))
	c.problem = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0)
	c.body = uikit.VStack(theme.Space12, uikit.NewParagraph(state.Text, uikit.StyleStrong, 0),
		uikit.NewParagraph(t("inspecting.correct.what", "old", state.Old), uikit.StyleMuted, 0),
		uikit.NewField(t("inspecting.correct.result"), c.result).Required())
	if state.Valued {
		c.body.Add(uikit.NewField(t("answer.value"), c.value))
	}
	c.body.Add(uikit.NewField(t("inspecting.correct.note"), c.note).Hint(t("inspecting.correct.note_hint")))
	c.body.Add(uikit.NewField(t("inspecting.correct.reason"), c.reason).Required())
	c.body.Add(c.problem)
	c.done = uikit.NewButton(t("inspecting.correct.confirm"), uikit.Primary, p.Correct).Writes().Large()
	c.modal = uikit.ShowSheet(c.screen.shell.Window().Canvas(), uikit.Sheet{Title: t("inspecting.correct.title", "code", string(state.Code)), Body: c.body,
		Width: 560, Focus: c.reason, OnClose: func() {
			c.modal = nil
			p.CloseCorrect()
		},
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, p.CloseCorrect).Large(), c.done}})
}

func (c *correctSheet) close() {
	if modal := c.modal; modal != nil {
		c.modal = nil
		modal.Close()
	}
}
