package main

import (
	"errors"
	"fmt"
	"os"

	"anxun/cmd/internal/notice"
)

// failed tells why the program ends and returns its exit code, 0 for no error. A program started from an icon has
// nowhere to print to, so it is told in a message of the system.
func failed(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errNoWindow): // told already
	case os.Getenv(measuring) != "":
		fmt.Fprintln(os.Stderr, err) // nobody sits before a start that is only measured
	default:
		if untold := notice.Failure(err); untold != nil {
			fmt.Fprintln(os.Stderr, errors.Join(err, untold))
		}
	}
	return 1
}

// tellCrash tells of a panic on the goroutine of the window, which is where a fault at the start happens, and lets the
// panic go on.
func tellCrash() {
	what := recover()
	if what == nil {
		return
	}
	if err := notice.Crash(what); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	panic(what)
}
