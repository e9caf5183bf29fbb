package inspectiontest

import (
	"fmt"
	"sync"
	"time"

	"anxun/inspection"
)

// Noon is where test clocks start: Friday, 20 November 2026, 12:00 in
// inspection.Zone.
var Noon = time.Date(2026, 11, 20, 12, 0, 0, 0, inspection.Zone)

// FixedClock returns a clock that always tells the same time.
func FixedClock(at time.Time) inspection.Clock { return func() time.Time { return at } }

// Clock is a clock that only moves when it is told to. It is safe for concurrent
// use. The zero Clock shows Noon.
type Clock struct {
	mutex  sync.Mutex
	passed time.Duration
}

// Now returns the time. Pass c.Now where an inspection.Clock is asked for.
func (c *Clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return Noon.Add(c.passed)
}

// Advance moves the clock; a negative duration moves it back.
func (c *Clock) Advance(by time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.passed += by
}

// SequentialIDs returns ids in the form of UUIDv7 that count up from 1, so that
// they sort in the order they were made and are the same in every run.
func SequentialIDs() inspection.IDs {
	var mutex sync.Mutex
	count := 0
	return func() inspection.ID {
		mutex.Lock()
		defer mutex.Unlock()
		count++
		return inspection.ID(fmt.Sprintf("01930000-0000-7000-8000-%012d", count))
	}
}
