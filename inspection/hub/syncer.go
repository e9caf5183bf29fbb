package hub

import (
	"context"
	"errors"
	"sync"
	"time"

	"anxun/inspection"
)

// State is what people see of the exchange in the background.
type State struct {
	Running     bool
	Progress    Progress // of what runs
	LastSuccess time.Time
	LastTry     time.Time
	Failure     error     // of the newest try; nil if it succeeded
	NextTry     time.Time // zero when stopped
	Waiting     Waiting   // what the hub lacks, as far as is known
	Awaited     int       // photos whose records are here and whose files are nowhere yet
	Last        Outcome   // of the newest success
}

// SyncerOptions wire a Syncer. All but Ended, Every and Changed are needed.
type SyncerOptions struct {
	// Connect opens a connection for one exchange. It is called in the background.
	Connect func(ctx context.Context) (*Exchange, error)
	// Waiting counts what the hub lacks, given what it had at last; nil if that was never known.
	Waiting func(ctx context.Context, onHub inspection.Knowledge) (Waiting, error)
	// Ended is told how each exchange went, in the background; it may be nil. The exchange is nil if there was no connection.
	Ended func(exchange *Exchange, outcome Outcome, err error)
	// Go runs work in the background.
	Go func(work func())
	// After runs fn after a while, unless stop is called before.
	After func(d time.Duration, fn func()) (stop func())
	Clock inspection.Clock
	// Random gives numbers from 0 to 1.
	Random func() float64
	// Every is the pause between exchanges; 0 means five minutes.
	Every time.Duration
	// Changed is called after every change of the state, in the background, one call at a time.
	Changed func(State)
}

// Syncer exchanges with the hub in the background: every few minutes, soon after a change, and after a failure again
// with growing pauses. It is safe for concurrent use.
type Syncer struct {
	options SyncerOptions

	mutex    sync.Mutex
	state    State
	onHub    inspection.Knowledge
	started  bool
	cancel   context.CancelFunc // of what runs
	idle     chan struct{}      // closed when nothing runs
	stop     func()             // of the timer
	failures int
	again    bool   // asked for while one ran
	counted  bool   // what waits was counted since the start
	uncount  func() // gives up a count that is due; nil if none is
	telling  sync.Mutex
}

// NewSyncer returns a syncer at rest. before is what is known from an earlier run of the program.
func NewSyncer(options SyncerOptions, before State, onHub inspection.Knowledge) *Syncer {
	if options.Every == 0 {
		options.Every = usualPause
	}
	before.Running, before.NextTry = false, time.Time{}
	idle := make(chan struct{})
	close(idle)
	return &Syncer{options: options, state: before, onHub: onHub, idle: idle, stop: func() {}}
}

// State returns the present state.
func (s *Syncer) State() State {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.state
}

// Start begins to exchange, at once.
func (s *Syncer) Start() {
	s.mutex.Lock()
	s.started = true
	s.mutex.Unlock()
	s.Now()
}

// Stop ends what runs, waits for it, and starts nothing more. What was committed stays. It must not be called from
// Changed.
func (s *Syncer) Stop() {
	s.mutex.Lock()
	s.started, s.again = false, false
	s.stop()
	s.countLater(false)
	s.counted = false
	s.state.NextTry = time.Time{}
	if s.cancel != nil {
		s.cancel()
	}
	idle := s.idle
	s.mutex.Unlock()
	<-idle
	s.tell()
}

// Now exchanges at once, or once more as soon as what runs has ended.
func (s *Syncer) Now() {
	s.mutex.Lock()
	if s.cancel != nil {
		s.again = true
		s.mutex.Unlock()
		return
	}
	s.stop()
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel, s.idle = cancel, make(chan struct{})
	s.state.Running, s.state.Progress, s.state.LastTry, s.state.NextTry = true, Progress{}, s.options.Clock(), time.Time{}
	s.mutex.Unlock()
	s.tell()
	s.options.Go(func() { s.work(ctx) })
}

// Soon exchanges within some seconds, if nothing was to happen before. The window calls it after every change.
func (s *Syncer) Soon() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.countLater(s.counted && s.state.Waiting.Entries < enough)
	due := s.options.Clock().Add(soonPause)
	if !s.started || s.cancel != nil || s.failures > 0 || !s.state.NextTry.IsZero() && s.state.NextTry.Before(due) {
		return
	}
	s.schedule(soonPause)
}

// schedule sets the timer; the mutex is held.
func (s *Syncer) schedule(pause time.Duration) {
	s.stop()
	s.state.NextTry = s.options.Clock().Add(pause)
	s.stop = s.options.After(pause, s.Now)
}

// countLater counts what waits a moment after the newest change, or not at all; the mutex is held. An exchange counts by itself.
func (s *Syncer) countLater(wanted bool) {
	if s.uncount != nil {
		s.uncount()
		s.uncount = nil
	}
	if wanted && s.cancel == nil {
		s.uncount = s.options.After(countPause, func() { s.options.Go(s.count) })
	}
}

// count brings what waits in line with what is here. A failure is the next exchange's to tell.
func (s *Syncer) count() {
	s.mutex.Lock()
	onHub := s.onHub
	s.mutex.Unlock()
	waiting, err := s.options.Waiting(context.Background(), onHub)
	s.mutex.Lock()
	s.uncount = nil
	changed := err == nil && s.counted && s.cancel == nil && waiting != s.state.Waiting
	if changed {
		s.state.Waiting = waiting
	}
	s.mutex.Unlock()
	if changed {
		s.tell()
	}
}

// work carries out one exchange.
func (s *Syncer) work(ctx context.Context) {
	outcome, exchange, err := s.exchange(ctx)
	if s.options.Ended != nil {
		s.options.Ended(exchange, outcome, err)
	}
	s.mutex.Lock()
	if exchange != nil && exchange.OnHub() != nil {
		s.onHub = exchange.OnHub()
	}
	onHub := s.onHub
	s.mutex.Unlock()
	waiting, counting := s.options.Waiting(context.WithoutCancel(ctx), onHub)
	if err == nil {
		err = counting
	}

	s.mutex.Lock()
	s.cancel()
	s.cancel = nil
	s.state.Running, s.state.Progress = false, Progress{}
	if counting == nil {
		s.state.Waiting, s.counted = waiting, true
	}
	pause := s.options.Every
	switch {
	case err == nil:
		s.failures = 0
		s.state.Failure, s.state.LastSuccess, s.state.Last, s.state.Awaited = nil, s.options.Clock(), outcome, outcome.PhotosAwaited
	case errors.Is(err, context.Canceled) && !s.started: // that is no failure
	default:
		s.failures++
		s.state.Failure = err
		pause = retryAfter(s.failures, err, s.options.Random())
	}
	again := s.again && s.started
	s.again = false
	if s.started && !again {
		s.schedule(pause)
	}
	close(s.idle)
	s.mutex.Unlock()
	s.tell()
	if again {
		s.Now()
	}
}

func (s *Syncer) exchange(ctx context.Context) (Outcome, *Exchange, error) {
	exchange, err := s.options.Connect(ctx)
	if err != nil {
		return Outcome{}, nil, err
	}
	exchange.Progress = func(p Progress) {
		s.mutex.Lock()
		s.state.Progress = p
		s.mutex.Unlock()
		s.tell()
	}
	outcome, err := exchange.Sync(ctx)
	return outcome, exchange, errors.Join(err, exchange.Hub.Close())
}

// tell shows the state.
func (s *Syncer) tell() {
	if s.options.Changed == nil {
		return
	}
	s.telling.Lock()
	defer s.telling.Unlock()
	s.options.Changed(s.State())
}
