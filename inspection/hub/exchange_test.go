package hub_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
)

func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, inspection.Zone) }

func exchange(laptop *hubtest.Laptop, server *hubtest.Server, cut func() hubtest.Cut) *hub.Exchange {
	return &hub.Exchange{Laptop: laptop, Hub: server.Connect(cut), By: "张建国", Clock: noon, PageRows: 4}
}

// sync runs one exchange that must succeed.
func sync(t *testing.T, laptop *hubtest.Laptop, server *hubtest.Server) hub.Outcome {
	t.Helper()
	outcome, err := exchange(laptop, server, nil).Sync(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func keyOf(err error) string {
	var known *inspection.Error
	if errors.As(err, &known) {
		return known.Key
	}
	return fmt.Sprint(err)
}

func TestTwoLaptopsMeet(t *testing.T) {
	a, b, server := hubtest.NewLaptop("A"), hubtest.NewLaptop("B"), hubtest.NewServer("1")
	a.Write(3)
	b.Write(2)
	if o := sync(t, a, server); o.Pushed != 3 || o.Pulled != 0 {
		t.Errorf("%+v", o)
	}
	o := sync(t, b, server)
	if o.Pushed != 2 || o.Pulled != 3 || len(o.Accepted) != 1 || o.Accepted[0].ID != "A" {
		t.Errorf("%+v", o)
	}
	if o := sync(t, a, server); o.Pulled != 2 || o.Pushed != 0 {
		t.Errorf("%+v", o)
	}
	if !maps.Equal(a.Shared(), b.Shared()) {
		t.Error("they differ")
	}
	if o := sync(t, a, server); o.Pulled != 0 || o.Pushed != 0 || o.Notice != hub.NoticeNone {
		t.Errorf("again: %+v", o)
	}
}

// TestMergedEntriesAreCovered looks that a laptop counts as known what others will never send: what merging wrote there,
// but only as far as something that was sent lies behind it.
func TestMergedEntriesAreCovered(t *testing.T) {
	a, b, server := hubtest.NewLaptop("A"), hubtest.NewLaptop("B"), hubtest.NewServer("1")
	a.Write(2)
	a.Merge(3)
	sync(t, a, server)
	sync(t, b, server)
	if known, _ := b.Known(t.Context()); known.String() != "A:1-2" {
		t.Errorf("%s", known)
	}
	a.Write(1)
	sync(t, a, server)
	sync(t, b, server)
	if known, _ := b.Known(t.Context()); known.String() != "A:1-6" {
		t.Errorf("%s", known)
	}
}

// TestTransactionsStayTogether pulls a transaction that is larger than a page, and one that lies
// across two pages.
func TestTransactionsStayTogether(t *testing.T) {
	a, b, server := hubtest.NewLaptop("A"), hubtest.NewLaptop("B"), hubtest.NewServer("1")
	a.Write(3)
	a.Write(3)
	a.Write(11)
	a.Write(1)
	sync(t, a, server)
	var ends []int64
	e := exchange(b, server, nil)
	e.Laptop = receiving{b, func(d inspection.Delivery) {
		var last inspection.Change
		_ = d.Entries(func(c inspection.Change) error { last = c; return nil })
		ends = append(ends, last.Sequence)
	}}
	if _, err := e.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(ends, []int64{3, 6, 18}) {
		t.Errorf("deliveries end at %v", ends)
	}
}

// receiving tells of every delivery.
type receiving struct {
	*hubtest.Laptop
	tell func(inspection.Delivery)
}

func (r receiving) Receive(ctx context.Context, by string, d inspection.Delivery, progress func(int64)) (inspection.Arrival, error) {
	r.tell(d)
	return r.Laptop.Receive(ctx, by, d, progress)
}

func TestTheCursorWaitsForTheCommit(t *testing.T) {
	a, b, server := hubtest.NewLaptop("A"), hubtest.NewLaptop("B"), hubtest.NewServer("1")
	a.Write(3)
	sync(t, a, server)
	b.Fail = true
	if _, err := exchange(b, server, nil).Sync(t.Context()); inspection.CodeOf(err) != inspection.CodeUnwritable {
		t.Fatal(err)
	}
	if o := sync(t, b, server); o.Pulled != 3 {
		t.Errorf("%+v", o)
	}
}

func TestAHubThatWasSetBackIsNoticed(t *testing.T) {
	a, b, server := hubtest.NewLaptop("A"), hubtest.NewLaptop("B"), hubtest.NewServer("1")
	a.Write(3)
	sync(t, a, server)
	backup := server.Backup()
	for range 3 {
		b.Write(2)
		sync(t, b, server)
		sync(t, a, server)
	}
	// Somebody else writes on the hub that was set back, until it is longer than before.
	c := hubtest.NewLaptop("C")
	c.Write(20)
	sync(t, c, backup)
	o := sync(t, a, backup)
	if o.Notice != hub.NoticeRestored || o.Pulled != 20 || o.Pushed != 6 {
		t.Errorf("%+v", o)
	}
	if o := sync(t, b, backup); o.Notice != hub.NoticeRestored || o.Pulled != 20 || o.Pushed != 0 {
		t.Errorf("%+v", o)
	}
	sync(t, c, backup)
	if !maps.Equal(a.Shared(), b.Shared()) || !maps.Equal(a.Shared(), c.Shared()) || len(a.Shared()) != 29 {
		t.Error("they differ")
	}
	other := hubtest.NewServer("2")
	if o := sync(t, a, other); o.Notice != hub.NoticeReplaced || o.Pushed != 29 {
		t.Errorf("%+v", o)
	}
}

func TestForksAreRefused(t *testing.T) {
	a, server := hubtest.NewLaptop("A"), hubtest.NewServer("1")
	a.Write(3)
	sync(t, a, server)
	old := a.Copy()
	a.Write(2)
	sync(t, a, server)
	if _, err := exchange(old, server, nil).Sync(t.Context()); keyOf(err) != "error.hub_device_behind" {
		t.Errorf("%v", err)
	}
	old.Merge(1) // so that what follows differs
	old.Write(4)
	if _, err := exchange(old, server, nil).Sync(t.Context()); keyOf(err) != "error.hub_fork_self" || inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("%v", err)
	}
}

// TestABatchThatMeetsAFork is two copies of one laptop that push at the same moment.
func TestABatchThatMeetsAFork(t *testing.T) {
	row := func(hash string) hub.Row { return hub.Row{Device: "A", Sequence: 1, Hash: hash} }
	batch := hub.Batch{Rows: []hub.Row{row("x"), {Device: "A", Sequence: 2, Hash: "y"}}, Covers: inspection.Knowledge{"A": {{From: 1, To: 2}}}}
	if _, err := batch.Place(1, "m", []hub.Row{row("z")}); keyOf(err) != "error.hub_fork" {
		t.Errorf("%v", err)
	}
	placed, err := batch.Place(1, "m", []hub.Row{row("x")})
	if err != nil || len(placed) != 1 || placed[0].N != 2 || placed[0].Covers != "A:1-2" || placed[0].Mark != hub.NextMark("m", "y") {
		t.Errorf("%+v, %v", placed, err)
	}
}

func TestABlockedLaptopIsLeftOutAndComesBack(t *testing.T) {
	a, b, server := hubtest.NewLaptop("A"), hubtest.NewLaptop("B"), hubtest.NewServer("1")
	a.Write(1)
	sync(t, a, server)
	sync(t, b, server)
	b.Block("A", true)
	a.Write(2)
	sync(t, a, server)
	if o := sync(t, b, server); o.Pulled != 0 || !slices.Equal(o.Blocked, []string{"A"}) {
		t.Errorf("%+v", o)
	}
	b.Block("A", false)
	if o := sync(t, b, server); o.Pulled != 2 {
		t.Errorf("%+v", o)
	}
}

func TestAnAlteredRowIsRefused(t *testing.T) {
	for name, alter := range map[string]func(*hub.Row){
		"content":  func(r *hub.Row) { r.Content = strings.TrimSuffix(r.Content, "]") + " ]" },
		"device":   func(r *hub.Row) { r.Device = "X" },
		"sequence": func(r *hub.Row) { r.Sequence++ },
		"mark":     func(r *hub.Row) { r.Mark = "" },
		"number":   func(r *hub.Row) { r.N++ },
	} {
		t.Run(name, func(t *testing.T) {
			a, b, server := hubtest.NewLaptop("A"), hubtest.NewLaptop("B"), hubtest.NewServer("1")
			a.Write(3)
			sync(t, a, server)
			e := exchange(b, server, nil)
			e.Hub = altering{e.Hub, alter}
			if _, err := e.Sync(t.Context()); keyOf(err) != "error.hub_row_damaged" || len(b.Shared()) > 0 {
				t.Errorf("%v", err)
			}
		})
	}
}

// altering is a server that changes the second row.
type altering struct {
	hub.Hub
	alter func(*hub.Row)
}

func (a altering) Page(ctx context.Context, after, upTo int64, limit int, fn func(hub.Row) error) error {
	return a.Hub.Page(ctx, after, upTo, limit, func(row hub.Row) error {
		if row.N == 2 {
			a.alter(&row)
		}
		return fn(row)
	})
}

// TestRandomHistoriesConverge lets five laptops write, merge, be restored to nothing half, and exchange over connections
// that are cut at any request, before or after it was carried out; the hub may be set back. In the end all have the same.
func TestRandomHistoriesConverge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		server := hubtest.NewServer("1")
		laptops := make([]*hubtest.Laptop, 5)
		for i := range laptops {
			laptops[i] = hubtest.NewLaptop(string(rune('A' + i)))
		}
		backup := server.Backup()
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			laptop := laptops[rapid.IntRange(0, len(laptops)-1).Draw(t, "laptop")]
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0, 1, 2:
				laptop.Write(rapid.IntRange(1, 9).Draw(t, "entries"))
			case 3:
				laptop.Merge(rapid.IntRange(1, 3).Draw(t, "merged"))
			case 4:
				backup = server.Backup()
			case 5:
				server = backup.Backup()
			default:
				left := rapid.IntRange(0, 30).Draw(t, "requests before the cut")
				how := hubtest.Cut(rapid.IntRange(1, 2).Draw(t, "how"))
				laptop.Fail = rapid.IntRange(0, 4).Draw(t, "full") == 0
				_, err := exchange(laptop, server, func() hubtest.Cut {
					if left--; left < 0 {
						return how
					}
					return hubtest.CutNone
				}).Sync(t.Context())
				laptop.Fail = false
				if err != nil && !errors.Is(err, hubtest.ErrCut) && !errors.Is(err, hubtest.ErrFull) {
					t.Fatalf("%v", err)
				}
			}
		}
		for range 2 {
			for _, laptop := range laptops {
				if _, err := exchange(laptop, server, nil).Sync(t.Context()); err != nil {
					t.Fatalf("%v", err)
				}
			}
		}
		for _, laptop := range laptops[1:] {
			if !maps.Equal(laptop.Shared(), laptops[0].Shared()) {
				t.Fatalf("%s has %d entries, A %d", laptop.ID, len(laptop.Shared()), len(laptops[0].Shared()))
			}
		}
		if rows := server.Rows(); len(rows) != len(laptops[0].Shared()) {
			t.Fatalf("the hub has %d rows, the laptops %d", len(rows), len(laptops[0].Shared()))
		}
	})
}
