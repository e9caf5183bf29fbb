package exchange

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// conflictsView is the tab 合并冲突: list and detail.
type conflictsView struct {
	*view
	presenter *ConflictsPresenter
	object    fyne.CanvasObject
	table     *uikit.Table[ConflictRow]
	detail    *uikit.Card
	reason    *uikit.Entry
	state     ConflictsState
}

func newConflictsView(page *view, service Service) *conflictsView {
	v := &conflictsView{view: page}
	v.presenter = NewConflictsPresenter(page.shell, service, v)
	t := page.shell.T
	v.table = uikit.NewTable([]uikit.Column[ConflictRow]{
		{Title: t("exchange.conflict.column.record"), Width: 150, Flex: 1, Cell: func(r ConflictRow) uikit.Cell { return uikit.Cell{Text: r.Record, Sub: r.Place} }},
		{Title: t("exchange.conflict.column.field"), Width: 124, Cell: func(r ConflictRow) uikit.Cell { return uikit.Cell{Text: r.Field, Sub: r.KindText} }},
	})
	v.table.SetEmpty(uikit.NewEmptyState(theme.IconCheck, t("exchange.conflict.empty"), nil))
	v.table.OnSelected = func(i int, _ ConflictRow) { v.presenter.Select(i) }
	v.reason = uikit.NewEntry()
	v.reason.SetPlaceHolder(t("exchange.conflict.reason.hint"))
	v.reason.OnSubmitted = func(string) { v.settle() }
	v.detail = uikit.NewCardPadded(container.NewStack(), 1)
	v.object = container.New(&masterDetail{}, uikit.NewCardPadded(v.table, 1), v.detail)
	return v
}

func (v *conflictsView) settle() { v.presenter.Settle(v.reason.Text) }

// ClearReason implements ConflictsView.
func (v *conflictsView) ClearReason() { v.reason.SetTextQuietly("") }

func (v *conflictsView) handleKey(k nav.Key) bool {
	row, selected := v.state.Current()
	if !selected {
		return false
	}
	if n, digit := k.Digit(); digit && n >= 1 && n <= len(row.Sides) {
		v.choose(n - 1)
		return true
	}
	switch k {
	case nav.KeyEnter:
		v.settle()
		return true
	case nav.KeyF4:
		v.presenter.Open()
		return true
	}
	return v.table.HandleKey(k)
}

// choose marks a side. Where that needs a reason, the keyboard goes there.
func (v *conflictsView) choose(side int) {
	v.presenter.Choose(side)
	if v.state.NeedsReason() {
		v.shell.Window().Canvas().Focus(v.reason)
	}
}

// RenderConflicts implements ConflictsView.
func (v *conflictsView) RenderConflicts(s ConflictsState) {
	v.state = s
	n := len(s.Rows)
	if n == 0 {
		n = -1
	}
	v.chips.SetCount(TabConflicts, n)
	v.table.SetRows(s.Rows)
	v.table.Select(s.Selected)
	row, selected := s.Current()
	visible(v.detail, selected)
	if selected {
		v.detail.SetContent(v.show(row))
	} else {
		v.detail.SetContent(container.NewStack())
	}
	v.object.Refresh()
}

// show builds the detail anew: it is a handful of texts.
func (v *conflictsView) show(row ConflictRow) fyne.CanvasObject {
	t := v.shell.T
	head := uikit.HFill(theme.Space8, 1, uikit.NewBadge(row.KindText, uikit.ToneWarn), container.NewStack())
	if row.Kind != inspection.ConflictCode {
		open := uikit.NewButton(t("exchange.conflict.open"), uikit.Quiet, v.presenter.Open).Icon(theme.IconArrowRight).Hint("F4")
		head.Add(open)
	}
	title := uikit.NewParagraph(t("exchange.conflict.title", "record", row.Record, "field", row.Field), uikit.StyleHeading, 2)
	parts := []fyne.CanvasObject{head, title}
	if row.Place != "" {
		parts = append(parts, uikit.NewText(row.Place, uikit.StyleMuted))
	}
	parts = append(parts, uikit.NewParagraph(row.Question, uikit.StyleBody, 0))
	var sides []fyne.CanvasObject
	for i, side := range row.Sides {
		sides = append(sides, v.side(row, i, side))
	}
	parts = append(parts, uikit.Columns(theme.Space12, sides...))
	if v.state.NeedsReason() {
		parts = append(parts, uikit.NewField(t("exchange.conflict.reason"), v.reason).Required())
	}
	if v.state.Problem != "" {
		parts = append(parts, uikit.NewParagraph(v.state.Problem, uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0))
	}
	if row.Kind != inspection.ConflictCode {
		parts = append(parts, uikit.NewParagraph(t("exchange.conflict.kept"), uikit.StyleCaption, 0))
	}
	body := container.NewVScroll(uikit.Pad(theme.Space16+theme.Space4, theme.Space16, uikit.VStack(theme.Space12, parts...)))
	if bar := v.bar(row); bar != nil {
		return uikit.VFill(0, 0, body, uikit.Pad(theme.Space16, theme.Space12, bar))
	}
	return body
}

