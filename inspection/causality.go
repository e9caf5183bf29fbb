package inspection

import (
	"cmp"
	"context"
	"slices"
)

// Causality tells of any two journal entries whether the author of one knew the other.
// It follows from what each laptop received and when, never from clocks.
type Causality struct{ receipts map[string][]Receipt } // by device, by sequence

// ReadCausality reads every receipt.
func ReadCausality(ctx context.Context, r Reader) (*Causality, error) {
	receipts, err := r.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	c := &Causality{receipts: map[string][]Receipt{}}
	for _, receipt := range receipts {
		c.add(receipt)
	}
	return c, nil
}

func (c *Causality) add(receipt Receipt) {
	own := c.receipts[receipt.Device]
	at, present := slices.BinarySearchFunc(own, receipt.Sequence, func(r Receipt, sequence int64) int { return cmp.Compare(r.Sequence, sequence) })
	if !present {
		c.receipts[receipt.Device] = slices.Insert(own, at, receipt)
	}
}

// Knew reports whether the author of later knew of earlier when writing.
func (c *Causality) Knew(later, earlier Change) bool {
	if later.Device == earlier.Device {
		return earlier.Sequence < later.Sequence
	}
	own := c.receipts[later.Device]
	at, _ := slices.BinarySearchFunc(own, later.Sequence, func(r Receipt, sequence int64) int { return cmp.Compare(r.Sequence, sequence) })
	return at > 0 && own[at-1].Known.Has(earlier.Device, earlier.Sequence)
}

// Order sorts entries so that each comes after those that its author knew. Of two that
// neither knew of the other, the one with the earlier reading of the hybrid clock comes
// first, so that the later one stands; equal readings are ordered by device. The order
// depends on the entries alone, not on how they came here.
func (c *Causality) Order(entries []Change) {
	slices.SortFunc(entries, compareByClock)
	if c.inOrder(entries) {
		return
	}
	// A wrong clock: somebody wrote "earlier" than what they had before their eyes.
	rest := slices.Clone(entries)
	for i := range entries {
		next := slices.IndexFunc(rest, func(e Change) bool {
			return !slices.ContainsFunc(rest, func(other Change) bool { return c.Knew(e, other) })
		})
		next = max(next, 0) // receipts that claim to know each other's future tell nothing: by the clock then
		entries[i] = rest[next]
		rest = slices.Delete(rest, next, next+1)
	}
}

func compareByClock(a, b Change) int {
	return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Device, b.Device), cmp.Compare(a.Sequence, b.Sequence))
}

func (c *Causality) inOrder(entries []Change) bool {
	for i, earlier := range entries {
		for _, later := range entries[i+1:] {
			if c.Knew(earlier, later) {
				return false
			}
		}
	}
	return true
}
