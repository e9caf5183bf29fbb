// Package guard keeps one faulty screen from ending the program. Whatever the toolkit calls — a key, a tap, a timer, the
// result of background work — runs inside Call; a panic ends that one call, is reported, and the program goes on.
package guard

import (
	"runtime/debug"
	"sync/atomic"
)

var reporter atomic.Pointer[func(value any, stack []byte)]

// Report has panics told to f from now on, until the returned function is called. Without anybody to tell, a panic is
// passed on, so that a test sees it.
func Report(f func(value any, stack []byte)) (stop func()) {
	before := reporter.Swap(&f)
	return func() { reporter.Store(before) }
}

// Call runs f and reports whether it came to its end.
func Call(f func()) (whole bool) {
	report := reporter.Load()
	if report == nil {
		f()
		return true
	}
	defer func() {
		if value := recover(); value != nil {
			(*report)(value, debug.Stack())
		}
	}()
	f()
	return true
}