// bar holds what ends the conflict; nil where that is done elsewhere.
func (v *conflictsView) bar(row ConflictRow) fyne.CanvasObject {
	t := v.shell.T
	switch row.Kind {
	case inspection.ConflictCode:
		return nil
	case inspection.ConflictAction:
		hazard := uikit.NewButton(t("exchange.conflict.to_hazard"), uikit.Secondary, v.presenter.Open).Hint("F4")
		return uikit.HFill(theme.Space8, 0, container.NewStack(), hazard, v.button(t("exchange.conflict.noted")))
	}
	label := t("exchange.conflict.settle")
	if v.state.Chosen >= 0 {
		label = t("exchange.conflict.settle_as", "n", v.state.Chosen+1)
	}
	b := v.button(label)
	b.SetEnabled(v.state.Chosen >= 0 && !v.state.Working)
	return uikit.HFill(theme.Space8, 0, container.NewStack(), b)
}

func (v *conflictsView) button(label string) *uikit.Button {
	return uikit.NewButton(label, uikit.Primary, v.settle).Writes().Hint("Enter")
}

// side is what one laptop wrote, and the button that lets it stand.
func (v *conflictsView) side(row ConflictRow, i int, side Side) fyne.CanvasObject {
	t := v.shell.T
	state := uikit.NewBadge(t("exchange.conflict.stands."+standing(row.Kind)), uikit.TonePass)
	if !side.Stands {
		state = uikit.NewBadge(t("exchange.conflict.aside."+standing(row.Kind)), uikit.ToneNeutral)
	}
	parts := []fyne.CanvasObject{uikit.HStack(theme.Space8, state)}
	if row.Kind == inspection.ConflictCode {
		parts = nil // both stand
	}
	parts = append(parts, uikit.NewParagraph(side.Value, uikit.StyleHeading, 6))
	if side.Note != "" {
		parts = append(parts, uikit.NewParagraph(side.Note, uikit.StyleBody, 4))
	}
	if row.Kind != inspection.ConflictCode { // of a code nobody is named
		parts = append(parts, uikit.NewParagraph(t("exchange.conflict.by", "person", side.Who, "device", side.Device), uikit.StyleMuted, 2),
			uikit.NewText(side.When, uikit.StyleMuted))
	}
	switch row.Kind {
	case inspection.ConflictField, inspection.ConflictLate:
		rank, label := uikit.Secondary, t("exchange.conflict.choose")
		if row.Kind == inspection.ConflictLate {
			label = t("exchange.conflict.late." + strconv.Itoa(min(i, 1)))
		}
		if v.state.Chosen == i {
			label = t("exchange.conflict.chosen", "label", label)
		}
		b := uikit.NewButton(label, rank, func() { v.choose(i) }).Writes().Hint(strconv.Itoa(i + 1))
		if v.state.Chosen == i {
			b.Icon(theme.IconCheck)
		}
		parts = append(parts, b)
	case inspection.ConflictCode:
		parts = append(parts, uikit.NewButton(t("exchange.conflict.open_place"), uikit.Secondary, func() { v.presenter.OpenPlace(side.Place) }).Icon(theme.IconPlace))
	}
	card := uikit.NewCardPadded(uikit.VStack(theme.Space8, parts...), theme.Space12)
	card.SetSelected(v.state.Chosen == i)
	return card
}

// standing is the group of words that says what stands.
func standing(kind inspection.ConflictKind) string {
	if kind == inspection.ConflictAction {
		return "step"
	}
	return "value"
}

// masterDetail gives the list the smaller part.
type masterDetail struct{}

func (masterDetail) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const gap = 14
	left := (size.Width - gap) * 0.38
	objects[0].Resize(fyne.NewSize(left, size.Height))
	objects[0].Move(fyne.NewPos(0, 0))
	if !objects[1].Visible() {
		objects[0].Resize(size)
		return
	}
	objects[1].Move(fyne.NewPos(left+gap, 0))
	objects[1].Resize(fyne.NewSize(size.Width-left-gap, size.Height))
}

func (masterDetail) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }
