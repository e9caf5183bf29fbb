package pinyin

import (
	"math/bits"
	"unicode"
)

// Signature is what of a Key can be told at a glance, so that most keys that do not hold a word need not be read. The
// first part has a bit for each Latin letter that stands in the key or begins a syllable of it, one for each digit, and
// the rest for characters, several to a bit; the second one bits for pairs of neighbouring digits and signs; the others bits
// for pairs of neighbouring initials, which two letters typed for two characters are.
type Signature [4]uint64

// SignatureOf returns the signature of a key.
func SignatureOf(key Key) (s Signature) {
	known.mu.RLock()
	defer known.mu.RUnlock()
	before, last := rune(0), uint64(0)
	for _, n := range key {
		if int(n) >= len(known.letters) { // other
			s[0], last = ^uint64(0), 0
			continue
		}
		e := &known.letters[n]
		s[0] |= e.bits
		s[1] |= pairBit(before, e.char)
		s.pair(last, e.bits)
		before, last = e.char, e.bits
	}
	return s
}

// May reports whether a key with the signature may hold the word.
func (w *Word) May(s Signature) bool {
	for i, part := range s {
		if part&w.needs[i] != w.needs[i] {
			return false
		}
	}
	return true
}

// initials are the bits of the letters that begin syllables and stand nowhere else in them.
const initials = 1<<('b'-'a') | 1<<('p'-'a') | 1<<('f'-'a') | 1<<('d'-'a') | 1<<('t'-'a') | 1<<('l'-'a') | 1<<('j'-'a') | 1<<('q'-'a') |
	1<<('x'-'a') | 1<<('z'-'a') | 1<<('c'-'a') | 1<<('s'-'a') | 1<<('k'-'a') | 1<<('w'-'a') | 1<<('y'-'a')

// pair notes that letters with the first bits stand before letters with the second ones. Where two initials are typed one
// after the other, each is the beginning of a character of its own, so they are neighbours in what holds them.
func (s *Signature) pair(first, second uint64) {
	for first &= initials; first != 0; first &= first - 1 {
		a := bits.TrailingZeros64(first)
		for rest := second & initials; rest != 0; rest &= rest - 1 {
			n := uint(a*37+bits.TrailingZeros64(rest)*5) % 128
			s[2+n/64] |= 1 << (n % 64)
		}
	}
}

// needs returns the signature that every key with the word has.
func needs(chars []rune) (s Signature) {
	before := rune(0)
	for i, char := range chars {
		if i == 0 || beginsOnly(char) || char > unicode.MaxASCII || !isLatin(char) {
			s[0] |= charBit(char)
		}
		s[1] |= pairBit(before, char)
		if isLatin(before) && isLatin(char) {
			s.pair(charBit(before), charBit(char))
		}
		before = char
	}
	return s
}

// beginsOnly reports whether a Latin letter stands in no syllable but at its beginning.
func beginsOnly(char rune) bool { return isLatin(char) && charBit(char)&initials != 0 }

func isLatin(char rune) bool { return char >= 'a' && char <= 'z' }

func charBit(char rune) uint64 {
	switch {
	case isLatin(char):
		return 1 << (char - 'a')
	case char >= '0' && char <= '9':
		return 1 << (26 + char - '0')
	default:
		return 1 << (36 + uint32(char)%28)
	}
}

// pairBit is 0 unless both are digits or signs, which nothing but themselves is typed for.
func pairBit(a, b rune) uint64 {
	if a == 0 || a > unicode.MaxASCII || b > unicode.MaxASCII || isLatin(a) || isLatin(b) || b == 0 {
		return 0
	}
	return 1 << ((uint32(a)*13 + uint32(b)) % 64)
}

// bitsOf are the bits of the first part that a letter sets.
func bitsOf(char rune, syllables []string) uint64 {
	bits := charBit(char)
	for _, syllable := range syllables {
		bits |= charBit(rune(syllable[0]))
	}
	return bits
}
