package evidence_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"anxun/inspection/evidence"
)

// watched is a folder with a watcher whose looks the test decides.
type watched struct {
	*testing.T
	dir     string
	store   *evidence.Store
	watcher *evidence.Watcher
}

func newWatched(t *testing.T) *watched {
	w := &watched{T: t, dir: t.TempDir(), store: evidence.New(filepath.Join(t.TempDir(), "evidence"))}
	w.watcher = evidence.NewWatcher(w.store, w.dir)
	return w
}

func (w *watched) write(name string, data []byte) {
	w.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), data, 0o600); err != nil {
		w.Fatal(err)
	}
}

// poll looks once and returns the names that are offered.
func (w *watched) poll() []string {
	w.Helper()
	offers, err := w.watcher.Poll(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	var names []string
	for _, offer := range offers {
		name := filepath.Base(offer.Path)
		if offer.Err != nil {
			name += "!"
		}
		names = append(names, name)
	}
	return names
}

func (w *watched) want(step string, want ...string) {
	w.Helper()
	if got := w.poll(); !slices.Equal(got, want) {
		w.Errorf("%s: offered %q, want %q", step, got, want)
	}
}

func TestWatcherOffersWhatIsStable(t *testing.T) {
	w := newWatched(t)
	data := photo(t, 40, 30)
	w.want("empty folder")
	w.write("a.jpg", data[:100])
	w.want("first look")
	w.write("a.jpg", data)
	w.want("still growing")
	w.want("stable", "a.jpg")
	w.want("offered once")
	w.write("b.JPG", photo(t, 50, 30))
	w.write("copy.jpg", data)
	w.write(".hidden.jpg", data)
	w.write("~office.png", data)
	w.write("notes.txt", []byte("x"))
	w.write("bad.png", []byte("x"))
	if err := os.Mkdir(filepath.Join(w.dir, "folder.jpg"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(w.dir, "loop.jpg"), filepath.Join(w.dir, "loop.jpg")); err != nil {
		t.Fatal(err)
	}
	w.want("new files, first look")
	w.want("new files", "b.JPG", "bad.png!")
	w.want("told once")
	w.write("bad.png", photo(t, 60, 30))
	w.want("copied again, first look")
	w.want("copied again", "bad.png")
}

func TestWatcherRemembersByContent(t *testing.T) {
	w := newWatched(t)
	data, other := photo(t, 40, 30), photo(t, 41, 30)
	if _, err := w.store.Add(save(t, "x.jpg", data)); err != nil {
		t.Fatal(err)
	}
	w.write("known.jpg", data)
	w.write("other.jpg", other)
	w.poll()
	w.want("only what the store lacks", "other.jpg")
	if err := os.Rename(filepath.Join(w.dir, "other.jpg"), filepath.Join(w.dir, "renamed.jpg")); err != nil {
		t.Fatal(err)
	}
	w.want("renamed")
	w.want("renamed")
	// A new start offers what nobody took, and not what was dismissed.
	w.watcher = evidence.NewWatcher(w.store, w.dir)
	w.poll()
	w.want("after a new start", "renamed.jpg")
	checked, err := evidence.Check(save(t, "y.jpg", other))
	if err != nil {
		t.Fatal(err)
	}
	w.watcher = evidence.NewWatcher(w.store, w.dir)
	w.watcher.Dismiss(checked.SHA256)
	w.poll()
	w.want("dismissed")
}

func TestWatcherRun(t *testing.T) {
	w := newWatched(t)
	w.write("a.jpg", photo(t, 40, 30))
	ticks, done := make(chan time.Time), make(chan struct{})
	var offered int
	var problems []bool
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer close(done)
		w.watcher.Run(ctx, ticks, func(offers []evidence.Offer) { offered += len(offers) }, func(err error) { problems = append(problems, err != nil) })
	}()
	tick := func(n int) {
		for range n {
			ticks <- time.Time{}
		}
	}
	tick(3)
	gone := w.dir + "-gone"
	ticks <- time.Time{} // the look before this one is over, so nothing reads the folder below
	if err := os.Rename(w.dir, gone); err != nil {
		t.Fatal(err)
	}
	tick(3)
	if err := os.Rename(gone, w.dir); err != nil {
		t.Fatal(err)
	}
	tick(2)
	cancel()
	<-done
	if offered != 1 || len(problems) > 0 && !slices.Equal(problems, []bool{true, false}) || len(problems) == 0 {
		t.Errorf("offered %d, problems %v", offered, problems)
	}
	closed := make(chan time.Time)
	close(closed)
	w.watcher.Run(t.Context(), closed, nil, nil) // returns
}
