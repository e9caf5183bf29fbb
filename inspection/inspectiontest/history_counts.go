package inspectiontest

import (
	"fmt"
	"sync"
)

// historyCounts says what happened in all histories.
type historyCounts struct {
	sync.Mutex
	changes, parcels, lost, twice, refused, cut, conflicts, answers, actions, photos int
	exchanges, broken, pushing, setBack                                              int
}

func (c *historyCounts) add(fn func(*historyCounts)) {
	c.Lock()
	defer c.Unlock()
	fn(c)
}

// String says what happened to the bundles and what arrived.
func (c *historyCounts) String() string {
	return fmt.Sprintf("%d changes, %d bundles (%d lost, %d twice, %d refused for coming too early, %d cut), "+
		"%d answers, %d steps and %d photos all arrived everywhere, %d conflicts, each on every laptop",
		c.changes, c.parcels, c.lost, c.twice, c.refused, c.cut, c.answers, c.actions, c.photos, c.conflicts)
}
