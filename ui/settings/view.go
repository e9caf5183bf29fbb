package settings

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/page"
	"anxun/ui/preference"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the page needs of the window.
type Shell interface {
	Host
	T(key string, args ...any) string
	Window() fyne.Window
	Files() uikit.FilePicker
	// FolderWarning is what is wrong with the drive of the data folder, "" if nothing is.
	FolderWarning() string
	// OpenBackups opens the sheet 备份与恢复.
	OpenBackups()
	// OpenPassword opens the sheet 启动密码.
	OpenPassword()
	// OpenVerify opens the sheet 核对数据.
	OpenVerify()
}

// New returns the page.
func New(shell Shell, service Service, holidays ReadFile) page.Page {
	v := &view{shell: shell}
	v.presenter = NewPresenter(shell, service, holidays, v)
	v.build()
	return v
}

type view struct {
	shell     Shell
	presenter *Presenter

	content    fyne.CanvasObject
	stamp      *uikit.SavedStamp
	office     *uikit.Entry
	person     *uikit.Entry
	department *uikit.SelectField
	role       *uikit.ToggleGroup
	fields     map[inspection.ID]*uikit.Field
	table      *uikit.Table[Row]
	language   *uikit.ToggleGroup
	theme      *uikit.ToggleGroup
	scale      *uikit.ToggleGroup
	scaleNote  *uikit.Text
	folder     *uikit.Text
	warning    *uikit.Text
	version    *uikit.Text
	photos     *uikit.Text
	noPhotos   *uikit.Button
	deadlines  *deadlineCard
	plan       *planCard
	sample     fyne.CanvasObject
	sampleText *uikit.Text
	editor     *editor
}

// Title implements page.Page.
func (v *view) Title() string { return v.shell.T("shell.nav.settings") }

// Content implements page.Page.
func (v *view) Content() fyne.CanvasObject { return v.content }

// Enter implements page.Page.
func (v *view) Enter(string) { v.presenter.Load() }

// Refresh implements page.Refresher.
func (v *view) Refresh() { v.presenter.Load() }

// Leave implements page.Leaver.
func (v *view) Leave() error {
	if uikit.WritingLocked() {
		return nil
	}
	v.presenter.Set(inspection.SettingOffice, v.office.Text)
	v.presenter.Set(inspection.SettingOperator, v.person.Text)
	return nil
}

func (v *view) build() {
	t := v.shell.T
	v.stamp = uikit.NewSavedStamp(v.shell.Catalog())
	head := uikit.HFill(theme.Space8, 1, uikit.NewTitle(v.Title()), container.NewStack(), v.stamp)
	left := uikit.VStack(14, v.officeCard(), v.newDeadlineCard(), v.lookCard(), v.newPlanCard(), v.dataCard(), v.binCard())
	right := v.rosterCard()
	body := container.New(&columns{}, container.NewVScroll(left), right)
	v.content = uikit.Pad(theme.Space24, theme.Space12, uikit.VFill(14, 1, container.New(&atLeast{theme.ControlHeight}, head), body))
	v.version.SetText(t("settings.version", "version", v.shell.Version()))
}

func (v *view) officeCard() fyne.CanvasObject {
	t := v.shell.T
	v.office, v.person = v.entry(inspection.SettingOffice), v.entry(inspection.SettingOperator)
	var options []uikit.Option
	for _, d := range v.shell.Departments() {
		options = append(options, uikit.Option{ID: string(d.ID), Text: d.Name})
	}
	v.department = uikit.NewSelectField(t("common.choose"), options, func(o uikit.Option) {
		v.presenter.Set(inspection.SettingDepartment, o.ID)
	})
	v.fields = map[inspection.ID]*uikit.Field{
		inspection.SettingOffice:     uikit.NewField(t("home.welcome.office"), v.office).Hint(t("home.welcome.office.hint")),
		inspection.SettingOperator:   uikit.NewField(t("settings.person"), v.person),
		inspection.SettingDepartment: uikit.NewField(t("settings.department"), v.department),
	}
	uikit.Writing(v.office, v.person, v.department)
	var roles []uikit.Option
	for _, role := range inspection.Roles() {
		roles = append(roles, uikit.Option{ID: string(role), Text: t("role." + string(role))})
	}
	v.role = uikit.NewToggleGroup(roles, func(id string) { v.presenter.SetRole(inspection.Role(id)) })
	uikit.Writing(v.role)
	return card(t("settings.office"), v.fields[inspection.SettingOffice],
		uikit.FormRow(v.fields[inspection.SettingOperator], v.fields[inspection.SettingDepartment]),
		uikit.NewField(t("role.title"), v.role).Hint(t("role.hint")))
}

