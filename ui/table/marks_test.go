package table

import (
	"slices"
	"testing"
)

func TestMarks(t *testing.T) {
	var m Marks[string]
	if m.Has("a") || m.Clear() || m.Chosen("") != nil {
		t.Error("something is marked from the start")
	}
	if got := m.Chosen("shown"); !slices.Equal(got, []string{"shown"}) {
		t.Errorf("without marks an action is about %q", got)
	}
	m.Add(false, "b", "a", "c")
	m.Add(true, "c", "d")
	m.Drop("b")
	if got := m.Chosen("shown"); !slices.Equal(got, []string{"a", "d"}) || m.Len() != 2 || !m.Has("d") {
		t.Errorf("marked %q", got)
	}
	if !m.Clear() || m.Len() != 0 {
		t.Error("marks stay")
	}
}
