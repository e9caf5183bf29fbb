package uikit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
)

// Sheet describes a modal sheet.
type Sheet struct {
	Title string
	// Body is shown below the title; it may be nil. Text that may be long should be a paragraph.
	Body fyne.CanvasObject
	// Actions are the buttons, least important first; Enter presses the last enabled one.
	Actions []*Button
	// Width at scale 1; 0 is 460.
	Width float32
	// Height of a body that scrolls; 0 means the sheet is as high as its body and scrolls only if the window is too low.
	Height float32
	// OnClose is called once when the sheet closed by Escape, by tapping beside it (only without Sticky) or by Close.
	OnClose func()
	// Sticky keeps the sheet open on Escape and taps beside it, for work that must be ended by a button.
	Sticky bool
	// Working is for work that goes on: Escape presses the only action, which ends it, and Enter nothing, as somebody who
	// presses it once too often must not end it.
	Working bool
	// OnKey may take keys that the sheet does not use, such as F-keys of its own.
	OnKey func(k nav.Key) bool
	// Focus gets the keyboard first; nil leaves it with the sheet, so that Enter presses the main action.
	Focus fyne.Focusable
}

// Modal is an open sheet.
type Modal struct {
	sheet Sheet
	over  *overlay
	body  *container.Scroll
	card  *Card
}

// ShowSheet opens a sheet over the window c. Keys and shortcuts of the page below rest until it closes.
func ShowSheet(c fyne.Canvas, s Sheet) *Modal {
	m := &Modal{sheet: s}
	var actions []fyne.CanvasObject
	for _, b := range s.Actions {
		actions = append(actions, b)
	}
	content := s.Body
	if content == nil {
		content = VStack(0)
	}
	m.body = container.NewVScroll(Pad(sheetInset, sheetInset, content)) // room for focus rings at the edges
	parts := []fyne.CanvasObject{Pad(sheetInset, 0, NewHeading(s.Title)), m.body}
	if len(actions) > 0 {
		parts = append(parts, Pad(sheetInset, 0, Actions(actions...)))
	}
	m.card = NewCardPadded(container.New(&stack{gap: theme.Space12, fill: 1}, parts...), theme.Space24-sheetInset)
	m.over = openOverlay(c, m.card, true, page.KeyFunc(m.key))
	m.over.arrange = m.arrange
	m.over.outside = m.dismiss
	c.Unfocus()
	m.over.show()
	if s.Focus != nil {
		c.Focus(s.Focus)
	}
	return m
}

const sheetInset = theme.Space4

// Close removes the sheet. Calling it again does nothing.
func (m *Modal) Close() {
	if m.over.closed {
		return
	}
	m.over.close()
	if m.sheet.OnClose != nil {
		m.sheet.OnClose()
	}
}

// Refresh lays the sheet out again after its body changed its height.
func (m *Modal) Refresh() { m.over.Refresh() }

func (m *Modal) dismiss() {
	if !m.sheet.Sticky {
		m.Close()
	}
}

func (m *Modal) key(k nav.Key) bool {
	enter := k == nav.KeyEnter || k == nav.Ctrl(nav.KeyEnter)
	switch {
	case m.sheet.Working && enter:
		return true
	case k == nav.KeyEscape && !m.sheet.Working:
		m.dismiss()
		return true
	case enter || k == nav.KeyEscape:
		if m.pressLast() {
			return true
		}
	}
	return m.sheet.OnKey != nil && m.sheet.OnKey(k)
}

// pressLast presses the last action that can be pressed, if there is one.
func (m *Modal) pressLast() bool {
	for i := len(m.sheet.Actions) - 1; i >= 0; i-- {
		if b := m.sheet.Actions[i]; !b.Disabled() {
			b.press()
			return true
		}
	}
	return false
}

func (m *Modal) arrange(window fyne.Size) {
	want := m.sheet.Width
	if want == 0 {
		want = 460
	}
	w := min(theme.Scaled(want), window.Width-2*theme.Space24)
	inner := w - 2*(theme.Space24-sheetInset)
	m.body.Content.Resize(fyne.NewSize(inner, m.body.Content.Size().Height)) // wrapped text learns its width
	bodyHeight := m.body.Content.MinSize().Height
	if m.sheet.Height > 0 {
		bodyHeight = theme.Scaled(m.sheet.Height)
	}
	chrome := m.card.HeightFor(w) - m.body.MinSize().Height
	// Rounded up: a hundredth too low, and the body shows a scroll bar.
	h := min(float32(math.Ceil(float64(chrome+bodyHeight)))+1, window.Height-2*theme.Space24)
	place(m.card, (window.Width-w)/2, (window.Height-h)/2, w, h)
}

// Confirm asks a question with two buttons; yes is pressed by Enter. danger gives it the colour of destructive actions.
func Confirm(c fyne.Canvas, title, text, yes, no string, danger bool, onYes func()) *Modal {
	var m *Modal
	rank := Primary
	if danger {
		rank = Danger
	}
	m = ShowSheet(c, Sheet{Title: title, Body: NewBody(text), Actions: []*Button{
		NewButton(no, Secondary, func() { m.Close() }),
		NewButton(yes, rank, func() { m.Close(); onYes() }),
	}})
	return m
}

// Inform shows a message with one button, for errors that need more words than a toast.
func Inform(c fyne.Canvas, title, text, ok string) *Modal {
	var m *Modal
	m = ShowSheet(c, Sheet{Title: title, Body: NewBody(text), Actions: []*Button{NewButton(ok, Primary, func() { m.Close() })}})
	return m
}
