//go:build realwindow

package realwindow

import (
	"path/filepath"
	"testing"
	"time"
)

// TestABigImportIsCancelledByHand receives a bundle of many inspections: while it is looked through, then while it is taken in, a
// person sees how far it is and presses Escape. Nothing of it stays; received once more, all of it is there.
func TestABigImportIsCancelledByHand(t *testing.T) {
	folder := t.TempDir()
	a, b := filepath.Join(folder, "data"), filepath.Join(folder, "other")
	anxunctl(t, a, "init", "--sample")
	anxunctl(t, a, "generate", "--inspections", "500", "--seed", "3")
	anxunctl(t, b, "init")
	light(t, b)
	big := filepath.Join(folder, "big.anxun")
	anxunctl(t, a, "bundle", "export", "--out", big, "--all", "--by", "Zhang")
	received := func() int { return len(read[[]visit](t, b, "inspections", "list")) }

	w := writer{newDisplay(t, 1366, 768).open(b)}
	w.welcome("Tongbai", "Li")
	w.keys("ctrl+8")
	w.await("数据交换")
	w.keys("F3")
	w.settle()
	w.text(big)
	w.see("looking through", func() { w.keys("Return") })
	w.picture("import-looking")
	w.keys("Return") // once too often
	w.see("cancelling the look", func() { w.keys("Escape") })
	w.still()
	w.picture("import-look-cancelled")

	w.keys("F3")
	w.settle()
	w.see("looking through again", func() { w.keys("Return") })
	w.still() // the preview
	before := w.pixels()
	w.keys("Return")
	for deadline := time.Now().Add(patience); differing(before, w.pixels()) < turning && time.Now().Before(deadline); {
	} // no longer: it would be over
	w.keys("Return") // once too often
	w.keys("Escape")
	w.still()
	w.picture("import-cancelled")
	if n := received(); n != 0 {
		t.Fatalf("%d inspections are there though receiving was cancelled", n)
	}

	w.keys("F3")
	w.settle()
	w.see("looking through once more", func() { w.keys("Return") })
	w.still()
	w.keys("Return")
	w.until("receiving", func() bool { return received() > 0 })
	if n, want := received(), len(read[[]visit](t, a, "inspections", "list")); n != want {
		t.Errorf("%d inspections were received, want %d", n, want)
	}
	w.still()
	w.picture("import-received")
	w.keys("Escape")
	w.close()
	anxunctl(t, b, "verify")
}

// turning is how many pixels of two pictures may differ while nothing goes on: a caret in a field is some twenty, the sign that turns while
// work goes on more than this.
const turning = 40

// still waits until nothing has moved for some seconds, which takes as long as the work that is shown.
func (w writer) still() {
	w.t.Helper()
	for deadline := time.Now().Add(patience); ; {
		before, moved := w.pixels(), false
		for range 4 {
			time.Sleep(700 * time.Millisecond)
			moved = moved || differing(before, w.pixels()) > turning
		}
		if !moved {
			return
		}
		if time.Now().After(deadline) {
			w.shot("failure")
			w.t.Fatal("it never came to rest")
		}
	}
}
