package signing

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// padSheet is the sheet in which somebody signs or refuses to.
type padSheet struct {
	modal   *uikit.Modal
	name    *uikit.Entry
	reason  *uikit.NoteEntry
	witness *uikit.Entry
	ink     *uikit.SignaturePad
	fields  map[string]*uikit.Field
	problem *uikit.Text
	confirm *uikit.Button
	cancel  *uikit.Button
	pad     *Pad
}

// showPad opens, updates or closes the sheet.
func (s *screen) showPad(pad *Pad) {
	switch {
	case pad == nil && s.pad != nil:
		open := s.pad
		s.pad = nil
		open.modal.Close()
	case pad != nil && s.pad == nil && !pad.Saving:
		s.pad = s.openPad(pad)
	}
	if s.pad != nil && s.pad.pad != pad {
		s.pad.update(pad)
	}
}

func (s *screen) openPad(pad *Pad) *padSheet {
	t := s.shell.T
	p := &padSheet{fields: map[string]*uikit.Field{}, problem: uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 3)}
	var body []fyne.CanvasObject
	entry := func(field, label, text string) *uikit.Entry {
		e := uikit.NewEntry()
		e.SetText(text)
		p.fields[field] = uikit.NewField(label, e).Required()
		body = append(body, p.fields[field])
		return e
	}
	hint := t("signing.pad.hint")
	if pad.Refusal {
		body = append(body, uikit.NewBody(t("signing.refuse.text")))
	}
	if pad.AskName {
		label := t("signing.name")
		if pad.Refusal {
			label = t("signing.refuse.name")
		}
		p.name = entry("name", label, pad.Name)
	}
	if pad.Refusal {
		p.reason = uikit.NewNoteEntry(s.shell.Catalog(), "", 2, nil)
		p.fields["reason"] = uikit.NewField(t("signing.reason"), p.reason).Required()
		body = append(body, p.fields["reason"])
		p.witness = entry("witness", t("signing.witness"), "")
		hint = t("signing.pad.witness")
	}
	height := float32(240)
	if pad.Refusal {
		height = 170
	}
	p.ink = uikit.NewSignaturePad(hint, height)
	undo := uikit.NewButton(t("common.undo"), uikit.Quiet, p.ink.Undo)
	clear := uikit.NewButton(t("common.clear"), uikit.Quiet, p.ink.Clear)
	p.fields["pad"] = uikit.NewField(t("signing.pad"), uikit.VStack(theme.Space4, p.ink, uikit.HStack(theme.Space8, undo, clear)))
	body = append(body, p.fields["pad"], p.problem)
	word := t("signing.confirm")
	if pad.Refusal {
		word = t("signing.refuse.confirm")
	}
	p.confirm = uikit.NewButton(word, uikit.Primary, func() { s.confirm() })
	p.cancel = uikit.NewButton(t("common.cancel"), uikit.Secondary, s.presenter.Cancel)
	// Sticky: a stroke that ends beside the sheet must not throw the signature away.
	p.modal = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: pad.Title, Body: uikit.VStack(theme.Space12, body...), Width: 720,
		Actions: []*uikit.Button{p.cancel, p.confirm}, Sticky: true, OnClose: s.padClosed})
	return p
}

// padClosed is told that the sheet closed.
func (s *screen) padClosed() {
	if s.pad != nil {
		s.pad = nil
		s.presenter.Cancel()
	}
}

// confirm hands over what was written. A picture that cannot be made is told like any other error.
func (s *screen) confirm() {
	p := s.pad
	data, err := p.ink.Drawing().PNG()
	if err != nil {
		s.shell.ShowError(err)
		return
	}
	in := Input{Picture: data, Enough: p.ink.Drawing().Enough()}
	if p.name != nil {
		in.Name = p.name.Text
	}
	if p.reason != nil {
		in.Reason, in.Witness = p.reason.Text(), p.witness.Text
	}
	s.presenter.Confirm(in)
}

func (p *padSheet) update(pad *Pad) {
	p.pad = pad
	for name, field := range p.fields {
		text := ""
		if name == pad.Field {
			text = pad.Problem
		}
		field.SetError(text)
	}
	text := ""
	if pad.Field == "" {
		text = pad.Problem
	}
	p.problem.SetText(text)
	p.confirm.SetEnabled(!pad.Saving)
	p.cancel.SetEnabled(!pad.Saving)
	p.modal.Refresh()
}
