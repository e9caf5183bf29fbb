// Package task runs work that must not block the window. Work gets a context that Cancel ends and a Progress to report
// to; its result and its progress come back on the goroutine of the user interface. The package knows no toolkit: how
// to get onto that goroutine is passed in.
package task

import (
	"context"
	"fmt"
	"runtime/debug"
)

// UI runs f on the goroutine of the user interface, later or at once. In production it is fyne.Do.
type UI func(f func())

// Progress is told by work how far it is. All methods are safe for concurrent use and cheap enough for every row.
type Progress interface {
	// SetTotal says how many steps there are; 0 means not known.
	SetTotal(n int)
	// Add says that n more steps are done.
	Add(n int)
	// Message names what is being done now by a translation key.
	Message(key string)
}

// State is a snapshot of progress.
type State struct {
	Done, Total int
	Message     string // translation key, may be empty
}

// Handle belongs to one started piece of work.
type Handle interface {
	// Cancel ends the context of the work. The work still ends by itself and done is still called. Safe to call twice.
	Cancel()
	// Watch has show called on the user interface with each new state, at most ten times a second, until the work
	// ends. Call it once, right after Go.
	Watch(show func(State))
}

// Runner starts work. label names the work in diagnostics; done gets its error (nil on success) on the user interface
// and may be nil. A panic in work becomes a PanicError.
type Runner interface {
	Go(label string, work func(ctx context.Context, p Progress) error, done func(error)) Handle
}

// PanicError is a panic that happened in background work.
type PanicError struct {
	Label string
	Value any
	Stack []byte
}

// Error names the work and the value of the panic.
func (e *PanicError) Error() string { return fmt.Sprintf("%s: panic: %v", e.Label, e.Value) }

// MessageKey lets the window tell the panic to a person.
func (e *PanicError) MessageKey() (key string, args []any) {
	return "error.panic", nil
}

func guarded(ctx context.Context, label string, p Progress, work func(context.Context, Progress) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Label: label, Value: v, Stack: debug.Stack()}
		}
	}()
	return work(ctx, p)
}

// None is a Progress that forgets everything.
type None struct{}

// SetTotal does nothing.
func (None) SetTotal(int) {}

// Add does nothing.
func (None) Add(int) {}

// Message does nothing.
func (None) Message(string) {}
