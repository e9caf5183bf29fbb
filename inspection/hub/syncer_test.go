package hub_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
)

// bench drives a syncer by hand: no goroutine, no clock that runs.
type bench struct {
	now    time.Time
	queue  []func()
	timer  func()
	pause  time.Duration
	count  func() // of what waits, after a change
	fail   error
	states []hub.State
	*hub.Syncer
}

func newBench(laptop *hubtest.Laptop, server *hubtest.Server) *bench {
	b := &bench{now: noon()}
	b.Syncer = hub.NewSyncer(hub.SyncerOptions{
		Connect: func(context.Context) (*hub.Exchange, error) {
			if b.fail != nil {
				return nil, b.fail
			}
			return exchange(laptop, server, nil), nil
		},
		Waiting: func(ctx context.Context, onHub inspection.Knowledge) (hub.Waiting, error) {
			return hub.CountWaiting(ctx, laptop, onHub)
		},
		Go: func(work func()) { b.queue = append(b.queue, work) },
		After: func(d time.Duration, fn func()) func() {
			if d == 2*time.Second {
				b.count = fn
				return func() { b.count = nil }
			}
			b.pause, b.timer = d, fn
			return func() { b.timer = nil }
		},
		Clock:   func() time.Time { return b.now },
		Random:  func() float64 { return 0.5 },
		Changed: func(s hub.State) { b.states = append(b.states, s) },
	}, hub.State{}, nil)
	return b
}

// work does what was started.
func (b *bench) work() {
	for len(b.queue) > 0 {
		next := b.queue[0]
		b.queue = b.queue[1:]
		next()
	}
}

// elapse lets the timer go off.
func (b *bench) elapse() {
	b.now = b.now.Add(b.pause)
	fire := b.timer
	b.timer = nil
	fire()
	b.work()
}

func TestTheSyncerKeepsTrying(t *testing.T) {
	laptop, server := hubtest.NewLaptop("A"), hubtest.NewServer("1")
	laptop.Write(3)
	b := newBench(laptop, server)
	b.fail = inspection.Wrap(errors.New("refused"), inspection.CodeUnreachable, "error.hub_unreachable", "server", "x")
	b.Start()
	if !b.State().Running {
		t.Error("it does not run")
	}
	b.work()
	var pauses []time.Duration
	for range 8 {
		pauses = append(pauses, b.pause)
		b.elapse()
	}
	for i, want := range []int{15, 30, 60, 120, 240, 480, 900, 900} {
		if pauses[i] != time.Duration(want)*time.Second {
			t.Errorf("pause %d is %s, want %d s", i, pauses[i], want)
		}
	}
	if s := b.State(); !errors.Is(s.Failure, b.fail) || s.Waiting.Entries != 3 || !s.LastSuccess.IsZero() || s.NextTry.IsZero() {
		t.Errorf("%+v", s)
	}
	b.fail = nil
	b.elapse()
	if s := b.State(); s.Failure != nil || s.Waiting.Entries != 0 || !s.LastSuccess.Equal(b.now) || s.Last.Pushed != 3 || b.pause != 5*time.Minute {
		t.Errorf("%+v, then %s", s, b.pause)
	}
}

func TestTheSyncerFollowsChanges(t *testing.T) {
	laptop, server := hubtest.NewLaptop("A"), hubtest.NewServer("1")
	b := newBench(laptop, server)
	b.Soon() // not started: nothing happens
	if b.timer != nil {
		t.Error("it runs without being started")
	}
	b.Start()
	b.work()
	laptop.Write(1)
	b.Soon()
	if b.pause != 20*time.Second {
		t.Errorf("%s", b.pause)
	}
	b.elapse()
	if s := b.State(); s.Last.Pushed != 1 {
		t.Errorf("%+v", s)
	}
	laptop.Write(1)
	b.Now()
	b.Now() // while one runs: once more after it
	b.work()
	if s := b.State(); s.Running || s.NextTry.IsZero() || len(server.Rows()) != 2 {
		t.Errorf("%+v", s)
	}
	b.Stop()
	if s := b.State(); !s.NextTry.IsZero() || b.timer != nil {
		t.Errorf("%+v", s)
	}
}

// People see how much waits for a server that is away, whatever they change meanwhile.
func TestWhatWaitsIsCountedAfterAChange(t *testing.T) {
	laptop, server := hubtest.NewLaptop("A"), hubtest.NewServer("1")
	b := newBench(laptop, server)
	laptop.Write(1)
	b.Soon()
	if b.count != nil {
		t.Error("counted before a server is in use")
	}
	b.Start()
	b.work()
	b.fail = inspection.Wrap(errors.New("refused"), inspection.CodeUnreachable, "error.hub_unreachable", "server", "x")
	b.Now()
	b.work()
	laptop.Write(2)
	b.Soon()
	b.Soon() // once for both
	b.count()
	b.work()
	if s := b.states[len(b.states)-1]; s.Waiting.Entries != 2 || s.Failure == nil || s.NextTry.IsZero() {
		t.Errorf("%+v", s)
	}
	b.fail = nil
	b.elapse()
	if s := b.State(); s.Waiting.Entries != 0 {
		t.Errorf("%+v", s)
	}
	laptop.Write(1)
	b.Soon()
	if b.Stop(); b.count != nil {
		t.Error("it counts after the end")
	}
}

func TestWhatAPersonMustSettleIsNotTriedOften(t *testing.T) {
	b := newBench(hubtest.NewLaptop("A"), hubtest.NewServer("1"))
	b.fail = inspection.Invalid("error.hub_denied")
	b.Start()
	b.work()
	if b.pause != 15*time.Minute {
		t.Errorf("%s", b.pause)
	}
}

func TestStoppingEndsWhatRuns(t *testing.T) {
	laptop, server := hubtest.NewLaptop("A"), hubtest.NewServer("1")
	entered := make(chan struct{})
	s := hub.NewSyncer(hub.SyncerOptions{
		Connect: func(ctx context.Context) (*hub.Exchange, error) {
			close(entered)
			<-ctx.Done()
			return nil, ctx.Err()
		},
		Waiting: func(ctx context.Context, onHub inspection.Knowledge) (hub.Waiting, error) {
			return hub.CountWaiting(ctx, laptop, onHub)
		},
		Go:    func(work func()) { go work() },
		After: func(time.Duration, func()) func() { t.Error("it goes on after Stop"); return func() {} },
		Clock: noon, Random: func() float64 { return 0 },
	}, hub.State{}, nil)
	s.Start()
	<-entered
	s.Stop()
	if state := s.State(); state.Running || state.Failure != nil || len(server.Rows()) > 0 {
		t.Errorf("%+v", state)
	}
}
