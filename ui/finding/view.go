package finding

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/album"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the page needs of the window.
type Shell interface {
	Host
	Window() fyne.Window
	Files() uikit.FilePicker
	Back()
}

// New returns the page.
func New(shell Shell, service Service, photos album.Store) page.Page {
	s := &screen{shell: shell, presenter: NewPresenter(shell, service, photos)}
	s.loader = uikit.NewPhotoLoader(shell.Run, shell.ErrorText, s.presenter.ReadPhoto)
	s.build()
	s.presenter.Attach(s)
	return s
}

type screen struct {
	shell     Shell
	presenter *Presenter
	loader    uikit.PhotoLoader
	state     State

	content  fyne.CanvasObject
	picker   *uikit.Chooser[PlaceLine]
	chosen   fyne.CanvasObject
	name     *uikit.Text
	detail   *uikit.Text
	visit    *uikit.Text
	alikeBox *fyne.Container
	alike    *fyne.Container
	openBox  *fyne.Container
	open     *fyne.Container

	fields      map[string]*uikit.Field
	description *uikit.NoteEntry
	remedy      *uikit.NoteEntry
	responsible *uikit.Entry
	severity    *uikit.ToggleGroup
	departments *fyne.Container
	due         *uikit.DateField
	photos      *uikit.PhotoStrip
	reading     *uikit.Text
	discard     *uikit.Button
	register    *uikit.Button
}

// Title implements page.Page.
func (s *screen) Title() string { return s.shell.T("finding.title") }

// Content implements page.Page.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Enter implements page.Page; arg is "", or “place:” or “inspection:” and an id.
func (s *screen) Enter(arg string) {
	s.picker.Search.SetText("")
	s.presenter.Enter(arg)
}

// Leave implements page.Leaver: what was written is kept as a draft.
func (s *screen) Leave() error {
	s.description.Flush()
	s.remedy.Flush()
	if s.responsible.Text != s.state.Responsible {
		s.presenter.SetResponsible(s.responsible.Text)
	}
	return nil
}

// FocusSearch implements page.Searcher.
func (s *screen) FocusSearch() {
	if s.state.Place != nil {
		s.presenter.Change()
	}
	s.picker.Search.Focus()
}

// DropFiles implements page.DropTarget: photos of the finding.
func (s *screen) DropFiles(_, _ float32, paths []string) { s.presenter.AddPhotos(paths) }

// HandleKey implements page.KeyHandler.
func (s *screen) HandleKey(key nav.Key) bool {
	choosing := s.state.Place == nil
	switch {
	case key == nav.Ctrl(nav.KeyEnter):
		s.registerNow()
	case key == nav.KeyF3:
		s.choosePhotos()
	case key == nav.KeyEscape:
		s.shell.Back()
	default:
		return choosing && s.picker.HandleKey(key)
	}
	return true
}

// FocusPlace implements View.
func (s *screen) FocusPlace() { s.picker.Search.Focus() }

// FocusDescription implements View.
func (s *screen) FocusDescription() { s.description.Focus() }

func (s *screen) registerNow() {
	if s.Leave() == nil {
		s.presenter.Register()
	}
}

func (s *screen) choosePhotos() {
	s.shell.Files().OpenFiles(photoExtensions, s.presenter.AddPhotos)
}

