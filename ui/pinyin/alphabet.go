package pinyin

import (
	"math"
	"strings"
	"sync"
	"unicode"
)

// alphabet numbers the letters met so far. A character that has other readings within a word of the table is another
// letter than the same character elsewhere.
type alphabet struct {
	mu      sync.RWMutex
	numbers map[letter]uint16
	letters []letter // by number; 0 is the gap
}

type letter struct {
	char  rune
	extra string // a reading besides those of the dictionary
}

var known = &alphabet{numbers: map[letter]uint16{}, letters: []letter{{}}}

// other is the number of letters met after all numbers were used up, which is beyond any one language.
const other = math.MaxUint16

func (a *alphabet) size() int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return len(a.letters)
}

func (a *alphabet) append(key Key, texts []string) Key {
	for _, text := range texts {
		chars := fold(text)
		extra := extras(chars)
		for i, char := range chars {
			l := letter{char: char}
			if extra != nil {
				l.extra = extra[i]
			}
			key = append(key, a.number(l))
		}
		key = append(key, gap)
	}
	return key
}

func (a *alphabet) number(l letter) uint16 {
	a.mu.RLock()
	n, met := a.numbers[l]
	a.mu.RUnlock()
	if met {
		return n
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if n, met = a.numbers[l]; met {
		return n
	}
	if len(a.letters) >= other {
		return other
	}
	n = uint16(len(a.letters))
	a.letters = append(a.letters, l)
	a.numbers[l] = n
	return n
}

// compile makes the automaton of a word.
func (a *alphabet) compile(chars []rune) *Word {
	chars = chars[:min(len(chars), maxLetters)]
	a.mu.RLock()
	letters := a.letters // only ever appended to
	a.mu.RUnlock()
	w := &Word{letters: len(chars), row: make([]uint16, len(letters)), table: make([]uint64, len(chars))}
	row := make([]uint64, len(chars))
	for n := 1; n < len(letters); n++ {
		if letters[n].leads(chars, row) {
			w.row[n] = uint16(len(w.table) / len(chars))
			w.table = append(w.table, row...)
			clear(row)
		}
	}
	return w
}

// leads fills in, for each place in what was typed, the places that the letter may lead to: over itself, over a whole
// reading, or over the beginning of one. It reports whether there are any.
func (l letter) leads(chars []rune, row []uint64) (any bool) {
	var syllables []string
	if l.char > unicode.MaxLatin1 {
		syllables = readings(l)
	}
	for at, char := range chars {
		if char == l.char {
			row[at] |= 1 << (at + 1)
		}
		for _, syllable := range syllables {
			for n := range len(syllable) {
				if at+n >= len(chars) || rune(syllable[n]) != chars[at+n] {
					break
				}
				row[at] |= 1 << (at + n + 1)
			}
		}
		any = any || row[at] != 0
	}
	return any
}

// fold brings text and query to one form: lower case, half width, without spaces and apostrophes (xi'an).
func fold(text string) []rune {
	runes := make([]rune, 0, len(text))
	for _, r := range text {
		if r >= '\uff01' && r <= '\uff5e' {
			r -= '\uff01' - '!'
		}
		if unicode.IsSpace(r) || strings.ContainsRune("'’", r) {
			continue
		}
		runes = append(runes, unicode.ToLower(r))
	}
	return runes
}
