package find

import (
	"slices"
	"sync"

	"anxun/inspection"
	"anxun/ui/pinyin"
)

// group is what one kind of record is found by. The keys of all its records lie one after the other in one piece of
// memory; a record that changed gets a new one at the end.
type group struct {
	ids     []inspection.ID // those before sorted in order, later ones as they came
	sorted  int
	late    map[inspection.ID]int
	letters pinyin.Key
	from    []uint32
	to      []uint32
	place   []int32 // row of the place the record belongs to, -1 for none
	gone    []bool
	signs   []pinyin.Signature
	wasted  int // letters that no record uses any more
}

func (g *group) row(id inspection.ID) (int, bool) {
	if at, found := slices.BinarySearch(g.ids[:g.sorted], id); found {
		return at, true
	}
	at, found := g.late[id]
	return at, found
}

// put adds or replaces what a record is found by.
func (g *group) put(id inspection.ID, place int32, gone bool, texts ...string) {
	at, known := g.row(id)
	if !known {
		at = len(g.ids)
		g.ids, g.from, g.to = append(g.ids, id), append(g.from, 0), append(g.to, 0)
		g.place, g.gone = append(g.place, 0), append(g.gone, false)
		g.signs = append(g.signs, pinyin.Signature{})
		if at == g.sorted && (at == 0 || g.ids[at-1] < id) {
			g.sorted++
		} else {
			if g.late == nil {
				g.late = map[inspection.ID]int{}
			}
			g.late[id] = at
		}
	}
	g.wasted += int(g.to[at] - g.from[at])
	g.from[at] = uint32(len(g.letters))
	g.letters = pinyin.AppendKey(g.letters, texts...)
	g.to[at] = uint32(len(g.letters))
	g.place[at], g.gone[at] = place, gone
	g.signs[at] = pinyin.SignatureOf(g.key(at))
	if g.wasted > len(g.letters)/2 && g.wasted > 1<<16 {
		g.compact()
	}
}

// compact writes the letters anew without those that nobody uses.
func (g *group) compact() {
	letters := make(pinyin.Key, 0, len(g.letters)-g.wasted)
	for i := range g.ids {
		from := len(letters)
		letters = append(letters, g.key(i)...)
		g.from[i], g.to[i] = uint32(from), uint32(len(letters))
	}
	g.letters, g.wasted = letters, 0
}

func (g *group) key(row int) pinyin.Key { return g.letters[g.from[row]:g.to[row]] }

func (g *group) holds(row int, word *pinyin.Word) bool {
	return word.May(g.signs[row]) && word.In(g.key(row))
}

// matcher finds rows that hold every word of a query, in what they say themselves or in what their place does.
type matcher struct {
	query  *pinyin.Query
	places [][]bool // by word: which rows of the places hold it
}

func newMatcher(text string, places *group) matcher {
	m := matcher{query: pinyin.Compile(text)}
	for _, word := range m.query.Words {
		hits := make([]bool, len(places.ids))
		for row := range hits {
			hits[row] = places.holds(row, word)
		}
		m.places = append(m.places, hits)
	}
	return m
}

func (m matcher) match(g *group, row int) bool {
	if g.gone[row] {
		return false
	}
	place := g.place[row]
	for i, word := range m.query.Words {
		if place >= 0 && m.places[i][place] {
			continue
		}
		if !g.holds(row, word) {
			return false
		}
	}
	return true
}

// chunk is how many rows one goroutine looks at.
const chunk = 1 << 14

// hits tells of each row whether it matches. Large groups are looked through on all processors.
func (m matcher) hits(g *group) []bool {
	found := make([]bool, len(g.ids))
	var work sync.WaitGroup
	for from := 0; from < len(found); from += chunk {
		to := min(from+chunk, len(found))
		look := func() {
			for row := from; row < to; row++ {
				found[row] = m.match(g, row)
			}
		}
		if len(found) <= chunk {
			look()
		} else {
			work.Go(look)
		}
	}
	work.Wait()
	return found
}

// ranked bounds how many of the newest matches are compared for how well they fit.
const ranked = 1000

// best returns the rows that fit best, at most n, of equal ones the newest first, and how many match in all.
func (m matcher) best(g *group, n int) (rows []int, total int) {
	byRank := [4][]int{}
	hits := m.hits(g)
	for row := len(hits) - 1; row >= 0; row-- {
		if !hits[row] {
			continue
		}
		if total++; total <= ranked {
			rank := m.query.Rank(g.key(row))
			byRank[rank] = append(byRank[rank], row)
		}
	}
	for rank := 3; rank >= 0 && len(rows) < n; rank-- {
		rows = append(rows, byRank[rank][:min(len(byRank[rank]), n-len(rows))]...)
	}
	return rows, total
}

func (m matcher) all(g *group) []inspection.ID {
	found := []inspection.ID{}
	for row, hit := range m.hits(g) {
		if hit {
			found = append(found, g.ids[row])
		}
	}
	return found
}
