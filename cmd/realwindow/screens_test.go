//go:build realwindow

package realwindow

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// screen is one picture of the documentation: how to come to it from the window's
// beginning, by keys and clicks.
type screen struct {
	name string
	way  func(w *window)
}

func screens() []screen {
	return []screen{
		{"home", func(w *window) { w.keys("ctrl+1") }},
		{"inspections", func(w *window) { w.keys("ctrl+2") }},
		{"start", func(w *window) {
			w.keys("ctrl+n")
			w.await("开始检查")
			w.text("YL-002")
			w.settle()
			w.keys("Return")
		}},
		{"hazards", func(w *window) { w.keys("ctrl+3"); w.settle(); w.click(480, 240) }},
		{"documents", func(w *window) { w.keys("ctrl+2"); w.settle(); w.keys("Down", "Down", "F8") }},
		{"places", func(w *window) { w.keys("ctrl+4"); w.settle(); w.click(480, 200) }},
		{"checklists", func(w *window) { w.keys("ctrl+5") }},
		{"reports", func(w *window) { w.keys("ctrl+6") }},
		{"settings", func(w *window) { w.keys("ctrl+7") }},
		{"exchange", func(w *window) { w.keys("ctrl+8") }},
		{"filling", func(w *window) {
			w.keys("ctrl+2")
			w.await("检查")
			w.resume()
			w.keys("1", "1", "2")
			w.settle()
			w.click(1207, 270) // the first proposed wording
			w.keys("Escape")
		}},
		{"finishing", func(w *window) { w.keys("ctrl+Return") }},
		{"finding", func(w *window) {
			w.keys("Escape", "ctrl+1")
			w.settle()
			w.keys("ctrl+shift+n")
			w.settle()
			w.text("YL-002")
			w.settle()
			w.keys("Return")
		}},
		{"guide", func(w *window) {
			w.keys("ctrl+1")
			w.settle()
			w.keys("F1")
			w.settle()
			w.keys("Tab", "Return")
		}},
		{"search", func(w *window) {
			w.keys("ctrl+1")
			w.settle()
			w.keys("ctrl+k")
			w.settle()
			w.text("xlh")
		}},
	}
}

// named returns the screens of these names, in the order of screens.
func named(names ...string) []screen {
	return slices.DeleteFunc(screens(), func(s screen) bool { return !slices.Contains(names, s.name) })
}

// TestScreens takes the pictures in docs/screens (`make screens`), or, without
// ANXUN_SCREENS, into the system's temporary folder: every screen can be reached and is
// drawn, light and dark, at 1366×768, and some of them at 1920×1080, in English, with text of 150 % and in sunlight.
func TestScreens(t *testing.T) {
	for _, variant := range []struct {
		name, preferences string
		width, height     int
		screens           []screen
	}{
		{"", `{"theme":"light","width":1360,"height":744}`, 1366, 768, screens()},
		{"-dark", `{"theme":"dark","width":1360,"height":744}`, 1366, 768, screens()},
		{"-1920", `{"theme":"light","width":1912,"height":1050}`, 1920, 1080, named("home", "hazards", "filling")},
		{"-en", `{"theme":"light","language":"en","width":1360,"height":744}`, 1366, 768, named("home", "hazards", "reports")},
		{"-150", `{"theme":"light","text_scale":1.5,"width":1360,"height":744}`, 1366, 768, named("home", "hazards", "reports")},
		{"-sunlight", `{"theme":"sunlight","width":1360,"height":744}`, 1366, 768, named("home", "hazards", "filling")},
	} {
		t.Run("variant"+variant.name, func(t *testing.T) {
			folder := t.TempDir()
			data := filepath.Join(folder, "data")
			anxunctl(t, data, "demo", "--out", folder)
			if err := os.WriteFile(filepath.Join(data, "preferences.json"), []byte(variant.preferences), 0o600); err != nil {
				t.Fatal(err)
			}
			w := newDisplay(t, variant.width, variant.height).open(data)
			for _, s := range variant.screens {
				s.way(w)
				w.settle()
				w.picture(s.name + variant.name)
			}
		})
	}
}
