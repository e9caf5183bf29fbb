package main

import (
	"bytes"
	"errors"
	"io"
	"log"
	"os"
	"regexp"
	"strings"
	"sync"

	"anxun/cmd/internal/notice"
)

// graphicsWatch passes on what the toolkit logs and explains its failure to get a window, after which the toolkit ends
// the program by itself, without a way to ask it why. The toolkit tells in three lines: what failed, its cause, and
// where in its source.
type graphicsWatch struct {
	next    io.Writer
	explain func(cause string) error

	failing bool // the line before said that there will be no window
	once    sync.Once
	told    bool
	err     error
}

// watchGraphics sends the log of the toolkit through a watch.
func watchGraphics() *graphicsWatch {
	watch := &graphicsWatch{next: os.Stderr, explain: notice.Graphics}
	log.SetOutput(watch)
	return watch
}

// guard runs show and returns its error, or errNoWindow after it was explained that there can be no window. Any panic
// that is not about the window goes on.
func (w *graphicsWatch) guard(show func() error) (err error) {
	defer func() {
		if w.told && recover() != nil {
			err = errors.Join(errNoWindow, w.err)
		}
	}()
	return show()
}

// errNoWindow was explained already.
var errNoWindow = errors.New("no window")

// noContext is how GLFW's wrapper writes down, without giving it back as an error, that Windows or X would not make what
// OpenGL draws into. The toolkit would then wait for ever for a window that never comes.
var noContext = regexp.MustCompile(`PlatformError: (WGL|GLX|EGL): .*(pixel format|dummy|[Cc]reate|FBConfig)`)

// Write implements io.Writer. It returns only after the person has closed the message, because the toolkit ends the
// program after its last line.
func (w *graphicsWatch) Write(line []byte) (int, error) {
	if w.failing {
		w.failing = false
		_, cause, _ := strings.Cut(string(line), "Cause:")
		w.tell(strings.TrimSpace(cause))
		return len(line), w.err
	}
	if noContext.Match(line) {
		_, cause, _ := strings.Cut(string(line), "PlatformError: ")
		w.tell(strings.TrimSpace(cause))
		return len(line), w.err
	}
	for _, sign := range []string{"window creation error", "failed to initialise GLFW", "failed to initialise OpenGL"} {
		if bytes.Contains(line, []byte(sign)) {
			w.failing = true
			return len(line), w.err // the toolkit's own words add nothing for a person
		}
	}
	return w.next.Write(line)
}

// tell explains once. Without the functions of OpenGL the toolkit would go on and crash where nothing can be caught, so
// the program leaves through guard.
func (w *graphicsWatch) tell(cause string) {
	w.once.Do(func() {
		w.told = true
		w.err = w.explain(cause)
		panic(errNoWindow)
	})
}
