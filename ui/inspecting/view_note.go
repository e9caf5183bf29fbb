package inspecting

import (
	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// noteForm holds the note of a 符合 or the reason of a 不适用.
type noteForm struct {
	screen  *screen
	content *fyne.Container
	field   *uikit.Field
	entry   *uikit.Entry
	reasons *fyne.Container
}

func newNoteForm(s *screen) *noteForm {
	f := &noteForm{screen: s, reasons: uikit.Flow(theme.Space8)}
	f.entry = newLines(s, 3, "", s.presenter.SetNote)
	f.field = uikit.NewField("", f.entry)
	f.content = uikit.VStack(theme.Space8, f.field, f.reasons)
	return f
}

func (f *noteForm) render(panel Panel) {
	t := f.screen.shell.T
	show(f.content, panel.Kind == PanelNote || panel.Kind == PanelReason)
	if !f.content.Visible() {
		return
	}
	write(f.entry, panel.Note)
	enable(f.entry, !panel.Locked)
	if panel.Kind == PanelReason {
		f.field.SetLabel(t("inspecting.na_reason"))
		f.entry.SetPlaceHolder(t("inspecting.na_reason_hint"))
	} else {
		f.field.SetLabel(t("inspecting.note"))
		f.entry.SetPlaceHolder(t("inspecting.note_hint"))
	}
	f.reasons.RemoveAll()
	if !panel.Locked {
		for i, reason := range panel.Reasons {
			f.reasons.Add(uikit.NewPhrase(reason, func() { f.screen.presenter.TakeReason(i) }))
		}
	}
	show(f.reasons, len(f.reasons.Objects) > 0)
}

// facts says how an item is checked and what it rests on.
type facts struct {
	content *fyne.Container
	rows    [5]fact
}

type fact struct {
	label *uikit.Text
	text  *uikit.Text
	box   *fyne.Container
}

func newFacts(s *screen) *facts {
	f := &facts{content: uikit.VStack(theme.Space12)}
	for i, key := range []string{"term.item", "term.method", "term.basis", "inspecting.hint", "inspecting.last_title"} {
		row := fact{label: uikit.NewCaption(s.shell.T(key)), text: uikit.NewBody("")}
		row.box = uikit.VStack(theme.Space2, row.label, row.text)
		f.rows[i] = row
		f.content.Add(row.box)
	}
	return f
}

func (f *facts) render(panel Panel) {
	text := panel.Text
	if panel.Kind == PanelLeftover {
		text = ""
	}
	for i, words := range []string{text, panel.Method, panel.Basis, panel.Hint, panel.Last} {
		f.rows[i].text.SetText(words)
		show(f.rows[i].box, words != "")
	}
}

// leftoverView shows a hazard of an earlier visit.
type leftoverView struct {
	screen  *screen
	content *fyne.Container
	status  *uikit.Badge
	no      *uikit.Text
	text    *uikit.Text
	due     *uikit.Text
	person  *uikit.Text
	remedy  *uikit.Text
	goItem  *uikit.Button
	goOpen  *uikit.Button
	panel   Panel
}

func newLeftoverView(s *screen) *leftoverView {
	t := s.shell.T
	v := &leftoverView{screen: s, status: uikit.NewBadge("", uikit.ToneNeutral), no: uikit.NewCaption(""), text: uikit.NewBody(""),
		due: uikit.NewBody(""), person: uikit.NewBody(""), remedy: uikit.NewBody("")}
	v.goItem = uikit.NewButton(t("inspecting.go_item"), uikit.Secondary, func() { s.presenter.SelectItem(v.panel.Hazard.Item) }).Large()
	v.goOpen = uikit.NewButton(t("inspecting.go_hazard"), uikit.Secondary, func() {
		s.shell.Go(nav.Route{Page: nav.Hazards, Arg: "id:" + string(v.panel.Hazard.ID)})
	}).Large()
	v.content = uikit.VStack(theme.Space12, uikit.HStack(theme.Space8, v.status, v.no), v.text, v.due, v.person, v.remedy,
		uikit.Columns(theme.Space8, v.goItem, v.goOpen))
	return v
}

func (v *leftoverView) render(panel Panel) {
	v.panel = panel
	show(v.content, panel.Kind == PanelLeftover)
	if panel.Kind != PanelLeftover {
		return
	}
	t, h := v.screen.shell.T, panel.Hazard
	v.status.Set(h.Status, uikit.ToneNeutral)
	v.no.SetText(h.No)
	v.text.SetText(h.Description)
	v.due.SetText(h.DueRule)
	v.person.SetText(t("inspecting.labelled", "label", t("term.responsible"), "text", orNone(h.Responsible, t)))
	v.remedy.SetText(t("inspecting.labelled", "label", t("inspecting.remedy"), "text", orNone(h.Remedy, t)))
	show(v.text, h.Description != "")
	show(v.goItem, h.InSheet)
}

func orNone(text string, t func(string, ...any) string) string {
	if text == "" {
		return t("common.none")
	}
	return text
}
