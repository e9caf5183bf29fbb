package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/ui/theme"
)

// Cell is what one column shows of one row.
type Cell struct {
	Text string
	Sub  string // a second, smaller line
	// Badge shows Text as a badge of Tone. Without Badge a Tone other than ToneNeutral colours Text.
	Badge bool
	Tone  Tone
	Bold  bool
	Muted bool
}

// cellView draws one Cell; it is reused for many rows.
type cellView struct {
	text, sub *canvas.Text
	pill      *canvas.Rectangle
	cell      Cell
}

func newCellView() *cellView {
	return &cellView{text: line("", theme.TextBody, false, theme.Ink), sub: line("", theme.TextCaption, false, theme.Muted),
		pill: box(theme.RadiusSmall + 1)}
}

func (v *cellView) objects() []fyne.CanvasObject { return []fyne.CanvasObject{v.pill, v.text, v.sub} }

// show draws c into the given area of the row.
func (v *cellView) show(c Cell, align fyne.TextAlign, x, width, height float32) {
	v.cell = c
	if c.Badge {
		v.showBadge(x, width, height)
		return
	}
	v.pill.Hidden = true
	size, token := theme.TextBody, theme.Ink
	if c.Sub != "" {
		size = theme.TextLead
	}
	switch {
	case c.Muted:
		token = theme.Muted
	case c.Tone != ToneNeutral:
		token = c.Tone.Text()
	}
	fit := func(s string, size float32, bold bool) string {
		return Ellipsize(s, width, func(s string) float32 { return measure(s, size, bold).Width })
	}
	setLine(v.text, fit(c.Text, size, c.Bold), size, c.Bold, token)
	setLine(v.sub, fit(c.Sub, theme.TextCaption, false), theme.TextCaption, false, theme.Muted)
	v.text.Alignment, v.sub.Alignment = align, align
	v.sub.Hidden = c.Sub == ""
	first, second := v.text.MinSize().Height, v.sub.MinSize().Height
	if c.Sub == "" {
		place(v.text, x, (height-first)/2, width, first)
		return
	}
	const tighten = float32(3) // the font's own line height leaves the two lines too far apart
	top := (height - first - second + tighten) / 2
	place(v.text, x, top, width, first)
	place(v.sub, x, top+first-tighten, width, second)
}

func (v *cellView) showBadge(x, width, height float32) {
	c := v.cell
	v.sub.Hidden = true
	v.pill.Hidden = c.Text == ""
	paint(v.pill, theme.Color(c.Tone.Tint()), transparent, 0)
	text := Ellipsize(c.Text, width-2*9, func(s string) float32 { return measure(s, theme.TextCaption, true).Width })
	setLine(v.text, text, theme.TextCaption, true, c.Tone.Text())
	v.text.Alignment = fyne.TextAlignCenter
	m := v.text.MinSize()
	w, h := min(max(m.Width+2*9, theme.Scaled(52)), width), theme.Scaled(24)
	place(v.pill, x, (height-h)/2, w, h)
	place(v.text, x, (height-m.Height)/2, w, m.Height)
}
