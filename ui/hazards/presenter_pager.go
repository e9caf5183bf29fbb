package hazards

import "slices"

const (
	pageSize  = 200 // rows read at a time: some twenty screens
	pageLimit = 10  // pages kept; more would only grow memory
)

// pager keeps the pages of the list that were read last.
type pager struct {
	total  int
	pages  map[int][]Row
	recent []int // page numbers, the one used last at the end
}

func newPager(total int) *pager { return &pager{total: total, pages: map[int][]Row{}} }

// row returns row i if its page is here.
func (p *pager) row(i int) (Row, bool) {
	if i < 0 {
		return Row{}, false
	}
	page, here := p.pages[i/pageSize]
	if !here || i%pageSize >= len(page) {
		return Row{}, false
	}
	p.touch(i / pageSize)
	return page[i%pageSize], true
}

func (p *pager) put(number int, rows []Row) {
	p.pages[number] = rows
	p.touch(number)
	if len(p.recent) > pageLimit {
		delete(p.pages, p.recent[0])
		p.recent = p.recent[1:]
	}
}

func (p *pager) touch(number int) {
	if n := len(p.recent); n > 0 && p.recent[n-1] == number {
		return
	}
	p.recent = slices.DeleteFunc(p.recent, func(other int) bool { return other == number })
	p.recent = append(p.recent, number)
}

// has reports whether the page was read.
func (p *pager) has(number int) bool {
	_, here := p.pages[number]
	return here
}
