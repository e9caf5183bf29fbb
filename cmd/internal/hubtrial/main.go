//go:build linux

// Command hubtrial tries the office's hub with everything real: a private PostgreSQL server, three data folders, and what
// goes wrong in an office. Connections are cut at any byte, the server is stopped and killed, a laptop's program is
// killed, its disk is full, two push at once, and the server is restored from an old backup. In the end every laptop must
// hold the same, and nothing that was saved may be lost. It ends with 1 if anything is not so.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"time"
)

func main() {
	syncs := flag.Int("syncs", 30, "how many exchanges are disturbed")
	seed := flag.Uint64("seed", 1, "of the random numbers")
	child := flag.String("child", "", "exchange once from this data folder, for a program that is to be killed")
	dsn := flag.String("dsn", "", "with -child: address of the server")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if *child != "" {
		os.Exit(childExchange(ctx, *child, *dsn))
	}
	if err := run(ctx, *syncs, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "hub-trial:", err)
		os.Exit(1)
	}
}

// run carries out the trial and prints what came of it.
func run(ctx context.Context, syncs int, seed uint64) (err error) {
	began := time.Now()
	t, err := begin(ctx, rand.New(rand.NewPCG(seed, 20261125)))
	if err != nil {
		return err
	}
	defer func() {
		if closing := t.close(); err == nil {
			err = closing
		}
	}()
	if err := t.first(ctx); err != nil {
		return fmt.Errorf("the first exchange: %w", err)
	}
	for round := range syncs {
		if err := t.round(ctx, round); err != nil {
			return fmt.Errorf("exchange %d: %w", round, err)
		}
		if round == syncs/2 {
			if err := t.keepBackup(ctx); err != nil {
				return err
			}
		}
	}
	if err := t.together(ctx); err != nil {
		return fmt.Errorf("pushing at once: %w", err)
	}
	if err := t.settle(ctx); err != nil {
		return err
	}
	if err := t.setBack(ctx); err != nil {
		return fmt.Errorf("a server restored from an old backup: %w", err)
	}
	problems, err := t.report(ctx)
	fmt.Printf("\nseed %d, %d disturbed exchanges, %.0f s\n", seed, syncs, time.Since(began).Seconds())
	if err == nil && problems > 0 {
		err = fmt.Errorf("%d problems", problems)
	}
	return err
}
