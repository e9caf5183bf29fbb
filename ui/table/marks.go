package table

import (
	"cmp"
	"maps"
	"slices"
)

// Marks are the rows of a list that a person chose for an action on several, by what names their records. Marks stay
// when the list shows others. The zero value has none.
type Marks[K cmp.Ordered] struct{ on map[K]bool }

// Has reports whether a row is marked.
func (m *Marks[K]) Has(key K) bool { return m.on[key] }

// Len returns how many are marked.
func (m *Marks[K]) Len() int { return len(m.on) }

// Add marks rows; with toggle, those that are marked already are not any more.
func (m *Marks[K]) Add(toggle bool, keys ...K) {
	if m.on == nil {
		m.on = map[K]bool{}
	}
	for _, key := range keys {
		if toggle && m.on[key] {
			delete(m.on, key)
		} else {
			m.on[key] = true
		}
	}
}

// Drop takes marks away.
func (m *Marks[K]) Drop(keys ...K) {
	for _, key := range keys {
		delete(m.on, key)
	}
}

// Clear takes all marks away and reports whether there were any.
func (m *Marks[K]) Clear() bool {
	any := len(m.on) > 0
	m.on = nil
	return any
}

// Keys returns what is marked, sorted.
func (m *Marks[K]) Keys() []K { return slices.Sorted(maps.Keys(m.on)) }

// Chosen returns what an action is about: what is marked, sorted, else the row shown; nil if there is none.
func (m *Marks[K]) Chosen(shown K) []K {
	var none K
	if len(m.on) == 0 && shown != none {
		return []K{shown}
	}
	return m.Keys()
}
