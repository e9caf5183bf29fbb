// Package pinyin finds Chinese text by what is typed on a keyboard: the characters themselves, full pinyin, the first
// letters, or any mixture, with every reading of a character that has several (重庆路 is found by cql and zql).
package pinyin

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	gopinyin "github.com/mozillazg/go-pinyin"
)

// Key is a text made ready for finding. Make it once per text and keep it.
type Key struct {
	runes []rune // lower case, without spaces
}

// NewKey makes texts ready; a query may match in any one of them but never across two.
func NewKey(texts ...string) Key {
	var key Key
	for _, text := range texts {
		key.runes = append(key.runes, fold(text)...)
		key.runes = append(key.runes, gap)
	}
	return key
}

// gap stands between two texts; no query contains it.
const gap = '\n'

// Match reports whether the text holds what was typed. An empty query matches everything. Several words separated by
// spaces must all be found.
func (k Key) Match(query string) bool {
	for _, word := range strings.Fields(query) {
		if !k.matchWord(fold(word)) {
			return false
		}
	}
	return true
}

// Match reports whether text holds what was typed; for many texts make a Key of each.
func Match(text, query string) bool { return NewKey(text).Match(query) }

func (k Key) matchWord(word []rune) bool {
	for start := range k.runes {
		if matchFrom(k.runes[start:], word) {
			return true
		}
	}
	return false
}

// matchFrom reports whether word can be read off the beginning of text, each character giving itself, a whole reading,
// the beginning of a reading, or its first letter.
func matchFrom(text, word []rune) bool {
	if len(word) == 0 {
		return true
	}
	if len(text) == 0 {
		return false
	}
	if text[0] == word[0] && matchFrom(text[1:], word[1:]) {
		return true
	}
	if text[0] < unicode.MaxLatin1 || word[0] > unicode.MaxASCII {
		return false
	}
	for _, reading := range readings(text[0]) {
		for n := commonPrefix(reading, word); n > 0; n-- {
			if matchFrom(text[1:], word[n:]) {
				return true
			}
		}
	}
	return false
}

func commonPrefix(reading string, word []rune) int {
	n := 0
	for n < len(reading) && n < len(word) && rune(reading[n]) == word[n] {
		n++
	}
	return n
}

// fold brings text and query to one form: lower case, half width, without spaces and apostrophes (xi'an).
func fold(text string) []rune {
	runes := make([]rune, 0, len(text))
	for _, r := range text {
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

var known sync.Map // rune → []string

// arguments asks for plain syllables with ü written v, as keyboards have it.
var arguments = gopinyin.Args{Style: gopinyin.Normal, Heteronym: true}

func readings(r rune) []string {
	if found, ok := known.Load(r); ok {
		return found.([]string)
	}
	found := gopinyin.SinglePinyin(r, arguments)
	slices.Sort(found)
	found = slices.Compact(found)
	for _, reading := range slices.Clone(found) {
		if strings.Contains(reading, "ü") {
			found = append(found, strings.ReplaceAll(reading, "ü", "v"))
		}
	}
	known.Store(r, found)
	return found
}
