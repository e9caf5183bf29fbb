package form

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// emit writes the sheet. movers say where the rows of the sheets went; drawing is an
// element to be added, if any.
func (p *plan) emit(movers func(string) mover, drawing string) []byte {
	edits := p.rowEdits(movers)
	if drawing != "" {
		edits = append(edits, edit{span{p.addHere, p.addHere}, drawing})
	}
	for _, s := range p.inside {
		edits = p.replace(edits, s, shiftText(unescape(s.of(p.data)), movers))
	}
	for _, s := range p.headers {
		edits = p.replace(edits, s, p.header(unescape(s.of(p.data))))
	}
	if p.changed {
		for _, s := range p.breaks {
			if row, err := strconv.Atoi(s.of(p.data)); err == nil {
				edits = p.replace(edits, s, strconv.Itoa(p.last(row)))
			}
		}
		if p.merge.end > 0 {
			edits = append(edits, edit{p.merge, p.mergeElement()})
		}
	}
	return applyEdits(p.data, edits)
}

// replace adds an edit unless the text is the same.
func (p *plan) replace(edits []edit, s span, text string) []edit {
	if unescape(s.of(p.data)) == text {
		return edits
	}
	return append(edits, edit{s, escape(text)})
}

// header puts values into a page header or footer, in which & begins a code.
func (p *plan) header(text string) string {
	pieces := parseText(text)
	if pieces == nil {
		return text
	}
	var out strings.Builder
	for _, piece := range pieces {
		out.WriteString(piece.literal)
		if piece.mark == nil {
			continue
		}
		if _, single := p.values.Groups[piece.mark.entity][piece.mark.field]; !single {
			out.WriteString("{{" + piece.mark.text + "}}")
			continue
		}
		value := p.values.value(piece.mark, -1).Text
		out.WriteString(strings.ReplaceAll(strings.Join(strings.Fields(value), " "), "&", "&&"))
	}
	return out.String()
}

// rowEdits replaces the rows that change. The copies of a block all stand where its
// first row stood.
func (p *plan) rowEdits(movers func(string) mover) []edit {
	var edits []edit
	texts := map[*row]*bytes.Buffer{}
	var order []*row
	for i := range p.out {
		r := &p.out[i]
		at, own := r.src, movers
		if b := p.blockAt(at.number); b != nil {
			at, own = p.firstRow(b), p.within(b, r.element, movers)
		}
		if texts[at] == nil {
			texts[at] = &bytes.Buffer{}
			order = append(order, at)
		}
		p.writeRow(texts[at], r, own)
		if at != r.src && r.element == 0 && p.out[i-1].src != r.src {
			edits = append(edits, edit{r.src.span, ""})
		}
	}
	for _, r := range order {
		if text := texts[r].String(); text != r.of(p.data) {
			edits = append(edits, edit{r.span, text})
		}
	}
	return edits
}

// copyMover moves references to rows of a block to the rows of one copy.
type copyMover struct {
	*plan
	block *block
	copy  int
}

func (m copyMover) first(row int) int {
	if row >= m.block.from && row <= m.block.to && m.copy < len(m.extents[row]) {
		return m.extents[row][m.copy].start
	}
	return m.plan.first(row)
}

func (m copyMover) last(row int) int {
	if row >= m.block.from && row <= m.block.to && m.copy < len(m.extents[row]) {
		return m.extents[row][m.copy].end
	}
	return m.plan.last(row)
}

// within gives the movers for formulas that stand in a copy of a block.
func (p *plan) within(b *block, element int, movers func(string) mover) func(string) mover {
	return func(name string) mover {
		if name == "" || name == p.name {
			return copyMover{p, b, element / b.stride}
		}
		return movers(name)
	}
}

func (p *plan) firstRow(b *block) *row {
	for _, r := range p.rows {
		if r.number >= b.from {
			return r
		}
	}
	return nil
}

