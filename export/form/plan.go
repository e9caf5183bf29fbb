package form

import (
	"strings"

	"anxun/export"
	"anxun/inspection"
)

// maxOutRows bounds the rows that lists and long texts may make of one sheet.
const maxOutRows = 100_000

// maxBlock bounds the rows that are repeated together.
const maxBlock = 500

// block is a range of rows that is repeated for the elements of a list.
type block struct {
	from, to int
	list     string
	stride   int // elements that one copy shows
	at       *cell
}

// outRow is one row that comes out.
type outRow struct {
	src     *row
	number  int
	element int // of the block's list
	texts   map[*cell]string
	height  float64 // in points; 0 leaves the template's
	more    bool    // goes on where the row above ended
}

// placed is a picture and the cells it stands in.
type placed struct {
	picture *Picture
	area    area
}

// extent is where one copy of a template's row went, continuation rows included.
type extent struct{ start, end int }

// plan is how a sheet comes out.
type plan struct {
	*sheet
	values   Values
	styles   []cellStyle
	blocks   []block
	out      []outRow
	extents  map[int][]extent // by row of the template; one per copy
	special  []int            // rows that have extents, in order
	heights  map[int]float64  // by row that comes out, where it is not the default
	pictures []placed
	next     int // shift of the rows not looked at yet
	changed  bool
}

// newPlan decides what comes out of a sheet.
func newPlan(s *sheet, values Values, styles []cellStyle) (*plan, error) {
	p := &plan{sheet: s, values: values, styles: styles, extents: map[int][]extent{}, heights: map[int]float64{}}
	if err := p.findBlocks(); err != nil {
		return nil, err
	}
	for i := 0; i < len(s.rows); {
		b := p.blockAt(s.rows[i].number)
		if b == nil {
			p.addRow(s.rows[i], -1)
			i++
			continue
		}
		last := i
		for last < len(s.rows) && s.rows[last].number <= b.to {
			last++
		}
		p.addBlock(b, s.rows[i:last])
		i = last
		if len(p.out) > maxOutRows {
			return nil, inspection.Invalid("error.form_too_long", "sheet", s.name, "limit", maxOutRows)
		}
	}
	p.placePictures()
	return p, nil
}

// findBlocks reads the marks of the sheet: it refuses unknown ones and finds the rows
// to be repeated.
func (p *plan) findBlocks() error {
	var open *block
	for _, r := range p.rows {
		implied := map[string]*cell{}
		closes := false
		stride := 1
		for _, c := range r.cells {
			for _, piece := range c.pieces {
				m := piece.mark
				if m == nil {
					continue
				}
				if !p.values.known(m) {
					return inspection.Invalid("error.form_placeholder", "sheet", p.name, "cell", cellName(c.row, c.column), "name", "{{"+m.text+"}}")
				}
				_, isList := p.values.Lists[m.entity]
				switch {
				case m.sign == '#' && open != nil:
					return p.blockError(c, m)
				case m.sign == '#':
					open = &block{from: r.number, list: m.entity, stride: 1, at: c}
				case m.sign == '/' && (open == nil || open.list != m.entity):
					return p.blockError(c, m)
				case m.sign == '/':
					closes = true
				case m.sign == 0 && isList:
					implied[m.entity] = c
					stride = max(stride, m.ahead+1)
				}
			}
		}
		if err := p.endRow(r, &open, implied, stride, closes); err != nil {
			return err
		}
	}
	if open != nil { // without an end the mark means its own row
		open.to = open.from
		p.blocks = append(p.blocks, *open)
	}
	return nil
}

// endRow decides, when all marks of a row are known, to which block it belongs.
func (p *plan) endRow(r *row, open **block, implied map[string]*cell, stride int, closes bool) error {
	for name, c := range implied {
		if len(implied) > 1 || *open != nil && (*open).list != name {
			return p.blockError(c, &mark{text: name})
		}
	}
	if *open == nil {
		for name, c := range implied {
			p.blocks = append(p.blocks, block{from: r.number, to: r.number, list: name, stride: stride, at: c})
		}
		return nil
	}
	b := *open
	b.stride = max(b.stride, stride)
	switch {
	case closes:
		b.to = r.number
	case p.hasEnd(b):
		return nil
	default:
		b.to = b.from
	}
	if b.to-b.from >= maxBlock {
		return p.blockError(b.at, &mark{text: "#" + b.list})
	}
	p.blocks = append(p.blocks, *b)
	*open = nil
	return nil
}

// hasEnd reports whether a mark {{/list}} follows the block's start.
func (p *plan) hasEnd(b *block) bool {
	for _, r := range p.rows {
		if r.number < b.from {
			continue
		}
		for _, c := range r.cells {
			for _, piece := range c.pieces {
				if m := piece.mark; m != nil && m.sign == '/' && m.entity == b.list {
					return true
				}
			}
		}
	}
	return false
}

func (p *plan) blockError(c *cell, m *mark) error {
	return inspection.Invalid("error.form_block", "sheet", p.name, "cell", cellName(c.row, c.column), "mark", "{{"+m.text+"}}")
}

func (p *plan) blockAt(row int) *block {
	for i := range p.blocks {
		if row >= p.blocks[i].from && row <= p.blocks[i].to {
			return &p.blocks[i]
		}
	}
	return nil
}

// addBlock repeats rows. A list without elements gives one copy with blanks, so that
// a table keeps its frame.
func (p *plan) addBlock(b *block, rows []*row) {
	total := len(p.values.Lists[b.list].Rows)
	for first := 0; first == 0 || first < total; first += b.stride {
		if first > 0 {
			p.next += b.to - b.from + 1
			p.changed = true
		}
		at := 0
		for number := b.from; number <= b.to; number++ {
			if at < len(rows) && rows[at].number == number {
				p.addRow(rows[at], first)
				at++
				continue
			}
			p.extend(number, number+p.next, number+p.next) // a row that has no element
		}
		if len(p.out) > maxOutRows {
			return
		}
	}
}

