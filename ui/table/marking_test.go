package table

import (
	"slices"
	"testing"
)

func TestMarking(t *testing.T) {
	list := []string{"a", "b", "c", "d"}
	changed := 0
	var m Marking[string]
	m.MarkOn(Rows[string]{Total: func() int { return len(list) }, Changed: func() { changed++ },
		Keys: func(from, n int, done func([]string)) { done(list[from : from+n]) }})
	m.Mark(1, 2, false)
	m.Mark(2, 3, true)
	if !slices.Equal(m.Keys(), []string{"b", "d"}) || changed != 2 {
		t.Errorf("%v, changed %d times", m.Keys(), changed)
	}
	if !m.MarkAll(true) || m.Len() != 4 {
		t.Errorf("all: %v", m.Keys())
	}
	if !m.MarkAll(false) || m.Len() != 0 || m.MarkAll(false) || changed != 4 {
		t.Errorf("none: %v, changed %d times", m.Keys(), changed)
	}
}

type board struct{ text, said string }

func (b *board) Copy(text string)  { b.text = text }
func (b *board) Toast(text string) { b.said = text }

func TestCopyTo(t *testing.T) {
	b, words := &board{}, func(key string, args ...any) string { return key }
	text := New("编号")
	text.CopyTo(b, words)
	if b.text != "" || b.said != "" {
		t.Error("a table without rows was copied")
	}
	text.Add("1")
	text.CopyTo(b, words)
	if b.text != text.String() || b.said != "common.copied" {
		t.Errorf("%+v", b)
	}
}
