package inspecting

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// maxChecks bounds the lines of one group: more than these nobody reads, and each costs time to draw.
const maxChecks = 20

// finishSheet says before finishing what is missing.
type finishSheet struct {
	screen  *screen
	modal   *uikit.Modal
	body    *fyne.Container
	lines   *fyne.Container
	reason  *uikit.Entry
	field   *uikit.Field
	shared  *uikit.Entry // one reason for all 不适用 that have none
	sharing *uikit.Field
	problem *uikit.Text
	done    *uikit.Button
	shown   []Check // what the lines were made for, blocking ones first
}

func (f *finishSheet) render(state *Finish) {
	if state == nil {
		f.close()
		return
	}
	if f.modal == nil {
		f.open(state)
	}
	t := f.screen.shell.T
	f.fillLines(state)
	write(f.reason, state.Reason)
	show(f.field, state.Unanswered > 0)
	f.field.SetLabel(t("inspecting.incomplete", "n", state.Unanswered))
	show(f.sharing, state.Reasonless > 0)
	f.sharing.SetLabel(t("inspecting.reason_all", "n", state.Reasonless))
	f.problem.SetText(state.Problem)
	show(f.problem, state.Problem != "")
	f.done.SetEnabled(state.Ready)
	f.body.Refresh()
	f.modal.Refresh()
}

func (f *finishSheet) open(state *Finish) {
	t, p := f.screen.shell.T, f.screen.presenter
	f.reason = uikit.NewEntry()
	f.reason.SetPlaceHolder(t("inspecting.incomplete_hint"))
	f.reason.OnChanged = p.SetReason
	f.field = uikit.NewField("", f.reason)
	f.shared = uikit.NewEntry()
	f.shared.SetPlaceHolder(t("inspecting.reason_all_hint"))
	share := func() { p.ReasonForAll(f.shared.Text) }
	f.shared.OnSubmitted = func(string) { share() }
	f.sharing = uikit.NewField("", uikit.HFill(theme.Space8, 0, f.shared, uikit.NewButton(t("common.confirm"), uikit.Secondary, share)))
	f.lines = uikit.VStack(theme.Space4)
	f.problem = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0)
	f.body = uikit.VStack(theme.Space16, f.field, f.sharing, f.problem, f.lines)
	f.done = uikit.NewButton(t("inspecting.finish"), uikit.Primary, p.Finish).Hint("Ctrl+Enter").Large()
	var focus fyne.Focusable
	if state.Unanswered > 0 {
		focus = f.reason
	}
	f.shown = nil
	f.modal = uikit.ShowSheet(f.screen.shell.Window().Canvas(), uikit.Sheet{Title: t("inspecting.finish_title", "n", state.Score.Answered(), "total", state.Score.Total()),
		Body: f.body, Width: 640, Focus: focus, OnClose: func() {
			f.modal = nil
			p.CloseFinish()
		},
		Actions: []*uikit.Button{uikit.NewButton(t("inspecting.void"), uikit.Danger, p.AskVoid).Large(), uikit.NewButton(t("inspecting.back_to_filling"), uikit.Secondary, p.CloseFinish).Large(), f.done}})
}

func (f *finishSheet) fillLines(state *Finish) {
	t := f.screen.shell.T
	checks := slices.Concat(state.Blocking, []Check{{}}, state.Reminders)
	if slices.Equal(f.shown, checks) {
		return
	}
	f.shown = checks
	f.lines.RemoveAll()
	add := func(title string, tone theme.Token, checks []Check) {
		if len(checks) == 0 {
			return
		}
		f.lines.Add(uikit.NewText(title, uikit.Style{Size: theme.TextBody, Bold: true, Token: tone}))
		for _, check := range checks[:min(len(checks), maxChecks)] {
			f.lines.Add(f.line(check))
		}
		if rest := len(checks) - maxChecks; rest > 0 {
			f.lines.Add(uikit.NewCaption(t("inspecting.more", "n", rest)))
		}
	}
	add(t("inspecting.blocking", "n", len(state.Blocking)), theme.Fail, state.Blocking)
	add(t("inspecting.reminders", "n", len(state.Reminders)), theme.Warn, state.Reminders)
	if len(state.Blocking) == 0 && len(state.Reminders) == 0 {
		f.lines.Add(uikit.NewText(t("inspecting.nothing_missing"), uikit.Style{Size: theme.TextBody, Token: theme.Pass}))
	}
}

