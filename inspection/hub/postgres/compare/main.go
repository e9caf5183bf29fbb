//go:build unix

// Command compare pushes and pulls 100,000 changes through the hub and, in the same run on the same server, copies and
// selects the same bytes with nothing but pgx: what the exchange costs on top. Both are measured in turn, in changing order,
// each after the garbage of the one before was collected, by the clock and by the processor time of both sides. Merging
// into a laptop's store is another matter and measured by hub-trial and the store's benchmarks; here the laptop only keeps
// what it gets.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
	"anxun/inspection/hub/hubtest/cluster"
	"anxun/inspection/hub/postgres"
)

func main() {
	changes := flag.Int("changes", 100_000, "how many changes")
	rounds := flag.Int("rounds", 5, "how often each is measured; the median is printed")
	flag.Parse()
	if err := run(context.Background(), *changes, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "bench-hub:", err)
		os.Exit(1)
	}
}

// goal is by how much the exchange may be slower than bare pgx, by the clock.
const goal = 1.5

// jobs are what is measured; each of ours is followed by its bare twin.
var jobs = []string{"push", "bare COPY", "pull", "bare SELECT"}

func run(ctx context.Context, changes, rounds int) (err error) {
	server, err := cluster.Start(ctx, "max_wal_size=4GB", "checkpoint_timeout=1h", "autovacuum=off")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	author := hubtest.NewLaptop("0193b2a4-7c1e-7d3f-9a11-000000000001")
	for range changes / 10 {
		author.WriteRecord(inspection.KindAnswer, 10, answer)
	}
	b := &bench{server: server, author: author, costs: map[string][]cost{}}
	if err := b.exchanged(ctx, "office", func(_ string, fn func() error) error { return fn() }); err != nil { // for the bytes, not measured
		return err
	}
	if err := b.readBytes(ctx); err != nil {
		return err
	}
	for round := range rounds {
		halves := []func() error{
			func() error { return b.exchanged(ctx, fmt.Sprint("office ", round), b.timed) },
			func() error { return b.bare(ctx) },
		}
		if round%2 == 1 {
			slices.Reverse(halves)
		}
		for _, half := range halves {
			if err := half(); err != nil {
				return err
			}
		}
	}
	return b.report(changes, rounds)
}

// answer is what an answer to a checklist item changes.
var answer = []inspection.FieldChange{{Field: "at", New: "2026-11-20T01:05:00Z"}, {Field: "by", New: "张建国"}, {Field: "checklist", New: "CF@3"},
	{Field: "inspection", New: "0193b2a4-7c1e-7d3f-9a11-5b0c6d7e8f90"}, {Field: "item", New: "CF-09"}, {Field: "note", New: "二层东侧安全出口堆放轮椅"},
	{Field: "result", New: "fail"}}

// bench measures.
type bench struct {
	server *cluster.Cluster
	author *hubtest.Laptop
	rows   [][]any // the bytes, as a plain program would hold them to copy them
	costs  map[string][]cost
}

// exchanged lets one laptop push to an office of its own and another one pull.
func (b *bench) exchanged(ctx context.Context, office string, timed func(job string, fn func() error) error) error {
	setUp := postgres.SetUp{Office: office, Role: "anxun", Clock: time.Now}
	if _, err := postgres.Init(ctx, postgres.Options{DSN: b.server.DSN("owner")}, setUp); err != nil {
		return err
	}
	author, reader := b.author.Copy(), hubtest.NewLaptop("0193b2a4-7c1e-7d3f-9a11-000000000002")
	if err := timed("push", func() error { return b.exchange(ctx, author, office, (*hub.Exchange).Push) }); err != nil {
		return err
	}
	return timed("pull", func() error { return b.exchange(ctx, reader, office, (*hub.Exchange).Pull) })
}

func (b *bench) exchange(ctx context.Context, laptop *hubtest.Laptop, office string, run func(*hub.Exchange, context.Context) (hub.Outcome, error)) error {
	h, err := postgres.Open(ctx, postgres.Options{DSN: b.server.DSN("anxun"), Office: office})
	if err != nil {
		return err
	}
	_, err = run(&hub.Exchange{Laptop: keeping{laptop}, Hub: h, By: "张建国", Clock: time.Now}, ctx)
	return errors.Join(err, h.Close())
}

// keeping is a laptop that only keeps what it receives: what that costs is not the exchange's.
type keeping struct{ *hubtest.Laptop }

// Receive implements hub.Laptop.
func (keeping) Receive(_ context.Context, _ string, d inspection.Delivery, _ func(int64)) (arrival inspection.Arrival, err error) {
	var kept []inspection.Change
	err = d.Entries(func(c inspection.Change) error {
		kept = append(kept, c)
		return nil
	})
	arrival.Entries = int64(len(kept))
	return arrival, err
}
