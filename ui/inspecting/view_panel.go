package inspecting

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// panelView is the detail of the selected row at the right.
type panelView struct {
	screen  *screen
	content fyne.CanvasObject
	scroll  *container.Scroll
	column  *fyne.Container

	title   *uikit.Text
	badge   *uikit.Badge
	repeat  *uikit.Text
	problem *uikit.Text
	note    *noteForm
	hazard  *hazardForm
	facts   *facts
	old     *leftoverView
	actions *panelActions

	shown Panel
	drawn bool
}

func newPanelView(s *screen) *panelView {
	v := &panelView{screen: s, title: uikit.NewText("", uikit.StyleHeading), badge: uikit.NewBadge("", uikit.ToneNeutral),
		repeat: uikit.NewCaption(""), problem: uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0)}
	v.note, v.hazard, v.facts, v.old = newNoteForm(s), newHazardForm(s), newFacts(s), newLeftoverView(s)
	head := uikit.HFill(theme.Space8, 2, v.title, v.badge, container.NewStack(), v.repeat)
	v.column = uikit.VStack(theme.Space12, head, v.problem, v.note.content, v.hazard.content, v.old.content, v.facts.content)
	v.scroll = container.NewVScroll(uikit.Pad(theme.Space16+2, theme.Space12, v.column))
	v.actions = newPanelActions(s)
	v.content = surface(container.NewBorder(nil, v.actions.content, nil, nil, v.scroll), fyne.NewPos(-1, 0))
	return v
}

func (v *panelView) render(state State) {
	panel := state.Panel
	if v.drawn && samePanel(v.shown, panel) {
		return
	}
	other := !v.drawn || v.shown.Code != panel.Code || v.shown.Kind != panel.Kind || v.shown.Hazard.ID != panel.Hazard.ID
	v.drawn, v.shown = true, panel
	v.title.SetText(panel.Title)
	show(v.badge, panel.Hazard.SeverityText != "")
	tone := uikit.ToneWarn
	if panel.Hazard.Severity == inspection.SeverityGeneral && !panel.Hazard.Suspected {
		tone = uikit.ToneNeutral
	}
	v.badge.Set(panel.Hazard.SeverityText, tone)
	v.repeat.SetText(panel.Hazard.Repeat)
	show(v.repeat, panel.Hazard.Repeat != "")
	v.problem.SetText(panel.Problem)
	show(v.problem, panel.Problem != "")
	v.note.render(panel)
	v.hazard.render(panel, other)
	v.old.render(panel)
	v.facts.render(panel)
	v.actions.render(panel)
	if other {
		v.scroll.Offset = fyne.Position{}
	}
	uikit.Relayout(v.scroll)
	v.column.Refresh()
}

func samePanel(a, b Panel) bool {
	reasons, findings := slices.Equal(a.Reasons, b.Reasons), slices.Equal(a.Hazard.Findings, b.Hazard.Findings)
	a.Reasons, b.Reasons, a.Hazard.Findings, b.Hazard.Findings = nil, nil, nil, nil
	return reasons && findings && a.Kind == b.Kind && a.Code == b.Code && a.Title == b.Title && a.Text == b.Text && a.Method == b.Method &&
		a.Basis == b.Basis && a.Hint == b.Hint && a.Last == b.Last && a.Locked == b.Locked && a.Correctable == b.Correctable && a.Problem == b.Problem && a.Note == b.Note &&
		sameHazard(a.Hazard, b.Hazard)
}

// focus puts the keyboard into the first field.
func (v *panelView) focus() {
	c := v.screen.shell.Window().Canvas()
	if v.shown.Locked {
		c.Unfocus()
		return
	}
	switch v.shown.Kind {
	case PanelHazard:
		c.Focus(v.hazard.description)
		v.hazard.description.ToEnd()
	case PanelNote, PanelReason:
		c.Focus(v.note.entry)
		v.note.entry.ToEnd()
	}
}

// toggle leads the keyboard into the panel, or from there back to the list.
func (v *panelView) toggle() {
	c := v.screen.shell.Window().Canvas()
	if _, onCard := c.Focused().(*uikit.AnswerBar); c.Focused() != nil && !onCard {
		c.Unfocus()
		return
	}
	v.focus()
}

// newLines returns an entry of several rows in which Enter is the end of writing, since the next item waits. Shift and
// Enter begin a new line.
func newLines(s *screen, rows int, placeholder string, onChanged func(string)) *uikit.Entry {
	e := uikit.NewEntry()
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapBreak
	e.Scroll = fyne.ScrollVerticalOnly
	e.SetMinRowsVisible(rows)
	e.SetPlaceHolder(placeholder)
	wire(s, e, onChanged)
	return e
}

// newLine returns an entry of one row.
func newLine(s *screen, placeholder string, onChanged func(string)) *uikit.Entry {
	e := uikit.NewEntry()
	e.SetPlaceHolder(placeholder)
	wire(s, e, onChanged)
	return e
}

func wire(s *screen, e *uikit.Entry, onChanged func(string)) {
	e.OnChanged = onChanged
	e.OnFocus = func(gained bool) {
		if !gained {
			s.presenter.FlushText()
		}
	}
	e.OnUndo = func(again bool) {
		if again {
			s.presenter.Redo()
		} else {
			s.presenter.Undo()
		}
	}
	e.OnKey = func(name fyne.KeyName) bool {
		if name != fyne.KeyReturn && name != fyne.KeyEnter || shiftHeld() {
			return false
		}
		s.presenter.HandleKey(nav.KeyEnter)
		return true
	}
}

func shiftHeld() bool {
	driver, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && driver.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// write shows a text without moving the cursor of somebody who is writing that very text.
func write(e *uikit.Entry, text string) {
	if e.Text != text {
		e.SetTextQuietly(text)
		e.ToEnd()
	}
}

func enable(e *uikit.Entry, on bool) {
	if on == !e.Disabled() {
		return
	}
	if on {
		e.Enable()
	} else {
		e.Disable()
	}
}