// line shows one thing to look at; pressing it leads to the item.
func (f *finishSheet) line(check Check) fyne.CanvasObject {
	if check.Item == "" {
		return uikit.NewBody(check.Issue)
	}
	text := joinDot(check.Code+"  "+check.Issue, check.Text)
	return uikit.NewPhrase(text, func() { f.screen.presenter.SelectItem(check.Item) })
}

func (f *finishSheet) focus() {
	if f.modal != nil && f.field.Visible() {
		f.screen.shell.Window().Canvas().Focus(f.reason)
	}
}

func (f *finishSheet) close() {
	if modal := f.modal; modal != nil {
		f.modal = nil
		modal.Close()
	}
}

// summarySheet says what was found, after finishing.
type summarySheet struct {
	screen *screen
	modal  *uikit.Modal
}

func (v *summarySheet) render(state *Summary) {
	if state == nil {
		v.close()
		return
	}
	if v.modal != nil {
		return
	}
	s, t := v.screen, v.screen.shell.T
	leave := func(route nav.Route) func() {
		return func() {
			s.presenter.CloseSummary()
			s.shell.Go(route)
		}
	}
	actions := []*uikit.Button{
		uikit.NewButton(t("inspecting.look"), uikit.Secondary, s.presenter.CloseSummary).Large(),
		uikit.NewButton(t("inspecting.sign"), uikit.Secondary, leave(nav.Route{Page: nav.Signing, Arg: string(s.presenter.id)})).Writes().Large(),
		uikit.NewButton(t("inspecting.documents"), uikit.Secondary, leave(nav.Route{Page: nav.Documents, Arg: "inspection:" + string(s.presenter.id)})).Large(),
		uikit.NewButton(t("inspecting.see_hazards"), uikit.Secondary, leave(nav.Route{Page: nav.Hazards})).Large(),
		uikit.NewButton(t("inspecting.go_home"), uikit.Primary, leave(nav.Route{Page: nav.Home})).Large()}
	v.modal = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t("inspecting.summary_title", "no", state.No), Body: summaryBody(s, state),
		Width: 760, Actions: actions, OnClose: func() {
			v.modal = nil
			s.presenter.CloseSummary()
		}})
}

func (v *summarySheet) close() {
	if modal := v.modal; modal != nil {
		v.modal = nil
		modal.Close()
	}
}

func summaryBody(s *screen, state *Summary) fyne.CanvasObject {
	t, score := s.shell.T, state.Score
	figures := uikit.Columns(theme.Space12,
		figure(t("answer.pass"), score.Pass, theme.Pass), figure(t("answer.fail"), score.Fail, theme.Fail),
		figure(t("answer.na"), score.NA, theme.Neutral), figure(t("answer.open"), score.Open, theme.Warn))
	column := uikit.VStack(theme.Space16, uikit.NewBody(state.Place), figures)
	if len(state.Hazards) > 0 {
		column.Add(uikit.NewText(t("inspecting.summary_hazards", "n", len(state.Hazards)), uikit.StyleStrong))
		for _, hazard := range state.Hazards {
			tone := uikit.ToneNeutral
			if hazard.Grave {
				tone = uikit.ToneWarn
			}
			head := uikit.HStack(theme.Space8, uikit.NewText(hazard.Code, uikit.StyleStrong), uikit.NewBadge(hazard.Severity, tone),
				uikit.NewText(joinDot(hazard.Due, hazard.Responsible), uikit.StyleMuted))
			column.Add(uikit.VStack(theme.Space2, head, uikit.NewBody(hazard.Description)))
		}
	}
	if len(state.Since) > 0 {
		column.Add(sinceBlock(s, state.Since))
	}
	column.Add(uikit.NewText(t("inspecting.summary_sections"), uikit.StyleStrong))
	rows := uikit.VStack(theme.Space4)
	for _, section := range state.Sections {
		n := section.Score
		rows.Add(uikit.HFill(theme.Space12, 0, uikit.NewText(joinDot(section.List, section.Title), uikit.StyleBody),
			uikit.NewText(t("inspecting.section_counts", "pass", n.Pass, "fail", n.Fail, "na", n.NA, "open", n.Open), uikit.StyleMuted)))
	}
	column.Add(rows)
	return container.New(&rightGap{theme.Space16}, column)
}

func figure(label string, n int, token theme.Token) fyne.CanvasObject {
	return uikit.VStack(theme.Space2, uikit.NewText(itoa(n), uikit.Style{Size: theme.TextFigure, Bold: true, Token: token}), uikit.NewCaption(label))
}

// rightGap keeps its object clear of the scroll bar.
type rightGap struct{ gap float32 }

func (r *rightGap) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], 0, 0, size.Width-r.gap, size.Height)
}

func (r *rightGap) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(r.gap, 0)
}
