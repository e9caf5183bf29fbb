package inspectiontest

import (
	"slices"
	"testing"

	"anxun/inspection"
)

// Copier ends the use of a store, copies its data folder and opens both.
type Copier func(t *testing.T, store DeviceStore, clock, other *Clock) (original, copied DeviceStore)

// RunCopiedHistories plays random histories like RunHistories, in each of which the data
// folder of one laptop is copied to a sixth one. Both go on under one name for a while, until
// the copy is given another identity. In the end all six must agree, nothing that either
// wrote may be lost, and no two records may have one number.
func RunCopiedHistories(t *testing.T, count int, open func(t *testing.T, clock *Clock, n int) DeviceStore, copier Copier) {
	counts := &historyCounts{}
	for n := range count {
		h := startHistory(t, uint64(n), counts, open, nil)
		for range 10 + h.random.IntN(20) {
			h.happen()
		}
		h.copyOne(copier)
		for range 20 + h.random.IntN(20) {
			h.happen()
		}
		h.settle()
		h.compare()
		h.uniqueNumbers()
		for _, l := range h.laptops {
			h.must(l.store.Close())
		}
		if t.Failed() {
			t.Fatalf("history %d", n)
		}
	}
}

// copyOne copies the folder of a laptop. The copy works on, refused wherever it meets what
// the original wrote meanwhile, and is renewed then.
func (h *history) copyOne(copier Copier) {
	at := h.random.IntN(laptops)
	original, other := h.laptops[at], &Clock{}
	other.Advance(original.Now().Sub(other.Now()))
	since := h.lastEntry(original)
	first, second := copier(h.t, original.store, original.clock, other)
	was := original
	original = h.newLaptop(first, was.clock, 6)
	original.person, original.sent = was.person, was.sent
	h.laptops[at] = original
	copied := h.newLaptop(second, other, 7)
	copied.person, copied.copied = "钱进", true
	for range h.random.IntN(15) {
		other.Advance(300e9)
		original.clock.Advance(300e9)
		h.change(copied)
		if h.random.IntN(2) == 0 {
			h.change(original)
		}
	}
	wrote := h.lastEntry(copied) > since
	if wrote && h.lastEntry(original) > since {
		_, err := copied.Receive(h.ctx, "钱进", h.deliver(original, inspection.Knowledge{}), nil)
		if inspection.CodeOf(err) != inspection.CodeConflict {
			h.t.Fatalf("a copy took in what the original wrote: %v", err)
		}
	}
	renewed, err := copied.Renew(h.ctx, "钱进", since)
	h.must(err)
	if renewed.Now.ID == renewed.Before.ID || renewed.Now.Code == renewed.Before.Code || renewed.Now.PublicKey == renewed.Before.PublicKey {
		h.t.Fatalf("renewed from %v to %v", renewed.Before, renewed.Now)
	}
	h.laptops = append(h.laptops, copied)
}

func (h *history) lastEntry(l *laptop) int64 {
	head, err := l.SignedHead(h.ctx, "")
	h.must(err)
	return head.Sequence
}

// ownEntries is what a copy hands on in its own name.
func (h *history) ownEntries(l *laptop) []inspection.Change {
	var own []inspection.Change
	card, err := l.Card(h.ctx)
	h.must(err)
	h.must(h.deliver(l, inspection.Knowledge{}).Entries(func(c inspection.Change) error {
		if c.Device == card.ID && c.RecordKind != inspection.KindReceipt {
			own = append(own, c)
		}
		return nil
	}))
	return own
}

// uniqueNumbers looks that no two inspections or hazards have one number.
func (h *history) uniqueNumbers() {
	h.must(h.laptops[0].View(h.ctx, func(r inspection.Reader) error {
		visits, err := r.Inspections(h.ctx, inspection.InspectionFilter{IncludeRemoved: true})
		if err != nil {
			return err
		}
		var numbers []string
		for _, visit := range visits {
			numbers = append(numbers, visit.No)
		}
		hazards, err := r.Hazards(h.ctx, inspection.HazardFilter{IncludeRemoved: true, IncludeWithdrawn: true})
		for _, hazard := range hazards {
			numbers = append(numbers, hazard.No)
		}
		slices.Sort(numbers)
		for i := 1; i < len(numbers); i++ {
			if numbers[i] == numbers[i-1] {
				h.t.Errorf("two records have the number %s", numbers[i])
			}
		}
		return err
	}))
}
