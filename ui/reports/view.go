// Package reports is the screen 报表: choose department and period, see what the workbook will hold, write it, open it.
package reports

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the screen needs of the window.
type Shell interface {
	host
	Catalog() *i18n.Catalog
	Window() fyne.Window
	Files() uikit.FilePicker
	// ExportList asks where a list goes and writes it.
	ExportList(name string, headers []string, rows func(ctx context.Context, yield func([]any) error) error)
}

// screen is the page; it shows what its presenter says.
type screen struct {
	shell     Shell
	presenter *Presenter
	archive   *archive
	tabs      *uikit.ToggleGroup
	pages     map[string]fyne.CanvasObject

	content     fyne.CanvasObject
	form        *fyne.Container
	departments *uikit.ToggleGroup
	department  *uikit.Field
	period      *uikit.ToggleGroup
	periodField *uikit.Field
	days        *fyne.Container
	from, to    *uikit.DateField
	fromField   *uikit.Field
	toField     *uikit.Field
	photos      *uikit.ToggleGroup
	personal    *uikit.ToggleGroup
	photosField *uikit.Field
	name        *uikit.Entry
	nameField   *uikit.Field
	folder      *uikit.Text
	export      *uikit.Button
	counts      *uikit.Card
	done        *uikit.Card
	right       *fyne.Container

	shownCounts *Counts
	counted     string // what besides the counts decides how they are shown
	shownDone   *Summary
	progress    *uikit.ProgressDialog
	question    *uikit.Modal
	asked       Question
	state       State
}

// New returns the page.
func New(shell Shell, exporter Exporter) page.Page {
	s := &screen{shell: shell, presenter: NewPresenter(shell, exporter), counted: "-"}
	s.archive = newArchive(s, exporter)
	s.build()
	s.presenter.Attach(s)
	return s
}

// Title returns the name of the page.
func (s *screen) Title() string { return s.shell.T("reports.title") }

// Content returns the page's objects.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Enter shows the choice made before.
func (s *screen) Enter(string) {
	s.presenter.Enter()
	s.showDepartments()
	s.archive.presenter.Load()
}

// Refresh counts again.
func (s *screen) Refresh() {
	s.presenter.Refresh()
	s.archive.presenter.Load()
}

// HandleKey exports on Ctrl+Enter, and goes to the kind of reports before or after on Ctrl+PageUp and Ctrl+PageDown.
func (s *screen) HandleKey(key nav.Key) bool {
	switch key {
	case nav.Ctrl(nav.KeyPageUp):
		return s.turnTab(-1)
	case nav.Ctrl(nav.KeyPageDown):
		return s.turnTab(1)
	}
	switch s.tabs.Selected() {
	case tabCustom:
		return s.archive.handleKey(key)
	case tabIssued:
		return s.archive.issued.HandleKey(key)
	}
	if key != nav.Ctrl(nav.KeyEnter) {
		return false
	}
	s.startExport()
	return true
}

// turnTab goes so many tabs on, not past the ends.
func (s *screen) turnTab(by int) bool {
	tabs := []string{tabDepartment, tabCustom, tabIssued}
	if at := slices.Index(tabs, s.tabs.Selected()) + by; at >= 0 && at < len(tabs) {
		s.showTab(tabs[at])
	}
	return true
}

func (s *screen) build() {
	t := s.shell.T
	s.buildForm()
	s.export = uikit.NewButton(t("reports.export"), uikit.Primary, s.startExport).Icon(theme.IconDownload).Hint("Ctrl Enter").Large()
	bottom := uikit.Pad(theme.Space24, theme.Space16, uikit.HFill(0, 0, container.NewStack(), s.export))
	scroll := container.NewVScroll(uikit.Pad(theme.Space24, theme.Space24, s.form))
	left := uikit.NewCardPadded(uikit.VFill(0, 0, scroll, bottom), 0)
	s.counts, s.done = uikit.NewCard(container.NewStack()), uikit.NewCard(container.NewStack())
	s.done.Hide()
	s.right = uikit.VStack(theme.Space16, s.done, s.counts)
	body := uikit.Columns(theme.Space16, left, container.NewVScroll(s.right))
	s.pages = map[string]fyne.CanvasObject{tabDepartment: body, tabCustom: s.archive.content[tabCustom], tabIssued: s.archive.content[tabIssued]}
	s.tabs = uikit.NewToggleGroup([]uikit.Option{{ID: tabDepartment, Text: t("reports.tab.department")}, {ID: tabCustom, Text: t("reports.tab.custom")},
		{ID: tabIssued, Text: t("reports.tab.issued")}}, s.showTab)
	s.showTab(tabDepartment)
	head := uikit.HStack(theme.Space24, uikit.NewTitle(s.Title()), s.tabs)
	s.content = uikit.Pad(theme.Space24, theme.Space16, uikit.VFill(theme.Space12, 1, head, container.NewStack(body, s.pages[tabCustom], s.pages[tabIssued])))
}

