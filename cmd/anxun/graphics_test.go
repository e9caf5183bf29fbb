package main

import (
	"strings"
	"testing"
)

func TestNoWindowIsExplainedOnce(t *testing.T) {
	var next, explain strings.Builder
	w := &graphicsWatch{next: &next, explain: &explain}
	err := w.guard(func() {
		for range 2 {
			if _, err := w.Write([]byte("Fyne error:  failed to initialise GLFW\n")); err != nil {
				t.Error(err)
			}
		}
		panic("not initialised")
	})
	if err != errNoWindow || explain.String() != noGraphics || next.Len() != 0 {
		t.Errorf("%v, explained %q, passed on %q", err, explain.String(), next.String())
	}
}

func TestOtherTroubleIsPassedOn(t *testing.T) {
	var next, explain strings.Builder
	w := &graphicsWatch{next: &next, explain: &explain}
	defer func() {
		if recover() == nil {
			t.Error("a panic that has nothing to do with the window was swallowed")
		}
		if explain.Len() != 0 || next.String() != "other\n" {
			t.Errorf("explained %q, passed on %q", explain.String(), next.String())
		}
	}()
	if _, err := w.Write([]byte("other\n")); err != nil {
		t.Error(err)
	}
	if err := w.guard(func() { panic("index out of range") }); err != nil {
		t.Error(err)
	}
}
