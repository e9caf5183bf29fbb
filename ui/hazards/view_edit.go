package hazards

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// editSheet is the sheet in which responsibility, standard and measures are changed.
type editSheet struct {
	modal   *uikit.Modal
	entries []*uikit.NoteEntry
	save    *uikit.Button
	cancel  *uikit.Button
	problem *uikit.Text
	edit    *Edit
}

// showEdit opens, updates or closes the sheet.
func (s *screen) showEdit(edit *Edit) {
	switch {
	case edit == nil && s.edit != nil:
		open := s.edit
		s.edit = nil
		open.modal.Close()
	case edit != nil && s.edit == nil && !edit.Saving:
		s.edit = s.openEdit(edit)
	}
	if s.edit != nil && s.edit.edit != edit {
		s.edit.update(edit)
	}
}

func (s *screen) openEdit(edit *Edit) *editSheet {
	t := s.shell.T
	e := &editSheet{problem: uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 3)}
	body := []fyne.CanvasObject{uikit.NewParagraph(s.detail.No+dot+s.detail.Description, uikit.StyleMuted, 2)}
	for i, field := range edit.Fields {
		if i == edit.Five {
			body = append(body, uikit.NewText(t("hazards.edit.five"), uikit.StyleStrong), uikit.NewCaption(t("hazards.edit.five_hint")))
		}
		entry := uikit.NewNoteEntry(s.shell.Catalog(), "", field.Rows, nil)
		entry.SetText(field.Text)
		e.entries = append(e.entries, entry)
		body = append(body, uikit.NewField(field.Label, entry))
	}
	body = append(body, e.problem)
	e.save = uikit.NewButton(t("common.save"), uikit.Primary, func() { s.presenter.ConfirmEdit(e.texts()) }).Writes()
	e.cancel = uikit.NewButton(t("common.cancel"), uikit.Secondary, s.presenter.CancelEdit)
	e.modal = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t("hazards.edit.title"), Body: uikit.VStack(theme.Space12, body...),
		Width: 620, Actions: []*uikit.Button{e.cancel, e.save}, OnClose: s.editClosed, Focus: e.entries[0].Entry()})
	return e
}

// editClosed is told that the sheet closed, by whatever way.
func (s *screen) editClosed() {
	if s.edit != nil {
		s.edit = nil
		s.presenter.CancelEdit()
	}
}

func (e *editSheet) texts() []string {
	texts := make([]string, len(e.entries))
	for i, entry := range e.entries {
		texts[i] = entry.Text()
	}
	return texts
}

func (e *editSheet) update(edit *Edit) {
	e.edit = edit
	e.problem.SetText(edit.Problem)
	e.save.SetEnabled(!edit.Saving)
	e.cancel.SetEnabled(!edit.Saving)
	e.modal.Refresh()
}
