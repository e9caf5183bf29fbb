// Command anxun is the desktop program.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"fyne.io/fyne/v2/app"

	"anxun/cmd/internal/setup"
	"anxun/ui"
	"anxun/ui/preference"
)

const id = "com.anxun.desktop" // as in FyneApp.toml

func main() { defer tellCrash(); os.Exit(run(limitMemory())) }

// run shows the window and returns the exit code: 0 done, 1 failed, 2 wrong usage. It calls started when the rush of
// the start is over.
func run(started func()) int {
	data := flag.String("data", "", "data folder `DIR`; without it the usual one of this computer")
	language := flag.String("lang", "", "language of this run: zh-Hans or en")
	version := flag.Bool("version", false, "print the version and end")
	files := flag.Bool("files", false, "print where the data lies and end")
	flag.Parse() // ends with 2 for wrong usage
	folder, err := setup.DataFolder(*data, setup.Environment{Getenv: os.Getenv, Executable: os.Executable, Home: os.UserHomeDir, System: runtime.GOOS})
	switch {
	case err != nil:
		return failed(err)
	case *version:
		fmt.Println(setup.Program())
		return 0
	case *files:
		fmt.Printf("%s\n%s\n", folder, filepath.Join(folder, preference.FileName))
		return 0
	}
	return failed(watchGraphics().guard(func() error { return show(folder, *language, started) }))
}

// show shows the window until it is closed.
func show(folder, language string, started func()) error {
	watch := stopwatch(os.Getenv("ANXUN_STOPWATCH"))
	preferences, err := preference.Open(folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, err) // the defaults hold; the window must not wait for this
	}
	shell, err := ui.New(guarded(ui.Options{App: app.NewWithID(id), Preferences: preferences, Folder: folder, Version: setup.Version,
		Language: language, Clock: time.Now, Settled: started, Stopwatch: watch, Ready: measured(os.Getenv(measuring))}))
	if err != nil {
		return err
	}
	shell.ShowAndRun()
	fmt.Print(watch.Report())
	return shell.Failure()
}
