package inspectiontest

import (
	"context"
	"testing"

	"anxun/inspection"
)

// Office is a server where the laptops of a history meet, beside the bundles.
type Office interface {
	// Exchange lets laptop n exchange with the server. If it is disturbed, the connection breaks at some byte.
	Exchange(ctx context.Context, n int, laptop *inspection.Service, by string, disturbed bool) (Broken, error)
	// Keep keeps a backup of the server, and SetBack restores the newest one.
	Keep()
	SetBack()
}

// Broken is how an exchange ended.
type Broken int

// The ways.
const (
	NotBroken     Broken = iota
	BrokenPushing        // while a batch was on its way, or the answer to it
	BrokenElsewhere
)

// RunOfficeHistories plays the histories of RunHistories with laptops that also meet at a server: exchanges are cut at any
// byte, bundles pass by the server, and it is restored from old backups. In the end only the server brings everything to
// everybody. office makes an empty one.
func RunOfficeHistories(t *testing.T, count int, open func(t *testing.T, clock *Clock, n int) DeviceStore, office func(seed uint64) Office) {
	counts := runHistories(t, count, open, office)
	t.Logf("%d histories over %d laptops with a server: %d exchanges (%d cut, %d of them while pushing), the server set back %d times; %s",
		count, laptops, counts.exchanges, counts.broken, counts.pushing, counts.setBack, counts)
	if counts.pushing == 0 || counts.setBack == 0 {
		t.Error("the histories are too tame to prove anything")
	}
}

// meet lets a laptop exchange, most often over a connection that breaks somewhere, or something happen to the server.
func (h *history) meet(n int) {
	switch dice := h.random.IntN(100); {
	case dice < 65:
		h.exchange(n, true)
	case dice < 92:
		h.exchange(n, false)
	case dice < 96:
		h.office.Keep()
	default:
		h.office.SetBack()
		h.counts.add(func(c *historyCounts) { c.setBack++ })
	}
}

func (h *history) exchange(n int, disturbed bool) {
	l := h.laptops[n]
	broken, err := h.office.Exchange(h.ctx, n, l.Service, l.person, disturbed)
	h.must(err)
	h.counts.add(func(c *historyCounts) {
		c.exchanges++
		if broken != NotBroken {
			c.broken++
		}
		if broken == BrokenPushing {
			c.pushing++
		}
	})
}

func (h *history) everybodyExchanges() {
	for n := range h.laptops {
		h.exchange(n, false)
	}
}