func (p *plan) extend(row, start, end int) {
	if len(p.extents[row]) == 0 {
		p.special = append(p.special, row)
	}
	p.extents[row] = append(p.extents[row], extent{start, end})
}

// addRow lays one row out, in more rows if a text is too long for one.
func (p *plan) addRow(r *row, element int) {
	start := r.number + p.next
	parts := p.layOut(r, element)
	for i := range parts {
		parts[i].src, parts[i].element, parts[i].number, parts[i].more = r, element, start+i, i > 0
		if height := parts[i].height; height > 0 {
			p.heights[start+i] = height
		} else if r.height > 0 {
			p.heights[start+i] = r.height
		}
	}
	p.out = append(p.out, parts...)
	if more := len(parts) - 1; more > 0 {
		p.next += more
		p.changed = true
	}
	if element >= 0 || len(parts) > 1 {
		p.extend(r.number, start, start+len(parts)-1)
	}
}

// layOut fills a row's cells and says how high it must be.
func (p *plan) layOut(r *row, element int) []outRow {
	parts := []outRow{{texts: map[*cell]string{}}}
	have := r.height
	if have == 0 {
		have = p.height
	}
	for _, c := range r.cells {
		if c.pieces == nil {
			continue
		}
		text := p.text(c, element)
		chunks, heights := p.fit(c, text, have)
		for len(parts) < len(heights) {
			parts = append(parts, outRow{texts: map[*cell]string{}})
		}
		for i, height := range heights {
			parts[i].height = max(parts[i].height, height)
		}
		for i, chunk := range chunks {
			parts[i].texts[c] = chunk
		}
	}
	return parts
}

// fit says which part of a cell's text stands in which row and how high these rows
// must be at least; 0 is a row that is high enough. A text in cells merged downwards
// stays whole, and the merged cells grow.
func (p *plan) fit(c *cell, text string, have float64) (chunks []string, heights []float64) {
	style := p.styleOf(c)
	if !style.wrap {
		return []string{text}, []float64{0}
	}
	merged := p.mergeAt(c.row, c.column)
	room := p.room(merged) - style.indent*indentWidth
	lines := breakLines(text, room, style.size)
	if len(lines) <= 1 {
		return []string{text}, []float64{0}
	}
	if need := textHeight(len(lines), style.size); merged.row2 > merged.row1 {
		return []string{text}, p.grow(merged, need, have)
	} else if need <= have {
		return []string{text}, []float64{0}
	}
	chunks = splitText(text, lines, linesWithin(max(maxTextHeight, have), style.size))
	for _, chunk := range chunks {
		heights = append(heights, textHeight(len(breakLines(chunk, room, style.size)), style.size))
	}
	return chunks, heights
}

// grow shares out what cells merged downwards need beyond what their rows have.
func (p *plan) grow(merged area, need, have float64) []float64 {
	for number := merged.row1 + 1; number <= merged.row2; number++ {
		need -= p.rowHeight(number)
	}
	if need <= have {
		return []float64{0}
	}
	var heights []float64
	for ; need > maxRowHeight; need -= maxRowHeight {
		heights = append(heights, maxRowHeight)
	}
	return append(heights, need)
}

func (p *plan) rowHeight(number int) float64 {
	for _, r := range p.rows {
		if r.number == number && r.height > 0 {
			return r.height
		}
	}
	return p.height
}

func (p *plan) room(span area) float64 {
	total := -cellPadding
	for column := span.column1; column <= span.column2; column++ {
		total += pixels(p.columnWidth(column))
	}
	return total
}

func (p *plan) styleOf(c *cell) cellStyle {
	if at := int(number(c.style, 0)); at < len(p.styles) {
		return p.styles[at]
	}
	return cellStyle{size: 11}
}

// text puts the values into a cell's text.
func (p *plan) text(c *cell, element int) string {
	var text strings.Builder
	for _, piece := range c.pieces {
		text.WriteString(piece.literal)
		if piece.mark != nil {
			text.WriteString(p.values.value(piece.mark, element).Text)
		}
	}
	return export.CleanText(text.String())
}

// placePictures finds, when all rows are known, where pictures stand.
func (p *plan) placePictures() {
	seen := map[*cell]map[int]bool{}
	for _, r := range p.out {
		for _, c := range r.src.cells {
			if seen[c][r.element] { // a continuation row shows no picture again
				continue
			}
			for _, piece := range c.pieces {
				if piece.mark == nil {
					continue
				}
				if picture := p.values.value(piece.mark, r.element).Picture; picture != nil {
					span := p.mergeAt(c.row, c.column)
					to := area{r.number, span.column1, r.number + span.row2 - span.row1, span.column2}
					p.pictures = append(p.pictures, placed{picture: picture, area: to})
				}
			}
			if seen[c] == nil {
				seen[c] = map[int]bool{}
			}
			seen[c][r.element] = true
		}
	}
}

// first implements mover.
func (p *plan) first(row int) int { return p.moved(row, false) }

// last implements mover.
func (p *plan) last(row int) int { return p.moved(row, true) }

func (p *plan) moved(row int, last bool) int {
	shift := 0
	for _, special := range p.special {
		if special > row {
			break
		}
		extents := p.extents[special]
		end := extents[len(extents)-1].end
		if special == row {
			if last {
				return end
			}
			return extents[0].start
		}
		shift = end - special
	}
	return row + shift
}
