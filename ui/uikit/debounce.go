package uikit

import (
	"time"

	"fyne.io/fyne/v2"

	"anxun/ui/guard"
)

// Later runs f once on the goroutine of the user interface after d, unless the returned function was called before.
type Later func(d time.Duration, f func()) (cancel func())

// RealLater is the Later of production.
func RealLater(d time.Duration, f func()) (cancel func()) {
	timer := time.AfterFunc(d, func() { fyne.Do(func() { guard.Call(f) }) })
	return func() { timer.Stop() }
}

// Debouncer delays an action until nothing more was asked for a while. Use it on one goroutine.
type Debouncer struct {
	Delay time.Duration
	Later Later // nil means RealLater

	turn    int
	pending func()
	cancel  func()
}

// Do runs f after the delay; an f that still waits is dropped.
func (d *Debouncer) Do(f func()) {
	d.Cancel()
	later := d.Later
	if later == nil {
		later = RealLater
	}
	d.pending = f
	turn := d.turn
	d.cancel = later(d.Delay, func() {
		// A timer may have fired and be on its way when it is cancelled; the turn tells it apart from a newer one.
		if turn == d.turn {
			d.Flush()
		}
	})
}

// Flush runs what waits now.
func (d *Debouncer) Flush() {
	f := d.pending
	d.Cancel()
	if f != nil {
		f()
	}
}

// Cancel drops what waits.
func (d *Debouncer) Cancel() {
	d.turn++
	d.pending = nil
	if d.cancel != nil {
		d.cancel()
		d.cancel = nil
	}
}

// Waiting reports whether something waits.
func (d *Debouncer) Waiting() bool { return d.pending != nil }
