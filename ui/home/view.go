package home

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the page needs of the window.
type Shell interface {
	Host
	T(key string, args ...any) string
	Window() fyne.Window
}

// New returns the page. sample may be nil where there is no sample register. first, if not nil, is what the page shows
// when it is first entered, without reading again.
func New(shell Shell, service Service, sample Sampler, first *Overview) page.Page {
	v := &view{shell: shell, content: container.NewStack(), first: first}
	v.presenter = NewPresenter(shell, service, sample, v)
	v.sampleOffered = sample != nil
	v.build()
	return v
}

type view struct {
	shell         Shell
	presenter     *Presenter
	sampleOffered bool
	first         *Overview

	content *fyne.Container
	desk    *fyne.Container
	look    look // what the desk is arranged for
	date    *uikit.Text
	clash   *uikit.Button
	mine    *fyne.Container
	due     *uikit.StatCard
	overdue *uikit.StatCard
	waiting *uikit.StatCard
	month   *uikit.StatCard
	all     *uikit.Button
	hazards *uikit.Table[HazardLine]
	drafts  *fyne.Container
	sample  fyne.CanvasObject
	welcome *welcomeCard
}

// Title implements page.Page.
func (v *view) Title() string { return v.shell.T("shell.nav.home") }

// Content implements page.Page.
func (v *view) Content() fyne.CanvasObject { return v.content }

// Enter implements page.Page.
func (v *view) Enter(string) {
	if first := v.first; first != nil {
		v.first = nil
		v.presenter.Show(*first)
		return
	}
	v.presenter.Load()
}

// Refresh implements page.Refresher.
func (v *view) Refresh() { v.presenter.Load() }

// HandleKey lets the arrows move in the list of hazards.
func (v *view) HandleKey(k nav.Key) bool {
	return v.welcome == nil && v.hazards.Len() > 0 && v.hazards.HandleKey(k)
}

func (v *view) build() {
	t, p := v.shell.T, v.presenter
	v.date = uikit.NewText("", uikit.StyleMuted)
	v.due = uikit.NewStatCard(t("home.due_today"), func() { p.Hazards("due-today") })
	v.overdue = uikit.NewStatCard(t("home.overdue"), func() { p.Hazards("overdue") })
	v.waiting = uikit.NewStatCard(t("home.waiting"), func() { p.Hazards("submitted") })
	v.month = uikit.NewStatCard(t("home.month"), p.Inspections)
	v.hazards = uikit.NewTable([]uikit.Column[HazardLine]{
		{Width: 122, Folds: 2, Cell: func(l HazardLine) uikit.Cell {
			return uikit.Cell{Text: l.Badge, Badge: true, Tone: tone(l.Urgency), Icon: icon(l.Urgency)}
		}},
		{Width: 120, Flex: 1, Least: 210, Cell: func(l HazardLine) uikit.Cell { return uikit.Cell{Text: l.Title, Sub: l.Detail} }},
		{Width: 88, Folds: 1, Align: fyne.TextAlignTrailing, Cell: func(l HazardLine) uikit.Cell { return uikit.Cell{Text: l.Responsible, Muted: true} }},
		{Width: theme.Space16}, // keeps the names off the edge of the card
	})
	v.hazards.HideHeader()
	v.hazards.SetRowHeight(56)
	v.hazards.SetEmpty(uikit.NewEmptyState(theme.IconCheck, t("home.hazards.empty"), nil))
	show := func(_ int, l HazardLine) { p.Hazard(l.ID) }
	v.hazards.OnTapped, v.hazards.OnActivated = show, show
	v.all = uikit.NewButton("", uikit.Quiet, func() { p.Hazards("") })
	v.drafts, v.mine = container.NewStack(), container.NewStack()
	v.sample = v.newSampleLine()
	v.clash = uikit.NewButton("", uikit.Secondary, p.Conflicts)
	v.clash.Hide()
	v.desk = container.NewStack()
}

