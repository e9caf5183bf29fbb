package inspecting

import (
	"fyne.io/fyne/v2"

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
	retry   *uikit.Button
	later   *uikit.Button
	finish  *uikit.Button
	summary *uikit.Button
}

func newHeader(s *screen) *header {
	t := s.shell.T
	h := &header{screen: s,
		place: uikit.NewText("", uikit.StyleHeading), subKind: uikit.NewBadge("", uikit.TonePrimary), line: uikit.NewCaption(""),
		saved:   uikit.NewSavedStamp(s.shell.Catalog()),
		retry:   uikit.NewButton(t("common.retry"), uikit.Danger, s.presenter.Retry),
		later:   uikit.NewButton(t("inspecting.later"), uikit.Secondary, func() { s.shell.Go(nav.Route{Page: nav.Inspections}) }).Large(),
		finish:  uikit.NewButton(t("inspecting.finish"), uikit.Primary, s.presenter.AskFinish).Hint("Ctrl+Enter").Large(),
		summary: uikit.NewButton(t("inspecting.summary"), uikit.Secondary, s.presenter.OpenSummary).Large(),
	}
	names := uikit.VStack(theme.Space2, uikit.HStack(theme.Space8, h.place, h.subKind), h.line)
	row := uikit.HFill(theme.Space12, 0, names, h.saved, h.retry, h.summary, h.later, h.finish)
	h.content = surface(uikit.Pad(theme.Space24, theme.Space8+1, row), fyne.NewPos(0, 1))
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
		h.saved.Failed(t("inspecting.unsaved", "n", state.Saving.Waiting, "reason", state.Saving.Reason))
	case SavingBusy:
		h.saved.Saving()
	case SavingDone:
		h.saved.Saved(stamp(state.Saving.At))
	}
	show(h.saved, state.Saving.State != SavingIdle)
	show(h.retry, state.Saving.State == SavingFailed)
	show(h.finish, draft)
	show(h.summary, !draft && state.Header.Status != "" && state.Phase == ReadOnly)
	if draft {
		h.later.SetText(t("inspecting.later"))
	} else {
		h.later.SetText(t("common.back"))
	}
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
