package export

// Sheets that are read from the top down, such as 汇总, are cut into pages here, so that
// no heading stands apart from what follows it. They print at a fixed scale: where a
// sheet is fitted to the width of the page, Excel leaves manual breaks out. The other
// sheets, which are one table each, are fitted and break where the page is full.

const (
	pageWidth  = (11.69 - 2*0.35) * 72   // points between the margins of A4 landscape
	pageHeight = (8.27 - 0.4 - 0.5) * 72 // see appendSheetTail
	pageSlack  = 0.97                    // of the height is used: programs round the heights of rows
	widestSize = 0.66 * bodySize         // points: a digit of the default font where it is widest, see pageScale
	maxBreaks  = 1023                    // manual breaks that Excel takes on a sheet
	keptTable  = 3                       // heading, titles of the columns and first row: they do not leave the second row
	keptGap    = 1 + keptTable           // with the gap before the heading
)

// pageRow is a row of a sheet that is cut into pages.
type pageRow struct {
	height float64 // points
	kept   bool    // on one page with the row after it
}

// pageScale is the scale in per cent at which columns certainly go on the width of a page. Widths
// are counted in digits of the default font, and what stands in for that font where it is missing
// decides how wide they are: half an em in Chinese fonts, 0.56 in most others, 0.64 in DejaVu Sans and
// Verdana, which no other common one exceeds. A column too wide would print on pages of its own.
func pageScale(widths []float64) int {
	total := 0.0
	for _, width := range widths {
		total += width
	}
	return min(100, int(100*pageWidth/(total*widestSize)))
}

// pageBreaks says after which rows, counted from 1, a page ends. forced are the rows after
// which one ends anyway, in order. The first repeated rows stand on every page. A row that
// is kept with the next moves with it, unless the page would then stay empty.
func pageBreaks(rows []pageRow, scale, repeated int, forced []int) []int {
	room := pageHeight * pageSlack * 100 / float64(scale)
	head := 0.0
	for _, row := range rows[:min(repeated, len(rows))] {
		head += row.height
	}
	var breaks []int
	used, first := 0.0, 0
	begin := func(at int) {
		breaks, first, used = append(breaks, at), at, head
	}
	for i, row := range rows {
		if len(forced) > 0 && forced[0] == i {
			forced = forced[1:]
			begin(i)
		}
		if used+row.height > room && i > first {
			at := i
			for at > first && rows[at-1].kept {
				at--
			}
			if at == first {
				at = i
			}
			begin(at)
			for _, moved := range rows[at:i] {
				used += moved.height
			}
		}
		used += row.height
	}
	return breaks[:min(len(breaks), maxBreaks)]
}

// keep holds the rows to come, so many, and the one after them on one page.
func (s *sheet) keep(rows int) { s.kept = rows }

// keepHeading is keep where a block begins: the end of the block before stays where it is.
func (s *sheet) keepHeading(rows int) {
	if n := len(s.rows); n > 0 {
		s.rows[n-1].kept = false
	}
	s.keep(rows)
}

// addPageRow notes a row for the pages.
func (s *sheet) addPageRow(height float64) {
	if s.scale == 0 {
		return
	}
	s.rows = append(s.rows, pageRow{height, s.kept > 0})
	s.kept = max(0, s.kept-1)
}
