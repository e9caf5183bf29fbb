package home

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// look is what decides how the page is arranged.
type look struct {
	role                inspection.Role
	mine, sample, clash bool
	made                bool
}

// arrange puts first what the laptop is mostly used for: filling in for an inspector, figures and reports for a manager,
// what waits for a review for a reviewer. Everything else stays within reach.
func (v *view) arrange(l look) {
	if l == v.look {
		return
	}
	v.look = l
	v.sample.(*fyne.Container).Hidden, v.clash.Hidden = !l.sample, !l.clash
	clash := uikit.HFill(0, 1, v.clash, container.NewStack())
	clash.Hidden = !l.clash
	head := append([]fyne.CanvasObject{uikit.NewTitle(v.Title()), v.date, container.NewStack()}, v.buttons(l.role)...)
	cards := []fyne.CanvasObject{v.due, v.overdue, v.waiting, v.month}
	switch l.role {
	case inspection.RoleManager:
		cards = []fyne.CanvasObject{v.overdue, v.due, v.waiting, v.month}
	case inspection.RoleReviewer:
		cards = []fyne.CanvasObject{v.waiting, v.due, v.overdue, v.month}
	}
	t := v.shell.T
	todo := panel(t("home.hazards"), v.all, v.hazards)
	drafts := panel(t("home.drafts"), nil, v.drafts)
	side := drafts
	if l.mine {
		mine := panel(t("home.mine"), nil, v.mine)
		parts := []fyne.CanvasObject{mine, drafts}
		if l.role == inspection.RoleInspector {
			parts = []fyne.CanvasObject{drafts, mine}
		}
		side = container.NewVScroll(uikit.VStack(14, parts...))
	}
	lists := container.New(&twoColumns{left: 0.56}, todo, side)
	if l.role == inspection.RoleInspector {
		lists = container.New(&twoColumns{left: 0.48}, side, todo)
	}
	v.desk.Objects = []fyne.CanvasObject{uikit.Pad(theme.Space24, theme.Space12,
		uikit.VFill(14, 4, uikit.HFill(theme.Space12, 2, head...), v.sample, clash, uikit.Columns(14, cards...), lists))}
	v.desk.Refresh()
}

// buttons are the ways to go on, the one for the role filled and last.
func (v *view) buttons(role inspection.Role) []fyne.CanvasObject {
	t, p := v.shell.T, v.presenter
	rank := uikit.Secondary
	if role == "" || role == inspection.RoleInspector {
		rank = uikit.Primary
	}
	begin := uikit.NewButton(t("home.begin"), rank, p.Begin).Writes().Icon(theme.IconPlus).Hint("Ctrl+N").Large()
	switch role {
	case inspection.RoleManager:
		return []fyne.CanvasObject{begin, uikit.NewButton(t("home.reports"), uikit.Primary, p.Reports).Icon(theme.IconReport).Large()}
	case inspection.RoleReviewer:
		review := uikit.NewButton(t("home.review"), uikit.Primary, func() { p.Hazards("submitted") }).Icon(theme.IconHazard).Large()
		return []fyne.CanvasObject{begin, review}
	}
	return []fyne.CanvasObject{begin}
}

func (v *view) showMine(s State) {
	var rows []fyne.CanvasObject
	for i, line := range s.Mine {
		if i > 0 {
			rows = append(rows, rule())
		}
		words := uikit.VStack(theme.Space2, uikit.NewText(line.Title, uikit.StyleLead), uikit.NewCaption(line.Detail))
		rows = append(rows, uikit.HFill(theme.Space12, 0, words, uikit.NewButton(line.Action, uikit.Secondary, func() { v.presenter.Mine(line) })))
	}
	if s.MoreMine != "" {
		rows = append(rows, uikit.NewCaption(s.MoreMine))
	}
	v.mine.Objects = []fyne.CanvasObject{uikit.Pad(theme.Space16, theme.Space4, uikit.VStack(theme.Space8, rows...))}
	v.mine.Refresh()
}

// roleOptions are the roles to choose from, with what each puts first.
func roleOptions(t func(key string, args ...any) string) []uikit.Option {
	var options []uikit.Option
	for _, role := range inspection.Roles() {
		options = append(options, uikit.Option{ID: string(role), Text: t("role." + string(role))})
	}
	return options
}
