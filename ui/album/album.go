// Package album holds what the forms with photos have in common: the photos that are shown, and reading files into a form.
package album

import (
	"context"
	"image"
	"sync"

	"anxun/inspection"
	"anxun/ui/task"
)

// Store keeps and reads photos. Its methods are called in the background.
type Store interface {
	// Import makes photos durable and calls each once per file, in the order given: with a photo that a record may
	// refer to, or with an error of one sentence that names the file.
	Import(ctx context.Context, paths []string, each func(path string, photo inspection.Evidence, err error)) error
	// Picture returns a photo upright, with its longer side at most side pixels.
	Picture(ctx context.Context, photo inspection.Evidence, side int) (image.Image, error)
}

// Shelf remembers the photos that are shown, by a name of the screen's, for readers in the background. The zero value is
// empty and ready for use; its methods may be called from any goroutine.
type Shelf struct {
	mutex  sync.Mutex
	photos map[string]inspection.Evidence
}

// Put remembers a photo.
func (s *Shelf) Put(id string, photo inspection.Evidence) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.photos == nil {
		s.photos = map[string]inspection.Evidence{}
	}
	s.photos[id] = photo
}

// Get returns a photo; one without a file where none is known by that name.
func (s *Shelf) Get(id string) inspection.Evidence {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.photos[id]
}

// Read is what came of reading files: the photos, and one error for each file that is none.
type Read struct {
	Photos   []inspection.Evidence
	Problems []error
}

// ReadFiles reads files in the background and hands over what came of it. A file that is no photo does not keep the
// others out.
func ReadFiles(run task.Start, store Store, label string, paths []string, done func(Read)) {
	var read Read
	run(label, func(ctx context.Context, _ task.Progress) error {
		return store.Import(ctx, paths, func(_ string, photo inspection.Evidence, err error) {
			if err != nil {
				read.Problems = append(read.Problems, err)
				return
			}
			read.Photos = append(read.Photos, photo)
		})
	}, func(err error) {
		if err != nil {
			read.Problems = append(read.Problems, err)
		}
		done(read)
	})
}

// Words turns errors and keys into sentences.
type Words interface {
	T(key string, args ...any) string
	ErrorText(err error) string
}

// Problem tells the first problem, and how many there are; "" for none.
func (r Read) Problem(w Words) string {
	switch len(r.Problems) {
	case 0:
		return ""
	case 1:
		return w.ErrorText(r.Problems[0])
	}
	return w.T("hazards.photo.problems", "n", len(r.Problems), "first", w.ErrorText(r.Problems[0]))
}
