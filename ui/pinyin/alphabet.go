package pinyin

import (
	"math"
	"sync"
	"unicode"
)

// alphabet numbers the letters met so far. A character that has other readings within a word of the table is another
// letter than the same character elsewhere.
type alphabet struct {
	mu      sync.RWMutex
	plain   [1 << 16]uint16 // numbers of the characters of the basic plane, 0 for those not met
	numbers map[letter]uint16
	letters []entry // by number; 0 is the gap
}

type letter struct {
	char  rune
	extra string // a reading besides those of the dictionary
}

type entry struct {
	char      rune
	syllables []string
	bits      uint64 // of signatures
}

var known = &alphabet{numbers: map[letter]uint16{}, letters: []entry{{}}}

// other is the number of letters met after all numbers were used up, which is beyond any one language.
const other = math.MaxUint16

func (a *alphabet) size() int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return len(a.letters)
}

func (a *alphabet) append(key Key, texts []string) Key {
	a.mu.RLock()
	defer a.mu.RUnlock()
	for _, text := range texts {
		chars := fold(text)
		extra := extras(chars)
		for i, char := range chars {
			if extra != nil && extra[i] != "" {
				key = append(key, a.number(letter{char, extra[i]}))
				continue
			}
			n := uint16(0)
			if char < 1<<16 {
				n = a.plain[char]
			}
			if n == 0 {
				n = a.number(letter{char: char})
			}
			key = append(key, n)
		}
		key = append(key, gap)
	}
	return key
}

// number is called, and returns, with the lock held for reading.
func (a *alphabet) number(l letter) uint16 {
	if n, met := a.numbers[l]; met {
		return n
	}
	a.mu.RUnlock()
	defer a.mu.RLock()
	a.mu.Lock()
	defer a.mu.Unlock()
	if n, met := a.numbers[l]; met {
		return n
	}
	if len(a.letters) >= other {
		return other
	}
	e, n := entry{char: l.char}, uint16(len(a.letters))
	if l.char > unicode.MaxLatin1 {
		e.syllables = readings(l)
	}
	e.bits = bitsOf(e.char, e.syllables)
	a.letters = append(a.letters, e)
	a.numbers[l] = n
	if l.extra == "" && l.char < 1<<16 {
		a.plain[l.char] = n
	}
	return n
}

// compile makes the automaton of a word.
func (a *alphabet) compile(chars []rune) *Word {
	chars = chars[:min(len(chars), maxLetters)]
	a.mu.RLock()
	letters := a.letters // only ever appended to
	a.mu.RUnlock()
	w := &Word{letters: len(chars), needs: needs(chars), start: make([]uint64, len(letters)), row: make([]uint16, len(letters)), table: make([]uint64, len(chars))}
	row := make([]uint64, len(chars))
	for n := 1; n < len(letters); n++ {
		if letters[n].leads(chars, row) {
			w.row[n] = uint16(len(w.table) / len(chars))
			w.start[n] = row[0]
			w.table = append(w.table, row...)
			clear(row)
		}
	}
	return w
}

// leads fills in, for each place in what was typed, the places that the letter may lead to: over itself, over a whole
// reading, or over the beginning of one. It reports whether there are any.
func (l entry) leads(chars []rune, row []uint64) (any bool) {
	for at, char := range chars {
		if char == l.char {
			row[at] |= 1 << (at + 1)
		}
		for _, syllable := range l.syllables {
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
	runes := make([]rune, 0, len(text)/2+1)
	for _, r := range text {
		if r >= 0x4e00 && r <= 0x9fff { // most of them
			runes = append(runes, r)
			continue
		}
		if r >= '\uff01' && r <= '\uff5e' {
			r -= '\uff01' - '!'
		}
		if unicode.IsSpace(r) || r == '\'' || r == '’' {
			continue
		}
		runes = append(runes, unicode.ToLower(r))
	}
	return runes
}
