package inspectiontest

import (
	"testing"

	"anxun/inspection"
)

// RunForwarding lets an entry reach a laptop over another one that had told before of everything its author had, but for
// the author's newest receipt, which nothing had followed yet. The receipt must come with the entry: without it the
// author would seem to have known nothing.
func RunForwarding(t *testing.T, open func(t *testing.T, clock *Clock, n int) DeviceStore) {
	const author, forwarder, receiver = 1, 2, 3
	h := startHistory(t, 1, &historyCounts{}, open, nil)
	carry := func(from, to int, known inspection.Knowledge) inspection.Knowledge {
		delivery := h.deliver(h.laptops[from], known)
		_, err := h.laptops[to].Receive(h.ctx, "转交", delivery, nil)
		h.must(err)
		return delivery.Covers
	}
	visits, _, _ := h.look(h.laptops[0])
	change := func(l *laptop, weather string) {
		h.must(l.ChangeInspection(h.ctx, l.person, visits[0].ID, visits[0].Inspectors, "王院长", weather))
	}
	change(h.laptops[0], "雨")
	carry(0, author, nil)
	carry(author, forwarder, nil)
	told := carry(forwarder, receiver, nil)
	change(h.laptops[author], "晴")
	carry(author, forwarder, nil)
	carry(forwarder, receiver, told)
	if want, got := stateHash(h, h.laptops[forwarder]), stateHash(h, h.laptops[receiver]); got != want {
		t.Errorf("the receiver differs:\n%s", diffStates(stateLines(h, h.laptops[forwarder]), stateLines(h, h.laptops[receiver])))
	}
	if open := openConflicts(h, h.laptops[receiver]); len(open) > 0 {
		t.Errorf("conflicts where the author knew what was there: %v", open)
	}
	for _, l := range h.laptops {
		h.must(l.store.Close())
	}
}
