package task

import "context"

// Inline is a Runner for tests: Go does the work and calls done before it returns, all on the caller's goroutine.
type Inline struct{}

// Go runs work and then done.
func (Inline) Go(label string, work func(ctx context.Context, p Progress) error, done func(error)) Handle {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	h := &inlineJob{}
	err := guarded(ctx, label, h, work)
	if done != nil {
		done(err)
	}
	return h
}

// Manual is a Runner for tests of the time in between: Go only queues the work until Run. The zero value is ready. It
// is not safe for concurrent use.
type Manual struct{ queue []func() }

// Go queues work.
func (m *Manual) Go(label string, work func(ctx context.Context, p Progress) error, done func(error)) Handle {
	ctx, cancel := context.WithCancel(context.Background())
	h := &inlineJob{cancel: cancel}
	m.queue = append(m.queue, func() {
		defer cancel()
		err := guarded(ctx, label, h, work)
		if done != nil {
			done(err)
		}
	})
	return h
}

// Waiting returns how many pieces of work are queued.
func (m *Manual) Waiting() int { return len(m.queue) }

// Run does all queued work, that which the work itself queues included.
func (m *Manual) Run() {
	for len(m.queue) > 0 {
		next := m.queue[0]
		m.queue = m.queue[1:]
		next()
	}
}

// inlineJob shows every change at once; there is no other goroutine to spare.
type inlineJob struct {
	cancel context.CancelFunc
	state  State
	show   func(State)
}

func (j *inlineJob) Cancel() {
	if j.cancel != nil {
		j.cancel()
	}
}

func (j *inlineJob) Watch(show func(State)) {
	j.show = show
	show(j.state)
}

func (j *inlineJob) SetTotal(n int) { j.state.Total = n; j.changed() }

func (j *inlineJob) Add(n int) { j.state.Done += n; j.changed() }

func (j *inlineJob) Message(key string) { j.state.Message = key; j.changed() }

func (j *inlineJob) changed() {
	if j.show != nil {
		j.show(j.state)
	}
}
