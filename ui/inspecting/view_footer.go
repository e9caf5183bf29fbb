package inspecting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// footer shows how far the inspection is and which keys there are.
type footer struct {
	screen  *screen
	content fyne.CanvasObject
	done    *uikit.Text
	bar     *uikit.ProgressBar
	counts  [3]*uikit.Text
	undo    *uikit.Button
	redo    *uikit.Button
	keys    fyne.CanvasObject
	shown   inspection.Score
	drawn   bool
}

func newFooter(s *screen) *footer {
	t := s.shell.T
	f := &footer{screen: s, done: uikit.NewText("", uikit.StyleBody), bar: uikit.NewProgressBar()}
	for i, token := range []theme.Token{theme.Pass, theme.Fail, theme.Neutral} {
		f.counts[i] = uikit.NewText("", uikit.Style{Size: theme.TextBody, Token: token})
	}
	f.undo = uikit.NewButton(t("common.undo"), uikit.Quiet, s.presenter.Undo).Icon(theme.IconUndo).Hint("Ctrl+Z")
	f.redo = uikit.NewButton(t("common.redo"), uikit.Quiet, s.presenter.Redo).Icon(theme.IconRedo).Hint("Ctrl+Y")
	f.keys = keyLegend(s)
	row := uikit.HFill(theme.Space16, 1, f.done, f.bar, f.counts[0], f.counts[1], f.counts[2], f.undo, f.redo)
	f.content = surface(uikit.Pad(theme.Space24, theme.Space8, uikit.VStack(theme.Space4, row, f.keys)), fyne.NewPos(0, -1))
	return f
}

// keyLegend lists the keys in one line, the most needed first: what does not fit is left to F1, which has all. Keys that
// stand on a button are not repeated.
func keyLegend(s *screen) fyne.CanvasObject {
	legend := [][2]string{{"F1", "inspecting.key.all"}, {"↓ Enter", "inspecting.key.next"}, {"↑", "inspecting.key.back"}, {"F5", "inspecting.key.phrase"},
		{"F2", "inspecting.key.note"}, {"F8", "inspecting.key.fail"}, {"PgUp PgDn", "inspecting.key.section"}, {"Ctrl+F", "inspecting.key.find"},
		{"F4", "inspecting.key.hazard"}, {"Esc", "inspecting.key.list"}}
	var parts []fyne.CanvasObject
	for _, entry := range legend {
		parts = append(parts, container.New(snug{}, uikit.NewKeyHint(entry[0]), uikit.NewCaption(s.shell.T(entry[1]))))
	}
	return container.New(&fitting{gap: theme.Space16}, parts...)
}

// fitting puts its objects into one line and hides those at the end that find no room. The first stands at the right end.
type fitting struct{ gap float32 }

func (f *fitting) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first := objects[0].MinSize()
	place(objects[0], size.Width-first.Width, (size.Height-first.Height)/2, first.Width, first.Height)
	x, room := float32(0), size.Width-first.Width-f.gap
	for _, o := range objects[1:] {
		m := o.MinSize()
		fits := x+m.Width <= room
		show(o, fits)
		if !fits {
			room = 0 // what comes after is needed less
			continue
		}
		place(o, x, (size.Height-m.Height)/2, m.Width, m.Height)
		x += m.Width + f.gap
	}
}

func (f *fitting) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	return fyne.NewSize(objects[0].MinSize().Width, h)
}

func (f *footer) render(state State) {
	show(f.undo, state.Phase == Filling)
	show(f.redo, state.Phase == Filling && state.CanRedo)
	show(f.keys, state.Phase == Filling)
	f.undo.SetEnabled(state.CanUndo)
	if f.drawn && f.shown == state.Score {
		return
	}
	f.drawn, f.shown = true, state.Score
	t, score := f.screen.shell.T, state.Score
	f.done.SetText(t("inspecting.progress", "n", score.Answered(), "total", score.Total()))
	f.bar.Set(score.Pass+score.Value, score.Fail, score.NA, score.Open)
	f.counts[0].SetText(t("inspecting.count", "label", t("answer.pass"), "n", score.Pass))
	f.counts[1].SetText(t("inspecting.count", "label", t("answer.fail"), "n", score.Fail))
	f.counts[2].SetText(t("inspecting.count", "label", t("answer.na"), "n", score.NA))
	f.content.Refresh()
}

// snug puts a key and what it does beside each other, never cut short.
type snug struct{}

func (snug) widths(objects []fyne.CanvasObject) (key fyne.Size, text float32) {
	return objects[0].MinSize(), objects[1].(*uikit.Text).Natural() + 1
}

func (s snug) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	key, text := s.widths(objects)
	high := objects[1].MinSize().Height
	place(objects[0], 0, (size.Height-key.Height)/2, key.Width, key.Height)
	place(objects[1], key.Width+theme.Space4+1, (size.Height-high)/2, text, high)
}

func (s snug) MinSize(objects []fyne.CanvasObject) fyne.Size {
	key, text := s.widths(objects)
	return fyne.NewSize(key.Width+theme.Space4+1+text, max(key.Height, objects[1].MinSize().Height))
}
