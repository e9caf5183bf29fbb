package task

import (
	"testing"
	"time"
)

func TestStopwatch(t *testing.T) {
	now := time.Unix(0, 0)
	watch := NewStopwatch(func() time.Time { return now })
	for _, took := range []time.Duration{2 * time.Millisecond, 20 * time.Millisecond, time.Millisecond} {
		watch.Time("key", func() { now = now.Add(took) })
	}
	end := watch.Begin("frame")
	now = now.Add(Smooth)
	end()
	const want = "stopwatch frame n=1 median=16.0 longest=16.0 over=0\nstopwatch key n=3 median=2.0 longest=20.0 over=1\n"
	if got := watch.Report(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestNoStopwatchNotesNothing(t *testing.T) {
	var watch *Stopwatch
	called := false
	watch.Time("key", func() { called = true })
	watch.Begin("frame")()
	if !called || watch.Report() != "" {
		t.Errorf("called %t, %q", called, watch.Report())
	}
}