// entry is an entry that saves its setting when the keyboard leaves it.
func (v *view) entry(name inspection.ID) *uikit.Entry {
	e := uikit.NewEntry()
	save := func() { v.presenter.Set(name, e.Text) }
	e.OnFocus = func(gained bool) {
		if !gained {
			save()
		}
	}
	e.OnSubmitted = func(string) { save() }
	return e
}

func (v *view) lookCard() fyne.CanvasObject {
	t, p := v.shell.T, v.presenter
	var languages, themes, scales []uikit.Option
	for _, language := range i18n.Languages() {
		languages = append(languages, uikit.Option{ID: language, Text: t("settings.language." + language)})
	}
	for _, name := range preference.Themes() {
		themes = append(themes, uikit.Option{ID: name, Text: t("settings.theme." + name)})
	}
	for _, scale := range preference.TextScales() {
		scales = append(scales, uikit.Option{ID: scaleID(scale), Text: t("settings.scale.percent", "n", int(scale*100))})
	}
	v.language = uikit.NewToggleGroup(languages, p.SetLanguage)
	v.theme = uikit.NewToggleGroup(themes, p.SetTheme)
	v.scale = uikit.NewToggleGroup(scales, func(id string) {
		for _, scale := range preference.TextScales() {
			if scaleID(scale) == id {
				window := v.shell.Window().Canvas().Size()
				p.SetTextScale(scale, window.Width, window.Height)
			}
		}
	})
	v.scaleNote = uikit.NewParagraph("", uikit.StyleCaption, 0)
	return card(t("settings.look"), choice(t("settings.language"), v.language), choice(t("settings.theme"), v.theme),
		choice(t("settings.scale"), v.scale), v.scaleNote)
}

// showScaleNote says below the sizes what the largest needs, or why it was not taken.
func (v *view) showScaleNote(problem string) {
	note, token := problem, theme.Fail
	if problem == "" {
		note, token = v.shell.T("settings.scale.hint", "width", preference.LargestScaleWidth, "height", preference.LargestScaleHeight), theme.Muted
	}
	v.scaleNote.SetToken(token)
	if v.scaleNote.Text() != note {
		v.scaleNote.SetText(note)
		uikit.Relayout(v.content)
	}
}

func scaleID(scale float32) string { return strconv.FormatFloat(float64(scale), 'f', 2, 32) }

func choice(label string, group *uikit.ToggleGroup) fyne.CanvasObject {
	return uikit.HFill(theme.Space12, 1, uikit.NewText(label, uikit.StyleBody), container.NewStack(), group)
}

func (v *view) dataCard() fyne.CanvasObject {
	t := v.shell.T
	v.folder = uikit.NewParagraph("", uikit.StyleBody, 0)
	v.warning = uikit.NewParagraph("", uikit.StyleBody, 0)
	v.warning.SetToken(theme.Warn)
	v.version = uikit.NewCaption("")
	open := uikit.NewButton(t("shell.trouble.open_folder"), uikit.Secondary, v.presenter.OpenFolder).Icon(theme.IconFolder)
	password := uikit.NewButton(t("settings.password"), uikit.Secondary, v.shell.OpenPassword).Icon(theme.IconLock)
	backups := uikit.NewButton(t("settings.backups"), uikit.Secondary, v.shell.OpenBackups).Writes()
	check := uikit.NewButton(t("verify.title"), uikit.Secondary, v.shell.OpenVerify)
	v.photos = uikit.NewParagraph("", uikit.StyleBody, 0)
	choose := uikit.NewButton(t("settings.photos.choose"), uikit.Secondary, func() { v.shell.Files().OpenFolder(v.presenter.SetPhotoFolder) }).Writes().
		Icon(theme.IconPhoto)
	v.noPhotos = uikit.NewButton(t("settings.photos.clear"), uikit.Quiet, func() { v.presenter.SetPhotoFolder("") }).Writes()
	return card(t("settings.data"), uikit.NewCaption(t("settings.folder")), v.folder, v.warning,
		uikit.Flow(theme.Space8, open, backups, check, password), v.version,
		uikit.NewParagraph(t("settings.photos"), uikit.StyleCaption, 0), v.photos, uikit.HStack(theme.Space8, choose, v.noPhotos))
}

