package hazards

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// formSheet is the sheet that asks for what an action needs.
type formSheet struct {
	modal   *uikit.Modal
	note    *uikit.NoteEntry
	until   *uikit.DateField
	target  *uikit.SelectField
	fields  map[string]*uikit.Field
	confirm *uikit.Button
	cancel  *uikit.Button
	problem *uikit.Text
	photos  *uikit.PhotoStrip
	reading *uikit.Text
	refused *uikit.Text
	form    *Form
}

// showForm opens, updates or closes the sheet.
func (s *screen) showForm(form *Form) {
	switch {
	case form == nil && s.form != nil:
		open := s.form
		s.form = nil
		open.modal.Close()
	case form != nil && s.form == nil && !form.Saving:
		s.form = s.openForm(form)
	}
	if s.form != nil && s.form.form != form {
		s.form.showPhotos(s, form)
		s.form.update(form)
	}
}

func (s *screen) openForm(form *Form) *formSheet {
	t := s.shell.T
	f := &formSheet{fields: map[string]*uikit.Field{}, problem: uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 3)}
	body := []fyne.CanvasObject{uikit.NewParagraph(s.detail.No+dot+s.detail.Description, uikit.StyleMuted, 2)}
	if form.Hint != "" {
		body = append(body, uikit.NewParagraph(form.Hint, uikit.StyleBody, 2))
	}
	if form.AskTarget {
		options := make([]uikit.Option, len(form.Targets))
		for i, department := range form.Targets {
			options[i] = uikit.Option{ID: department.Name, Text: department.Name}
		}
		f.target = uikit.NewSelectField(t("hazards.target.choose"), options, nil)
		f.fields["target"] = uikit.NewField(t("hazards.target"), f.target).Required()
		body = append(body, f.fields["target"])
	}
	f.note = uikit.NewNoteEntry(s.shell.Catalog(), "", 4, nil)
	f.fields["note"] = uikit.NewField(form.NoteLabel, f.note)
	if form.NeedNote {
		f.fields["note"].Required()
	}
	body = append(body, f.fields["note"])
	if form.AskUntil {
		f.until = uikit.NewDateField(s.shell.Catalog(), s.shell.Now, nil)
		f.until.SetRange(string(form.Earliest), "")
		f.until.SetDay(string(form.Until))
		f.fields["until"] = uikit.NewField(form.UntilLabel, f.until).Required().Hint(form.UntilHint)
		body = append(body, f.fields["until"])
	}
	if form.AskPhotos {
		body = append(body, s.photoField(f))
	}
	body = append(body, f.problem)
	if form.Given != nil {
		f.fill(*form.Given)
	}
	f.confirm = uikit.NewButton(form.Confirm, uikit.Primary, func() { s.presenter.Confirm(f.input()) }).Writes()
	f.cancel = uikit.NewButton(t("common.cancel"), uikit.Secondary, s.presenter.Cancel)
	sheet := uikit.Sheet{Title: form.Title, Body: uikit.VStack(theme.Space12, body...), Width: 480,
		Actions: []*uikit.Button{f.cancel, f.confirm}, OnClose: s.formClosed}
	if form.NeedNote {
		sheet.Focus = f.note.Entry()
	}
	f.modal = uikit.ShowSheet(s.shell.Window().Canvas(), sheet)
	return f
}

// photoField is where photos of the remedy are added.
func (s *screen) photoField(f *formSheet) fyne.CanvasObject {
	t := s.shell.T
	f.photos = uikit.NewPhotoStrip(s.loader, func(i int) {
		uikit.ShowPhotos(s.shell.Window().Canvas(), s.shell.Catalog(), s.loader,
			[]uikit.PhotoSide{{Title: t("hazards.after"), Tone: uikit.TonePass, Photos: kitPhotos(f.form.Photos), Index: i}}, nil)
	})
	f.photos.OnRemove = s.presenter.DropPhoto
	f.reading = uikit.NewText("", uikit.StyleMuted)
	f.refused = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 3)
	add := uikit.NewButton(t("hazards.photo.add"), uikit.Secondary, func() {
		s.shell.Files().OpenFiles(photoExtensions, s.presenter.AddPhotos)
	}).Icon(theme.IconPhoto)
	return uikit.NewField(t("hazards.photo.label"), uikit.VStack(theme.Space8, f.photos, f.refused,
		uikit.HStack(theme.Space12, add, f.reading), uikit.NewParagraph(t("hazards.photo.drop"), uikit.StyleCaption, 2)))
}

// showPhotos brings the photos in line with the form.
func (f *formSheet) showPhotos(s *screen, form *Form) {
	if f.photos == nil {
		return
	}
	f.photos.SetPhotos(kitPhotos(form.Photos))
	visible(f.photos, len(form.Photos) > 0)
	text := ""
	if form.Reading > 0 {
		text = s.shell.T("hazards.photo.reading", "n", form.Reading)
	}
	f.reading.SetText(text)
	f.refused.SetText(form.PhotoProblem)
	visible(f.refused, form.PhotoProblem != "")
}

// formClosed is told that the sheet closed. If a person closed it while the action was being saved and that then fails,
// the sheet comes back with what was written.
func (s *screen) formClosed() {
	if s.form != nil {
		s.form = nil
		s.presenter.Cancel()
	}
}

func (f *formSheet) fill(in Input) {
	f.note.SetText(in.Note)
	if f.until != nil {
		f.until.SetDay(in.Until)
	}
	if f.target != nil {
		f.target.SetSelectedID(in.Target)
	}
}

func (f *formSheet) input() Input {
	in := Input{Note: f.note.Text()}
	if f.until != nil {
		in.Until = f.until.Entry().Text
		if day := f.until.Day(); day != "" {
			in.Until = day
		}
	}
	if f.target != nil {
		in.Target = f.target.Selected().ID
	}
	return in
}

// update shows what is wrong and whether the action is being saved.
func (f *formSheet) update(form *Form) {
	f.form = form
	for name, field := range f.fields {
		text := ""
		if name == form.Field {
			text = form.Problem
		}
		field.SetError(text)
	}
	text := ""
	if form.Field == "" {
		text = form.Problem
	}
	f.problem.SetText(text)
	f.confirm.SetEnabled(!form.Saving && !form.Stale)
	f.cancel.SetEnabled(!form.Saving)
	f.modal.Refresh()
}
