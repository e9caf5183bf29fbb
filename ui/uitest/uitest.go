// Package uitest helps to test screens without a display: an app in our look on Fyne's software driver, windows, pictures,
// and finding and pressing things by their words. Tests that use it must not run in parallel, since Fyne has one current
// app.
package uitest

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/i18n"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Screen is the window size that every page must work at.
var Screen = fyne.NewSize(1366, 768)

// NewApp makes a light app with our font at text scale 1 the current one until the test ends, and returns it.
func NewApp(t testing.TB) fyne.App { return NewAppWith(t, theme.Light, theme.ScaleNormal) }

// NewAppWith is NewApp with a mode and text scale.
func NewAppWith(t testing.TB, mode theme.Mode, scale float32) fyne.App {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(mode, scale))
	return app
}

// Catalog returns the Chinese messages.
func Catalog(t testing.TB) *i18n.Catalog {
	t.Helper()
	c, err := i18n.New(i18n.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Window shows content in a window of the given size with a key router, and closes both when the test ends.
func Window(t testing.TB, content fyne.CanvasObject, size fyne.Size) (fyne.Window, *uikit.KeyRouter) {
	t.Helper()
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	w.Resize(size)
	router := uikit.NewKeyRouter(w.Canvas())
	t.Cleanup(router.Close)
	Settle(w)
	return w, router
}

// Settle lays the window out until wrapped text has found its height. A real window does so while painting.
func Settle(w fyne.Window) {
	for range 4 {
		refreshAll(w.Content())
		for _, o := range w.Canvas().Overlays().List() {
			refreshAll(o)
		}
	}
}

// refreshAll lays out o and everything below it. It asks for the renderers that Fyne keeps: making new ones, as
// test.LaidOutObjects does, would take the place of those that a widget knows as its own.
func refreshAll(o fyne.CanvasObject) {
	walk(o, fyne.NewPos(0, 0), func(child fyne.CanvasObject, _ fyne.Position) {
		switch c := child.(type) {
		case *fyne.Container:
			if c.Layout != nil {
				c.Layout.Layout(c.Objects, c.Size())
			}
		case fyne.Widget:
			test.WidgetRenderer(c).Layout(c.Size())
		}
	})
}

// Render writes a picture of the window as NAME.png into the folder that ANXUN_SHOTS names, else into a folder of the
// test, and returns its path.
func Render(t testing.TB, w fyne.Window, name string) string {
	t.Helper()
	Settle(w)
	dir := os.Getenv("ANXUN_SHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, name+".png")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
	return path
}

// Walk calls f for every visible object of the window, overlays included, with its absolute position.
func Walk(w fyne.Window, f func(o fyne.CanvasObject, at fyne.Position)) {
	walk(w.Content(), fyne.NewPos(0, 0), f)
	for _, o := range w.Canvas().Overlays().List() {
		walk(o, fyne.NewPos(0, 0), f)
	}
}

func walk(o fyne.CanvasObject, from fyne.Position, f func(fyne.CanvasObject, fyne.Position)) {
	if o == nil || !o.Visible() {
		return
	}
	at := from.Add(o.Position())
	f(o, at)
	switch v := o.(type) {
	case *fyne.Container:
		for _, child := range v.Objects {
			walk(child, at, f)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(v).Objects() {
			walk(child, at, f)
		}
	}
}

// texter is any of our widgets that knows its words.
type texter interface{ Text() string }

func words(o fyne.CanvasObject) (string, bool) {
	switch v := o.(type) {
	case *canvas.Text:
		return v.Text, true
	case *widget.Label:
		return v.Text, true
	case texter:
		return v.Text(), true
	}
	return "", false
}

// FindText returns the innermost visible object that shows exactly text, nil if none does.
func FindText(w fyne.Window, text string) fyne.CanvasObject {
	var found fyne.CanvasObject
	Walk(w, func(o fyne.CanvasObject, _ fyne.Position) {
		if s, ok := words(o); ok && s == text {
			found = o
		}
	})
	return found
}

// HasText fails the test unless each text is shown somewhere.
func HasText(t testing.TB, w fyne.Window, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if FindText(w, text) == nil {
			t.Errorf("the window does not show %q", text)
		}
	}
}

// TapText presses what shows text, as the pointer would: in the middle of the words, whatever lies on top there.
func TapText(t testing.TB, w fyne.Window, text string) {
	t.Helper()
	var at *fyne.Position
	Walk(w, func(o fyne.CanvasObject, pos fyne.Position) {
		if s, ok := words(o); ok && s == text {
			middle := pos.AddXY(o.Size().Width/2, o.Size().Height/2)
			at = &middle
		}
	})
	if at == nil {
		t.Fatalf("nothing to tap: the window does not show %q", text)
	}
	test.TapCanvas(w.Canvas(), *at)
}

// Type types text into whatever has the keyboard, else into the window.
func Type(w fyne.Window, text string) {
	c := w.Canvas()
	for _, r := range text {
		if f := c.Focused(); f != nil {
			f.TypedRune(r)
		} else if typed := c.OnTypedRune(); typed != nil {
			typed(r)
		}
	}
}

// Press presses a key where the keyboard is, as the desktop driver does: digits come as key and as character.
func Press(w fyne.Window, name fyne.KeyName) {
	c := w.Canvas()
	ev := &fyne.KeyEvent{Name: name}
	if f := c.Focused(); f != nil {
		f.TypedKey(ev)
	} else if typed := c.OnTypedKey(); typed != nil {
		typed(ev)
	}
	if len(name) != 1 || name[0] < '0' || name[0] > '9' {
		return
	}
	if f := c.Focused(); f != nil {
		f.TypedRune(rune(name[0]))
	} else if typed := c.OnTypedRune(); typed != nil {
		typed(rune(name[0]))
	}
}

// Timers is a uikit.Later whose time is moved by hand.
type Timers struct {
	now     time.Duration
	waiting []*timer
}

type timer struct {
	at   time.Duration
	f    func()
	dead bool
}

// Later implements uikit.Later.
func (ts *Timers) Later(d time.Duration, f func()) (cancel func()) {
	t := &timer{at: ts.now + d, f: f}
	ts.waiting = append(ts.waiting, t)
	return func() { t.dead = true }
}

// Advance moves time on and runs what falls due.
func (ts *Timers) Advance(d time.Duration) {
	ts.now += d
	for i := 0; i < len(ts.waiting); i++ {
		if t := ts.waiting[i]; !t.dead && t.at <= ts.now {
			t.dead = true
			t.f()
		}
	}
}
