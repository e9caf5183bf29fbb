//go:build unix

// Command compare pushes and pulls 100,000 changes through the hub and, in the same run on the same server, copies and
// selects the same bytes with nothing but pgx: what the exchange costs on top. Merging into a laptop's store is another
// matter and measured by hub-trial and the store's benchmarks; here the laptop only keeps what it gets.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

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

// goal is by how much the exchange may be slower than bare pgx.
const goal = 1.5

// times are of one round.
type times struct{ copied, pushed, selected, pulled time.Duration }

func run(ctx context.Context, changes, rounds int) (err error) {
	server, err := cluster.Start(ctx, "max_wal_size=4GB", "checkpoint_timeout=1h")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	author := hubtest.NewLaptop("0193b2a4-7c1e-7d3f-9a11-000000000001")
	for range changes / 10 {
		author.WriteRecord(inspection.KindAnswer, 10, answer)
	}
	var all []times
	for round := range rounds {
		t, err := measure(ctx, server, author.Copy(), fmt.Sprint("office ", round))
		if err != nil {
			return err
		}
		all = append(all, t)
	}
	median := func(of func(times) time.Duration) time.Duration {
		var sorted []time.Duration
		for _, t := range all {
			sorted = append(sorted, of(t))
		}
		slices.Sort(sorted)
		return sorted[len(sorted)/2]
	}
	pushed, copied := median(func(t times) time.Duration { return t.pushed }), median(func(t times) time.Duration { return t.copied })
	pulled, selected := median(func(t times) time.Duration { return t.pulled }), median(func(t times) time.Duration { return t.selected })
	fmt.Printf("%d changes, median of %d rounds\n", changes, rounds)
	fmt.Printf("push  %6d ms   bare COPY    %6d ms   ratio %.2f\n", pushed.Milliseconds(), copied.Milliseconds(), float64(pushed)/float64(copied))
	fmt.Printf("pull  %6d ms   bare SELECT  %6d ms   ratio %.2f\n", pulled.Milliseconds(), selected.Milliseconds(), float64(pulled)/float64(selected))
	if both := float64(pushed+pulled) / float64(copied+selected); both > goal {
		return fmt.Errorf("together %.2f times bare pgx, the goal is %.1f", both, goal)
	}
	return nil
}

// answer is what an answer to a checklist item changes.
var answer = []inspection.FieldChange{{Field: "at", New: "2026-11-20T01:05:00Z"}, {Field: "by", New: "张建国"}, {Field: "checklist", New: "CF@3"},
	{Field: "inspection", New: "0193b2a4-7c1e-7d3f-9a11-5b0c6d7e8f90"}, {Field: "item", New: "CF-09"}, {Field: "note", New: "二层东侧安全出口堆放轮椅"},
	{Field: "result", New: "fail"}}

// measure takes one round: the bare way and ours, in turn, on tables of the same form.
func measure(ctx context.Context, server *cluster.Cluster, author *hubtest.Laptop, office string) (t times, err error) {
	setUp := postgres.SetUp{Office: office, Role: "anxun", Clock: time.Now}
	if _, err := postgres.Init(ctx, postgres.Options{DSN: server.DSN("owner")}, setUp); err != nil {
		return t, err
	}
	reader := hubtest.NewLaptop("0193b2a4-7c1e-7d3f-9a11-000000000002")
	if t.pushed, err = timed(func() error { return exchange(ctx, server, author, office, (*hub.Exchange).Push) }); err != nil {
		return t, err
	}
	if t.pulled, err = timed(func() error { return exchange(ctx, server, reader, office, (*hub.Exchange).Pull) }); err != nil {
		return t, err
	}
	return t, bare(ctx, server, office, &t)
}

func timed(fn func() error) (time.Duration, error) {
	began := time.Now()
	err := fn()
	return time.Since(began), err
}

func exchange(ctx context.Context, server *cluster.Cluster, laptop *hubtest.Laptop, office string, run func(*hub.Exchange, context.Context) (hub.Outcome, error)) error {
	h, err := postgres.Open(ctx, postgres.Options{DSN: server.DSN("anxun"), Office: office})
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

// bare copies the office's rows into a table of the same columns and keys, in one COPY, and selects them again.
func bare(ctx context.Context, server *cluster.Cluster, office string, t *times) (err error) {
	conn, err := pgx.Connect(ctx, server.DSN("owner"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	columns := []string{"office", "n", "device", "sequence", "kind", "content", "hash", "covers", "mark"}
	var rows [][]any
	read := func() error {
		found, err := conn.Query(ctx, "SELECT e.office, e.n, e.device, e.sequence, e.kind, e.content, e.hash, e.covers, e.mark FROM anxun_hub.entry e "+
			"JOIN anxun_hub.office o ON o.id = e.office WHERE o.name = $1 ORDER BY e.n", office)
		if err != nil {
			return err
		}
		rows, err = pgx.CollectRows(found, func(row pgx.CollectableRow) ([]any, error) { return row.Values() })
		return err
	}
	if err := read(); err != nil {
		return err
	}
	for _, text := range []string{"DROP TABLE IF EXISTS bare", "CREATE TABLE bare (LIKE anxun_hub.entry INCLUDING ALL)"} {
		if _, err := conn.Exec(ctx, text); err != nil {
			return err
		}
	}
	t.copied, err = timed(func() error {
		_, err := conn.CopyFrom(ctx, pgx.Identifier{"bare"}, columns, pgx.CopyFromRows(rows))
		return err
	})
	if err != nil {
		return err
	}
	t.selected, err = timed(func() error { return selectBare(ctx, conn) })
	return err
}

// bareRow is a row as a plain program would hold it.
type bareRow struct {
	n, sequence                               int64
	device, kind, content, hash, covers, mark string
}

func selectBare(ctx context.Context, conn *pgx.Conn) error {
	found, err := conn.Query(ctx, "SELECT n, device, sequence, kind, content, hash, covers, mark FROM bare ORDER BY office, n")
	if err != nil {
		return err
	}
	var kept []bareRow
	for found.Next() {
		var r bareRow
		if err := found.Scan(&r.n, &r.device, &r.sequence, &r.kind, &r.content, &r.hash, &r.covers, &r.mark); err != nil {
			return err
		}
		kept = append(kept, r)
	}
	if err := found.Err(); err != nil {
		return err
	}
	if len(kept) == 0 {
		return errors.New("the bare table is empty")
	}
	return nil
}
