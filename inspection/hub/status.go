package hub

import (
	"context"

	"anxun/inspection"
)

// Waiting is what an exchange would still have to carry.
type Waiting struct {
	Entries int // of this laptop's, that the hub lacks
	Photos  int // of which a record is among them
}

// CountWaiting counts what is waiting, given what the hub had when it was last asked. It needs no connection.
func CountWaiting(ctx context.Context, laptop Laptop, onHub inspection.Knowledge) (Waiting, error) {
	var w Waiting
	_, err := laptop.EachEntry(ctx, inspection.Selection{Known: onHub}, func(c inspection.Change) error {
		if onHub.Has(c.Device, c.Sequence) {
			return nil // a receipt that comes again
		}
		w.Entries++
		if _, speaks := photoOf(c); speaks {
			w.Photos++
		}
		return nil
	})
	return w, err
}

// OnHub is what the hub had at the end of the last exchange, or at its begin if it failed.
func (e *Exchange) OnHub() inspection.Knowledge { return e.overview.Known.Clone() }
