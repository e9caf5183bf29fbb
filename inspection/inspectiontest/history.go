package inspectiontest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
)

const laptops = 5

// DeviceStore is a store that knows which laptop it belongs to.
type DeviceStore interface {
	inspection.Store
	Device() (id, code string)
}

// laptop is one of the laptops of a history.
type laptop struct {
	*inspection.Service
	store  DeviceStore
	clock  *Clock
	person string
	sent   map[int]inspection.Knowledge // what it handed to each of the others last
	copied bool                         // its folder was that of another one
}

// history is a random course of events on several laptops.
type history struct {
	t       *testing.T
	open    func(*testing.T, *Clock, int) DeviceStore
	ctx     context.Context
	seed    uint64
	random  *rand.Rand
	laptops []*laptop
	flight  []parcel // bundles under way
	office  Office   // nil: the laptops meet nowhere
	counts  *historyCounts

	decisions []decidedEntry
}

// decidedEntry is a decision of a person with its fields by name.
type decidedEntry struct {
	entry inspection.Change
	named map[string]string
}

// parcel is a bundle under way to a laptop.
type parcel struct {
	to       int
	delivery inspection.Delivery
}

// RunHistories plays random histories: people answer, describe, act, finish, assign and
// settle conflicts on five laptops with clocks that go wrong, while bundles come in any
// order, twice or never, and deliveries break off anywhere. When everybody has at last
// received everything, all laptops hold the same, nothing is lost, and exactly the
// concurrent writes of one field with different values are conflicts. open makes the
// empty store of laptop n.
func RunHistories(t *testing.T, count int, open func(t *testing.T, clock *Clock, n int) DeviceStore) {
	counts := runHistories(t, count, open, func(uint64) Office { return nil })
	t.Logf("%d histories over %d laptops: %s", count, laptops, counts)
}

func runHistories(t *testing.T, count int, open func(t *testing.T, clock *Clock, n int) DeviceStore, office func(seed uint64) Office) *historyCounts {
	const parts = 2
	counts := &historyCounts{}
	t.Run("histories", func(t *testing.T) {
		for part := range parts {
			t.Run(strconv.Itoa(part), func(t *testing.T) {
				t.Parallel()
				for n := part; n < count; n += parts {
					playHistory(t, uint64(n), counts, open, office(uint64(n)))
					if t.Failed() {
						t.Fatalf("history %d", n)
					}
				}
			})
		}
	})
	if counts.conflicts == 0 || counts.actions == 0 || counts.answers == 0 {
		t.Error("the histories are too tame to prove anything")
	}
	return counts
}

func startHistory(t *testing.T, seed uint64, counts *historyCounts, open func(*testing.T, *Clock, int) DeviceStore, office Office) *history {
	h := &history{t: t, open: open, ctx: context.Background(), seed: seed, random: rand.New(rand.NewPCG(seed, 20261125)), office: office, counts: counts}
	h.begin()
	return h
}

func playHistory(t *testing.T, seed uint64, counts *historyCounts, open func(*testing.T, *Clock, int) DeviceStore, office Office) {
	h := startHistory(t, seed, counts, open, office)
	events := 20 + h.random.IntN(40)
	if office != nil { // a third of them are exchanges
		events += events / 2
	}
	for range events {
		h.happen()
	}
	h.settle()
	h.compare()
	for _, l := range h.laptops {
		h.must(l.store.Close())
	}
}

// begin gives every laptop the checklist, and the first one a place and a draft that the
// others receive before the history takes its course.
func (h *history) begin() {
	people := []string{"张建国", "李敏", "王强", "赵雪", "陈晨"}
	for i := range laptops {
		clock := &Clock{}
		if h.random.IntN(4) == 0 { // a wrong clock
			clock.Advance(time.Duration(h.random.IntN(2000)-1000) * time.Hour)
		}
		l := h.newLaptop(h.open(h.t, clock, i), clock, i)
		l.person = people[i]
		h.must(l.InstallChecklists(h.ctx, "安巡", []inspection.Checklist{AChecklist()}))
		h.laptops = append(h.laptops, l)
	}
	first := h.laptops[0]
	place, err := first.SavePlace(h.ctx, first.person, APlace(func(p *inspection.Place) { p.ID = "" }))
	h.must(err)
	_, err = first.StartInspection(h.ctx, first.person, inspection.NewInspection{PlaceID: place.ID, Checklists: []string{"CF"},
		Inspectors: []inspection.Inspector{AnInspector()}})
	h.must(err)
	if h.office != nil {
		h.everybodyExchanges()
		return
	}
	for i := 1; i < laptops; i++ {
		h.send(0, i)
		h.arrive(len(h.flight) - 1)
	}
}

