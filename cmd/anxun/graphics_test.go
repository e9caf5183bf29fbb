package main

import (
	"errors"
	"log"
	"strings"
	"testing"
)

// watching returns a watch, what it explained, and what it passed on.
func watching() (w *graphicsWatch, explained *[]string, next *strings.Builder) {
	explained, next = &[]string{}, &strings.Builder{}
	w = &graphicsWatch{next: next, explain: func(cause string) error {
		*explained = append(*explained, cause)
		return nil
	}}
	return w, explained, next
}

func TestNoWindowIsExplainedOnceWithItsCause(t *testing.T) {
	for _, reason := range []string{"window creation error", "failed to initialise GLFW", "failed to initialise OpenGL"} {
		w, explained, next := watching()
		toolkit := log.New(w, "2026/11/25 09:00:00 ", 0)
		err := w.guard(func() error {
			toolkit.Println("Fyne error: ", reason)
			toolkit.Println("  Cause:", errors.New("APIUnavailable: GLX: No GLXFBConfigs returned"))
			t.Error(reason, ": the program went on without a window")
			return nil
		})
		if !errors.Is(err, errNoWindow) || len(*explained) != 1 || (*explained)[0] != "APIUnavailable: GLX: No GLXFBConfigs returned" || next.Len() != 0 {
			t.Errorf("%s: %v, explained %q, passed on %q", reason, err, *explained, next.String())
		}
	}
}

// Seen on a Windows without OpenGL: the toolkit gets no error and would wait for ever.
func TestNoPixelFormatIsExplained(t *testing.T) {
	w, explained, next := watching()
	err := w.guard(func() error {
		log.New(w, "2026/11/25 09:00:00 ", 0).Print("PlatformError: WGL: Failed to set pixel format for dummy context: Invalid window handle. ")
		return nil
	})
	if !errors.Is(err, errNoWindow) || len(*explained) != 1 || (*explained)[0] != "WGL: Failed to set pixel format for dummy context: Invalid window handle." || next.Len() != 0 {
		t.Errorf("%v, explained %q, passed on %q", err, *explained, next.String())
	}
	w, explained, next = watching()
	if err := w.guard(func() error {
		log.New(w, "", 0).Print("PlatformError: Win32: Failed to open clipboard")
		return nil
	}); err != nil || len(*explained) != 0 || next.Len() == 0 {
		t.Errorf("the clipboard is no reason to end: %v, %q, %q", err, *explained, next.String())
	}
}

func TestOtherTroubleIsPassedOn(t *testing.T) {
	w, explained, next := watching()
	defer func() {
		if recover() == nil {
			t.Error("a panic that has nothing to do with the window was swallowed")
		}
		if len(*explained) != 0 || next.String() != "other\n" {
			t.Errorf("explained %q, passed on %q", *explained, next.String())
		}
	}()
	log.New(w, "", 0).Print("other")
	if err := w.guard(func() error { panic("index out of range") }); err != nil {
		t.Error(err)
	}
}
