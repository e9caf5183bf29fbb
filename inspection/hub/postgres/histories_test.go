//go:build hub && unix

package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
	"anxun/inspection/hub/hubtest/cluster"
	"anxun/inspection/hub/postgres"
	"anxun/inspection/inspectiontest"
)

func TestAServerIsAHub(t *testing.T) {
	for name, more := range map[string]string{"usual protocol": "", "simple protocol": " default_query_exec_mode=simple_protocol", "prepared": " default_query_exec_mode=cache_statement"} {
		t.Run(name, func(t *testing.T) {
			hubtest.Suite(t, func(t *testing.T) func() hub.Hub {
				office(t)
				return func() hub.Hub { return open(t, more) }
			})
		})
	}
}

// TestRandomHistoriesConvergeThroughAServer plays some of the histories that package hub plays by the thousand, over real
// connections that are cut at any byte, each in an office of its own.
func TestRandomHistoriesConvergeThroughAServer(t *testing.T) {
	inspectiontest.RunOfficeHistories(t, 16, func(_ *testing.T, clock *inspectiontest.Clock, n int) inspectiontest.DeviceStore {
		return inspectiontest.NewMemoryDevice(clock.Now, fmt.Sprintf("laptop-%d", n), string(rune('A'+n))+"7")
	}, func(seed uint64) inspectiontest.Office { return newServerOffice(t, seed) })
}

// serverOffice is an office on the server where the laptops of a history meet.
type serverOffice struct {
	*testing.T
	name   string
	random *rand.Rand
	kept   []string // statements that bring the backup back
}

var making sync.Mutex

func newServerOffice(t *testing.T, seed uint64) *serverOffice {
	making.Lock() // whoever looks after a server does one thing at a time
	defer making.Unlock()
	o := &serverOffice{T: t, name: fmt.Sprintf("%s %d", t.Name(), seed), random: rand.New(rand.NewPCG(seed, 1))}
	if _, err := postgres.Init(context.Background(), postgres.Options{DSN: server.DSN("owner")}, postgres.SetUp{Office: o.name, Role: "anxun", Clock: time.Now}); err != nil {
		t.Fatal(err)
	}
	o.Keep()
	return o
}

// Exchange implements inspectiontest.Office.
func (o *serverOffice) Exchange(ctx context.Context, _ int, laptop *inspection.Service, by string, disturbed bool) (inspectiontest.Broken, error) {
	bytes := int64(1) << 40
	pushes := 0
	if disturbed {
		if pushes = o.random.IntN(3); pushes == 0 { // anywhere
			bytes = int64(o.random.IntN([]int{2_000, 10_000, 50_000, 250_000}[o.random.IntN(4)]))
		}
	}
	wire, err := server.Wire(bytes)
	if err != nil {
		return inspectiontest.NotBroken, err
	}
	defer wire.Close()
	h, err := postgres.Open(ctx, postgres.Options{DSN: wire.DSN("anxun"), Office: o.name})
	if err == nil {
		b := &breakingHub{Hub: h, wire: wire, random: o.random, pushes: pushes}
		e := &hub.Exchange{Laptop: laptop, Hub: b, By: by, Clock: laptop.Now, PageRows: 1 + o.random.IntN(30), BatchRows: 1 + o.random.IntN(40)}
		_, err = e.Sync(ctx)
		_ = h.Close() // it may be cut
		if disturbed && inspection.CodeOf(err) == inspection.CodeUnreachable && b.pushing {
			return inspectiontest.BrokenPushing, nil
		}
	}
	if disturbed && inspection.CodeOf(err) == inspection.CodeUnreachable {
		return inspectiontest.BrokenElsewhere, nil
	}
	return inspectiontest.NotBroken, err
}

// breakingHub cuts its wire at some byte of one of its pushes.
type breakingHub struct {
	hub.Hub
	wire    *cluster.Wire
	random  *rand.Rand
	pushes  int // up to the one that breaks; 0: none
	pushing bool
}

func (b *breakingHub) Append(ctx context.Context, batch hub.Batch) (hub.Appended, error) {
	if b.pushes--; b.pushes == 0 {
		b.wire.CutAfter(b.random.Int64N(2*hubtest.Size(batch) + 2000))
	}
	appended, err := b.Hub.Append(ctx, batch)
	b.pushing = err != nil
	return appended, err
}

// owner runs fn as who may do everything.
func (o *serverOffice) owner(fn func(ctx context.Context, conn *pgx.Conn, office int) error) {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server.DSN("owner"))
	if err != nil {
		o.Fatal(err)
	}
	office := 0
	err = conn.QueryRow(ctx, "SELECT id FROM anxun_hub.office WHERE name = $1", o.name).Scan(&office)
	if err == nil {
		err = fn(ctx, conn, office)
	}
	if err := errors.Join(err, conn.Close(ctx)); err != nil {
		o.Fatal(err)
	}
}

// Keep implements inspectiontest.Office.
func (o *serverOffice) Keep() {
	o.owner(func(ctx context.Context, conn *pgx.Conn, office int) error {
		var n int64
		var mark string
		if err := conn.QueryRow(ctx, "SELECT n, mark FROM anxun_hub.clock WHERE office = $1", office).Scan(&n, &mark); err != nil {
			return err
		}
		o.kept = []string{fmt.Sprintf("DELETE FROM anxun_hub.entry WHERE office = %d AND n > %d", office, n),
			fmt.Sprintf("UPDATE anxun_hub.clock SET n = %d, mark = '%s' WHERE office = %d", n, mark, office),
			fmt.Sprintf("DELETE FROM anxun_hub.presence WHERE office = %d", office)}
		rows, err := conn.Query(ctx, "SELECT device, covers, last_seen FROM anxun_hub.presence WHERE office = $1", office)
		if err != nil {
			return err
		}
		var device, covers, seen string
		_, err = pgx.ForEachRow(rows, []any{&device, &covers, &seen}, func() error {
			o.kept = append(o.kept, fmt.Sprintf("INSERT INTO anxun_hub.presence VALUES (%d, '%s', '%s', '%s')", office, device, covers, seen))
			return nil
		})
		return err
	})
}

// SetBack implements inspectiontest.Office.
func (o *serverOffice) SetBack() {
	o.owner(func(ctx context.Context, conn *pgx.Conn, _ int) error {
		return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			for _, text := range o.kept {
				if _, err := tx.Exec(ctx, text); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