func (v *view) rosterCard() fyne.CanvasObject {
	t := v.shell.T
	add := uikit.NewButton(t("settings.inspector.add"), uikit.Secondary, v.presenter.Add).Writes().Icon(theme.IconPlus)
	head := uikit.Pad(theme.Space16, theme.Space8, uikit.HFill(theme.Space8, 1, uikit.NewHeading(t("settings.inspectors")), container.NewStack(), add))
	v.table = uikit.NewTable([]uikit.Column[Row]{
		{Title: t("settings.inspector.name"), Width: 72, Flex: 1, Text: func(r Row) string { return r.Name }},
		{Title: t("settings.inspector.department"), Width: 84, Flex: 1, Text: func(r Row) string { return r.Department }},
		{Title: t("settings.inspector.certificate"), Width: 84, Flex: 1, Cell: func(r Row) uikit.Cell {
			if r.Certificate == "" {
				return uikit.Cell{Text: t("settings.inspector.no_certificate"), Muted: true}
			}
			return uikit.Cell{Text: r.Certificate}
		}},
		{Title: t("settings.inspector.state"), Width: 88, Cell: func(r Row) uikit.Cell {
			if r.Inactive {
				return uikit.Cell{Text: t("settings.inspector.inactive"), Badge: true, Tone: uikit.ToneNeutral}
			}
			return uikit.Cell{Text: t("settings.inspector.active"), Badge: true, Tone: uikit.TonePass}
		}},
	})
	v.table.SetRowHeight(48)
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconUser, t("settings.inspectors.empty"), nil))
	edit := func(_ int, r Row) { v.presenter.Edit(r.ID) }
	v.table.OnActivated, v.table.OnTapped = edit, edit
	hint := uikit.Pad(theme.Space16, theme.Space8, uikit.NewParagraph(t("settings.inspectors.hint"), uikit.StyleCaption, 0))
	return uikit.NewCardPadded(uikit.VFill(0, 1, head, v.table, hint), 1)
}

// Render implements View.
func (v *view) Render(s State) {
	if !s.Loaded {
		return
	}
	show := func(e *uikit.Entry, text string) {
		if v.shell.Window().Canvas().Focused() != fyne.Focusable(e) {
			e.SetTextQuietly(text)
		}
	}
	if _, wrong := s.Problems[inspection.SettingOffice]; !wrong {
		show(v.office, s.Office)
	}
	if _, wrong := s.Problems[inspection.SettingOperator]; !wrong {
		show(v.person, s.Person)
	}
	v.department.SetSelectedID(s.Department)
	v.role.SetSelected(string(s.Role))
	for name, field := range v.fields {
		field.SetError(s.Problems[name])
	}
	v.table.SetRows(s.Inspectors)
	v.deadlines.show(s)
	v.plan.show(s)
	v.sampleText.SetText(s.Sample)
	visible(v.sample, s.Sample != "")
	v.language.SetSelected(v.shell.Catalog().Language())
	v.theme.SetSelected(s.Look.Theme)
	v.scale.SetSelected(scaleID(s.Look.TextScale))
	v.showScaleNote(s.ScaleProblem)
	v.folder.SetText(s.Folder)
	warning := v.shell.FolderWarning()
	v.warning.SetText(warning)
	if warning == "" {
		v.warning.Hide()
	} else {
		v.warning.Show()
	}
	v.photos.SetText(s.PhotoFolder)
	if s.PhotoFolder == "" {
		v.photos.SetText(v.shell.T("settings.photos.none"))
	}
	v.noPhotos.SetEnabled(s.PhotoFolder != "")
	switch {
	case s.Failure != "":
		v.stamp.Failed(s.Failure)
	case !s.Saved.IsZero():
		v.stamp.Saved(s.Saved)
	}
}

func card(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return uikit.NewCard(uikit.VStack(theme.Space12, append([]fyne.CanvasObject{uikit.NewHeading(title)}, parts...)...))
}

// columns gives the roster the larger part.
type columns struct{}

func (columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const gap = 14
	left := (size.Width - gap) * 0.46
	objects[0].Resize(fyne.NewSize(left, size.Height))
	objects[1].Move(fyne.NewPos(left+gap, 0))
	objects[1].Resize(fyne.NewSize(size.Width-left-gap, size.Height))
}

func (columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// atLeast keeps the head as high as on pages with buttons in it.
type atLeast struct{ height float32 }

func (a *atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (a *atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	return fyne.NewSize(m.Width, max(m.Height, theme.Scaled(a.height)))
}
