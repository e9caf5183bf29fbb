package export

import "fmt"

// Tables of columns that somebody chose can be any width. They print so that they can be read:
// on A4, where that is too narrow on A3, which offices have a copier for, and where that is too
// narrow too on several pages of A3 beside each other, each with the first columns.

const (
	widePage     = (16.54 - 2*0.35) * 72 // points between the margins of A3 landscape
	usualDigit   = 7.0 * 72 / 96         // points: the body font's on most machines
	leastPrinted = 7.0                   // points: the size that body text has on paper at least
)

// paper is what a table is printed on.
type paper struct {
	a3       bool
	across   int // pages beside each other
	repeated int // columns that each of them begins with; 0 where there is one
	banner   int // columns that are certainly on the first
}

// paperFor chooses the paper for columns of these widths, the first key of which name the record.
func paperFor(widths []float64, key int) paper {
	total := 0.0
	for _, width := range widths {
		total += width
	}
	const least = usualDigit * leastPrinted / bodySize
	switch room := widePage / least; {
	case total <= pageWidth/least:
		return paper{across: 1, banner: len(widths)}
	case total <= room:
		return paper{a3: true, across: 1, banner: len(widths)}
	default:
		across, _ := fillPages(widths, key, room)
		// A program enlarges what is left of the pages up to the full size.
		_, first := fillPages(widths, key, widePage/usualDigit)
		return paper{a3: true, across: across, repeated: key, banner: first}
	}
}

// fillPages says how many pages of so much room the columns take where each begins with the first
// key ones, and how many columns the first page holds.
func fillPages(widths []float64, key int, room float64) (pages, first int) {
	head := 0.0
	for _, width := range widths[:key] {
		head += width
	}
	pages, used := 1, head
	for i, width := range widths[key:] {
		if used+width > room && used > head {
			if pages == 1 {
				first = key + i
			}
			pages, used = pages+1, head
		}
		used += width
	}
	if pages == 1 {
		first = len(widths)
	}
	return pages, first
}

// describe says how a table prints, if not on one page of A4, for the line under its title.
func (p paper) describe(columns []column) string {
	switch {
	case p.across > 1:
		text := fmt.Sprintf("　　打印：A3 横向，每行分 %d 页，每页重复", p.across)
		for _, column := range columns[:p.repeated] {
			text += "“" + column.title + "”"
		}
		return text + "栏"
	case p.a3:
		return "　　打印：A3 横向"
	}
	return ""
}

// setup is the element of the sheet that says so.
func (p paper) setup(out []byte) []byte {
	size := 9 // A4
	if p.a3 {
		size = 8
	}
	out = fmt.Appendf(out, `<pageSetup paperSize="%d"`, size)
	if p.across > 1 {
		out = fmt.Appendf(out, ` fitToWidth="%d"`, p.across)
	}
	out = append(out, ` fitToHeight="0"`...) // no limit in height
	if p.across > 1 {
		out = append(out, ` pageOrder="overThenDown"`...)
	}
	return append(out, ` orientation="landscape"/>`...)
}