var photoExtensions = []string{".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}

func (s *screen) build() {
	t := s.shell.T
	s.discard = uikit.NewButton(t("finding.discard"), uikit.Quiet, s.presenter.Discard)
	cancel := uikit.NewButton(t("finding.later"), uikit.Secondary, s.shell.Back).Large()
	s.register = uikit.NewButton(t("finding.register"), uikit.Primary, s.registerNow).Hint("Ctrl+Enter").Large()
	head := uikit.HFill(theme.Space12, 1, uikit.NewTitle(s.Title()), container.NewStack(), s.discard, cancel, s.register)
	body := uikit.Columns(theme.Space16, s.buildPlace(), s.buildForm())
	s.content = uikit.Pad(theme.Space24, theme.Space16, uikit.VFill(theme.Space12, 1, head, body))
}

func (s *screen) buildPlace() fyne.CanvasObject {
	t := s.shell.T
	s.fields = map[string]*uikit.Field{}
	s.picker = uikit.NewChooser(t("inspections.place_search"), func(l PlaceLine) uikit.Cell { return uikit.Cell{Text: l.Name, Sub: l.Detail} },
		uikit.ChooserIntents{Search: s.presenter.Search, Move: s.presenter.Move, Choose: s.presenter.ChooseSelected, ChooseAt: s.presenter.ChooseAt},
		func(search *uikit.SearchField) fyne.CanvasObject {
			s.fields["place"] = uikit.NewField(t("term.place"), search).Required()
			return s.fields["place"]
		})

	s.name, s.detail = uikit.NewParagraph("", uikit.StyleTitle, 0), uikit.NewBody("")
	s.visit = uikit.NewBody("")
	s.alike, s.open = uikit.VStack(theme.Space8), uikit.VStack(theme.Space8)
	s.openBox = uikit.VStack(theme.Space8, uikit.NewText(t("finding.open"), uikit.StyleStrong), s.open)
	s.alikeBox = uikit.VStack(theme.Space8, uikit.NewParagraph(t("finding.alike"), uikit.Style{Size: theme.TextBody, Bold: true, Token: theme.Warn}, 0), s.alike)
	change := uikit.NewButton(t("inspections.change_place"), uikit.Secondary, s.presenter.Change).Large()
	s.chosen = container.NewVScroll(uikit.VStack(theme.Space12, uikit.NewHeading(t("term.place")), s.name, s.detail, s.visit, uikit.HStack(0, change), s.alikeBox, s.openBox))
	s.chosen.Hide()
	return uikit.NewCard(uikit.Pad(theme.Space4, theme.Space4, container.NewStack(s.picker.Object(), s.chosen)))
}

func (s *screen) buildForm() fyne.CanvasObject {
	t, p := s.shell.T, s.presenter
	s.description = uikit.NewNoteEntry(s.shell.Catalog(), t("finding.description_hint"), 3, p.SetDescription)
	s.remedy = uikit.NewNoteEntry(s.shell.Catalog(), t("common.optional"), 2, p.SetRemedy)
	s.severity = uikit.NewToggleGroup([]uikit.Option{{ID: General, Text: t("severity.general")}, {ID: Serious, Text: t("severity.serious")},
		{ID: Suspected, Text: t("severity.suspected_major")}}, p.SetSeverity)
	s.responsible = uikit.NewEntry()
	s.responsible.SetPlaceHolder(t("inspecting.responsible_hint"))
	s.responsible.OnFocus = func(gained bool) {
		if !gained && s.responsible.Text != s.state.Responsible {
			p.SetResponsible(s.responsible.Text)
		}
	}
	s.due = uikit.NewDateField(s.shell.Catalog(), p.today, p.SetDue)
	s.departments = uikit.Flow(theme.Space8)
	field := func(name, label string, control fyne.CanvasObject) *uikit.Field {
		f := uikit.NewField(t(label), control)
		s.fields[name] = f
		return f
	}
	column := uikit.VStack(theme.Space12,
		field("description", "finding.description", s.description).Required(),
		uikit.FormRow(field("severity", "term.severity", uikit.HStack(0, s.severity)), field("due", "hazards.fact.due", s.due)),
		field("photos", "finding.photos", s.buildPhotos()),
		field("departments", "hazards.fact.departments", s.departments).Required(),
		field("responsible", "hazards.fact.responsible", s.responsible), field("remedy", "hazards.fact.remedy", s.remedy))
	return uikit.NewCard(container.NewVScroll(uikit.Pad(theme.Space4, theme.Space4, column)))
}

func (s *screen) buildPhotos() fyne.CanvasObject {
	s.photos = uikit.NewPhotoStrip(s.loader, func(i int) {
		uikit.ShowPhotos(s.shell.Window().Canvas(), s.shell.Catalog(), s.loader,
			[]uikit.PhotoSide{{Title: s.shell.T("hazards.before"), Tone: uikit.ToneFail, Photos: kitPhotos(s.state.Photos), Index: i}}, nil)
	})
	s.photos.OnRemove = s.presenter.DropPhoto
	s.reading = uikit.NewText("", uikit.StyleMuted)
	add := uikit.NewButton(s.shell.T("hazards.photo.add"), uikit.Secondary, s.choosePhotos).Icon(theme.IconPhoto).Hint("F3")
	return uikit.VStack(theme.Space8, s.photos, uikit.HStack(theme.Space12, add, s.reading))
}

func kitPhotos(photos []Photo) []uikit.Photo {
	all := make([]uikit.Photo, len(photos))
	for i, photo := range photos {
		all[i] = uikit.Photo{ID: photo.ID, Caption: photo.Caption, Mark: photo.Mark}
	}
	return all
}
