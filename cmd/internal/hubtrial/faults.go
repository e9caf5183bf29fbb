//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"anxun/inspection"
)

// fault is what goes wrong during an exchange.
type fault string

const (
	faultNone   fault = "undisturbed"
	faultCut    fault = "connection cut at any byte"
	faultFreeze fault = "server stopped (SIGSTOP)"
	faultServer fault = "server killed"
	faultClient fault = "program killed (SIGKILL)"
	faultFull   fault = "laptop's disk full"
)

var allFaults = []fault{faultCut, faultFreeze, faultServer, faultClient, faultFull, faultNone}

// round lets one laptop work and exchange while something goes wrong.
func (t *trial) round(ctx context.Context, n int) error {
	l := t.laptops[t.random.IntN(len(t.laptops))]
	// Most often the cable, as that finds the most places.
	chosen := []fault{faultCut, faultCut, faultCut, faultFreeze, faultClient, faultClient, faultFull, faultNone, faultCut, faultServer}[n%10]
	if chosen == faultFull {
		if l = t.laptops[2]; !l.full {
			return nil
		}
	}
	if err := t.work(ctx, l, 1+t.random.IntN(3)); err != nil {
		return fmt.Errorf("working on %s: %w", l.person, err)
	}
	count := t.faults[chosen]
	if count == nil {
		count = &tally{}
		t.faults[chosen] = count
	}
	count.rounds++
	err := t.disturbed(ctx, l, chosen)
	if err != nil {
		count.hit++
	}
	switch code := inspection.CodeOf(err); {
	case err == nil, code == inspection.CodeUnreachable, chosen == faultFull && code == inspection.CodeUnwritable, errors.Is(err, errKilled):
		return nil
	}
	return fmt.Errorf("%s, %s: %w", l.person, chosen, err)
}

func (t *trial) disturbed(ctx context.Context, l *laptop, what fault) error {
	dsn := t.server.DSN("anxun")
	switch what {
	case faultCut:
		wire, err := t.server.Wire(t.anySize())
		if err != nil {
			return err
		}
		defer wire.Close()
		return t.exchange(ctx, l, wire.DSN("anxun"))
	case faultFreeze:
		timer := time.AfterFunc(t.anyTime(), func() { _ = t.server.Signal(syscall.SIGSTOP) })
		err := t.exchange(ctx, l, dsn)
		timer.Stop()
		return errors.Join(err, t.server.Signal(syscall.SIGCONT))
	case faultServer:
		killed := make(chan error, 1)
		timer := time.AfterFunc(t.anyTime(), func() { killed <- t.server.Stop() })
		err := t.exchange(ctx, l, dsn)
		if timer.Stop() {
			return err
		}
		if stopping := <-killed; stopping != nil {
			return stopping
		}
		return errors.Join(err, t.server.Run(ctx))
	case faultClient:
		return t.killedChild(ctx, l, dsn)
	case faultFull:
		room, err := l.fill(int64(t.random.IntN(400 << 10)))
		if err != nil {
			return err
		}
		err = t.exchange(ctx, l, dsn)
		return errors.Join(err, room())
	}
	return t.exchange(ctx, l, dsn)
}

// anySize spreads over the whole of an exchange: its beginning, its rows and its photos.
func (t *trial) anySize() int64 {
	return int64(t.random.IntN([]int{2_000, 20_000, 200_000, 2_000_000}[t.random.IntN(4)]))
}

func (t *trial) anyTime() time.Duration { return time.Duration(t.random.IntN(250)) * time.Millisecond }

var errKilled = errors.New("killed")

// killedChild lets another process exchange and kills it.
func (t *trial) killedChild(ctx context.Context, l *laptop, dsn string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	command := exec.CommandContext(ctx, program, "-child", l.dir, "-dsn", dsn)
	command.Stderr = os.Stderr
	if err := command.Start(); err != nil {
		return err
	}
	timer := time.AfterFunc(20*time.Millisecond+t.anyTime(), func() { _ = command.Process.Kill() })
	err = command.Wait()
	timer.Stop()
	var exit *exec.ExitError
	if errors.As(err, &exit) && !exit.Exited() {
		return errKilled
	}
	return err
}