// panel is a card with a heading, an action beside it and a list below.
func panel(title string, action fyne.CanvasObject, body fyne.CanvasObject) fyne.CanvasObject {
	if action == nil {
		action = container.NewStack()
	}
	head := uikit.Pad(theme.Space16, 0, uikit.HFill(theme.Space8, 1, uikit.NewHeading(title), container.NewStack(), action))
	return uikit.NewCardPadded(uikit.Pad(0, theme.Space8, uikit.VFill(theme.Space4, 1, newHead(head), body)), 1)
}

func tone(u Urgency) uikit.Tone {
	return map[Urgency]uikit.Tone{UrgencyOverdue: uikit.ToneFail, UrgencyToday: uikit.ToneWarn,
		UrgencyReview: uikit.TonePrimary, UrgencySoon: uikit.ToneWarn, UrgencyLater: uikit.ToneNeutral}[u]
}

// icon is the mark of an urgency, the same as on the page 隐患整改; "" for none.
func icon(u Urgency) theme.IconName {
	return map[Urgency]theme.IconName{UrgencyOverdue: theme.IconWarning, UrgencyToday: theme.IconClock,
		UrgencyReview: theme.IconInspect, UrgencySoon: theme.IconCalendar}[u]
}

// Render implements View.
func (v *view) Render(s State) {
	if !s.Loaded {
		return
	}
	if s.Welcome != nil {
		v.showWelcome(*s.Welcome)
		return
	}
	v.welcome = nil
	v.date.SetText(s.Date)
	if s.NoPlaces && len(s.Drafts) == 0 && s.Open == 0 {
		v.show(v.firstSteps(s))
		return
	}
	stat := func(card *uikit.StatCard, s Stat, tone uikit.Tone) {
		if s.Count == 0 {
			tone = uikit.ToneInk
		}
		card.Set(s.Figure(), s.Caption, tone)
	}
	stat(v.due, s.DueToday, uikit.ToneWarn)
	stat(v.overdue, s.Overdue, uikit.ToneFail)
	stat(v.waiting, s.Waiting, uikit.TonePrimary)
	stat(v.month, s.Month, uikit.ToneInk)
	v.hazards.SetRows(s.Hazards)
	v.all.SetText(v.shell.T("home.hazards.all", "n", s.Open))
	v.all.Hidden = s.Open == 0
	v.showDrafts(s.Drafts)
	v.showMine(s)
	v.clash.SetText(s.Clash)
	v.arrange(look{role: s.Role, mine: len(s.Mine) > 0, sample: s.Sample, clash: s.Clash != "", made: true})
	v.show(v.desk)
}

func (v *view) show(o fyne.CanvasObject) {
	if len(v.content.Objects) == 1 && v.content.Objects[0] == o {
		return
	}
	v.content.Objects = []fyne.CanvasObject{o}
	v.content.Refresh()
}

func (v *view) showDrafts(drafts []DraftLine) {
	if len(drafts) == 0 {
		v.drafts.Objects = []fyne.CanvasObject{uikit.NewEmptyState(theme.IconInspect, v.shell.T("home.drafts.empty"), nil)}
		v.drafts.Refresh()
		return
	}
	rows := make([]fyne.CanvasObject, 0, 2*len(drafts))
	for i, draft := range drafts {
		if i > 0 {
			rows = append(rows, rule())
		}
		words := uikit.VStack(theme.Space2, uikit.NewText(draft.Title, uikit.StyleLead), uikit.NewCaption(draft.Detail))
		resume := uikit.NewButton(v.shell.T("home.resume"), uikit.Secondary, func() { v.presenter.Resume(draft.ID) })
		rows = append(rows, uikit.HFill(theme.Space12, 0, words, resume))
	}
	v.drafts.Objects = []fyne.CanvasObject{uikit.Pad(theme.Space16, theme.Space4, uikit.VStack(theme.Space8, rows...))}
	v.drafts.Refresh()
}
