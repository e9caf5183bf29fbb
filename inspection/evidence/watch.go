package evidence

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
)

// Offer is a photo that lies in the watched folder and is not in the store yet.
type Offer struct {
	Path     string
	Evidence inspection.Evidence // when Err is nil; nothing is stored yet
	Err      error               // one sentence that names the file
}

// Watcher looks into one folder, for example the one a phone's photos are copied to,
// and offers each photo once. It only looks: what is offered is stored by Import, if
// the person wants it. It reads the folder itself, so it needs nothing of the
// operating system and also works on a network drive. Subfolders, links and files
// that are not named like pictures are left alone.
//
// A photo counts as dealt with when the store has it, under whatever name, so that a
// new start does not offer it again; Dismiss adds those the person did not want. A
// Watcher is used from one goroutine.
type Watcher struct {
	store     *Store
	dir       string
	files     map[string]*watchedFile // by name
	dismissed map[string]bool         // by SHA-256
	problem   error                   // of the folder, told once
}

// watchedFile is a file as the last look saw it.
type watchedFile struct {
	size     int64
	modified time.Time
	told     bool // offered, refused or known, in this very state
}

// NewWatcher watches the folder dir for the store.
func NewWatcher(store *Store, dir string) *Watcher {
	return &Watcher{store: store, dir: dir, files: map[string]*watchedFile{}, dismissed: map[string]bool{}}
}

// Dismiss keeps a photo from being offered again, under whatever name.
func (w *Watcher) Dismiss(sha256 string) { w.dismissed[sha256] = true }

// Run looks into the folder at every tick until the context ends or ticks is closed,
// and calls offer when there is something new. problem is called with one sentence
// when the folder cannot be read, and with nil when it can again.
func (w *Watcher) Run(ctx context.Context, ticks <-chan time.Time, offer func([]Offer), problem func(error)) {
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-ticks:
			if !open {
				return
			}
		}
		offers, err := w.Poll(ctx)
		if (err == nil) != (w.problem == nil) {
			w.problem = err
			problem(err)
		}
		if len(offers) > 0 {
			offer(offers)
		}
	}
}

// Poll looks once. A file is offered when its size and time are those of the look
// before: until then somebody may still be copying it.
func (w *Watcher) Poll(ctx context.Context) ([]Offer, error) {
	entries, err := os.ReadDir(w.dir) // by name
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.import_folder", "folder", w.dir)
	}
	present := map[string]bool{}
	var offers []Offer
	for _, entry := range entries {
		if !pictureName(entry.Name()) || !entry.Type().IsRegular() {
			continue
		}
		info, err := entry.Info()
		if err != nil { // it went away between the two
			continue
		}
		present[entry.Name()] = true
		if !w.stable(entry.Name(), info) {
			continue
		}
		if ctx.Err() != nil {
			return offers, nil
		}
		if offer, fresh := w.look(entry.Name()); fresh {
			offers = append(offers, offer)
		}
	}
	for name := range w.files {
		if !present[name] {
			delete(w.files, name)
		}
	}
	return offers, nil
}

// stable notes the state of a file and reports whether it is that of the look before
// and has not been dealt with.
func (w *Watcher) stable(name string, info os.FileInfo) bool {
	known := w.files[name]
	if known == nil || known.size != info.Size() || !known.modified.Equal(info.ModTime()) {
		w.files[name] = &watchedFile{size: info.Size(), modified: info.ModTime()}
		return false
	}
	return !known.told
}

func (w *Watcher) look(name string) (Offer, bool) {
	path := filepath.Join(w.dir, name)
	photo, err := Check(path)
	if busy(err) {
		return Offer{}, false // another program holds it; look again at the next tick
	}
	w.files[name].told = true
	switch {
	case err != nil:
		return Offer{Path: path, Err: err}, true
	case w.dismissed[photo.SHA256] || w.store.Has(photo):
		return Offer{}, false
	}
	w.dismissed[photo.SHA256] = true // the same photo under a second name is not offered twice
	return Offer{Path: path, Evidence: photo}, true
}

// busy reports whether a file could not be opened but may be soon, as on Windows while
// it is written.
func busy(err error) bool {
	var known *inspection.Error
	return errors.As(err, &known) && known.Key == "error.photo_unreadable" && os.PathSeparator == '\\'
}

// pictureName reports whether a file is named like a photo. Names that begin with a
// dot or tilde are those of programs that are not done with them.
func pictureName(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") {
		return false
	}
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}, strings.ToLower(filepath.Ext(name)))
}
