package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// Field is a control with its name above and, where something is wrong, the error below it.
type Field struct {
	widget.BaseWidget
	label    string
	required bool
	hint     string
	control  fyne.CanvasObject
	message  *Text
	failed   bool
	grow     bool
}

// NewField returns a field.
func NewField(label string, control fyne.CanvasObject) *Field {
	f := &Field{label: label, control: control, message: NewParagraph("", StyleCaption, 3)}
	f.ExtendBaseWidget(f)
	return f
}

// Required marks the field with a star.
func (f *Field) Required() *Field { f.required = true; f.Refresh(); return f }

// Hint shows help below the control while there is no error.
func (f *Field) Hint(text string) *Field { f.hint = text; f.Refresh(); return f }

// Grow lets the control take all height that the field is given, for notes.
func (f *Field) Grow() *Field { f.grow = true; f.Refresh(); return f }

// SetLabel changes the name.
func (f *Field) SetLabel(text string) { f.label = text; f.Refresh() }

// SetError shows what is wrong; "" removes it.
func (f *Field) SetError(text string) {
	f.failed = text != ""
	if control, ok := f.control.(interface{ SetFault(bool) }); ok {
		control.SetFault(f.failed)
	}
	f.message.SetText(text)
	f.Refresh()
}

// Error returns the error shown.
func (f *Field) Error() string {
	if f.failed {
		return f.message.Text()
	}
	return ""
}

// Control returns the control inside.
func (f *Field) Control() fyne.CanvasObject { return f.control }

const fieldGap = theme.Space4 + 2

// HeightFor returns the height needed at a width.
func (f *Field) HeightFor(width float32) float32 {
	h := theme.Scaled(20) + fieldGap + heightFor(f.control, width)
	if f.message.Text() != "" {
		h += fieldGap + f.message.HeightFor(width-theme.Scaled(20))
	}
	return h
}

// CreateRenderer draws name, star, control and message.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	name, star := line(f.label, theme.TextBody, false, theme.Muted), line("*", theme.TextBody, true, theme.Fail)
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: theme.Icon(theme.IconWarning, theme.Fail)}
	update := func() {
		setLine(name, f.label, theme.TextBody-0.5, false, theme.Muted)
		setLine(star, "*", theme.TextBody, true, theme.Fail)
		star.Hidden = !f.required
		icon.Hidden = !f.failed
		if f.failed {
			f.message.SetToken(theme.Fail)
		} else {
			f.message.SetText(f.hint)
			f.message.SetToken(theme.Muted)
		}
		f.message.Hidden = f.message.Text() == ""
	}
	minSize := func() fyne.Size {
		w := f.control.MinSize().Width
		return fyne.NewSize(w, f.HeightFor(max(f.Size().Width, w)))
	}
	layout := func(size fyne.Size) {
		head := theme.Scaled(20)
		place(name, 0, (head-name.MinSize().Height)/2, size.Width, name.MinSize().Height)
		place(star, name.MinSize().Width+4, (head-star.MinSize().Height)/2, 12, star.MinSize().Height)
		y := head + fieldGap
		below := float32(0)
		indent := float32(0)
		if f.failed {
			indent = theme.Scaled(20)
		}
		if f.message.Text() != "" {
			below = f.message.HeightFor(size.Width-theme.Scaled(20)) + fieldGap
		}
		h := max(size.Height-y-below, 0)
		if !f.grow {
			h = min(h, heightFor(f.control, size.Width))
		}
		place(f.control, 0, y, size.Width, h)
		y += h + fieldGap
		place(icon, 0, y+1, theme.Scaled(16), theme.Scaled(16))
		place(f.message, indent, y, size.Width-indent, max(below-fieldGap, 0))
	}
	return newPainter(f, update, minSize, layout, name, star, f.control, icon, f.message)
}

// Form puts fields under each other.
func Form(fields ...fyne.CanvasObject) *fyne.Container { return VStack(theme.Space16, fields...) }

// FormRow puts fields beside each other, equally wide, for what belongs together; under each other where one of them would
// be cut.
func FormRow(fields ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{gap: theme.Space12, stacks: true}, fields...)
}
