package assign

import (
	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what giving needs of the window.
type Shell interface {
	Host
	Catalog() *i18n.Catalog
	Window() fyne.Window
}

// maxPeople is how many names stand in the sheet to be tapped; others are typed.
const maxPeople = 12

// filterWidth holds 交办给 and a name, at scale 1.
const filterWidth = 148

// Sheet asks to whom records are to be given.
type Sheet struct {
	shell     Shell
	presenter *Presenter
}

// NewSheet returns the sheet for records of a kind; done is told what was given.
func NewSheet(shell Shell, service Service, kind inspection.RecordKind, done func(ids []inspection.ID)) *Sheet {
	s := &Sheet{shell: shell}
	s.presenter = NewPresenter(shell, service, kind, s, done)
	return s
}

// Open asks for a person and gives the records to him.
func (s *Sheet) Open(ids []inspection.ID) { s.presenter.Begin(ids) }

// Ask implements View.
func (s *Sheet) Ask(ask Ask) {
	t := s.shell.T
	person, note := uikit.NewEntry(), uikit.NewNoteEntry(s.shell.Catalog(), "", 2, nil)
	person.SetText(ask.Person)
	note.SetText(ask.Note)
	field := uikit.NewField(t("assign.to"), person).Required()
	var sheet *uikit.Modal
	give := func(name string) {
		sheet.Close()
		s.presenter.Give(ask, name, note.Text())
	}
	confirm := func() {
		if person.Text == "" {
			field.SetError(t("assign.missing"))
			sheet.Refresh()
			return
		}
		give(person.Text)
	}
	person.OnSubmitted = func(string) { confirm() }
	var names []fyne.CanvasObject
	for _, name := range ask.People[:min(len(ask.People), maxPeople)] {
		names = append(names, uikit.NewSuggestion(name, func() {
			person.SetText(name)
			field.SetError("")
			s.shell.Window().Canvas().Focus(person)
		}))
	}
	hint := "assign.hint"
	if ask.Kind == inspection.KindHazard {
		hint = "assign.hint.hazard"
	}
	actions := []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, func() { sheet.Close() }),
		uikit.NewButton(t("assign.action"), uikit.Primary, confirm).Writes()}
	if ask.Person != "" || ask.Count > 1 {
		actions = append([]*uikit.Button{uikit.NewButton(t("assign.nobody"), uikit.Quiet, func() { give("") }).Writes()}, actions...)
	}
	sheet = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t("assign.title."+string(ask.Kind), "n", ask.Count), Width: 480, Focus: person,
		Body: uikit.VStack(theme.Space12, uikit.NewParagraph(t(hint), uikit.StyleMuted, 3), field, uikit.Flow(theme.Space8, names...),
			uikit.NewField(t("assign.note"), note)),
		Actions: actions})
}

// Filter chooses whose assignments a list shows: everything, one's own, somebody's. It is hidden while nobody has any.
type Filter struct {
	// Object is what a page lays out.
	Object fyne.CanvasObject

	shell  Shell
	choice *uikit.SelectField
}

// NewFilter returns a filter that lets everything through.
func NewFilter(shell Shell, onChanged func(person string)) *Filter {
	f := &Filter{shell: shell}
	f.choice = uikit.NewSelectField("", nil, func(o uikit.Option) { onChanged(o.ID) })
	f.Object = uikit.FixedWidth(filterWidth, f.choice)
	f.Object.Hide()
	return f
}

// Show offers the people and shows which one was chosen, "" for everything. It reports whether the filter came or went,
// when what lies around it must be laid out anew.
func (f *Filter) Show(people []string, chosen string) bool {
	t, me := f.shell.T, f.shell.Person()
	options := []uikit.Option{{ID: "", Text: t("assign.filter.all")}}
	if me != "" {
		options = append(options, uikit.Option{ID: me, Text: t("assign.filter.mine")})
	}
	for _, name := range people {
		if name != me {
			options = append(options, uikit.Option{ID: name, Text: t("assign.given", "person", name)})
		}
	}
	f.choice.SetOptions(options)
	f.choice.SetSelectedID(chosen)
	hidden := len(people) == 0 && chosen == ""
	if f.Object.Visible() != hidden {
		return false
	}
	if hidden {
		f.Object.Hide()
	} else {
		f.Object.Show()
	}
	return true
}
