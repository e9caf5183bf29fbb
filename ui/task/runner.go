package task

import (
	"context"
	"sync"
	"time"
)

// sampleEvery bounds how often progress reaches the window: ten times a second looks smooth and costs nothing.
const sampleEvery = 100 * time.Millisecond

// Background is the production Runner: each piece of work has its own goroutine.
type Background struct {
	ui      UI
	base    context.Context
	stop    context.CancelFunc
	working sync.WaitGroup
}

// NewBackground returns a runner whose results arrive through ui.
func NewBackground(ui UI) *Background {
	base, stop := context.WithCancel(context.Background())
	return &Background{ui: ui, base: base, stop: stop}
}

// Go starts work on its own goroutine. After Close the work starts with an ended context.
func (b *Background) Go(label string, work func(ctx context.Context, p Progress) error, done func(error)) Handle {
	ctx, cancel := context.WithCancel(b.base)
	j := &job{ui: b.ui, cancel: cancel, ended: make(chan struct{})}
	b.working.Add(1)
	go func() {
		defer b.working.Done()
		defer cancel()
		err := guarded(ctx, label, j, work)
		close(j.ended)
		if done != nil {
			b.ui(func() { done(err) })
		}
	}()
	return j
}

// Close cancels all work and waits until it has ended, at most for the given time. It reports whether all ended. The
// done functions of cancelled work are still posted.
func (b *Background) Close(wait time.Duration) bool {
	b.stop()
	all := make(chan struct{})
	go func() {
		b.working.Wait()
		close(all)
	}()
	select {
	case <-all:
		return true
	case <-time.After(wait):
		return false
	}
}

// job is the Handle and the Progress of one piece of work.
type job struct {
	ui     UI
	cancel context.CancelFunc
	ended  chan struct{}

	mu    sync.Mutex
	state State
	fresh bool
}

func (j *job) Cancel() { j.cancel() }

func (j *job) SetTotal(n int) { j.change(func(s *State) { s.Total = n }) }

func (j *job) Add(n int) { j.change(func(s *State) { s.Done += n }) }

func (j *job) Message(key string) { j.change(func(s *State) { s.Message = key }) }

func (j *job) change(f func(*State)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	f(&j.state)
	j.fresh = true
}

// take returns the state and whether it changed since the last call.
func (j *job) take() (State, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	fresh := j.fresh
	j.fresh = false
	return j.state, fresh
}

func (j *job) Watch(show func(State)) {
	go func() {
		ticker := time.NewTicker(sampleEvery)
		defer ticker.Stop()
		for {
			select {
			case <-j.ended:
				return
			case <-ticker.C:
				if state, fresh := j.take(); fresh {
					j.ui(func() { show(state) })
				}
			}
		}
	}()
}
