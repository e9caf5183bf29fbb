//go:build unix

package cluster

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of the times in /proc on every Linux that PostgreSQL runs on.
const tick = 10 * time.Millisecond

// ProcessorTime is how long the processors have worked for the server, its ended processes included; 0 where there is no
// /proc.
func (c *Cluster) ProcessorTime() time.Duration {
	pids, err := c.processes()
	if err != nil {
		return 0
	}
	var ticks int64
	for i, pid := range pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			continue // ended meanwhile; it counts with the main process
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		last := 13 // user and system time
		if i == 0 {
			last = 15 // and those of its ended children
		}
		for _, field := range fields[11:min(last, len(fields))] {
			n, _ := strconv.ParseInt(field, 10, 64) // the kernel writes numbers
			ticks += n
		}
	}
	return time.Duration(ticks) * tick
}

// Memory is how much memory the server's processes have each for themselves, in kB; what they share is not counted. 0 where there
// is no /proc.
func (c *Cluster) Memory() int64 {
	pids, err := c.processes()
	if err != nil {
		return 0
	}
	sum := int64(0)
	for _, pid := range pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			continue // ended meanwhile
		}
		_, rest, _ := strings.Cut(string(text), "RssAnon:")
		if fields := strings.Fields(rest); len(fields) > 0 {
			kilobytes, _ := strconv.ParseInt(fields[0], 10, 64) // the kernel writes numbers
			sum += kilobytes
		}
	}
	return sum
}
