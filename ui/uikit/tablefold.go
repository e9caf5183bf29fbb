package uikit

import "anxun/ui/theme"

// folding says which columns of a table stand in the second line of another, because the table is narrow or the text
// large.
type folding struct {
	into    int    // the column that takes them; -1 while nothing is folded
	folded  []bool // by column
	dropped []bool // by column: folded, and not shown at all
}

// fold returns what is folded at a width of the table.
func (t *Table[T]) fold(total float32) folding {
	f := folding{into: -1, folded: make([]bool, len(t.columns)), dropped: make([]bool, len(t.columns))}
	into, most := -1, 0
	for i, c := range t.columns {
		if c.Least > 0 && into < 0 {
			into = i
		}
		most = max(most, c.Folds)
	}
	if into < 0 {
		return f
	}
	for level := 1; level <= most && t.divide(total, f)[into] < theme.Scaled(t.columns[into].Least); level++ {
		f.into = into
		for i, c := range t.columns {
			f.folded[i] = c.Folds > 0 && c.Folds <= level
			f.dropped[i] = f.folded[i] && c.Gone
		}
	}
	return f
}

// widths divides the width of the table among the columns; a folded one has none.
func (t *Table[T]) widths(total float32) []float32 { return t.divide(total, t.fold(total)) }

func (t *Table[T]) divide(total float32, f folding) []float32 {
	widths := make([]float32, len(t.columns))
	left, flex := total, float32(0)
	for i, c := range t.columns {
		if f.folded[i] {
			continue
		}
		widths[i] = theme.Scaled(c.Width)
		left -= widths[i]
		flex += c.Flex
	}
	if flex > 0 && left > 0 {
		for i, c := range t.columns {
			if !f.folded[i] {
				widths[i] += left * c.Flex / flex
			}
		}
	}
	return widths
}

// showFolded draws the column that takes the folded ones: its text, and below it their cells and its own second line.
func (r *tableRow) showFolded(views []*cellView, f folding, x, width, height float32) {
	view, cell := views[f.into], r.cells[f.into]
	view.cell = cell
	view.pill.Hidden, view.icon.Hidden = true, true
	token := theme.Ink
	if cell.Tone != ToneNeutral {
		token = cell.Tone.Text()
	}
	setLine(view.text, fitText(cell.Text, theme.TextLead, cell.Bold, width), theme.TextLead, cell.Bold, token)
	first, second := view.text.MinSize().Height, measure("M", theme.TextCaption, false).Height
	const tighten = float32(2)
	top := (height - first - second + tighten) / 2
	place(view.text, x, top, width, first)
	end := x + width
	middle := top + first - tighten + second/2
	for i := range views {
		if !f.folded[i] {
			continue
		}
		views[i].hide()
		if !f.dropped[i] && r.cells[i].Text != "" && end-x > theme.Scaled(leastFolded) {
			x += views[i].showInline(r.cells[i], x, end-x, middle) + theme.Space8
		}
	}
	view.sub.Hidden = cell.Sub == "" || end-x < theme.Scaled(leastFolded)
	setLine(view.sub, fitText(cell.Sub, theme.TextCaption, false, end-x), theme.TextCaption, false, theme.Muted)
	place(view.sub, x, middle-second/2, max(end-x, 1), second)
}

// leastFolded is the room at scale 1 without which nothing more is begun in the second line: three characters.
const leastFolded float32 = 40

func (v *cellView) hide() {
	v.pill.Hidden, v.text.Hidden, v.sub.Hidden, v.icon.Hidden = true, true, true, true
}

// showInline draws the cell in one small line, middle is its middle, and returns how wide it is.
func (v *cellView) showInline(c Cell, x, room, middle float32) float32 {
	v.cell = c
	v.text.Hidden = false
	side, before := v.showIcon()
	inset := float32(0)
	if c.Badge {
		inset = 7
		v.pill.Hidden = false
		paint(v.pill, theme.Color(c.Tone.Tint()), transparent, 0)
	}
	words := c.Text
	if c.Sub != "" {
		words += " · " + c.Sub
	}
	token := theme.Muted
	if c.Tone != ToneNeutral || c.Badge {
		token = c.Tone.Text()
	}
	setLine(v.text, fitText(words, theme.TextCaption, c.Badge, room-before-2*inset), theme.TextCaption, c.Badge, token)
	v.text.Alignment = 0
	m := v.text.MinSize()
	place(v.icon, x+inset, middle-side/2, side, side)
	place(v.text, x+inset+before, middle-m.Height/2, m.Width, m.Height)
	width := m.Width + before + 2*inset
	high := theme.Scaled(20)
	place(v.pill, x, middle-high/2, width, high)
	return width
}

func fitText(s string, size float32, bold bool, width float32) string {
	return Ellipsize(s, width, func(s string) float32 { return measure(s, size, bold).Width })
}
