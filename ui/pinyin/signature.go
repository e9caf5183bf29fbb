package pinyin

import "unicode"

// Signature is what of a Key can be told at a glance, so that most keys that do not hold a word need not be read. The
// first part has a bit for each Latin letter that stands in the key or begins a syllable of it, one for each digit, and
// the rest for characters, several to a bit; the second one bits for pairs of neighbouring digits and signs.
type Signature [2]uint64

// SignatureOf returns the signature of a key.
func SignatureOf(key Key) (s Signature) {
	known.mu.RLock()
	defer known.mu.RUnlock()
	before := rune(0)
	for _, n := range key {
		if int(n) >= len(known.letters) { // other
			s[0] = ^uint64(0)
			continue
		}
		e := &known.letters[n]
		s[0] |= e.bits
		s[1] |= pairBit(before, e.char)
		before = e.char
	}
	return s
}

// May reports whether a key with the signature may hold the word.
func (w *Word) May(s Signature) bool {
	return s[0]&w.needs[0] == w.needs[0] && s[1]&w.needs[1] == w.needs[1]
}

// needs returns the signature that every key with the word has.
func needs(chars []rune) (s Signature) {
	before := rune(0)
	for i, char := range chars {
		if i == 0 || beginsOnly(char) || char > unicode.MaxASCII || !isLatin(char) {
			s[0] |= charBit(char)
		}
		s[1] |= pairBit(before, char)
		before = char
	}
	return s
}

// beginsOnly reports whether a Latin letter stands in no syllable but at its beginning.
func beginsOnly(char rune) bool {
	switch char {
	case 'b', 'p', 'f', 'd', 't', 'l', 'j', 'q', 'x', 'z', 'c', 's', 'k', 'w', 'y':
		return true
	}
	return false
}

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
