//go:build realwindow

package realwindow

import (
	"os"
	"path/filepath"
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
	}
}

// TestScreens takes the pictures in docs/screens (`make screens`), or, without
// ANXUN_SCREENS, into the system's temporary folder: every screen can be reached and is
// drawn, light and dark, at 1366×768, and the first ones at 1920×1080.
func TestScreens(t *testing.T) {
	for _, variant := range []struct {
		name, preferences string
		width, height     int
		screens           []screen
	}{
		{"", `{"theme":"light","width":1360,"height":744}`, 1366, 768, screens()},
		{"-dark", `{"theme":"dark","width":1360,"height":744}`, 1366, 768, screens()},
		{"-1920", `{"theme":"light","width":1912,"height":1050}`, 1920, 1080, screens()[:1]},
		{"-en", `{"theme":"light","language":"en","width":1360,"height":744}`, 1366, 768, screens()[:1]},
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