// showTab shows one part of the page.
func (s *screen) showTab(id string) {
	s.tabs.SetSelected(id)
	for name, part := range s.pages {
		if name == id {
			part.Show()
		} else {
			part.Hide()
		}
	}
}

func (s *screen) buildForm() {
	t := s.shell.T
	s.department = uikit.NewField(t("reports.department"), container.NewStack())
	var periods []uikit.Option
	for _, id := range Periods() {
		periods = append(periods, uikit.Option{ID: id, Text: t("reports.period." + id)})
	}
	s.period = uikit.NewToggleGroup(periods, s.presenter.ChoosePeriod)
	s.periodField = uikit.NewField(t("reports.period"), s.period)
	s.from, s.fromField = s.dateField("reports.from")
	s.to, s.toField = s.dateField("reports.to")
	s.days = uikit.FormRow(s.fromField, s.toField)
	s.days.Hide()
	var sizes []uikit.Option
	for _, id := range PhotoSizes() {
		sizes = append(sizes, uikit.Option{ID: id, Text: t("reports.photos." + id)})
	}
	s.photos = uikit.NewToggleGroup(sizes, s.presenter.ChoosePhotos)
	s.photosField = uikit.NewField(t("reports.photos"), s.photos)
	s.personal = s.personalChoice(s.presenter.ChoosePersonal)
	s.name = uikit.NewEntry()
	s.name.OnSubmitted = func(text string) { s.presenter.SetName(text) }
	s.name.OnFocus = func(gained bool) {
		if !gained {
			s.presenter.SetName(s.name.Text)
		}
	}
	s.nameField = uikit.NewField(t("reports.name"), s.name)
	s.folder = uikit.NewText("", uikit.StyleBody)
	choose := uikit.NewButton(t("reports.folder.choose"), uikit.Secondary, func() { s.shell.Files().OpenFolder(s.presenter.SetFolder) }).Icon(theme.IconFolder)
	place := uikit.NewField(t("reports.folder"), uikit.HFill(theme.Space12, 0, s.folder, choose))
	s.form = uikit.VStack(theme.Space16, s.department, s.periodField, s.days, s.photosField, uikit.NewField(t("reports.personal"), s.personal).Hint(t("reports.personal.hint")), s.nameField, place)
}

// personalChoice asks whether telephone and identity numbers are shown in full.
func (s *screen) personalChoice(choose func(shown bool)) *uikit.ToggleGroup {
	t := s.shell.T
	return uikit.NewToggleGroup([]uikit.Option{{ID: personalHidden, Text: t("reports.personal.hidden")}, {ID: personalShown, Text: t("reports.personal.shown")}},
		func(id string) { choose(id == personalShown) })
}

// Whether telephone and identity numbers are shown, by id.
const (
	personalHidden = "hidden"
	personalShown  = "shown"
)

// dateField returns a field that tells the presenter every change, unfinished days too, so that nothing is exported for a
// day other than the one that is written there.
func (s *screen) dateField(label string) (*uikit.DateField, *uikit.Field) {
	d := uikit.NewDateField(s.shell.Catalog(), s.shell.Now, func(string) { s.daysTyped() })
	e := d.Entry()
	changed, focused := e.OnChanged, e.OnFocus
	e.OnChanged = func(text string) {
		changed(text)
		s.daysTyped()
	}
	e.OnFocus = func(gained bool) {
		focused(gained)
		s.daysTyped()
		s.showDays()
	}
	return d, uikit.NewField(s.shell.T(label), d)
}

func (s *screen) daysTyped() { s.presenter.SetDays(written(s.from), written(s.to)) }

// written is the day that stands in the field, or whatever else does.
func written(d *uikit.DateField) string {
	if day, ok := uikit.ParseDay(d.Entry().Text); ok {
		return day
	}
	return d.Entry().Text
}

// startExport takes a name over that is still being typed.
func (s *screen) startExport() {
	if s.name.Text != s.state.Name {
		s.presenter.SetName(s.name.Text)
	}
	s.presenter.Export()
}