// newLaptop puts the rules before a store; series begins the ids that are made there.
func (h *history) newLaptop(store DeviceStore, clock *Clock, series int) *laptop {
	library, err := inspection.ParseLibrary([]byte(`[]`))
	h.must(err)
	ids := 0
	service := inspection.NewService(store, library, clock.Now, func() inspection.ID {
		ids++
		return inspection.ID(fmt.Sprintf("%d-%04d", series, ids))
	})
	return &laptop{Service: service, store: store, clock: clock, sent: map[int]inspection.Knowledge{}}
}

func (h *history) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatalf("history %d: %v", h.seed, err)
	}
}

// happen lets one thing happen.
func (h *history) happen() {
	one := h.random.IntN(len(h.laptops))
	l := h.laptops[one]
	l.clock.Advance(time.Duration(h.random.IntN(600)) * time.Second)
	if h.office != nil && h.random.IntN(3) == 0 {
		h.meet(one)
		return
	}
	switch dice := h.random.IntN(100); {
	case dice < 55:
		h.change(l)
	case dice < 80:
		to := h.random.IntN(len(h.laptops))
		if to != one {
			h.send(one, to)
		}
	case dice < 97 && len(h.flight) > 0:
		h.arrive(h.random.IntN(len(h.flight)))
	case len(h.flight) > 0: // lost on the way
		at := h.random.IntN(len(h.flight))
		h.flight = slices.Delete(h.flight, at, at+1)
		h.counts.add(func(c *historyCounts) { c.lost++ })
	}
}

// send makes a bundle: everything, or what was new since the last one.
func (h *history) send(from, to int) {
	sender := h.laptops[from]
	known := inspection.Knowledge{}
	if h.random.IntN(2) == 0 && sender.sent[to] != nil {
		known = sender.sent[to]
	}
	delivery := h.deliver(sender, known)
	sender.sent[to] = delivery.Covers
	h.flight = append(h.flight, parcel{to: to, delivery: delivery})
	h.counts.add(func(c *historyCounts) { c.parcels++ })
}

func (h *history) deliver(sender *laptop, known inspection.Knowledge) inspection.Delivery {
	var entries []inspection.Change
	covers, err := sender.EachEntry(h.ctx, inspection.Selection{Known: known}, func(c inspection.Change) error {
		entries = append(entries, c)
		return nil
	})
	h.must(err)
	card, err := sender.Card(h.ctx)
	h.must(err)
	return inspection.Delivery{From: card, Via: inspection.ViaBundle, Made: sender.Now(), Base: known, Covers: covers,
		Entries: func(fn func(inspection.Change) error) error {
			for _, entry := range entries {
				if err := fn(entry); err != nil {
					return err
				}
			}
			return nil
		}}
}

var errCut = fmt.Errorf("the cable was pulled")

// arrive lets a bundle arrive, sometimes twice, sometimes cut off the first time.
func (h *history) arrive(at int) {
	p := h.flight[at]
	receiver := h.laptops[p.to]
	if h.random.IntN(8) == 0 {
		h.cut(receiver, p.delivery)
	}
	_, err := receiver.Receive(h.ctx, receiver.person, p.delivery, nil)
	if inspection.CodeOf(err) == inspection.CodeConflict {
		h.counts.add(func(c *historyCounts) { c.refused++ })
		return // it stays under way: perhaps what it continues comes yet
	}
	h.must(err)
	if h.random.IntN(6) == 0 {
		h.counts.add(func(c *historyCounts) { c.twice++ })
		return
	}
	h.flight = slices.Delete(h.flight, at, at+1)
}

