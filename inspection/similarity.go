package inspection

import (
	"slices"
	"strings"
	"unicode"
)

// The measure for two findings that are worded differently: the pairs of
// neighbouring characters (bigrams) that both have, over all pairs that either has
// (Jaccard index). It needs no dictionary, gives the same answer on every laptop,
// and can be shown: "both say 安全 全出 出口 堆放". It compares words, not meaning, so what
// it finds is a proposal for a person and nothing is ever merged by it.
const (
	// SimilarFrom is the least similarity, from 0 to 1, that is proposed. Sharing half
	// of all pairs means the same object and the same fault in most wordings; two
	// faults of one object usually share a quarter to a third.
	SimilarFrom = 0.5
	// similarPairs is the least number of shared pairs, so that two findings of two
	// or three characters each are not alike by chance.
	similarPairs = 3
)

// Similarity compares two findings. value is from 0 to 1; shared lists the pairs of
// characters that both have, in the order of a.
func Similarity(a, b string) (value float64, shared []string) {
	first, second := bigrams(a), bigrams(b)
	for _, pair := range first {
		if slices.Contains(second, pair) {
			shared = append(shared, pair)
		}
	}
	union := len(first) + len(second) - len(shared)
	if union == 0 {
		return 0, nil
	}
	return float64(len(shared)) / float64(union), shared
}

// Similar reports whether two findings are alike enough to be proposed as the same
// hazard coming back.
func Similar(a, b string) bool {
	value, shared := Similarity(a, b)
	return value >= SimilarFrom && len(shared) >= similarPairs
}

// bigrams lists the different pairs of neighbouring characters, in their order. A
// pair never spans punctuation, as the parts of a sentence may change places.
func bigrams(text string) []string {
	var pairs []string
	for _, part := range strings.FieldsFunc(normalize(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		characters := []rune(part)
		for i := range len(characters) - 1 {
			if pair := string(characters[i : i+2]); !slices.Contains(pairs, pair) {
				pairs = append(pairs, pair)
			}
		}
	}
	return pairs
}

// normalize makes spellings equal that a Chinese input method offers side by side:
// full-width and half-width letters and digits, capitals and small letters. Blanks
// within a finding mean nothing in Chinese and are dropped.
func normalize(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xff01 && r <= 0xff5e { // full-width forms of ! to ~
			r -= 0xfee0
		}
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