// showDepartments makes the choice of departments, which are known only now.
func (s *screen) showDepartments() {
	if s.departments != nil {
		return
	}
	var options []uikit.Option
	for _, department := range s.state.Departments {
		options = append(options, uikit.Option{ID: string(department.ID), Text: department.Name})
	}
	s.departments = uikit.NewToggleGroup(options, func(id string) { s.presenter.ChooseDepartment(inspection.DepartmentID(id)) })
	s.departments.SetSelected(string(s.state.Department))
	holder := s.department.Control().(*fyne.Container)
	holder.Add(s.departments)
	s.form.Refresh()
}

// Render implements View.
func (s *screen) Render(state State) {
	s.state = state
	if s.departments != nil {
		s.departments.SetSelected(string(state.Department))
	}
	s.department.Hint(state.Sheets)
	s.period.SetSelected(state.Period)
	s.periodField.Hint(state.Days)
	s.photos.SetSelected(state.PhotoSize)
	s.photosField.Hint(state.FileText)
	s.showDays()
	if s.name.Text != state.Name && s.shell.Window().Canvas().Focused() != fyne.Focusable(s.name) {
		s.name.SetText(state.Name)
	}
	s.nameField.SetError(state.NameProblem)
	if state.Folder == "" {
		s.folder.SetText(s.shell.T("reports.folder.none"))
	} else {
		s.folder.SetText(state.Folder)
	}
	s.export.SetEnabled(state.CanExport)
	s.form.Refresh()
	if !state.Exporting && s.progress != nil {
		s.progress.Done()
		s.progress = nil
	}
	s.showCounts()
	s.showDone()
	s.showQuestion()
}

// showDays brings the two date fields in line. A day that is still being written is no mistake yet; the field knows.
func (s *screen) showDays() {
	custom := s.state.Period == Custom
	s.days.Hidden = !custom
	if !custom {
		return
	}
	for _, f := range []struct {
		date    *uikit.DateField
		field   *uikit.Field
		day     string
		problem string
	}{{s.from, s.fromField, s.state.From, s.state.FromProblem}, {s.to, s.toField, s.state.To, s.state.ToProblem}} {
		focused := s.shell.Window().Canvas().Focused() == fyne.Focusable(f.date.Entry())
		if written(f.date) != f.day && !focused {
			f.date.SetDay(f.day)
		}
		if _, whole := uikit.ParseDay(f.day); focused && !whole {
			f.problem = f.date.Problem()
		}
		f.field.SetError(f.problem)
	}
}

// Follow implements View.
func (s *screen) Follow(handle task.Handle) {
	s.progress = uikit.ShowProgress(s.shell.Window().Canvas(), s.shell.Catalog(), s.shell.T("reports.exporting_title"), handle.Cancel)
	handle.Watch(s.progress.Show)
}

func (s *screen) showQuestion() {
	if s.asked == s.state.Question {
		return
	}
	s.asked = s.state.Question
	if s.question != nil {
		open := s.question
		s.question = nil
		open.Close()
	}
	p, t := s.presenter, s.shell.T
	cancel := uikit.NewButton(t("common.cancel"), uikit.Secondary, p.Dismiss)
	keep := uikit.NewButton(t("reports.keep_both"), uikit.Secondary, p.KeepBoth)
	retry := uikit.NewButton(t("common.retry"), uikit.Primary, p.Retry)
	title, actions := "", []*uikit.Button(nil)
	switch s.asked {
	case QuestionNone:
		return
	case QuestionExists: // Enter must not destroy anything, so keeping both is the main action
		title = "reports.exists_title"
		actions = []*uikit.Button{cancel, uikit.NewButton(t("reports.replace"), uikit.Danger, p.Replace), uikit.NewButton(t("reports.keep_both"), uikit.Primary, p.KeepBoth)}
	case QuestionBusy:
		title, actions = "reports.busy_title", []*uikit.Button{cancel, keep, retry}
	case QuestionFailed:
		title, actions = "reports.failed_title", []*uikit.Button{cancel, retry}
	}
	s.question = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t(title), Body: uikit.NewBody(s.state.Answer), Actions: actions,
		OnClose: func() {
			if s.question != nil {
				s.question = nil
				p.Dismiss()
			}
		}})
}

// joined puts the parts of a sum beside each other.
func joined(parts []string) string { return strings.Join(parts, " · ") }