// cut lets a delivery break off somewhere; nothing of it may stay.
func (h *history) cut(receiver *laptop, delivery inspection.Delivery) {
	before := stateHash(h, receiver)
	left := h.random.IntN(20)
	broken := delivery
	broken.Entries = func(fn func(inspection.Change) error) error {
		return delivery.Entries(func(c inspection.Change) error {
			if left--; left < 0 {
				return errCut
			}
			return fn(c)
		})
	}
	if _, err := receiver.Receive(h.ctx, receiver.person, broken, nil); err != nil && stateHash(h, receiver) != before {
		h.t.Fatalf("a delivery that broke off left something")
	}
	h.counts.add(func(c *historyCounts) { c.cut++ })
}

// settle brings everything to everybody, forwards and back: through the office, if there is one.
func (h *history) settle() {
	if h.office != nil {
		for range 3 { // what merging itself tells the others comes a round later
			h.everybodyExchanges()
		}
		return
	}
	for range 2 {
		for from := range h.laptops {
			for to := range h.laptops {
				if from == to {
					continue
				}
				_, err := h.laptops[to].Receive(h.ctx, "settle", h.deliver(h.laptops[from], inspection.Knowledge{}), nil)
				h.must(err)
			}
		}
	}
}

// compare looks that all laptops agree and that nothing is missing.
func (h *history) compare() {
	want := stateHash(h, h.laptops[0])
	for i, l := range h.laptops[1:] {
		if got := stateHash(h, l); got != want {
			h.t.Fatalf("laptop %d differs from laptop 0:\n%s", i+1, diffStates(stateLines(h, h.laptops[0]), stateLines(h, l)))
		}
	}
	entries := h.allEntries()
	expected := concurrentWrites(h, entries)
	for i, l := range h.laptops {
		if got := openConflicts(h, l); !slices.Equal(got, expected) {
			h.t.Fatalf("laptop %d reports conflicts\n%s\nwant\n%s", i, strings.Join(got, "\n"), strings.Join(expected, "\n"))
		}
	}
	all := everyConflict(h, h.laptops[0])
	for i, l := range h.laptops[1:] {
		if got := everyConflict(h, l); !slices.Equal(got, all) {
			h.t.Fatalf("laptop %d reports\n%s\nlaptop 0\n%s", i+1, strings.Join(got, "\n"), strings.Join(all, "\n"))
		}
	}
	h.nothingLost(entries)
	h.counts.add(func(c *historyCounts) { c.conflicts += len(expected) })
}

// allEntries collects what everybody wrote, each laptop's own from its own journal.
func (h *history) allEntries() []inspection.Change {
	var all []inspection.Change
	for _, l := range h.laptops {
		if l.copied {
			all = append(all, h.ownEntries(l)...)
			continue
		}
		h.must(l.View(h.ctx, func(r inspection.Reader) error {
			journal, err := r.Journal(h.ctx, "", 0)
			merging := false
			for _, change := range journal {
				if change.Sequence == change.Transaction {
					merging = change.RecordKind == inspection.KindReceipt
				}
				if !merging {
					all = append(all, change)
				}
			}
			return err
		}))
	}
	return all
}

// nothingLost looks that every laptop has every answer, step and photo that anybody wrote.
func (h *history) nothingLost(entries []inspection.Change) {
	for i, l := range h.laptops {
		h.must(l.View(h.ctx, func(r inspection.Reader) error {
			for _, entry := range entries {
				switch entry.RecordKind {
				case inspection.KindAnswer, inspection.KindAction, inspection.KindEvidence:
				default:
					continue
				}
				have, err := r.Entries(h.ctx, entry.RecordKind, entry.Record)
				if err != nil {
					return err
				}
				if !slices.ContainsFunc(have, func(c inspection.Change) bool { return c.Hash == entry.Hash }) {
					h.t.Fatalf("laptop %d lost %s %s", i, entry.RecordKind, entry.Record)
				}
				fields, err := r.RecordFields(h.ctx, entry.RecordKind, entry.Record)
				if err != nil {
					return err
				}
				if fields == nil && entry.RecordKind != inspection.KindAnswer {
					h.t.Fatalf("laptop %d has no %s %s", i, entry.RecordKind, entry.Record)
				}
			}
			return nil
		}))
	}
	h.counts.add(func(c *historyCounts) {
		c.changes += len(entries)
		for _, entry := range entries {
			switch entry.RecordKind {
			case inspection.KindAnswer:
				c.answers++
			case inspection.KindAction:
				c.actions++
			case inspection.KindEvidence:
				c.photos++
			}
		}
	})
}
