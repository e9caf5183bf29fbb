package uikit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

const toastTime = 5 * time.Second

// toastRise keeps a message clear of the bar at the bottom of a page.
const toastRise float32 = 72

// ToastHost holds the whole content of a window and shows short messages above it, at the bottom. A message never takes
// the keyboard and leaves after five seconds; one with an action stays until it was used or replaced twice as long.
type ToastHost struct {
	widget.BaseWidget
	content fyne.CanvasObject
	toast   *toast
	later   Later
	hide    func()
}

// NewToastHost wraps the content of a window.
func NewToastHost(content fyne.CanvasObject) *ToastHost {
	h := &ToastHost{content: content, toast: newToast(), later: RealLater}
	h.toast.Hide()
	h.ExtendBaseWidget(h)
	return h
}

// SetLater sets the timer, for tests.
func (h *ToastHost) SetLater(later Later) { h.later = later }

// SetContent changes what lies below the messages.
func (h *ToastHost) SetContent(content fyne.CanvasObject) { h.content = content; h.Refresh() }

// Say displays text.
func (h *ToastHost) Say(text string) { h.SayWith(text, "", nil) }

// SayWith displays text with something that can be done, such as undoing.
func (h *ToastHost) SayWith(text, action string, onAction func()) {
	h.Dismiss()
	h.toast.set(text, action, func() {
		h.Dismiss()
		if onAction != nil {
			onAction()
		}
	})
	h.toast.Show()
	h.Refresh()
	wait := toastTime
	if action != "" {
		wait *= 2
	}
	h.hide = h.later(wait, h.Dismiss)
}

// Message returns the text shown, "" if none is.
func (h *ToastHost) Message() string {
	if !h.toast.Visible() {
		return ""
	}
	return h.toast.text
}

// Dismiss hides the message.
func (h *ToastHost) Dismiss() {
	if h.hide != nil {
		h.hide()
		h.hide = nil
	}
	h.toast.Hide()
}

// CreateRenderer lays the message over the content.
func (h *ToastHost) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{widget: h}
	p.keep()
	p.update = func() { p.objects = []fyne.CanvasObject{h.content, h.toast} }
	p.minSize = func() fyne.Size { return h.content.MinSize() }
	p.layout = func(size fyne.Size) {
		place(h.content, 0, 0, size.Width, size.Height)
		m := h.toast.MinSize()
		w := min(m.Width, size.Width-2*theme.Space24)
		place(h.toast, (size.Width-w)/2, size.Height-m.Height-theme.Scaled(toastRise), w, m.Height)
	}
	p.update()
	return p
}

// toast is the message itself.
type toast struct {
	widget.BaseWidget
	text   string
	action *toastAction
}

func newToast() *toast {
	t := &toast{action: newToastAction()}
	t.ExtendBaseWidget(t)
	return t
}

func (t *toast) set(text, action string, onAction func()) {
	t.text = text
	t.action.text, t.action.onPress = action, onAction
	t.action.Hidden = action == ""
	t.Refresh()
}

// CreateRenderer draws the message.
func (t *toast) CreateRenderer() fyne.WidgetRenderer {
	back := box(theme.Radius)
	words := line("", theme.TextBody, false, theme.OnToast)
	width := func(s string) float32 { return measure(s, theme.TextBody, false).Width }
	actionWidth := func() float32 {
		if t.action.Hidden {
			return 0
		}
		return t.action.MinSize().Width
	}
	update := func() {
		back.FillColor = theme.Color(theme.Toast)
		setLine(words, t.text, theme.TextBody, false, theme.OnToast)
		t.action.Refresh()
	}
	minSize := func() fyne.Size {
		return fyne.NewSize(width(t.text)+2*theme.Space16+actionWidth(), theme.Scaled(44))
	}
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		a := actionWidth()
		words.Text = Ellipsize(t.text, size.Width-2*theme.Space16-a, width)
		h := words.MinSize().Height
		place(words, theme.Space16, (size.Height-h)/2-lift(words), size.Width-2*theme.Space16-a, h)
		place(t.action, size.Width-a-theme.Space4, 0, a, size.Height)
	}
	return newPainter(t, update, minSize, layout, back, words, t.action)
}

// toastAction is the word that can be pressed in a message.
type toastAction struct {
	pressable
	text string
}

func newToastAction() *toastAction {
	a := &toastAction{}
	a.init(a, nil)
	return a
}

// CreateRenderer draws the word.
func (a *toastAction) CreateRenderer() fyne.WidgetRenderer {
	around := box(theme.Radius)
	words := line(a.text, theme.TextBody, true, theme.OnToast)
	words.Alignment = fyne.TextAlignCenter
	rule := box(0)
	update := func() {
		setLine(words, a.text, theme.TextBody, true, theme.OnToast)
		rule.FillColor = theme.Color(theme.OnToast)
		around.FillColor, around.StrokeWidth = transparent, theme.FocusWidth
		around.StrokeColor = transparent
		if a.focused {
			around.StrokeColor = theme.Color(theme.OnToast)
		}
	}
	minSize := func() fyne.Size {
		return fyne.NewSize(measure(a.text, theme.TextBody, true).Width+2*theme.Space12, theme.Scaled(44))
	}
	layout := func(size fyne.Size) {
		text := words.MinSize()
		place(words, 0, (size.Height-text.Height)/2-lift(words), size.Width, text.Height)
		place(rule, (size.Width-text.Width)/2, (size.Height+text.Height)/2, text.Width, theme.Hairline)
		place(around, 2, 4, size.Width-4, size.Height-8)
	}
	return newPainter(a, update, minSize, layout, words, rule, around)
}
