package filters

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/preference"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the row needs of the window.
type Shell interface {
	Host
	Window() fyne.Window
}

// Bar is the row over a list with the names of its filters. Each is one tap, or Tab and Space, away.
type Bar struct {
	// Object is the row; it is hidden while there is no filter to name.
	Object fyne.CanvasObject
	// Save keeps what is listed now under a name. It stands beside the page's own filters.
	Save *uikit.Button
	// OnChanged is told that the row appeared, vanished or has other names; may be nil.
	OnChanged func()

	shell   Shell
	filters *Filters
	current func() string
	apply   func(state string)
	chips   *fyne.Container // holds one group
	group   *uikit.ChipGroup
	manage  *uikit.Button
}

// NewBar returns the row of the list of a page. current describes what is listed now; apply lists what was described.
func NewBar(shell Shell, page string, current func() string, apply func(state string)) *Bar {
	t := shell.T
	b := &Bar{shell: shell, filters: New(shell, page), current: current, apply: apply, chips: container.NewStack()}
	b.Save = uikit.NewButton(t("filters.save"), uikit.Quiet, b.askName).Writes().Icon(theme.IconPlus)
	b.manage = uikit.NewButton(t("filters.manage"), uikit.Quiet, b.askChanges)
	b.Object = uikit.HFill(theme.Space8, 1, uikit.NewCaption(t("filters.title")), b.chips, b.manage)
	b.rebuild()
	return b
}

// rebuild shows the names anew.
func (b *Bar) rebuild() {
	list := b.filters.List()
	b.group = uikit.NewChipGroup(false, b.choose)
	for _, filter := range list {
		b.group.Add(filter.Name, filter.Name, -1)
	}
	b.chips.Objects = []fyne.CanvasObject{b.group}
	if len(list) == 0 {
		b.Object.Hide()
	} else {
		b.Object.Show()
	}
	b.Show()
	b.chips.Refresh()
	b.Object.Refresh()
	if b.OnChanged != nil {
		b.OnChanged()
	}
}

// Show marks the filter that is listed now.
func (b *Bar) Show() {
	current := b.current()
	var on []string
	for _, filter := range b.filters.List() {
		if filter.State == current {
			on = append(on, filter.Name)
		}
	}
	b.group.Select(on...)
}

func (b *Bar) choose(names []string) {
	for _, filter := range b.filters.List() {
		if filter.Name == names[0] {
			b.apply(filter.State)
		}
	}
}

// askName asks under which name to keep what is listed now.
func (b *Bar) askName() {
	t, state := b.shell.T, b.current()
	name, problem := uikit.NewEntry(), problemText()
	var sheet *uikit.Modal
	save := func() {
		wrong := b.filters.Save(name.Text, state)
		if wrong == "" {
			sheet.Close()
			b.rebuild()
			return
		}
		problem.SetText(wrong)
		sheet.Refresh()
	}
	name.OnSubmitted = func(string) { save() }
	sheet = uikit.ShowSheet(b.shell.Window().Canvas(), uikit.Sheet{Title: t("filters.save"), Width: 440, Focus: name,
		Body: uikit.VStack(theme.Space12, uikit.NewParagraph(t("filters.hint"), uikit.StyleMuted, 3),
			uikit.NewField(t("filters.name"), name).Required(), problem),
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, func() { sheet.Close() }),
			uikit.NewButton(t("common.save"), uikit.Primary, save)}})
}

// askChanges lets names be changed and filters taken away; nothing changes before it is confirmed.
func (b *Bar) askChanges() {
	t, problem := b.shell.T, problemText()
	lines := uikit.VStack(theme.Space8)
	type line struct {
		filter preference.Filter
		name   *uikit.Entry
		row    *fyne.Container
	}
	var all []*line
	var sheet *uikit.Modal
	for _, filter := range b.filters.List() {
		l := &line{filter: filter, name: uikit.NewEntry()}
		l.name.SetText(filter.Name)
		l.row = uikit.HFill(theme.Space8, 0, l.name, uikit.NewButton(t("filters.remove"), uikit.Quiet, func() {
			l.row.Hide()
			sheet.Refresh()
		}))
		lines.Add(l.row)
		all = append(all, l)
	}
	save := func() {
		var list []preference.Filter
		for _, l := range all {
			if l.row.Visible() {
				l.filter.Name = l.name.Text
				list = append(list, l.filter)
			}
		}
		if wrong := b.filters.Replace(list); wrong != "" {
			problem.SetText(wrong)
			sheet.Refresh()
			return
		}
		sheet.Close()
		b.rebuild()
	}
	sheet = uikit.ShowSheet(b.shell.Window().Canvas(), uikit.Sheet{Title: t("filters.title"), Width: 440, Focus: all[0].name,
		Body: uikit.VStack(theme.Space12, lines, problem),
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, func() { sheet.Close() }),
			uikit.NewButton(t("common.save"), uikit.Primary, save)}})
}

func problemText() *uikit.Text {
	return uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 3)
}
