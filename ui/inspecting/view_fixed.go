package inspecting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// fixSheet takes what is needed to close a hazard on the spot: both photos and who put it right.
type fixSheet struct {
	screen   *screen
	modal    *uikit.Modal
	body     *fyne.Container
	shown    PhotoPanel
	strips   [2]*uikit.PhotoStrip
	none     [2]*uikit.Text
	fixer    *uikit.Entry
	field    *uikit.Field
	note     *uikit.Entry
	lacks    *uikit.Text
	problem  *uikit.Text
	progress *progressRow
	problems *problemList
	done     *uikit.Button
}

func (f *fixSheet) render(state *Fix) {
	if state == nil {
		f.close()
		return
	}
	if f.modal == nil {
		f.open(state)
	}
	f.shown = state.Photos
	for i, photos := range [][]Photo{state.Photos.Before, state.Photos.After} {
		f.strips[i].SetPhotos(stripPhotos(photos[:min(len(photos), maxThumbs)]))
		show(f.strips[i], len(photos) > 0)
		show(f.none[i], len(photos) == 0)
	}
	write(f.fixer, state.Fixer)
	write(f.note, state.Note)
	f.progress.render(state.Photos)
	f.problems.render(state.Photos)
	f.lacks.SetText(state.Lacks)
	show(f.lacks, state.Lacks != "")
	f.problem.SetText(state.Problem)
	show(f.problem, state.Problem != "")
	f.done.SetEnabled(state.Ready)
	uikit.Relayout(f.body)
	f.modal.Refresh()
}

func (f *fixSheet) open(state *Fix) {
	s, t, p := f.screen, f.screen.shell.T, f.screen.presenter
	f.fixer, f.note = uikit.NewEntry(), uikit.NewEntry()
	f.fixer.SetPlaceHolder(t("inspecting.fix.fixer_hint"))
	f.fixer.OnChanged = p.SetFixer
	f.note.SetPlaceHolder(t("inspecting.fix.note_hint"))
	f.note.OnChanged = p.SetFixNote
	f.field = uikit.NewField(t("inspecting.fix.fixer"), f.fixer)
	if state.MustNameFixer {
		f.field.Required().Hint(t("inspecting.fix.second_person"))
	}
	f.lacks = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Bold: true, Token: theme.Warn}, 0)
	f.problem = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0)
	f.progress, f.problems = newProgressRow(s), newProblemList(s)
	photos := uikit.Columns(theme.Space16, f.side(0, inspection.EvidenceBefore), f.side(1, inspection.EvidenceAfter))
	f.body = uikit.VStack(theme.Space16, uikit.NewParagraph(state.Description, uikit.StyleBody, 3), photos, f.progress.content, f.problems.content,
		uikit.FormRow(f.field, uikit.NewField(t("inspecting.fix.note"), f.note)), f.lacks, f.problem)
	f.done = uikit.NewButton(t("inspecting.fix.confirm"), uikit.Primary, p.Fix).Hint("Ctrl+Enter").Large()
	f.modal = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t("inspecting.fix.title", "code", string(state.Code)), Body: f.body,
		Width: 720, OnKey: f.key, OnClose: func() {
			f.modal = nil
			p.CloseFixed()
		},
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, p.CloseFixed).Large(), f.done}})
}

// side is the photos before or after, with the button that adds more.
func (f *fixSheet) side(i int, role inspection.EvidenceRole) fyne.CanvasObject {
	s, t := f.screen, f.screen.shell.T
	photos := func() []Photo { return [2][]Photo{f.shown.Before, f.shown.After}[i] }
	f.strips[i] = newStrip(s, photos, func(n int) { s.showPhotos(f.shown, i, n) })
	f.none[i] = uikit.NewParagraph(t("inspecting.photo.none_yet"), uikit.StyleMuted, 0)
	tone := [2]uikit.Tone{uikit.ToneFail, uikit.TonePass}[i]
	add := uikit.NewButton(t("inspecting.photo.add"), uikit.Secondary, func() { s.presenter.AskPhotos(role) }).Icon(theme.IconPhoto).
		Hint([2]string{"F3", "F4"}[i])
	head := uikit.HFill(theme.Space8, 1, uikit.NewBadge(t("evidence."+string(role)), tone), container.NewStack(), add)
	return uikit.VStack(theme.Space8, head, f.strips[i], f.none[i])
}

func (f *fixSheet) key(k nav.Key) bool {
	switch k {
	case nav.KeyF3:
		f.screen.presenter.AskPhotos(inspection.EvidenceBefore)
	case nav.KeyF4:
		f.screen.presenter.AskPhotos(inspection.EvidenceAfter)
	default:
		return false
	}
	return true
}

func (f *fixSheet) close() {
	if modal := f.modal; modal != nil {
		f.modal = nil
		for _, strip := range f.strips {
			strip.Stop()
		}
		modal.Close()
	}
}
