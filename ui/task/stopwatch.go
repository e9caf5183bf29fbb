package task

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Smooth is how long a callback may keep the user interface busy: a frame of a screen that shows sixty a second.
const Smooth = 16 * time.Millisecond

// Stopwatch notes how long the callbacks of the user interface take, for trials of the window. A nil Stopwatch notes
// nothing, which is how the program runs otherwise. It is safe for concurrent use.
type Stopwatch struct {
	now func() time.Time

	mutex sync.Mutex
	times map[string][]time.Duration
}

// NewStopwatch returns a stopwatch that reads the given clock.
func NewStopwatch(now func() time.Time) *Stopwatch {
	return &Stopwatch{now: now, times: map[string][]time.Duration{}}
}

// Time calls f and notes how long it took as one of the callbacks of that name.
func (s *Stopwatch) Time(name string, f func()) {
	if s == nil {
		f()
		return
	}
	began := s.now()
	f()
	s.Note(name, s.now().Sub(began))
}

// Begin returns a function that notes the time since Begin.
func (s *Stopwatch) Begin(name string) (end func()) {
	if s == nil {
		return func() {}
	}
	began := s.now()
	return func() { s.Note(name, s.now().Sub(began)) }
}

// Note notes a time.
func (s *Stopwatch) Note(name string, took time.Duration) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.times[name] = append(s.times[name], took)
}

// Report has one line for each name: how many, the median, the longest, all in milliseconds, and how many were longer
// than Smooth, as “stopwatch NAME n=80 median=1.2 longest=7.9 over=0”.
func (s *Stopwatch) Report() string {
	if s == nil {
		return ""
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var report strings.Builder
	for _, name := range slices.Sorted(maps.Keys(s.times)) {
		times := slices.Sorted(slices.Values(s.times[name]))
		over := 0
		for _, t := range times {
			if t > Smooth {
				over++
			}
		}
		fmt.Fprintf(&report, "stopwatch %s n=%d median=%.1f longest=%.1f over=%d\n", name, len(times),
			milliseconds(times[len(times)/2]), milliseconds(times[len(times)-1]), over)
	}
	return report.String()
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
