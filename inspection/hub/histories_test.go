package hub_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
	"anxun/inspection/inspectiontest"
)

// TestRandomHistoriesConvergeThroughTheHub plays the histories of the bundles on laptops that also meet at a hub. In full:
// ANXUN_HUB_HISTORIES=10000 go test ./inspection/hub -run HistoriesConvergeThrough -v
func TestRandomHistoriesConvergeThroughTheHub(t *testing.T) {
	count := 60
	if text := os.Getenv("ANXUN_HUB_HISTORIES"); text != "" {
		var err error
		if count, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	inspectiontest.RunOfficeHistories(t, count, func(_ *testing.T, clock *inspectiontest.Clock, n int) inspectiontest.DeviceStore {
		return inspectiontest.NewMemoryDevice(clock.Now, fmt.Sprintf("laptop-%d", n), string(rune('A'+n))+"7")
	}, newOffice)
}

// office is a hub in memory where the laptops of a history meet.
type office struct {
	random         *rand.Rand
	server, backup *hubtest.Server
}

func newOffice(seed uint64) inspectiontest.Office {
	server := hubtest.NewServer("1")
	return &office{random: rand.New(rand.NewPCG(seed, 1)), server: server, backup: server.Backup()}
}

// Keep implements inspectiontest.Office.
func (o *office) Keep() { o.backup = o.server.Backup() }

// SetBack implements inspectiontest.Office.
func (o *office) SetBack() { o.server = o.backup.Backup() }

// Exchange implements inspectiontest.Office. Half of the connections that break do so in the middle of a push.
func (o *office) Exchange(ctx context.Context, _ int, laptop *inspection.Service, by string, disturbed bool) (inspectiontest.Broken, error) {
	breaking := &breaking{Hub: o.server.Connect(nil), random: o.random}
	switch {
	case disturbed && o.random.IntN(2) == 0:
		breaking.pushes = 1 + o.random.IntN(2)
	case disturbed:
		breaking.Hub = o.server.ConnectFor(int64(o.random.IntN([]int{2_000, 10_000, 50_000, 250_000}[o.random.IntN(4)])))
	}
	e := &hub.Exchange{Laptop: laptop, Hub: breaking, By: by, Clock: laptop.Now, PageRows: 1 + o.random.IntN(30), BatchRows: 1 + o.random.IntN(40)}
	run := (*hub.Exchange).Sync
	if disturbed && o.random.IntN(3) == 0 {
		run = (*hub.Exchange).Push
	}
	_, err := run(e, ctx)
	switch cut := disturbed && errors.Is(err, hubtest.ErrCut); {
	case cut && breaking.pushing:
		return inspectiontest.BrokenPushing, nil
	case cut:
		return inspectiontest.BrokenElsewhere, nil
	}
	return inspectiontest.NotBroken, err
}

// breaking is a connection that breaks at some byte of one of its pushes, and that notes whether it was a push that broke.
type breaking struct {
	hub.Hub
	random  *rand.Rand
	pushes  int // up to the one that breaks; 0: none
	pushing bool
}

func (b *breaking) Append(ctx context.Context, batch hub.Batch) (hub.Appended, error) {
	if b.pushes--; b.pushes == 0 {
		hubtest.BreakAfter(b.Hub, b.random.Int64N(hubtest.Size(batch)+1))
	}
	appended, err := b.Hub.Append(ctx, batch)
	b.pushing = errors.Is(err, hubtest.ErrCut)
	return appended, err
}