// writeRow writes one row that comes out.
func (p *plan) writeRow(out *bytes.Buffer, r *outRow, movers func(string) mover) {
	out.WriteString(p.rowTag(r))
	at := r.src.open.end
	for _, c := range r.src.cells {
		out.Write(p.data[at:c.start])
		at = c.end
		text, mapped := r.texts[c]
		if mapped || c.pieces != nil || r.more && len(c.formulas) > 0 { // a formula counts once
			p.writeCell(out, c, r.number, text)
			continue
		}
		var edits []edit
		for _, f := range c.formulas {
			edits = p.replace(edits, f, shiftText(unescape(f.of(p.data)), movers))
		}
		if s, ok := attrSpan(p.data, c.open, "r"); ok && r.number != c.row {
			edits = append(edits, edit{s, cellName(r.number, c.column)})
		}
		for i := range edits { // edits of a part of the sheet
			edits[i].start, edits[i].end = edits[i].start-c.start, edits[i].end-c.start
		}
		out.Write(applyEdits(p.data[c.start:c.end], edits))
	}
	out.Write(p.data[at:r.src.end])
}

// rowTag is the row's start tag with its new number and height.
func (p *plan) rowTag(r *outRow) string {
	open := r.src.open
	set := func(tag, name, value string) string {
		if s, ok := attrSpan([]byte(tag), span{0, len(tag)}, name); ok {
			return tag[:s.start] + value + tag[s.end:]
		}
		end := tagEnd([]byte(tag), span{0, len(tag)})
		return tag[:end] + fmt.Sprintf(` %s="%s"`, name, value) + tag[end:]
	}
	tag := open.of(p.data)
	if r.number != r.src.number {
		tag = set(tag, "r", strconv.Itoa(r.number))
	}
	if r.height > 0 {
		tag = set(set(tag, "ht", strconv.FormatFloat(r.height, 'f', 1, 64)), "customHeight", "1")
	}
	return tag
}

// escapedCode is how a workbook writes characters by their number. A text that only
// looks like it must be escaped itself.
var escapedCode = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// writeCell writes a cell with a text of its own, so that the shared strings stay as
// they are. A text is never a formula.
func (p *plan) writeCell(out *bytes.Buffer, c *cell, row int, text string) {
	name := p.prefix + "c"
	fmt.Fprintf(out, `<%s r="%s"`, name, cellName(row, c.column))
	if c.style != "" {
		fmt.Fprintf(out, ` s="%s"`, escape(c.style))
	}
	if text == "" {
		out.WriteString("/>")
		return
	}
	text = escapedCode.ReplaceAllStringFunc(text, func(code string) string { return "_x005F" + code })
	fmt.Fprintf(out, ` t="inlineStr"><%[1]sis><%[1]st xml:space="preserve">%[2]s</%[1]st></%[1]sis></%[3]s>`, p.prefix, escape(text), name)
}

// mergeElement is the list of merged cells after rows were added.
func (p *plan) mergeElement() string {
	var all []area
	for _, m := range p.merges {
		from, to := p.extents[m.row1], p.extents[m.row2]
		b := p.blockAt(m.row1)
		switch {
		case b != nil && m.row2 <= b.to && b.from <= m.row1: // with every copy
			for i := range min(len(from), len(to)) {
				all = append(all, spread(m, from[i], to[i])...)
			}
		case m.row1 == m.row2 && len(from) == 1:
			all = append(all, spread(m, from[0], from[0])...)
		default:
			all = append(all, area{p.first(m.row1), m.column1, p.last(m.row2), m.column2})
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, `<%smergeCells count="%d">`, p.prefix, len(all))
	for _, m := range all {
		fmt.Fprintf(&out, `<%smergeCell ref="%s"/>`, p.prefix, m)
	}
	fmt.Fprintf(&out, `</%smergeCells>`, p.prefix)
	return out.String()
}

// spread gives one merged area per row for cells merged within a row, so that a text
// that goes on has the same width in every row; others span all rows.
func spread(m area, from, to extent) []area {
	if m.row1 != m.row2 {
		return []area{{from.start, m.column1, to.end, m.column2}}
	}
	var all []area
	for row := from.start; row <= from.end; row++ {
		all = append(all, area{row, m.column1, row, m.column2})
	}
	return all
}
