// Package notice tells a person something while the program has no window of its own: before there is one, or when
// there can be none. It uses what the system has for that, so that a program started from an icon never just vanishes.
package notice

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"anxun/ui/i18n"
)

// Graphics explains that no window can be made, with what to do about it on this system. cause is what the graphics
// library said, for whoever helps; "" for nothing. It returns when the person has closed the message.
func Graphics(cause string) error {
	system := "linux"
	if runtime.GOOS == "windows" {
		system = "windows"
	}
	return show("notice.graphics.title", "notice.graphics."+system, "cause", cause)
}

// Failure explains that the program ends at its start because of err. It returns when the person has closed the message.
func Failure(err error) error {
	title, text, said := words("notice.failure.title", "notice.failure.text", func(c *i18n.Catalog) []any { return []any{"cause", c.Error(err)} })
	return errors.Join(said, Show(title, text))
}

// Crash explains that the program ends because of a fault of its own; what is the fault, in its own words. It returns
// when the person has closed the message.
func Crash(what any) error {
	return show("notice.crash.title", "notice.crash.text", "cause", fmt.Sprint(what))
}

func show(title, text string, arguments ...any) error {
	title, text, err := words(title, text, func(*i18n.Catalog) []any { return arguments })
	return errors.Join(err, Show(title, text))
}

// words returns title and text in Chinese and English, because the language of the window may not be known yet.
func words(titleKey, textKey string, arguments func(*i18n.Catalog) []any) (title, text string, err error) {
	var titles, texts []string
	for _, language := range i18n.Languages() {
		catalog, err := i18n.New(language)
		if err != nil {
			return titleKey, textKey, err
		}
		titles = append(titles, catalog.T(titleKey))
		texts = append(texts, strings.TrimSpace(catalog.T(textKey, arguments(catalog)...)))
	}
	return strings.Join(titles, " · "), strings.Join(texts, "\n\n"), nil
}
