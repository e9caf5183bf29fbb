package task

import "context"

// Start is how a page starts background work; Runner.Go has this form.
type Start func(label string, work func(ctx context.Context, p Progress) error, done func(error)) Handle

// Latest runs a series of which only the newest matters, such as reading what is selected while the selection moves on:
// one runs at a time, a newer one cancels it and waits for it to end, and what is asked for in between is dropped. Use
// it on the goroutine of the user interface.
type Latest struct {
	start  Start
	handle Handle
	busy   bool
	next   func()
}

// NewLatest returns an idle series whose work is started by start.
func NewLatest(start Start) *Latest { return &Latest{start: start} }

// Do starts work now, or as soon as what runs has ended. done gets the error of the work; it is not called for work that
// was dropped or overtaken by newer work.
func (l *Latest) Do(label string, work func(ctx context.Context, p Progress) error, done func(error)) {
	if l.busy {
		l.next = func() { l.Do(label, work, done) }
		if l.handle != nil {
			l.handle.Cancel()
		}
		return
	}
	l.busy, l.handle = true, nil
	handle := l.start(label, work, func(err error) {
		l.busy, l.handle = false, nil
		if next := l.next; next != nil {
			l.next = nil
			next()
			return
		}
		done(err)
	})
	if l.busy { // a runner of tests may be done before it returns
		l.handle = handle
	}
}

// Drop forgets what waits and cancels what runs; its done is not called.
func (l *Latest) Drop() {
	if l.busy {
		l.next = func() {}
		if l.handle != nil {
			l.handle.Cancel()
		}
	}
}

// Busy reports whether something runs.
func (l *Latest) Busy() bool { return l.busy }
