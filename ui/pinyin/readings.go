package pinyin

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	gopinyin "github.com/mozillazg/go-pinyin"

	"anxun/assets"
)

// arguments asks for plain syllables with ü written v, as keyboards have it.
var arguments = gopinyin.Args{Style: gopinyin.Normal, Heteronym: true}

var read sync.Map // letter → []string

// readings lists every syllable that the letter may be read as.
func readings(l letter) []string {
	if found, ok := read.Load(l); ok {
		return found.([]string)
	}
	found := slices.Clone(gopinyin.SinglePinyin(l.char, arguments))
	if l.extra != "" {
		found = append(found, l.extra)
	}
	slices.Sort(found)
	found = slices.Compact(found)
	read.Store(l, found)
	return found
}

// special is the table of words whose characters are read otherwise, by first character, longest word first.
var special = sync.OnceValue(func() map[rune][]specialWord {
	table, err := parseReadings(assets.PinyinReadings)
	if err != nil {
		panic("pinyin: " + err.Error()) // embedded, and read by a test
	}
	return table
})

type specialWord struct {
	chars     []rune
	syllables []string
}

func parseReadings(data []byte) (map[rune][]specialWord, error) {
	var words map[string]string
	if err := json.Unmarshal(data, &words); err != nil {
		return nil, err
	}
	table := map[rune][]specialWord{}
	for word, reading := range words {
		w := specialWord{[]rune(word), strings.Fields(reading)}
		if len(w.chars) == 0 || len(w.chars) != len(w.syllables) {
			return nil, fmt.Errorf("%s has %d characters and %d syllables", word, len(w.chars), len(w.syllables))
		}
		table[w.chars[0]] = append(table[w.chars[0]], w)
	}
	for first := range table {
		slices.SortFunc(table[first], func(a, b specialWord) int { return len(b.chars) - len(a.chars) })
	}
	return table, nil
}

// extras returns, for each character, the reading that the word it stands in gives it; nil if there is none at all. What
// the dictionary of characters knows already is left out.
func extras(chars []rune) []string {
	var found []string
	table := special()
	for at, char := range chars {
		if char <= unicode.MaxLatin1 {
			continue
		}
		for _, word := range table[char] {
			if len(chars)-at < len(word.chars) || !slices.Equal(chars[at:at+len(word.chars)], word.chars) {
				continue
			}
			for i, syllable := range word.syllables {
				if slices.Contains(readings(letter{char: word.chars[i]}), syllable) {
					continue
				}
				if found == nil {
					found = make([]string, len(chars))
				}
				found[at+i] = syllable
			}
			break
		}
	}
	return found
}
