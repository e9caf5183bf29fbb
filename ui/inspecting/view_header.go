package inspecting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// header names the inspection and holds the two ways out of it.
type header struct {
	screen  *screen
	content fyne.CanvasObject
	place   *uikit.Text
	subKind *uikit.Badge
	line    *uikit.Text
	saved   *uikit.SavedStamp
	banner  fyne.CanvasObject // what could not be saved
	trouble *uikit.Text
	retry   *uikit.Button
	other   *uikit.Button
	later   *uikit.Button
	finish  *uikit.Button
	summary *uikit.Button
	void    *uikit.Button
	changes *uikit.Button
}

func newHeader(s *screen) *header {
	t := s.shell.T
	h := &header{screen: s,
		place: uikit.NewText("", uikit.StyleHeading), subKind: uikit.NewBadge("", uikit.TonePrimary), line: uikit.NewCaption(""),
		saved:   uikit.NewSavedStamp(s.shell.Catalog()),
		trouble: uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Bold: true, Token: theme.Fail}, 0),
		retry:   uikit.NewButton(t("common.retry"), uikit.Danger, s.presenter.Retry),
		other:   uikit.NewButton(t("inspecting.other"), uikit.Secondary, s.presenter.ReportOther).Hint("F7").Large(),
		later:   uikit.NewButton(t("inspecting.later"), uikit.Secondary, func() { s.shell.Go(nav.Route{Page: nav.Inspections}) }).Large(),
		finish:  uikit.NewButton(t("inspecting.finish"), uikit.Primary, s.presenter.AskFinish).Hint("Ctrl+Enter").Large(),
		void:    uikit.NewButton(t("inspecting.void"), uikit.Danger, s.presenter.AskVoid).Writes().Large(),
		changes: uikit.NewButton(t("history.title"), uikit.Secondary, s.openChanges).Hint("F12").Large(),
		summary: uikit.NewButton(t("inspecting.summary"), uikit.Secondary, s.presenter.OpenSummary).Large(),
	}
	names := uikit.VStack(theme.Space2, uikit.HStack(theme.Space8, h.place, h.subKind), h.line)
	row := uikit.HFill(theme.Space12, 0, names, h.saved, h.changes, h.void, h.summary, h.other, h.later, h.finish)
	discard := uikit.NewButton(t("inspecting.discard"), uikit.Secondary, h.askDiscard)
	alarm := uikit.HFill(theme.Space12, 1, uikit.NewIcon(theme.IconWarning, theme.Fail, 20), h.trouble, discard, h.retry)
	h.banner = container.NewStack(newFill(theme.FailTint), uikit.Pad(theme.Space24, theme.Space8, alarm))
	h.banner.Hide()
	h.content = uikit.VStack(0, surface(uikit.Pad(theme.Space24, theme.Space8+1, row), fyne.NewPos(0, 1)), h.banner)
	return h
}

func (h *header) render(state State) {
	t := h.screen.shell.T
	h.place.SetText(state.Header.Place)
	show(h.subKind, state.Header.SubKind != "")
	h.subKind.Set(state.Header.SubKind, uikit.TonePrimary)
	line := state.Header.Line
	if state.Header.Status != "" {
		line = joinDot(state.Header.Status, line)
	}
	h.line.SetText(joinDot(state.Header.No, line))
	draft := state.Phase == Filling
	switch state.Saving.State {
	case SavingFailed:
		h.saved.Failed(t("inspecting.unsaved_short", "n", state.Saving.Waiting))
		h.trouble.SetText(t("inspecting.unsaved", "n", state.Saving.Waiting, "reason", state.Saving.Reason))
	case SavingBusy:
		h.saved.Saving()
	case SavingDone:
		h.saved.Saved(stamp(state.Saving.At))
	}
	show(h.saved, state.Saving.State != SavingIdle)
	failed := state.Saving.State == SavingFailed
	show(h.retry, !state.Saving.TooLong)
	if failed != h.banner.Visible() {
		show(h.banner, failed)
		h.screen.body.Refresh()
	}
	if failed {
		uikit.Relayout(h.content)
	}
	show(h.finish, draft)
	show(h.other, draft)
	show(h.changes, state.Phase == ReadOnly)
	show(h.summary, state.CanVoid && state.Phase == ReadOnly)
	show(h.void, state.CanVoid && state.Phase == ReadOnly)
	if draft {
		h.later.SetText(t("inspecting.later"))
	} else {
		h.later.SetText(t("common.back"))
	}
}

// askDiscard gives up what could not be saved only after a question.
func (h *header) askDiscard() {
	s, t := h.screen, h.screen.shell.T
	uikit.Confirm(s.shell.Window().Canvas(), t("inspecting.discard"), t("inspecting.discard_ask", "n", s.state.Saving.Waiting),
		t("inspecting.discard"), t("common.cancel"), true, s.presenter.Discard)
}

func show(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
