package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// TestCommandsBesideAWindow runs commands in processes of their own while this one, as a window would, has the folder
// open and saves without a pause. What reads works and is sound, what writes is refused with code 4.
func TestCommandsBesideAWindow(t *testing.T) {
	d := newSampleDesk(t)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	window, err := setup.Open(t.Context(), setup.Options{Dir: d.data, Clock: testEnvironment().clock})
	if err != nil {
		t.Fatal(err)
	}
	stop, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				ended <- nil
				return
			default:
			}
			if err := window.Service.SaveSetting(context.Background(), "张建国", inspection.SettingOffice, fmt.Sprint("办事处", n)); err != nil {
				ended <- err
				return
			}
		}
	}()
	run := func(want int, args ...string) {
		t.Helper()
		command := exec.Command(program, append(args, "--data", d.data)...)
		command.Env = append(os.Environ(), killVariable+"=1")
		var log bytes.Buffer
		command.Stderr = &log
		err := command.Run()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		if got := command.ProcessState.ExitCode(); got != want {
			t.Errorf("%v: exit %d, want %d: %s", args, got, want, log.String())
		}
	}
	backups := d.path("backups")
	run(exitDone, "places", "list")
	run(exitDone, "hazards", "list")
	run(exitDone, "journal")
	run(exitDone, "backup", "--out", backups)
	run(exitDone, "verify")
	run(exitDone, "report", "--dept", "civil", "--from", "2026-11-01", "--to", "2026-11-30", "--out", d.path("report.xlsx"))
	run(exitLocked, "init")
	run(exitLocked, "places", "import", d.path("none.xlsx"))
	close(stop)
	if err := errors.Join(<-ended, window.Close()); err != nil {
		t.Fatal(err)
	}
	made, err := filepath.Glob(filepath.Join(backups, "anxun-*.db"))
	if err != nil || len(made) != 1 {
		t.Fatalf("%v, %v", made, err)
	}
	d.ok("verify", made[0])
	d.ok("verify")
}
