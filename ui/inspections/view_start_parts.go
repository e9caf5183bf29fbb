package inspections

import (
	"slices"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// chosenView shows the place that will be inspected.
type chosenView struct {
	screen   *startScreen
	content  *fyne.Container
	name     *uikit.Text
	kind     *uikit.Badge
	detail   *uikit.Text
	features *uikit.Text
	visit    *uikit.Text
	open     *uikit.Text
	draft    *fyne.Container
	draftNo  *uikit.Text
}

func newChosenView(s *startScreen) *chosenView {
	t := s.shell.T
	v := &chosenView{screen: s, name: uikit.NewParagraph("", uikit.StyleTitle, 0), kind: uikit.NewBadge("", uikit.TonePrimary),
		detail: uikit.NewBody(""), features: uikit.NewBody(""), visit: uikit.NewBody(""),
		open: uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Bold: true, Token: theme.Fail}, 0), draftNo: uikit.NewBody("")}
	resume := uikit.NewButton(t("inspections.resume"), uikit.Secondary, s.presenter.ResumeDraft).Large()
	v.draft = uikit.VStack(theme.Space8, v.draftNo, uikit.HStack(0, resume))
	change := uikit.NewButton(t("inspections.change_place"), uikit.Secondary, s.presenter.Change).Large()
	v.content = uikit.VStack(theme.Space12, uikit.NewHeading(t("term.place")), v.name, uikit.HStack(0, v.kind), v.detail,
		labelled(t("inspections.features"), v.features), labelled(t("inspections.last_visit"), v.visit), v.open, v.draft, uikit.HStack(0, change))
	v.content.Hide()
	return v
}

func labelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return uikit.VStack(theme.Space2, uikit.NewCaption(label), o)
}

func (v *chosenView) render(place *ChosenPlace) {
	visible(v.content, place != nil)
	if place == nil {
		return
	}
	t := v.screen.shell.T
	v.name.SetText(place.Name)
	v.kind.Set(place.Kind, uikit.TonePrimary)
	v.detail.SetText(place.Detail)
	features := place.Features
	if features == "" {
		features = t("common.none")
	}
	v.features.SetText(features)
	v.visit.SetText(place.Visit)
	v.open.SetText(place.Open)
	visible(v.open, place.Open != "")
	v.draftNo.SetText(t("inspections.has_draft", "no", place.DraftNo))
	visible(v.draft, place.Draft != "")
}

func (s *startScreen) renderLists(state StartState) {
	visible(s.othersBox, state.Chosen != nil)
	if state.Chosen == nil {
		s.proposed.RemoveAll()
		s.others.RemoveAll()
		s.proposed.Add(uikit.NewText(s.shell.T("inspections.lists_later"), uikit.StyleMuted))
		s.listsShown = nil
		return
	}
	if slices.Equal(s.listsShown, state.Lists) {
		return
	}
	same := slices.EqualFunc(s.listsShown, state.Lists, func(a, b ListChoice) bool { a.On = b.On; return a == b })
	s.listsShown = state.Lists
	if !same {
		s.makeLists(state.Lists)
		return
	}
	chips := append(slices.Clone(s.proposed.Objects), s.others.Objects...)
	for i, list := range state.Lists {
		chips[i].(*uikit.Chip).SetSelected(list.On)
	}
}

func (s *startScreen) makeLists(lists []ListChoice) {
	s.proposed.RemoveAll()
	s.others.RemoveAll()
	for _, list := range lists {
		chip := uikit.NewChip(list.Code+" "+list.Title, list.Items, func() { s.presenter.ToggleList(list.Code) })
		chip.SetSelected(list.On)
		if list.Proposed {
			s.proposed.Add(chip)
		} else {
			s.others.Add(chip)
		}
	}
}

func (s *startScreen) renderPeople(state StartState) {
	if s.menShown != nil && slices.Equal(s.menShown, state.Inspectors) {
		return
	}
	same := slices.EqualFunc(s.menShown, state.Inspectors, func(a, b InspectorChoice) bool { a.On = b.On; return a == b })
	s.menShown = state.Inspectors
	if same && len(state.Inspectors) > 0 {
		for i, person := range state.Inspectors {
			s.people.Objects[i].(*uikit.Chip).SetSelected(person.On)
		}
		return
	}
	s.people.RemoveAll()
	for _, person := range state.Inspectors {
		chip := uikit.NewChip(joinDot(person.Name, person.Department), -1, func() { s.presenter.ToggleInspector(person.Name) })
		chip.SetSelected(person.On)
		s.people.Add(chip)
	}
	if len(state.Inspectors) == 0 && state.Loaded {
		s.people.Add(uikit.NewText(s.shell.T("inspections.no_roster"), uikit.StyleMuted))
	}
}

// addSheet takes a person who is not on the roster yet.
type addSheet struct {
	screen *startScreen
	modal  *uikit.Modal
}

func (a *addSheet) open() {
	s, t := a.screen, a.screen.shell.T
	s.presenter.ClearAddProblem()
	name, certificate := uikit.NewEntry(), uikit.NewEntry()
	certificate.SetPlaceHolder(t("common.optional"))
	var options []uikit.Option
	for _, department := range s.shell.Departments() {
		options = append(options, uikit.Option{ID: string(department.ID), Text: department.Name})
	}
	department := uikit.NewSelectField(t("common.choose"), options, nil)
	problem := uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0)
	save := uikit.NewButton(t("common.add"), uikit.Primary, func() {
		s.presenter.AddInspector(name.Text, inspection.DepartmentID(department.Selected().ID), certificate.Text, a.close)
		problem.SetText(s.presenter.State().AddProblem)
		if a.modal != nil {
			a.modal.Refresh()
		}
	}).Large()
	body := uikit.Form(uikit.NewField(t("inspections.name"), name).Required(), uikit.NewField(t("term.department"), department).Required(),
		uikit.NewField(t("inspections.certificate"), certificate), problem)
	a.modal = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t("inspections.add_inspector"), Body: body, Focus: name,
		OnClose: func() { a.modal = nil },
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, a.close).Large(), save}})
}

func (a *addSheet) close() {
	if modal := a.modal; modal != nil {
		a.modal = nil
		modal.Close()
	}
}
