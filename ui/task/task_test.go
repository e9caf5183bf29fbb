package task

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

// loop is a user interface goroutine: it runs what is posted, one after the other.
func loop(t *testing.T) UI {
	t.Helper()
	posts := make(chan func(), 1000)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for f := range posts {
			f()
		}
	}()
	t.Cleanup(func() { close(posts); <-stopped })
	return func(f func()) { posts <- f }
}

func wait(t *testing.T, c <-chan error) error {
	t.Helper()
	select {
	case err := <-c:
		return err
	case <-time.After(5 * time.Second):
		t.Fatal("the work did not end")
		return nil
	}
}

func TestBackgroundReportsProgressAndResult(t *testing.T) {
	b := NewBackground(loop(t))
	done, enough := make(chan error, 1), make(chan struct{})
	var once sync.Once
	h := b.Go("export", func(_ context.Context, p Progress) error {
		p.SetTotal(1000)
		for range 1000 {
			p.Add(1)
		}
		p.Message("common.loading")
		<-enough
		return nil
	}, func(err error) { done <- err })
	h.Watch(func(s State) {
		if s == (State{Done: 1000, Total: 1000, Message: "common.loading"}) {
			once.Do(func() { close(enough) })
		}
	})
	if err := wait(t, done); err != nil {
		t.Fatal(err)
	}
	if !b.Close(time.Second) {
		t.Error("work is left")
	}
}

func TestBackgroundSamplesProgress(t *testing.T) {
	b := NewBackground(loop(t))
	done := make(chan error, 1)
	shown := 0
	h := b.Go("count", func(ctx context.Context, p Progress) error {
		end := time.After(450 * time.Millisecond)
		for {
			select {
			case <-end:
				return nil
			default:
				p.Add(1)
			}
		}
	}, func(err error) { done <- err })
	h.Watch(func(State) { shown++ })
	if err := wait(t, done); err != nil {
		t.Fatal(err)
	}
	finished := make(chan int)
	b.ui(func() { finished <- shown })
	if n := <-finished; n < 1 || n > 6 {
		t.Errorf("progress was shown %d times in 0.45 s", n)
	}
}

func TestCancel(t *testing.T) {
	b := NewBackground(loop(t))
	done := make(chan error, 1)
	h := b.Go("wait", func(ctx context.Context, _ Progress) error { <-ctx.Done(); return ctx.Err() }, func(err error) { done <- err })
	h.Cancel()
	h.Cancel()
	if err := wait(t, done); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestCloseEndsWork(t *testing.T) {
	b := NewBackground(loop(t))
	b.Go("wait", func(ctx context.Context, _ Progress) error { <-ctx.Done(); return nil }, nil)
	if !b.Close(5 * time.Second) {
		t.Error("Close did not end the work")
	}
	stuck := make(chan struct{})
	defer close(stuck)
	b2 := NewBackground(loop(t))
	b2.Go("stuck", func(context.Context, Progress) error { <-stuck; return nil }, nil)
	if b2.Close(10 * time.Millisecond) {
		t.Error("Close claims that stuck work ended")
	}
}

func TestPanicBecomesError(t *testing.T) {
	for name, r := range map[string]Runner{"background": NewBackground(loop(t)), "inline": Inline{}} {
		done := make(chan error, 1)
		r.Go("import", func(context.Context, Progress) error { panic("boom") }, func(err error) { done <- err })
		var p *PanicError
		if err := wait(t, done); !errors.As(err, &p) || p.Label != "import" || !strings.Contains(string(p.Stack), "task_test") {
			t.Errorf("%s: got %v", name, err)
			continue
		}
		if key, args := p.MessageKey(); key != "error.panic" || len(args) != 0 {
			t.Errorf("message %q %v", key, args)
		}
	}
}

func TestManual(t *testing.T) {
	var m Manual
	var order []string
	h := m.Go("a", func(ctx context.Context, p Progress) error {
		p.SetTotal(2)
		p.Add(1)
		order = append(order, "work")
		return ctx.Err()
	}, func(err error) { order = append(order, "done") })
	var states []State
	h.Watch(func(s State) { states = append(states, s) })
	if m.Waiting() != 1 || len(order) != 0 {
		t.Fatal("the work ran too early")
	}
	m.Run()
	if strings.Join(order, " ") != "work done" || len(states) != 3 || states[2] != (State{Done: 1, Total: 2}) {
		t.Errorf("order %v, states %v", order, states)
	}
}
