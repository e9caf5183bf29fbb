package inspection

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"
)

// Service carries out what people do. Every method that changes something runs in
// one transaction of the store: all of it is saved and journaled, or nothing is.
// A Service is safe for concurrent use.
type Service struct {
	store   Store
	clock   Clock
	ids     IDs
	library *Library
	builtIn *Calendar

	mutex     sync.Mutex
	listeners map[int]func([]Change)
	next      int
	versions  map[ChecklistRef]Checklist // published versions never change, so they are kept once read
}

// NewService wires a service. The library supplies citations. Working days are
// counted by UseCalendar's calendar; without one no year is known.
func NewService(store Store, library *Library, clock Clock, ids IDs) *Service {
	return &Service{store: store, library: library, clock: clock, ids: ids,
		listeners: map[int]func([]Change){}, versions: map[ChecklistRef]Checklist{}}
}

// Library returns the basis library.
func (s *Service) Library() *Library { return s.library }

// Now returns the present instant.
func (s *Service) Now() time.Time { return s.clock() }

// Today returns the present day.
func (s *Service) Today() Day { return DayOf(s.clock()) }

// View runs fn against one consistent state of the store.
func (s *Service) View(ctx context.Context, fn func(Reader) error) error {
	return s.store.View(ctx, fn)
}

// Subscribe calls fn after every commit with its journal entries, in the goroutine
// of whoever made the change. The returned function ends it.
func (s *Service) Subscribe(fn func([]Change)) (cancel func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	id := s.next
	s.next++
	s.listeners[id] = fn
	return func() {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		delete(s.listeners, id)
	}
}

// update runs fn in one transaction and tells the subscribers what was committed.
func (s *Service) update(ctx context.Context, by string, fn func(Writer) error) error {
	if by == "" {
		return Invalid("error.person_missing")
	}
	changes, err := s.store.Update(ctx, by, fn)
	if err != nil || len(changes) == 0 {
		return err
	}
	s.tell(changes)
	return nil
}

// tell tells the subscribers what was committed.
func (s *Service) tell(changes []Change) {
	s.mutex.Lock()
	listeners := make([]func([]Change), 0, len(s.listeners))
	for _, listener := range s.listeners {
		listeners = append(listeners, listener)
	}
	s.mutex.Unlock()
	for _, listener := range listeners {
		listener(changes)
	}
}

// followed is how many entries CatchUp tells at once.
const followed = 1000

// End returns the sequence of the last journal entry.
func (s *Service) End(ctx context.Context) (sequence int64, err error) {
	err = s.store.View(ctx, func(r Reader) error {
		head, err := r.SignedHead(ctx, "")
		sequence = head.Sequence
		return err
	})
	return sequence, err
}

// CatchUp tells the subscribers what another program committed after the entry with the
// sequence, and returns the sequence of the last one told. It is for a program that only
// reads what another one writes.
func (s *Service) CatchUp(ctx context.Context, after int64) (last int64, err error) {
	for {
		var changes []Change
		err := s.store.View(ctx, func(r Reader) (err error) {
			changes, err = r.ChangesAfter(ctx, after, followed)
			return err
		})
		if err != nil || len(changes) == 0 {
			return after, err
		}
		after = changes[len(changes)-1].Sequence
		s.tell(changes)
	}
}

// checklist reads a published version, from memory after the first time.
func (s *Service) checklist(ctx context.Context, r Reader, ref ChecklistRef) (Checklist, error) {
	s.mutex.Lock()
	checklist, known := s.versions[ref]
	s.mutex.Unlock()
	if known {
		return checklist, nil
	}
	checklist, err := r.Checklist(ctx, ref)
	if err != nil {
		return Checklist{}, err
	}
	s.mutex.Lock()
	s.versions[ref] = checklist
	s.mutex.Unlock()
	return checklist, nil
}

// InstallChecklists stores those of the checklists that are not stored yet. A
// version that is stored with other content gives CodeConflict.
func (s *Service) InstallChecklists(ctx context.Context, by string, checklists []Checklist) error {
	return s.update(ctx, by, func(w Writer) error {
		for _, checklist := range checklists {
			if err := w.Put(ctx, checklist); err != nil {
				return err
			}
		}
		return nil
	})
}

// CurrentChecklists returns the newest version of every checklist, in the order in
// which they are walked.
func (s *Service) CurrentChecklists(ctx context.Context) ([]Checklist, error) {
	var current []Checklist
	err := s.store.View(ctx, func(r Reader) error {
		all, err := r.Checklists(ctx)
		if err != nil {
			return err
		}
		current = NewestVersions(all)
		return nil
	})
	return current, err
}

// NewestVersions keeps the newest version of each code, in the order in which they
// are walked; all must be sorted by code, then version.
func NewestVersions(all []Checklist) []Checklist {
	var newest []Checklist
	for _, checklist := range all {
		if n := len(newest); n > 0 && newest[n-1].Code == checklist.Code {
			newest[n-1] = checklist
		} else {
			newest = append(newest, checklist)
		}
	}
	slices.SortStableFunc(newest, func(a, b Checklist) int { return cmp.Compare(a.Order, b.Order) })
	return newest
}

// The series of numbers.
const (
	seriesInspection = "J"
	seriesHazard     = "Y"
)

// nextNumber counts a series up by one and returns the number as shown to people:
// series, year, the laptop's two characters, and a count, e.g. Y2026-K7-0117.
// The two characters keep numbers made offline on two laptops apart.
func nextNumber(ctx context.Context, w Writer, series string, day Day) (string, error) {
	device, err := w.Setting(ctx, SettingDeviceCode)
	if err != nil {
		return "", err
	}
	year := "0000"
	if len(day) >= 4 {
		year = string(day[:4])
	}
	name := ID("number." + series + year)
	text, err := w.Setting(ctx, name)
	if err != nil {
		return "", err
	}
	count := 0
	if text != "" {
		if count, err = strconv.Atoi(text); err != nil {
			return "", Wrap(err, CodeDamaged, "error.record_damaged", "kind", string(KindSetting), "record", string(name), "field", "value")
		}
	}
	count++
	if err := w.Put(ctx, Setting{Name: name, Value: strconv.Itoa(count)}); err != nil {
		return "", err
	}
	if device == "" {
		return fmt.Sprintf("%s%s-%04d", series, year, count), nil
	}
	return fmt.Sprintf("%s%s-%s-%04d", series, year, device, count), nil
}
