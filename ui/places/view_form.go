package places

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// saveDelay is how long after the last key a change is saved. Leaving the field saves at once.
const saveDelay = 600 * time.Millisecond

// formView shows one place: what it is, what happened there, and all fields to be changed where they stand.
type formView struct {
	shell     Shell
	presenter *Presenter

	object  fyne.CanvasObject
	scroll  *container.Scroll
	name    *uikit.Text
	kind    *uikit.Badge
	sample  *uikit.Badge
	stamp   *uikit.SavedStamp
	start   *uikit.Button
	remove  *uikit.Button
	changes *uikit.Button
	discard *uikit.Button
	visits  *fyne.Container
	give    func() // asks to whom the place is to be given
	fields  map[string]*uikit.Field
	entries map[string]*uikit.Entry
	note    *uikit.NoteEntry
	kinds   *uikit.SelectField
	subs    *uikit.SelectField
	feats   *uikit.ChipGroup
	wait    uikit.Debouncer

	shown       *Form
	focusedOnce bool
	filling     bool // the form itself is writing into its fields
}

func newFormView(shell Shell, presenter *Presenter) *formView {
	f := &formView{shell: shell, presenter: presenter, fields: map[string]*uikit.Field{}, entries: map[string]*uikit.Entry{},
		wait: uikit.Debouncer{Delay: saveDelay}}
	t := shell.T
	f.name = uikit.NewParagraph("", uikit.StyleHeading, 2)
	f.kind, f.sample = uikit.NewBadge("", uikit.ToneNeutral), uikit.NewBadge(t("places.sample"), uikit.ToneWarn)
	f.stamp = uikit.NewSavedStamp(shell.Catalog())
	f.start = uikit.NewButton(t("home.begin"), uikit.Primary, presenter.Start).Writes()
	f.remove = uikit.NewButton("", uikit.Quiet, func() { presenter.SetRemoved(!f.shown.Place.Removed) }).Writes()
	f.discard = uikit.NewButton(t("places.discard"), uikit.Quiet, presenter.Discard).Writes()
	f.visits = uikit.VStack(theme.Space4)
	head := uikit.VStack(theme.Space8, f.name, uikit.HFill(theme.Space8, 2, f.kind, f.sample, container.NewStack(), f.stamp), f.visits)
	f.scroll = container.NewVScroll(uikit.Pad(theme.Space16, theme.Space8, f.buildFields()))
	f.changes = uikit.NewButton(t("history.title"), uikit.Quiet, func() { f.flush(); presenter.Changes() }).Hint("F12")
	foot := uikit.Actions(f.remove, f.discard, f.changes, f.start)
	f.object = uikit.NewCardPadded(uikit.VFill(theme.Space8, 1, uikit.Pad(theme.Space16, theme.Space12, head), f.scroll,
		uikit.Pad(theme.Space12, theme.Space8, foot)), 1)
	return f
}

func (f *formView) buildFields() fyne.CanvasObject {
	t := f.shell.T
	f.kinds = uikit.NewSelectField(t("common.choose"), f.kindOptions(), func(o uikit.Option) { f.choose(FieldKind, o.ID) })
	f.subs = uikit.NewSelectField(t("common.choose"), nil, func(o uikit.Option) { f.choose(FieldSubKind, o.ID) })
	f.feats = uikit.NewChipGroup(true, func(on []string) {
		features := make([]inspection.Feature, len(on))
		for i, id := range on {
			features[i] = inspection.Feature(id)
		}
		f.presenter.ChangeFeatures(features)
	})
	for _, feature := range inspection.Features() {
		f.feats.Add(string(feature), t("feature."+string(feature)), -1)
	}
	f.note = uikit.NewNoteEntry(f.shell.Catalog(), "", 3, func(text string) { f.choose(FieldNote, text) })
	row := uikit.FormRow
	return uikit.Form(
		f.entry(FieldCode).Required().Hint(t("places.code.hint")),
		f.entry(FieldName).Required(),
		row(f.field(FieldKind, f.kinds).Required(), f.field(FieldSubKind, f.subs)),
		f.field(FieldFeatures, f.feats).Hint(t("places.features.hint")),
		f.entry(FieldAddress),
		row(f.entry(FieldCommunity), f.entry(FieldOperator)),
		row(f.entry(FieldManager), f.entry(FieldPhone)),
		row(f.entry(FieldArea), f.entry(FieldBeds), f.entry(FieldElders)),
		f.field(FieldNote, f.note),
	)
}

func (f *formView) kindOptions() []uikit.Option {
	var options []uikit.Option
	for _, kind := range inspection.PlaceKinds() {
		options = append(options, uikit.Option{ID: string(kind), Text: f.shell.T("kind." + string(kind))})
	}
	return options
}

func (f *formView) field(name string, control fyne.CanvasObject) *uikit.Field {
	f.fields[name] = uikit.NewField(f.shell.T("places.field."+name), control)
	uikit.Writing(control)
	return f.fields[name]
}

