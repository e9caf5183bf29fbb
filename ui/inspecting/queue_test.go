package inspecting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"anxun/inspection"
)

func inline(f func()) { f() }

func goroutine(f func()) { go f() }

func saving(log *[]string, name string) Job {
	return Job{Write: func(context.Context) error { *log = append(*log, name); return nil }}
}

func TestQueueKeepsOrder(t *testing.T) {
	var log []string
	var mutex sync.Mutex
	q := NewQueue(goroutine, inline, func() {})
	for i := range 200 {
		q.Add(Job{Write: func(context.Context) error {
			mutex.Lock()
			defer mutex.Unlock()
			log = append(log, fmt.Sprint(i))
			return nil
		}})
	}
	if err := q.Flush(time.Minute); err != nil {
		t.Fatal(err)
	}
	for i, name := range log {
		if name != fmt.Sprint(i) {
			t.Fatalf("job %d was %s", i, name)
		}
	}
	if len(log) != 200 {
		t.Fatalf("%d of 200 jobs were written", len(log))
	}
}

func TestQueueFailureKeepsEverythingAndGoesOn(t *testing.T) {
	full := inspection.Wrap(errors.New("no space left on device"), inspection.CodeUnwritable, "error.disk_full")
	broken := true
	var log []string
	saved := 0
	q := NewQueue(inline, inline, func() {})
	first := Job{Write: func(context.Context) error {
		if broken {
			return full
		}
		log = append(log, "first")
		return nil
	}, Saved: func() { saved++ }}
	q.Add(first)
	if waiting, failure := q.Status(); waiting != 1 || !errors.Is(failure, full) {
		t.Fatalf("after the failure: %d waiting, %v", waiting, failure)
	}
	q.Add(saving(&log, "second")) // tries again, fails again
	if waiting, _ := q.Status(); waiting != 2 || saved != 0 {
		t.Fatalf("%d waiting, %d saved", waiting, saved)
	}
	if err := q.Flush(time.Second); !errors.Is(err, full) {
		t.Fatalf("Flush: %v", err)
	}
	broken = false
	q.Retry()
	if waiting, failure := q.Status(); waiting != 0 || failure != nil || saved != 1 {
		t.Fatalf("after the retry: %d waiting, %v, %d saved", waiting, failure, saved)
	}
	if !slices.Equal(log, []string{"first", "second"}) {
		t.Fatalf("order %v", log)
	}
}

func TestQueueNextChangeRetries(t *testing.T) {
	tries := 0
	q := NewQueue(inline, inline, func() {})
	q.Add(Job{Write: func(context.Context) error {
		if tries++; tries == 1 {
			return errors.New("busy")
		}
		return nil
	}})
	var log []string
	q.Add(saving(&log, "next"))
	if waiting, failure := q.Status(); waiting != 0 || failure != nil || tries != 2 || len(log) != 1 {
		t.Fatalf("%d waiting, %v, %d tries, %v", waiting, failure, tries, log)
	}
}

func TestQueueRefusalDropsOneJob(t *testing.T) {
	var refused error
	var log []string
	q := NewQueue(inline, inline, func() {})
	q.Add(Job{Write: func(context.Context) error { return inspection.Conflict("error.inspection_not_draft") },
		Refused: func(err error) { refused = err }, Saved: func() { t.Error("a refused job was called saved") }})
	q.Add(saving(&log, "next"))
	if inspection.CodeOf(refused) != inspection.CodeConflict || len(log) != 1 {
		t.Fatalf("refused %v, log %v", refused, log)
	}
	if waiting, failure := q.Status(); waiting != 0 || failure != nil {
		t.Fatalf("%d waiting, %v", waiting, failure)
	}
}

func TestQueueJoinsTextOfOneField(t *testing.T) {
	var start []func()
	var log []string
	q := NewQueue(func(f func()) { start = append(start, f) }, inline, func() {})
	q.Add(saving(&log, "answer"))
	for _, text := range []string{"二", "二层", "二层堆放"} {
		job := saving(&log, text)
		job.Key = "describe CF-09"
		q.Add(job)
	}
	other := saving(&log, "other")
	other.Key = "describe CF-10"
	q.Add(other)
	again := saving(&log, "again")
	again.Key = "describe CF-09"
	q.Add(again)
	for _, f := range start {
		f()
	}
	if want := []string{"answer", "二层堆放", "other", "again"}; !slices.Equal(log, want) {
		t.Fatalf("wrote %v, want %v", log, want)
	}
}

func TestQueueNeverReplacesWhatIsBeingWritten(t *testing.T) {
	begun, goOn := make(chan bool), make(chan bool)
	var log []string
	q := NewQueue(goroutine, inline, func() {})
	q.Add(Job{Key: "note", Write: func(context.Context) error {
		close(begun)
		<-goOn
		log = append(log, "old")
		return nil
	}})
	<-begun
	newer := saving(&log, "new")
	newer.Key = "note"
	q.Add(newer)
	close(goOn)
	if err := q.Flush(time.Minute); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(log, []string{"old", "new"}) {
		t.Fatalf("wrote %v", log)
	}
}

func TestQueueFlushWaitsAndGivesUp(t *testing.T) {
	goOn := make(chan bool)
	q := NewQueue(goroutine, inline, func() {})
	q.Add(Job{Write: func(context.Context) error { <-goOn; return nil }})
	if err := q.Flush(20 * time.Millisecond); !errors.Is(err, errSlowDisk) {
		t.Fatalf("a save that hangs: %v", err)
	}
	close(goOn)
	if err := q.Flush(time.Minute); err != nil {
		t.Fatal(err)
	}
}

func TestQueueSavedIsToldAfterTheCommit(t *testing.T) {
	committed := false
	q := NewQueue(inline, inline, func() {})
	q.Add(Job{Write: func(context.Context) error { committed = true; return nil },
		Saved: func() {
			if !committed {
				t.Error("told saved before the commit")
			}
			if waiting, _ := q.Status(); waiting != 0 {
				t.Errorf("%d still waiting when told", waiting)
			}
		}})
}

func TestQueuePanicIsAFailure(t *testing.T) {
	q := NewQueue(inline, inline, func() {})
	q.Add(Job{Write: func(context.Context) error { panic("disk on fire") }})
	if waiting, failure := q.Status(); waiting != 1 || failure == nil {
		t.Fatalf("%d waiting, %v", waiting, failure)
	}
}
