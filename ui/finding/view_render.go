package finding

import (
	"slices"

	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Render implements View.
func (s *screen) Render(state State) {
	before := s.state
	s.state = state
	s.renderPlace(state)
	if s.description.Text() != state.Description && before.Description != state.Description {
		s.description.SetText(state.Description)
	}
	if s.remedy.Text() != state.Remedy && before.Remedy != state.Remedy {
		s.remedy.SetText(state.Remedy)
	}
	if s.responsible.Text != state.Responsible && before.Responsible != state.Responsible {
		s.responsible.SetTextQuietly(state.Responsible)
	}
	s.severity.SetSelected(state.Severity)
	if s.due.Day() != string(state.Due) && s.due.Problem() == "" {
		s.due.SetDay(string(state.Due))
	}
	s.fields["due"].Hint(state.DueHint)
	if !slices.Equal(before.Departments, state.Departments) || len(s.departments.Objects) == 0 {
		s.renderDepartments(state.Departments)
	}
	s.photos.SetPhotos(kitPhotos(state.Photos))
	show(s.photos, len(state.Photos) > 0)
	text := ""
	if state.Reading > 0 {
		text = s.shell.T("hazards.photo.reading", "n", state.Reading)
	}
	s.reading.SetText(text)
	for name, field := range s.fields {
		field.SetError(state.Problems[name])
	}
	show(s.discard, s.presenter.WorthKeeping())
	s.register.SetEnabled(state.Loaded && !state.Saving)
	uikit.Relayout(s.content)
	s.content.Refresh()
}

func (s *screen) renderPlace(state State) {
	t := s.shell.T
	show(s.picker.Object(), state.Place == nil)
	show(s.chosen, state.Place != nil)
	what := uikit.NewEmptyState(theme.IconSearch, t("inspections.no_place"), nil)
	switch {
	case !state.Loaded:
		what = uikit.NewEmptyState(theme.IconClock, t("common.loading"), nil)
	case state.NoPlaces:
		what = uikit.NewEmptyState(theme.IconPlace, t("inspections.no_places"),
			uikit.NewButton(t("inspections.to_places"), uikit.Secondary, func() { s.shell.Go(nav.Route{Page: nav.Places}) }))
	}
	more := ""
	if state.More > 0 {
		more = t("inspections.more_places", "n", state.More)
	}
	s.picker.Show(state.Text, state.Places, state.Selected, more, what)
	if state.Place == nil {
		return
	}
	s.name.SetText(state.Place.Name)
	s.detail.SetText(state.Place.Detail)
	s.visit.SetText(t("finding.visit", "no", state.Visit))
	show(s.visit, state.Visit != "")
	showLines(s.alikeBox, s.alike, state.Alike)
	showLines(s.openBox, s.open, state.Open)
}

// showLines puts lines into list, which stands with its heading in box; without lines the box is not seen.
func showLines(box, list *fyne.Container, lines []string) {
	list.Objects = nil
	for _, line := range lines {
		list.Add(uikit.NewBody(line))
	}
	show(box, len(lines) > 0)
}

func (s *screen) renderDepartments(choices []Choice) {
	s.departments.RemoveAll()
	for _, choice := range choices {
		chip := uikit.NewChip(choice.Text, -1, func() { s.presenter.ToggleDepartment(choice.ID) })
		chip.SetSelected(choice.On)
		s.departments.Add(chip)
	}
}

func show(o fyne.CanvasObject, on bool) {
	switch {
	case on == o.Visible():
	case on:
		o.Show()
	default:
		o.Hide()
	}
}
