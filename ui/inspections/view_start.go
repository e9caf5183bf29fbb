package inspections

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// startScreen is the page 开始检查.
type startScreen struct {
	shell     Shell
	presenter *StartPresenter
	state     StartState

	content fyne.CanvasObject
	picker  *uikit.Chooser[PlaceRow]
	chosen  *chosenView

	proposed   *fyne.Container
	others     *fyne.Container
	othersBox  *fyne.Container
	items      *uikit.Text
	people     *fyne.Container
	escort     *uikit.Entry
	day        *uikit.DateField
	clock      *uikit.Entry
	timeField  *uikit.Field
	missing    *uikit.Text
	trouble    *uikit.Text
	start      *uikit.Button
	listsShown []ListChoice
	menShown   []InspectorChoice
	adding     *addSheet
}

// NewStart returns the page that begins an inspection.
func NewStart(shell Shell, service StartService) page.Page {
	s := &startScreen{shell: shell, presenter: NewStartPresenter(shell, service)}
	s.adding = &addSheet{screen: s}
	s.build()
	s.presenter.Attach(s)
	return s
}

// Title implements page.Page.
func (s *startScreen) Title() string { return s.shell.T("inspections.start_title") }

// Content implements page.Page.
func (s *startScreen) Content() fyne.CanvasObject { return s.content }

// Enter implements page.Page; arg is the id of a place or "".
func (s *startScreen) Enter(arg string) {
	s.picker.Search.SetText("")
	s.presenter.Enter(arg)
	s.escort.SetTextQuietly(s.presenter.State().Escort)
}

// Leave implements page.Leaver: nothing of this page is kept.
func (s *startScreen) Leave() error {
	s.adding.close()
	return nil
}

// FocusSearch implements page.Searcher.
func (s *startScreen) FocusSearch() {
	if s.state.Chosen != nil {
		s.presenter.Change()
	}
	s.picker.Search.Focus()
}

// HandleKey implements page.KeyHandler.
func (s *startScreen) HandleKey(key nav.Key) bool {
	choosing := s.state.Chosen == nil
	switch {
	case choosing && key == nav.KeyEscape:
		s.shell.Go(nav.Route{Page: nav.Inspections})
	case choosing && key == nav.Ctrl(nav.KeyEnter):
		s.presenter.ChooseSelected()
	case choosing:
		return s.picker.HandleKey(key)
	case key == nav.KeyEnter, key == nav.Ctrl(nav.KeyEnter):
		s.presenter.Start()
	case key == nav.KeyEscape:
		s.presenter.Change()
	default:
		return false
	}
	return true
}

// FocusPlace implements StartView.
func (s *startScreen) FocusPlace() { s.picker.Search.Focus() }

// FocusStart implements StartView.
func (s *startScreen) FocusStart() { s.shell.Window().Canvas().Focus(s.start) }

func (s *startScreen) build() {
	t := s.shell.T
	back := uikit.NewButton(t("common.cancel"), uikit.Secondary, func() { s.shell.Go(nav.Route{Page: nav.Inspections}) }).Large()
	s.start = uikit.NewButton(t("inspections.start"), uikit.Primary, s.presenter.Start).Hint("Enter").Large()
	s.missing = uikit.NewText("", uikit.StyleMuted)
	s.trouble = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0)
	s.trouble.Hide()
	head := uikit.HFill(theme.Space12, 1, uikit.NewTitle(s.Title()), container.NewStack(), s.missing, back, s.start)
	body := uikit.Columns(theme.Space16, s.buildPlace(), s.buildDetails())
	s.content = uikit.Pad(theme.Space24, theme.Space16, uikit.VFill(theme.Space12, 2, head, s.trouble, body))
}

