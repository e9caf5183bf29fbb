package pinyin

import "math/bits"

// maxLetters bounds a word that is looked for; nobody types more, and its places fit the bits of one number.
const maxLetters = 63

// Word is one word of a query. It is an automaton whose states are how much of the word was read: bit n is set when its
// first n letters may have been read up to here.
type Word struct {
	letters int
	row     []uint16 // by number of a letter: its row of table, 0 for none
	table   []uint64 // row r: for each state the states that the letter leads to
}

// In reports whether the word is somewhere in the key.
func (w *Word) In(key Key) bool {
	accept, states := uint64(1)<<w.letters, uint64(0)
	for _, letter := range key {
		if int(letter) >= len(w.row) || w.row[letter] == 0 {
			states = 0
			continue
		}
		states = w.step(letter, states|1)
		if states&accept != 0 {
			return true
		}
	}
	return false
}

func (w *Word) step(letter uint16, states uint64) (next uint64) {
	row := w.table[int(w.row[letter])*w.letters:]
	for states &^= 1 << w.letters; states != 0; states &= states - 1 {
		next |= row[bits.TrailingZeros64(states)]
	}
	return next
}

// rank is 3 if one of the texts is the word, 2 if one begins with it, 1 otherwise.
func (w *Word) rank(key Key) int {
	accept, states, best := uint64(1)<<w.letters, uint64(1), 1
	for i, letter := range key {
		switch {
		case letter == gap:
			states = 1
			continue
		case int(letter) >= len(w.row) || w.row[letter] == 0:
			states = 0
		default:
			states = w.step(letter, states)
		}
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
