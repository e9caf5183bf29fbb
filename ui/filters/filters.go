// Package filters keeps what a person often narrows a list to under a name, and shows the names over the list as 我的筛选.
// They belong to the laptop, like the other preferences.
package filters

import (
	"slices"
	"strings"
	"unicode/utf8"

	"anxun/ui/preference"
)

// maxName is how many characters a name may have, so that several stand in one line.
const maxName = 20

// Host is what keeping filters needs of the window.
type Host interface {
	T(key string, args ...any) string
	Preferences() preference.Values
	ChangePreferences(change func(*preference.Values))
}

// Filters are the named filters of one list.
type Filters struct {
	host Host
	page string
}

// New returns the filters of the list of a page, as routes name it.
func New(host Host, page string) *Filters { return &Filters{host, page} }

// List returns the filters in the order in which they were saved.
func (f *Filters) List() []preference.Filter {
	var list []preference.Filter
	for _, filter := range f.host.Preferences().Filters {
		if filter.Page == f.page {
			list = append(list, filter)
		}
	}
	return list
}

// Save adds a filter. It returns what is wrong with the name, one sentence, and saves nothing then.
func (f *Filters) Save(name, state string) (problem string) {
	return f.Replace(append(f.List(), preference.Filter{Name: name, State: state}))
}

// Replace stores the filters of the list instead of those that were there, for changing names and taking some away. It
// returns what is wrong with a name, one sentence, and changes nothing then.
func (f *Filters) Replace(list []preference.Filter) (problem string) {
	list = slices.Clone(list)
	seen := map[string]bool{}
	for i := range list {
		name := strings.Join(strings.Fields(list[i].Name), " ")
		switch {
		case name == "":
			return f.host.T("filters.no_name")
		case utf8.RuneCountInString(name) > maxName:
			return f.host.T("filters.long_name", "max", maxName)
		case seen[name]:
			return f.host.T("filters.same_name", "name", name)
		}
		seen[name] = true
		list[i].Page, list[i].Name = f.page, name
	}
	f.host.ChangePreferences(func(v *preference.Values) {
		others := slices.DeleteFunc(slices.Clone(v.Filters), func(filter preference.Filter) bool { return filter.Page == f.page })
		v.Filters = append(others, list...)
	})
	return ""
}
