package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"anxun/cmd/internal/notice"
	"anxun/ui/guard"
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

// tellCrash tells of a panic on the goroutine of the window, which is where a fault at the start happens, and ends the
// program. Desktops keep what is printed in a file, so only where it happened is printed, and not the value, which may be
// what a person wrote.
func tellCrash() {
	what := recover()
	if what == nil {
		return
	}
	if err := notice.Crash(what); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	fmt.Fprintf(os.Stderr, "panic: %s\n%s", guard.Kind(what), debug.Stack())
	os.Exit(2)
}
