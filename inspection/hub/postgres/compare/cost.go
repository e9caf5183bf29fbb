//go:build unix

package main

import (
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// cost is what a job took: by the clock, and of the processors on both sides.
type cost struct{ wall, client, server time.Duration }

func (b *bench) timed(job string, fn func() error) error {
	runtime.GC()
	client, server, began := ownTime(), b.server.ProcessorTime(), time.Now()
	err := fn()
	b.costs[job] = append(b.costs[job], cost{time.Since(began), ownTime() - client, b.server.ProcessorTime() - server})
	return err
}

// ownTime is how long the processors worked for this program.
func ownTime() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func (b *bench) median(job string, of func(cost) time.Duration) time.Duration {
	var sorted []time.Duration
	for _, c := range b.costs[job] {
		sorted = append(sorted, of(c))
	}
	slices.Sort(sorted)
	return sorted[len(sorted)/2]
}

// report prints the medians and fails if one is beyond the goal.
func (b *bench) report(changes, rounds int) error {
	fmt.Printf("%d changes, median of %d rounds, in milliseconds\n", changes, rounds)
	fmt.Printf("%-12s %8s %8s %8s\n", "", "clock", "client", "server")
	wall := func(c cost) time.Duration { return c.wall }
	work := func(c cost) time.Duration { return c.client + c.server }
	for _, job := range jobs {
		client := b.median(job, func(c cost) time.Duration { return c.client })
		server := b.median(job, func(c cost) time.Duration { return c.server })
		fmt.Printf("%-12s %8d %8d %8d\n", job, b.median(job, wall).Milliseconds(), client.Milliseconds(), server.Milliseconds())
	}
	var failed error
	for i := 0; i < len(jobs); i += 2 {
		clock := float64(b.median(jobs[i], wall)) / float64(b.median(jobs[i+1], wall))
		fmt.Printf("%s: %.2f × %s by the clock, %.2f × in processor time\n", jobs[i], clock, jobs[i+1],
			float64(b.median(jobs[i], work))/float64(b.median(jobs[i+1], work)))
		if clock > goal && failed == nil {
			failed = fmt.Errorf("%s takes %.2f times as long as %s, the goal is %.1f", jobs[i], clock, jobs[i+1], goal)
		}
	}
	return failed
}
