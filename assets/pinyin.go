package assets

import _ "embed"

// PinyinReadings gives readings of characters in places' names and surnames that dictionaries of single characters lack
// or hide: a JSON object from a word to its syllables, separated by spaces.
//
//go:embed pinyin/readings.json
var PinyinReadings []byte
