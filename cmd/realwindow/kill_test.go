//go:build realwindow

package realwindow

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// killRounds is more for make torture.
var killRounds = flag.Int("kill.rounds", 2, "how often TestKilledWindow kills the window")

// entry is what the test reads of `anxunctl journal --json`.
type entry struct {
	Sequence int64  `json:"sequence"`
	Hash     string `json:"hash"`
}

// TestKilledWindow fills an inspection with the keyboard, kills the window at any
// moment, and looks that every change it reported as saved is in the journal and that
// the data verify.
func TestKilledWindow(t *testing.T) {
	t.Setenv("ANXUN_TRIAL_CONFIRM", "1")
	data := filepath.Join(t.TempDir(), "数据")
	anxunctl(t, data, "init", "--sample")
	d := newDisplay(t, 1366, 768)
	total := 0
	for round := range *killRounds {
		w := d.open(data)
		if round == 0 {
			w.welcome("Tongbai", "Zhang")
			w.begin("YL-006")
		} else {
			w.keys("ctrl+2")
			w.await("检查")
			w.resume()
		}
		w.hammer(time.Duration(rand.IntN(2500)) * time.Millisecond)
		w.kill()
		confirmed := confirmations(t, w.log.String())
		total += len(confirmed)
		survived(t, data, round, confirmed)
		if t.Failed() {
			return
		}
	}
	t.Logf("\n%d rounds in the window: %d changes reported as saved, none lost", *killRounds, total)
}

// hammer presses keys until the time is up: answers, and now and then a failed item
// that is described. The last key may not have arrived when it returns.
func (w *window) hammer(until time.Duration) {
	w.t.Helper()
	for end := time.Now().Add(until); time.Now().Before(end); {
		names := []string{"1", "1", "1", "3", "Down", "2"}
		name := names[rand.IntN(len(names))]
		w.run("xdotool", "key", "--clearmodifiers", name)
		if name == "2" {
			w.run("xdotool", "type", "--delay", "5", fmt.Sprintf("boxes %d", rand.IntN(1000)))
			w.run("xdotool", "key", "Escape")
		}
		time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond)
	}
}

// confirmations reads what the window printed. A line that was cut by the kill was not
// confirmed.
func confirmations(t *testing.T, log string) map[int64]string {
	t.Helper()
	confirmed := map[int64]string{}
	for line := range strings.Lines(log) {
		var sequence int64
		var hash string
		if n, _ := fmt.Sscanf(line, "confirmed %d %s\n", &sequence, &hash); n == 2 && strings.HasSuffix(line, "\n") {
			confirmed[sequence] = hash
		}
	}
	return confirmed
}

func survived(t *testing.T, data string, round int, confirmed map[int64]string) {
	t.Helper()
	journal := map[int64]string{}
	for _, e := range read[[]entry](t, data, "journal") {
		journal[e.Sequence] = e.Hash
	}
	for sequence, hash := range confirmed {
		if journal[sequence] != hash {
			t.Errorf("round %d: change %d was reported as saved and is not in the journal", round, sequence)
		}
	}
	if len(confirmed) == 0 && round == 0 {
		t.Error("nothing was reported as saved")
	}
	anxunctl(t, data, "verify")
}
