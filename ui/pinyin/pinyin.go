// Package pinyin finds Chinese text by what is typed on a keyboard: the characters themselves, full pinyin, the first
// letters, or any mixture, with every reading of a character that has several (重庆路 is found by cql and zql), and those
// that only a place's name or a surname has (祭城 by zhacheng, assets/pinyin/readings.json).
//
// A text is kept as a short number for each of its letters. A query is compiled once into a table that says, for each
// letter, how much of what was typed it may stand for; finding is then one look into that table for each letter, about a
// nanosecond. So no index of words is needed, which Chinese does not have, and two characters are found like ten.
package pinyin

import (
	"strings"
	"sync"
)

// Key is a text made ready for finding. Make it once per text and keep it; it takes two bytes for each letter.
type Key []uint16

// gap is the number that ends each text of a Key; no letter has it.
const gap = 0

// NewKey makes texts ready; a word of a query may match in any one of them but never across two.
func NewKey(texts ...string) Key { return AppendKey(nil, texts...) }

// AppendKey appends the key of texts to key, for many keys in one piece of memory.
func AppendKey(key Key, texts ...string) Key { return known.append(key, texts) }

// Match reports whether the text holds what was typed. An empty query matches everything. Several words separated by
// spaces must all be found.
func (k Key) Match(query string) bool { return compiled(query).Match(k) }

// Match reports whether text holds what was typed; for many texts make a Key of each.
func Match(text, query string) bool { return NewKey(text).Match(query) }

// Query is what was typed, made ready for looking through many keys. It is safe for concurrent use.
type Query struct {
	text  string
	Words []*Word
}

// Compile makes what was typed ready. It knows the letters of the keys made so far.
func Compile(text string) *Query {
	q := &Query{text: text}
	for _, word := range strings.Fields(text) {
		if letters := fold(word); len(letters) > 0 {
			q.Words = append(q.Words, known.compile(letters))
		}
	}
	return q
}

// Match reports whether the key holds every word.
func (q *Query) Match(key Key) bool {
	for _, word := range q.Words {
		if !word.In(key) {
			return false
		}
	}
	return true
}

// Rank tells how well the key fits, for the best to come first: 3 if a whole text is what was typed, 2 if a text begins
// with it, 1 if it is found elsewhere, 0 if it is not there. With several words the best one counts.
func (q *Query) Rank(key Key) int {
	best := 1
	for _, word := range q.Words {
		if !word.In(key) {
			return 0
		}
		best = max(best, word.rank(key))
	}
	return best
}

// last keeps the query used last, since a list asks all of its keys about the same one.
var last struct {
	sync.Mutex
	query   *Query
	letters int
}

func compiled(text string) *Query {
	letters := known.size()
	last.Lock()
	defer last.Unlock()
	if last.query == nil || last.query.text != text || last.letters != letters {
		last.query, last.letters = Compile(text), letters
	}
	return last.query
}
