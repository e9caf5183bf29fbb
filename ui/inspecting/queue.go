package inspecting

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"anxun/inspection"
)

// Job is one change on its way to the disk.
type Job struct {
	// Key names what is changed. A job replaces the one directly before it if both have the same key and that one
	// has not begun: of a text that is still being written only the newest state matters. "" never replaces.
	Key string
	// Write does the saving. It runs on the queue's goroutine and is called again after a failure.
	Write func(ctx context.Context) error
	// Saved is called on the UI goroutine after the commit.
	Saved func()
	// Refused is called on the UI goroutine when the store will never take the change. The job is dropped.
	Refused func(err error)
}

// Queue saves changes one after the other in the order in which they were made. A failure that may pass (disk full,
// folder busy) stops the queue with nothing lost: the next change, or Retry, goes on with the job that failed. A
// refusal (rule broken, record changed elsewhere) drops that one job and goes on.
//
// Add, Retry, Status and Flush may be called from any goroutine; production calls them on the UI goroutine.
type Queue struct {
	spawn func(func()) // starts the worker; go f() in production
	post  func(func()) // reaches the UI goroutine
	watch func()       // called on the UI goroutine whenever Status changed

	mutex   sync.Mutex
	idle    *sync.Cond
	jobs    []Job
	working bool // a worker exists
	writing bool // the first job is being written
	failure error
}

// NewQueue returns an empty queue. spawn starts background work, post brings a callback to the UI goroutine, watch is
// called there after every change of the status.
func NewQueue(spawn, post func(func()), watch func()) *Queue {
	q := &Queue{spawn: spawn, post: post, watch: watch}
	q.idle = sync.NewCond(&q.mutex)
	return q
}

// Add puts a job at the end and lets the queue go on after a failure.
func (q *Queue) Add(job Job) {
	q.mutex.Lock()
	last := len(q.jobs) - 1
	if last >= 0 && job.Key != "" && q.jobs[last].Key == job.Key && (last > 0 || !q.writing) {
		q.jobs[last] = job
	} else {
		q.jobs = append(q.jobs, job)
	}
	q.mutex.Unlock()
	q.Retry()
}

// Retry goes on after a failure. It does nothing while the queue is at work or empty.
func (q *Queue) Retry() {
	q.mutex.Lock()
	start := len(q.jobs) > 0 && !q.working
	if start {
		q.failure, q.working = nil, true
	}
	q.mutex.Unlock()
	if start {
		q.spawn(q.work)
	}
}

// Drop forgets everything that is not on disk yet. It reports false, and does nothing, while something is being written.
func (q *Queue) Drop() bool {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.working {
		return false
	}
	q.jobs, q.failure = nil, nil
	return true
}

// Status returns how many changes are not on disk yet, and why the queue stands still if it does.
func (q *Queue) Status() (waiting int, failure error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	return len(q.jobs), q.failure
}

// errSlowDisk is what Flush returns when time ran out.
var errSlowDisk = errors.New("the changes were not on disk in time")

// Flush waits until everything is on disk and returns nil, or returns the reason why it is not: the failure at which
// the queue stands still, or, after limit, that it takes too long. A queue that had stopped tries again first.
func (q *Queue) Flush(limit time.Duration) error {
	q.Retry()
	late := false
	alarm := time.AfterFunc(limit, func() {
		q.mutex.Lock()
		late = true
		q.mutex.Unlock()
		q.idle.Broadcast()
	})
	defer alarm.Stop()
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for q.working && !late {
		q.idle.Wait()
	}
	switch {
	case q.failure != nil:
		return q.failure
	case len(q.jobs) > 0:
		return errSlowDisk
	}
	return nil
}

// work writes jobs until none is left or one fails.
func (q *Queue) work() {
	for {
		q.mutex.Lock()
		if len(q.jobs) == 0 || q.failure != nil {
			q.working = false
			q.idle.Broadcast()
			q.mutex.Unlock()
			return
		}
		job := q.jobs[0]
		q.writing = true
		q.mutex.Unlock()
		q.settle(job, guard(job.Write))
	}
}

// settle takes the outcome of the first job into account and tells the UI.
func (q *Queue) settle(job Job, err error) {
	q.mutex.Lock()
	q.writing = false
	final := err == nil || refusal(err)
	if final {
		q.jobs = q.jobs[1:]
	} else {
		q.failure = err
	}
	q.mutex.Unlock()
	q.post(func() {
		switch {
		case err == nil && job.Saved != nil:
			job.Saved()
		case err != nil && final && job.Refused != nil:
			job.Refused(err)
		}
		q.watch()
	})
}

// guard runs write and turns a panic into an error, so that a fault of the program cannot take the window down with
// unsaved input in it.
func guard(write func(context.Context) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("saving: panic: %v", v)
		}
	}()
	return write(context.Background()) // leaving the page must not end a save
}

// refusal reports whether trying again is pointless.
func refusal(err error) bool {
	switch inspection.CodeOf(err) {
	case inspection.CodeInvalid, inspection.CodeNotFound, inspection.CodeConflict, inspection.CodeIncomplete:
		return true
	}
	return false
}
