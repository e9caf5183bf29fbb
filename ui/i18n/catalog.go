package i18n

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"anxun/assets"
)

// The languages that Anxun speaks.
const (
	Chinese = "zh-Hans"
	English = "en"
)

// Catalog is the set of messages of one language. It does not change after New and is safe for concurrent use.
type Catalog struct {
	lang     string
	messages map[string]string
}

// Languages returns the languages that New accepts, the default one first.
func Languages() []string { return []string{Chinese, English} }

// New loads the embedded messages of lang, one of Languages. It fails for any other language, for a damaged file and
// for a key that stands in two areas.
func New(lang string) (*Catalog, error) {
	if !slices.Contains(Languages(), lang) {
		return nil, fmt.Errorf("load translations: unknown language %q", lang)
	}
	return load(assets.Translations, path.Join("translations", lang), lang)
}

func load(fsys fs.FS, dir, lang string) (*Catalog, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("list translations in %s: %w", dir, err)
	}
	c := &Catalog{lang: lang, messages: map[string]string{}}
	for _, file := range files {
		if err := c.add(fsys, file); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Catalog) add(fsys fs.FS, file string) error {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("read translations: %w", err)
	}
	var area map[string]string
	if err := json.Unmarshal(data, &area); err != nil {
		return fmt.Errorf("read translations %s: %w", file, err)
	}
	for key, message := range area {
		if _, twice := c.messages[key]; twice {
			return fmt.Errorf("translations %s: key %q stands in another area too", file, key)
		}
		c.messages[key] = message
	}
	return nil
}

// Language returns the language of the catalog.
func (c *Catalog) Language() string { return c.lang }

// Has reports whether the catalog knows key.
func (c *Catalog) Has(key string) bool {
	_, ok := c.messages[key]
	return ok
}

// Keys returns all keys, sorted.
func (c *Catalog) Keys() []string {
	keys := make([]string, 0, len(c.messages))
	for key := range c.messages {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// T returns the message of key. args are alternating names and values: T("places.count", "n", 12) puts 12 in the
// place of {n}. A missing key comes back as ‹key› and a missing value leaves its {name}, so both are seen on screen.
func (c *Catalog) T(key string, args ...any) string {
	message, ok := c.messages[key]
	if !ok {
		return "‹" + key + "›"
	}
	if len(args) < 2 {
		return message
	}
	// One pass over the message, so that a value which itself holds {n} is not replaced again.
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(message)
}

// Sentence is T with the words of people in the place of the names of kinds of records, in the values kind and target.
func (c *Catalog) Sentence(key string, args ...any) string {
	words := append([]any(nil), args...)
	for i := 0; i+1 < len(words); i += 2 {
		if kind, ok := words[i+1].(string); ok && (words[i] == "kind" || words[i] == "target") {
			words[i+1] = c.T("cli.record." + kind)
		}
	}
	return c.T(key, words...)
}

// Message is an error that knows how to be told to a person: a key of the catalog and alternating names and values.
type Message interface {
	error
	MessageKey() (key string, args []any)
}

// Error returns one sentence for err: the message of the first Message in its chain, else error.internal with the
// technical text. It returns "" for nil.
func (c *Catalog) Error(err error) string {
	if err == nil {
		return ""
	}
	var m Message
	if errors.As(err, &m) {
		key, args := m.MessageKey()
		if c.Has(key) {
			return c.T(key, args...)
		}
	}
	return c.T("error.internal", "text", err.Error())
}
