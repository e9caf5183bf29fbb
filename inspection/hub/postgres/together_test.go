//go:build hub && unix

package postgres_test

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"testing"

	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
)

// TestManyPushAtOnce lets four laptops push at the same moment, in small batches and beside each other's entries, while two others
// read as fast as they can. Nobody is refused, the rows stand in one unbroken order, and each reader, which asks only for
// what lies behind what it saw, has everything in the end.
func TestManyPushAtOnce(t *testing.T) {
	office(t)
	var writers []*hubtest.Laptop
	for i := range 4 {
		writer := hubtest.NewLaptop(fmt.Sprint("W", i))
		for range 40 {
			writer.Write(5)
		}
		writers = append(writers, writer)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var pushing, reading sync.WaitGroup
	readers := []*hubtest.Laptop{hubtest.NewLaptop("R0"), hubtest.NewLaptop("R1")}
	for _, reader := range readers {
		h := open(t, "")
		reading.Go(func() {
			for ctx.Err() == nil {
				if _, err := exchange(reader, h).Pull(context.WithoutCancel(ctx)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for _, writer := range writers {
		h := open(t, "")
		pushing.Go(func() {
			e := exchange(writer, h)
			e.BatchRows = 10
			if outcome, err := e.Push(ctx); err != nil || outcome.Pushed != 200 {
				t.Errorf("%s: %+v, %v", writer.ID, outcome, err)
			}
		})
	}
	pushing.Wait()
	stop()
	reading.Wait()
	n, mark := int64(0), ""
	err := open(t, "").Page(t.Context(), 0, 10_000, 10_000, func(row hub.Row) error {
		n, mark = n+1, hub.NextMark(mark, row.Hash)
		if row.N != n || row.Mark != mark {
			t.Errorf("row %d follows row %d, mark %s instead of %s", row.N, n-1, row.Mark, mark)
		}
		return nil
	})
	if err != nil || n != 800 {
		t.Fatalf("%d rows, %v", n, err)
	}
	for _, reader := range readers {
		synced(t, reader, open(t, ""))
		if len(reader.Shared()) != 800 {
			t.Errorf("%s has %d of 800 entries", reader.ID, len(reader.Shared()))
		}
	}
	if !maps.Equal(readers[0].Shared(), readers[1].Shared()) {
		t.Error("the readers differ")
	}
}
