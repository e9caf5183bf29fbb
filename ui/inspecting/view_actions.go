package inspecting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// panelActions stand below the panel and do not scroll: what comes after writing is always in sight.
type panelActions struct {
	content *fyne.Container
	row     *beside
	fix     *uikit.Button
	next    *uikit.Button
	correct *uikit.Button
}

func newPanelActions(s *screen) *panelActions {
	t, p := s.shell.T, s.presenter
	a := &panelActions{
		fix:  uikit.NewButton(t("inspecting.fix"), uikit.Secondary, p.AskFixed).Hint("F6").Large(),
		next: uikit.NewButton(t("inspecting.next"), uikit.Primary, p.NextUnanswered).Hint("Enter").Large(),
	}
	a.correct = uikit.NewButton(t("inspecting.correct"), uikit.Secondary, p.AskCorrect).Writes().Hint("F2").Large()
	a.row = &beside{gap: theme.Space8}
	buttons := container.New(a.row, a.fix, a.correct, a.next)
	a.content = container.NewStack(surface(uikit.Pad(theme.Space16+2, theme.Space8, buttons), fyne.NewPos(0, -1)))
	return a
}

func (a *panelActions) render(panel Panel) {
	hazard := panel.Kind == PanelHazard && !panel.Locked
	show(a.fix, hazard)
	a.fix.SetEnabled(panel.Hazard.NotFixable == "")
	show(a.correct, panel.Correctable)
	show(a.next, !panel.Correctable)
	show(a.content, panel.Correctable || hazard || !panel.Locked && (panel.Kind == PanelNote || panel.Kind == PanelReason))
}

// beside puts buttons beside each other, sharing the width by what they need; below each other where they do not fit.
type beside struct {
	gap   float32
	width float32 // that it will be given; its height depends on it
}

func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown, natural := b.shown(objects)
	if natural <= size.Width || len(shown) == 1 {
		x, spare := float32(0), (size.Width-natural)/float32(len(shown))
		for _, o := range shown {
			w := o.MinSize().Width + spare
			place(o, x, 0, w, size.Height)
			x += w + b.gap
		}
		return
	}
	y := float32(0)
	for i := len(shown) - 1; i >= 0; i-- { // the main one first
		h := shown[i].MinSize().Height
		place(shown[i], 0, y, size.Width, h)
		y += h + b.gap
	}
}

func (b *beside) shown(objects []fyne.CanvasObject) (shown []fyne.CanvasObject, natural float32) {
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
			natural += o.MinSize().Width + b.gap
		}
	}
	return shown, natural - b.gap
}

// setWidth tells how wide the panel will be.
func (a *panelActions) setWidth(width float32) { a.row.width = width - 2*(theme.Space16+2) }

func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	shown, natural := b.shown(objects)
	h := float32(0)
	for _, o := range shown {
		if natural <= b.width {
			h = max(h, o.MinSize().Height)
		} else {
			h += o.MinSize().Height + b.gap
		}
	}
	if natural > b.width && len(shown) > 0 {
		h -= b.gap
	}
	return fyne.NewSize(0, h)
}
