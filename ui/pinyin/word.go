package pinyin

import "math/bits"

// maxLetters bounds a word that is looked for; nobody types more, and its places fit the bits of one number.
const maxLetters = 63

// Word is one word of a query. It is an automaton whose states are how much of the word was read: bit n is set when its
// first n letters may have been read up to here.
type Word struct {
	letters int
	needs   Signature
	start   []uint64 // by number of a letter: the states it leads to from the beginning
	row     []uint16 // by number of a letter: its row of table
	table   []uint64 // row r: for each state the states that the letter leads to; row 0 leads nowhere
}

// In reports whether the word is somewhere in the key.
func (w *Word) In(key Key) bool {
	accept, states, start := uint64(1)<<w.letters, uint64(0), w.start
	for _, letter := range key {
		if int(letter) >= len(start) {
			states = 0
			continue
		}
		next := start[letter]
		if states != 0 {
			next |= w.step(letter, states)
		}
		if next&accept != 0 {
			return true
		}
		states = next
	}
	return false
}

func (w *Word) step(letter uint16, states uint64) (next uint64) {
	row := w.table[int(w.row[letter])*w.letters:]
	for ; states != 0; states &= states - 1 {
		next |= row[bits.TrailingZeros64(states)]
	}
	return next
}

// rank is 3 if one of the texts is the word, 2 if one begins with it, 1 otherwise.
func (w *Word) rank(key Key) int {
	accept, states, best := uint64(1)<<w.letters, uint64(1), 1
	for i, letter := range key {
		if letter == gap {
			states = 1
			continue
		}
		if int(letter) >= len(w.row) {
			states = 0
			continue
		}
		states = w.step(letter, states&^accept)
		if states&accept == 0 {
			continue
		}
		if i+1 == len(key) || key[i+1] == gap {
			return 3
		}
		best = 2
	}
	return best
}
