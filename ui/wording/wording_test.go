package wording

import (
	"testing"

	"anxun/ui/i18n"
)

// Every field that can be shown has words in both languages.
func TestEveryFieldHasWords(t *testing.T) {
	for _, language := range i18n.Languages() {
		words, err := i18n.New(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, record := range records {
			for _, field := range Shown(record.Kind(), record.Fields()) {
				if !Known(record.Kind(), field) {
					t.Errorf("%s.%s is shown and not known", record.Kind(), field)
				}
				if key := "history.field." + string(record.Kind()) + "." + field; words.T(key) == "‹"+key+"›" {
					t.Errorf("%s: no words for %s", language, key)
				}
			}
		}
	}
}