func (f *formView) entry(name string) *uikit.Field {
	e := uikit.NewEntry()
	e.OnChanged = func(text string) {
		if !f.filling {
			f.presenter.Change(name, text)
			f.wait.Do(f.presenter.Save)
		}
	}
	e.OnFocus = func(gained bool) {
		if !gained {
			f.flush()
		}
	}
	e.OnSubmitted = func(string) { f.flush() }
	f.entries[name] = e
	return f.field(name, e)
}

func (f *formView) choose(field, value string) {
	f.presenter.Change(field, value)
	f.presenter.Save()
	if field == FieldKind && f.shown != nil {
		f.showSubKinds()
	}
}

// flush hands over what still waits to be saved.
func (f *formView) flush() {
	f.note.Flush()
	f.wait.Flush()
}

// forget drops the form that was shown.
func (f *formView) forget() {
	f.wait.Cancel()
	f.shown, f.focusedOnce = nil, false
}

func (f *formView) show(form *Form) {
	if form != f.shown {
		f.forget()
		f.shown = form
		f.fill()
		f.scroll.ScrollToTop()
	}
	place := form.Place
	title := place.Name
	if title == "" {
		title = f.shell.T("places.new")
	}
	f.name.SetText(title)
	f.kind.Set(f.shell.T("kind."+string(place.PlaceKind)), uikit.ToneNeutral)
	f.sample.Hidden = !place.Sample
	f.showStamp()
	for name, field := range f.fields {
		field.SetError(form.Problems[name])
	}
	f.discard.Hidden, f.start.Hidden, f.remove.Hidden, f.changes.Hidden = !form.New, form.New || place.Removed, form.New, form.New
	f.remove.SetText(f.shell.T("places.remove"))
	if place.Removed {
		f.remove.SetText(f.shell.T("places.restore"))
	}
	f.showHistory()
	f.object.Refresh()
}

func (f *formView) showStamp() {
	switch {
	case f.shown.Failure != "":
		f.stamp.Failed(f.shown.Failure)
	case !f.shown.Saved.IsZero():
		f.stamp.Saved(f.shown.Saved)
	case f.shown.New:
		f.stamp.Note(f.shell.T("places.new.hint"))
	default:
		f.stamp.Clear()
	}
}

// fill writes the place into the fields.
func (f *formView) fill() {
	f.filling = true
	defer func() { f.filling = false }()
	place := f.shown.Place
	for name, text := range map[string]string{FieldCode: place.Code, FieldName: place.Name, FieldAddress: place.Address,
		FieldCommunity: place.Community, FieldOperator: place.Operator, FieldManager: place.Manager, FieldPhone: place.Phone,
		FieldArea: f.shown.Numbers[FieldArea], FieldBeds: f.shown.Numbers[FieldBeds], FieldElders: f.shown.Numbers[FieldElders]} {
		f.entries[name].SetTextQuietly(text)
	}
	f.note.SetText(place.Note)
	f.kinds.SetSelectedID(string(place.PlaceKind))
	f.showSubKinds()
	on := make([]string, len(place.Features))
	for i, feature := range place.Features {
		on[i] = string(feature)
	}
	f.feats.Select(on...)
}

// showSubKinds offers the sub-kinds of the kind that is chosen.
func (f *formView) showSubKinds() {
	options := []uikit.Option{{ID: "", Text: f.shell.T("places.subkind.none")}}
	for _, sub := range inspection.SubKindsOf(f.shown.Place.PlaceKind) {
		options = append(options, uikit.Option{ID: string(sub), Text: f.shell.T("subkind." + string(sub))})
	}
	f.subs.SetOptions(options)
	f.subs.SetSelectedID(string(f.shown.Place.SubKind))
	f.fields[FieldSubKind].Hidden = len(options) == 1
}

func (f *formView) showHistory() {
	history, t := f.shown.History, f.shell.T
	f.visits.Objects = nil
	if history.Loaded {
		if history.Unresolved > 0 {
			f.visits.Add(uikit.NewText(t("places.unresolved", "n", history.Unresolved), uikit.Style{Size: theme.TextBody, Bold: true, Token: theme.Fail}))
		}
		for _, visit := range history.Visits {
			f.visits.Add(uikit.NewCaption(visit.Text))
		}
		if len(history.Visits) == 0 {
			f.visits.Add(uikit.NewCaption(t("places.visits.none")))
		}
	}
	if history.Loaded && !f.shown.New && f.give != nil {
		words := uikit.NewCaption("")
		if history.Given != "" {
			words = uikit.NewText(t("assign.to")+"："+history.Given, uikit.StyleBody)
		}
		f.visits.Add(uikit.HFill(theme.Space8, 0, words, uikit.NewButton(t("assign.change"), uikit.Quiet, f.give).Writes()))
	}
	f.visits.Hidden = len(f.visits.Objects) == 0
	f.visits.Refresh()
}
