package inspection

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// knowing is a receipt with which device knew of another's entries up to a sequence, before its own entry.
func knowing(device string, before int64, other string, upTo int64) Receipt {
	known := Knowledge{}
	known.Add(other, 1, upTo)
	return Receipt{Device: device, Sequence: before, Known: known}
}

func TestOrder(t *testing.T) {
	entry := func(device string, sequence int64, time HybridTime) Change {
		return Change{Device: device, Sequence: sequence, Time: time}
	}
	for _, test := range []struct {
		name     string
		receipts []Receipt
		entries  []Change
		want     string
	}{
		{"by the clock where nobody knew", nil, []Change{entry("b", 9, "3"), entry("a", 2, "1"), entry("c", 1, "2")}, "acb"},
		{"by the device where the clock says the same", nil, []Change{entry("b", 9, "1"), entry("a", 9, "1")}, "ab"},
		{"who knew comes after, whatever the clock says", []Receipt{knowing("a", 4, "b", 9)}, []Change{entry("a", 5, "1"), entry("b", 9, "2")}, "ba"},
		{"a chain of wrong clocks", []Receipt{knowing("a", 4, "b", 9), knowing("b", 8, "c", 7)},
			[]Change{entry("a", 5, "1"), entry("b", 9, "2"), entry("c", 7, "3")}, "cba"},
		// No honest laptop writes this. It must not keep the office from merging.
		{"two that claim to know each other's future", []Receipt{knowing("a", 4, "b", 9), knowing("b", 8, "a", 5)},
			[]Change{entry("b", 9, "2"), entry("a", 5, "1")}, "ab"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := &Causality{receipts: map[string][]Receipt{}}
			for _, receipt := range test.receipts {
				c.add(receipt)
			}
			for range 10 {
				rand.Shuffle(len(test.entries), func(i, j int) { test.entries[i], test.entries[j] = test.entries[j], test.entries[i] })
				c.Order(test.entries)
				var order strings.Builder
				for _, e := range test.entries {
					order.WriteString(e.Device)
				}
				if order.String() != test.want {
					t.Fatalf("%s, want %s", order.String(), test.want)
				}
			}
		})
	}
}