func (s *startScreen) buildPlace() fyne.CanvasObject {
	t := s.shell.T
	s.picker = uikit.NewChooser(t("inspections.place_search"), func(r PlaceRow) uikit.Cell { return uikit.Cell{Text: r.Name, Sub: r.Detail} },
		uikit.ChooserIntents{Search: s.presenter.Search, Move: s.presenter.Move, Choose: s.presenter.ChooseSelected, ChooseAt: s.presenter.ChooseAt},
		func(search *uikit.SearchField) fyne.CanvasObject {
			return uikit.VStack(theme.Space12, uikit.NewHeading(t("term.place")), search)
		})
	s.chosen = newChosenView(s)
	return uikit.NewCard(uikit.Pad(theme.Space4, theme.Space4, container.NewStack(s.picker.Object(), s.chosen.content)))
}

func (s *startScreen) buildDetails() fyne.CanvasObject {
	t, p := s.shell.T, s.presenter
	s.proposed, s.others, s.people = uikit.Flow(theme.Space8), uikit.Flow(theme.Space8), uikit.Flow(theme.Space8)
	s.items = uikit.NewText("", uikit.StyleMuted)
	s.othersBox = uikit.VStack(theme.Space8, uikit.NewCaption(t("inspections.other_lists")), s.others)
	s.escort = uikit.NewEntry()
	s.escort.SetPlaceHolder(t("inspections.escort_hint"))
	s.escort.OnChanged = p.SetEscort
	s.day = uikit.NewDateField(s.shell.Catalog(), func() time.Time { return s.shell.Now().In(inspection.Zone) }, p.SetDay)
	s.clock = uikit.NewEntry()
	s.clock.OnChanged = p.SetClock
	s.timeField = uikit.NewField(t("inspections.started"), uikit.HFill(theme.Space8, 0, s.day, fixed(88, s.clock)))
	add := uikit.NewButton(t("inspections.add_inspector"), uikit.Quiet, s.adding.open).Icon(theme.IconPlus)
	heading := uikit.HFill(theme.Space8, 1, uikit.NewHeading(t("term.checklist")), container.NewStack(), s.items)
	column := uikit.VStack(theme.Space16, uikit.VStack(theme.Space8, heading, s.proposed, s.othersBox),
		uikit.VStack(theme.Space8, uikit.HFill(theme.Space8, 1, uikit.NewHeading(t("term.inspector")), container.NewStack(), add), s.people),
		uikit.NewField(t("inspections.escort"), s.escort), s.timeField)
	scroll := container.NewVScroll(uikit.Pad(theme.Space4, theme.Space4, column))
	return uikit.NewCard(scroll)
}

// Render implements StartView.
func (s *startScreen) Render(state StartState) {
	before := s.state
	s.state = state
	t := s.shell.T
	s.trouble.SetText(state.Trouble)
	visible(s.trouble, state.Trouble != "")
	visible(s.picker.Object(), state.Chosen == nil)
	s.renderPlaces(state)
	s.chosen.render(state.Chosen)
	s.renderLists(state)
	s.renderPeople(state)
	if before.Chosen != state.Chosen && s.escort.Text != state.Escort {
		s.escort.SetTextQuietly(state.Escort)
	}
	if s.day.Day() != string(state.Day) && s.day.Problem() == "" {
		s.day.SetDay(string(state.Day))
	}
	if s.clock.Text != state.Clock {
		s.clock.SetTextQuietly(state.Clock)
	}
	s.timeField.SetError(state.TimeWrong)
	s.items.SetText(t("inspections.items", "n", state.Items))
	visible(s.items, state.Chosen != nil)
	s.missing.SetText(state.Missing)
	s.start.SetEnabled(state.Missing == "" && !state.Busy)
	uikit.Relayout(s.content)
	s.content.Refresh()
}

func (s *startScreen) renderPlaces(state StartState) {
	t := s.shell.T
	what := uikit.NewEmptyState(theme.IconSearch, t("inspections.no_place"), nil)
	switch {
	case !state.Loaded && state.Trouble == "":
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
}

func visible(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
