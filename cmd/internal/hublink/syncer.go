package hublink

import (
	"context"
	"math/rand/v2"
	"time"

	"anxun/inspection"
	"anxun/inspection/hub"
)

// Syncer returns the exchange in the background for a window, at rest. run starts work in the background; changed is
// called after every change of the state, in the background. by says who uses the laptop.
func (l *Link) Syncer(run func(work func()), by func() string, changed func(hub.State)) *hub.Syncer {
	status := l.ReadStatus()
	before := hub.State{LastSuccess: status.LastSuccess, LastTry: status.LastTry, Failure: status.Failure.Err(), Awaited: status.Awaited}
	return hub.NewSyncer(hub.SyncerOptions{
		Connect: func(ctx context.Context) (*hub.Exchange, error) {
			place, err := l.Place(ctx, "", "")
			if err != nil {
				return nil, err
			}
			h, _, err := l.Open(ctx, place)
			if err != nil {
				return nil, err
			}
			return l.Exchange(h, by()), nil
		},
		Waiting: func(ctx context.Context, onHub inspection.Knowledge) (hub.Waiting, error) {
			return hub.CountWaiting(ctx, l.Session.Service, onHub)
		},
		Ended: l.Note,
		Go:    run,
		After: func(d time.Duration, fn func()) func() {
			timer := time.AfterFunc(d, fn)
			return func() { timer.Stop() }
		},
		Clock: l.Session.Clock, Random: rand.Float64, Every: l.Every, Changed: changed,
	}, before, status.OnHub)
}
