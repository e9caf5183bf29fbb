// Command anxunctl is Anxun without a window: the same data, rules and reports for
// scripts, tests and machines without a display. It needs neither cgo nor Fyne.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"time"

	"golang.org/x/term"

	"anxun/cmd/internal/machine"
	"anxun/cmd/internal/setup"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], systemEnvironment(), os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func systemEnvironment() environment {
	return environment{
		Environment: setup.Environment{Getenv: os.Getenv, Executable: os.Executable, Home: os.UserHomeDir, System: runtime.GOOS},
		clock:       time.Now,
		machine:     machine.Read,
		wait:        time.Sleep,
		askSecret: func(prompt string) (string, bool, error) {
			input := int(os.Stdin.Fd())
			return readSecret(prompt, os.Stderr, func() bool { return term.IsTerminal(input) }, func() ([]byte, error) { return term.ReadPassword(input) })
		},
	}
}
