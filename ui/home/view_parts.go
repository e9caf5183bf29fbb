package home

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// firstSteps fills the page while the register is empty: three ways to begin, the usual one first.
func (v *view) firstSteps(s State) fyne.CanvasObject {
	t := v.shell.T
	add := uikit.NewButton(t("home.first.places"), uikit.Primary, v.presenter.Places).Large()
	parts := []fyne.CanvasObject{container.NewCenter(uikit.NewIcon(theme.IconPlace, theme.Primary, 40)),
		uikit.NewText(t("home.first.title"), uikit.StyleTitle).SetAlign(fyne.TextAlignCenter),
		uikit.NewParagraph(t("home.first.text"), uikit.StyleMuted, 0).SetAlign(fyne.TextAlignCenter), container.NewCenter(add)}
	if v.sampleOffered {
		sample := uikit.NewButton(t("home.first.sample"), uikit.Secondary, v.presenter.LoadSample).Writes()
		if s.Busy {
			sample.SetText(t("home.sample.loading"))
			sample.Disable()
			add.Disable()
		}
		parts = append(parts, rule(), uikit.NewParagraph(t("home.first.sample.text"), uikit.StyleCaption, 0).SetAlign(fyne.TextAlignCenter),
			container.NewCenter(sample))
	}
	return uikit.Middle(480, uikit.NewCardPadded(uikit.VStack(theme.Space16, parts...), theme.Space24))
}

// newSampleLine says that there are sample data only, and takes them off.
func (v *view) newSampleLine() fyne.CanvasObject {
	t := v.shell.T
	return uikit.HFill(theme.Space8, 1, uikit.NewIcon(theme.IconChecklist, theme.Primary, 18), uikit.NewText(t("home.sample.only"), uikit.StyleMuted),
		uikit.NewButton(t("sample.remove"), uikit.Quiet, v.presenter.RemoveSample).Writes())
}

// welcomeCard is the form of the first start.
type welcomeCard struct {
	object     fyne.CanvasObject
	office     *uikit.Entry
	person     *uikit.Entry
	department *uikit.SelectField
	role       *uikit.ToggleGroup
	fields     map[string]*uikit.Field
}

func (v *view) showWelcome(w Welcome) {
	if v.welcome == nil {
		v.welcome = v.newWelcome(w)
		v.show(v.welcome.object)
		v.shell.Window().Canvas().Focus(v.welcome.office)
	}
	for name, field := range v.welcome.fields {
		field.SetError(w.Problems[name])
	}
	v.welcome.object.Refresh()
}

func (v *view) newWelcome(w Welcome) *welcomeCard {
	t := v.shell.T
	c := &welcomeCard{office: uikit.NewEntry(), person: uikit.NewEntry()}
	c.office.SetText(w.Office)
	c.office.SetPlaceHolder(t("home.welcome.office.example"))
	c.person.SetText(w.Person)
	var options []uikit.Option
	for _, d := range v.shell.Departments() {
		options = append(options, uikit.Option{ID: string(d.ID), Text: d.Name})
	}
	c.department = uikit.NewSelectField(t("common.choose"), options, nil)
	c.department.SetSelectedID(w.Department)
	c.role = uikit.NewToggleGroup(roleOptions(t), func(id string) { w.Role = inspection.Role(id) })
	if w.Role == "" {
		w.Role = inspection.RoleInspector
	}
	c.role.SetSelected(string(w.Role))
	c.fields = map[string]*uikit.Field{
		"office":     uikit.NewField(t("home.welcome.office"), c.office).Required().Hint(t("home.welcome.office.hint")),
		"person":     uikit.NewField(t("home.welcome.person"), c.person).Required().Hint(t("home.welcome.person.hint")),
		"department": uikit.NewField(t("home.welcome.department"), c.department).Required(),
	}
	send := func() {
		v.presenter.Introduce(Welcome{Office: c.office.Text, Person: c.person.Text, Department: c.department.Selected().ID, Role: w.Role})
	}
	done := uikit.NewButton(t("home.welcome.done"), uikit.Primary, send).Writes().Large()
	form := uikit.VStack(theme.Space16, uikit.NewTitle(t("home.welcome.title")),
		uikit.NewParagraph(t("home.welcome.text"), uikit.StyleMuted, 0),
		c.fields["office"], c.fields["person"], c.fields["department"],
		uikit.NewField(t("role.title"), c.role).Hint(t("role.hint")), container.NewStack(done))
	c.object = uikit.Middle(460, uikit.NewCardPadded(form, theme.Space24))
	return c
}

// rule is a hairline between rows.
func rule() fyne.CanvasObject {
	line := canvas.NewRectangle(theme.Color(theme.Line))
	line.SetMinSize(fyne.NewSize(1, theme.Hairline))
	return line
}

// newHead gives the heads of both panels one height, with or without an action.
func newHead(o fyne.CanvasObject) fyne.CanvasObject { return container.New(&headLayout{}, o, rule()) }

type headLayout struct{}

func (headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(size.Width, size.Height-theme.Hairline))
	objects[1].Move(fyne.NewPos(theme.Space16, size.Height-theme.Hairline))
	objects[1].Resize(fyne.NewSize(size.Width-2*theme.Space16, theme.Hairline))
}

func (headLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.Scaled(theme.ControlHeight)+theme.Space4)
}

// twoColumns divides the width in a fixed proportion.
type twoColumns struct{ left float32 }

func (c *twoColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const gap = 14
	left := (size.Width - gap) * c.left
	objects[0].Resize(fyne.NewSize(left, size.Height))
	objects[1].Move(fyne.NewPos(left+gap, 0))
	objects[1].Resize(fyne.NewSize(size.Width-left-gap, size.Height))
}

func (c *twoColumns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 120) }
