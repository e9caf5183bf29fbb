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
	// Icon stands before Text, in its colour; "" for none. Only for cells that begin at the left.
	Icon theme.IconName
}

// cellView draws one Cell; it is reused for many rows.
type cellView struct {
	text, sub *canvas.Text
	pill      *canvas.Rectangle
	icon      *canvas.Image
	cell      Cell
}

func newCellView() *cellView {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	icon.Hidden = true
	return &cellView{icon: icon, text: line("", theme.TextBody, false, theme.Ink), sub: line("", theme.TextCaption, false, theme.Muted),
		pill: box(theme.RadiusSmall + 1)}
}

func (v *cellView) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.pill, v.text, v.sub, v.icon}
}

// show draws c into the given area of the row.
func (v *cellView) show(c Cell, align fyne.TextAlign, x, width, height float32) {
	v.cell = c
	if c.Badge {
		v.showBadge(x, width, height)
		return
	}
	v.pill.Hidden, v.text.Hidden = true, false
	side, before := v.showIcon()
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
	setLine(v.text, fitText(c.Text, size, c.Bold, width-before), size, c.Bold, token)
	setLine(v.sub, fitText(c.Sub, theme.TextCaption, false, width), theme.TextCaption, false, theme.Muted)
	v.text.Alignment, v.sub.Alignment = align, align
	v.sub.Hidden = c.Sub == ""
	first, second := v.text.MinSize().Height, v.sub.MinSize().Height
	if c.Sub == "" {
		place(v.text, x+before, (height-first)/2, width-before, first)
		place(v.icon, x, (height-side)/2, side, side)
		return
	}
	const tighten = float32(3) // the font's own line height leaves the two lines too far apart
	top := (height - first - second + tighten) / 2
	place(v.text, x+before, top, width-before, first)
	place(v.icon, x, top+(first-side)/2, side, side)
	place(v.sub, x, top+first-tighten, width, second)
}

// showIcon gives the icon its picture and returns the length of its sides and how much room it takes before the text.
func (v *cellView) showIcon() (side, before float32) {
	v.icon.Hidden = v.cell.Icon == "" || v.cell.Text == ""
	if v.icon.Hidden {
		return 0, 0
	}
	picture := theme.Icon(v.cell.Icon, v.cell.Tone.Text())
	if v.icon.Resource != picture {
		v.icon.Resource = picture
		v.icon.Refresh()
	}
	side = theme.Scaled(15)
	return side, side + theme.Space4
}

func (v *cellView) showBadge(x, width, height float32) {
	c := v.cell
	v.sub.Hidden, v.text.Hidden = true, false
	v.pill.Hidden = c.Text == ""
	paint(v.pill, theme.Color(c.Tone.Tint()), transparent, 0)
	side, before := v.showIcon()
	text := Ellipsize(c.Text, width-2*9-before, func(s string) float32 { return measure(s, theme.TextCaption, true).Width })
	setLine(v.text, text, theme.TextCaption, true, c.Tone.Text())
	v.text.Alignment = fyne.TextAlignCenter
	m := v.text.MinSize()
	w, h := min(max(m.Width+2*9+before, theme.Scaled(52)), width), theme.Scaled(24)
	place(v.pill, x, (height-h)/2, w, h)
	place(v.text, x+before, (height-m.Height)/2, w-before, m.Height)
	place(v.icon, x+9, (height-side)/2, side, side)
}
