//go:build realwindow

package realwindow

import (
	"path/filepath"
	"testing"
)

// hazardPanel is where the fields of a hazard scroll, on a screen of 1366×768: beside the items, above the buttons.
const (
	panelLeft, panelRight = 1012, 1352
	panelTop, panelBottom = 130, 590
)

// inPanel cuts the hazard panel out of a picture of the screen.
func inPanel(picture []byte) []byte {
	const width, pixel = 1366, 3
	var cut []byte
	for y := panelTop; y < panelBottom; y++ {
		cut = append(cut, picture[(y*width+panelLeft)*pixel:(y*width+panelRight)*pixel]...)
	}
	return cut
}

// TestTabShowsEveryFieldOfTheHazard goes with Tab through all that can be filled in about a hazard, on a small screen where
// half of it stands below the edge: each time what has the keyboard is seen, and so is what is written last.
func TestTabShowsEveryFieldOfTheHazard(t *testing.T) {
	const stops, ring = 9, 60 // two wordings, severity, 疑似重大, day, person, photos, remedy, standard
	data := filepath.Join(t.TempDir(), "data")
	anxunctl(t, data, "init", "--sample")
	draft(t, data, "YL-001", "CF")
	w := newDisplay(t, 1366, 768).open(data)
	w.welcome("Tongbai", "Zhang")
	w.keys("ctrl+2")
	w.await("检查")
	w.resume()
	w.keys("2")
	w.settle()
	before := inPanel(w.pixels())
	for stop := range stops {
		w.keys("Tab")
		w.settle()
		after := inPanel(w.pixels())
		if n := differing(before, after); n < ring {
			w.picture("tab-failure")
			t.Errorf("after Tab %d only %d pixels of the panel changed: what has the keyboard is not seen", stop+1, n)
		}
		before = after
	}
	w.text("qingli tongdao")
	w.settle()
	if n := differing(before, inPanel(w.pixels())); n < caret {
		t.Errorf("of what is written in the last field %d pixels are seen", n)
	}
	w.picture("tab-hazard")
	w.keys("Escape")
	w.settle()
	w.close()
}
