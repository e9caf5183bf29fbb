//go:build linux

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	often  = 100 * time.Millisecond // is how often the memory of the program is looked at
	seldom = 20                     // times as seldom that of the server, as its processes must be listed
)

// command is a call of anxunctl that is measured.
type command struct {
	*exec.Cmd
	server func() int64 // memory of the server in kB; nil: there is none
}

func (g *growth) command(ctx context.Context, dir string, args ...string) command {
	c := command{Cmd: exec.CommandContext(ctx, g.anxunctl, append([]string{"--data", dir}, args...)...)}
	if g.server != nil {
		c.server = g.server.Memory
	}
	return c
}

// stage is a part of the work that tells how far it has come.
type stage struct {
	name   string
	total  int64
	tenth  int64 // the most memory, in kB, until a tenth of it was done
	half   int64
	whole  int64
	began  time.Time
	lasted time.Duration
}

// taken is what a call took.
type taken struct {
	wall, work time.Duration
	most       int64 // kB
	server     int64 // kB
	stages     []stage
}

// measure runs the command.
func (c command) measure(tell func(string)) (t taken, err error) {
	reader, writer := io.Pipe()
	c.Stdout, c.Stderr = writer, writer
	began := time.Now()
	if err := c.Start(); err != nil {
		return t, err
	}
	var mutex sync.Mutex
	done := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		for n := 0; ; n++ {
			mutex.Lock()
			t.look(c, n%seldom == 0)
			mutex.Unlock()
			select {
			case <-done:
				return
			case <-time.After(often):
			}
		}
	})
	var last string
	group.Go(func() {
		lines := bufio.NewScanner(reader)
		for lines.Scan() {
			last = lines.Text()
			mutex.Lock()
			t.hear(last)
			mutex.Unlock()
			if tell != nil {
				tell(last)
			}
		}
	})
	err = c.Wait()
	close(done)
	err = errors.Join(err, writer.Close())
	group.Wait()
	if err != nil {
		return t, fmt.Errorf("anxunctl: %w: %s", err, last)
	}
	t.wall, t.work = time.Since(began), c.ProcessState.UserTime()+c.ProcessState.SystemTime()
	t.end()
	return t, nil
}

// look notes how much memory is in use.
func (t *taken) look(c command, serverToo bool) {
	t.most = max(t.most, statusValue(c.Process.Pid, "VmRSS:"))
	if c.server != nil && serverToo {
		t.server = max(t.server, c.server())
	}
}

// statusValue reads a number of kB about a process; 0 if it has ended.
func statusValue(pid int, name string) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), name)
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	value, _ := strconv.ParseInt(fields[0], 10, 64) // the kernel writes numbers
	return value
}

var (
	progressOf      = regexp.MustCompile(`^(\D+)(\d+)(?:/| 条，最多 )(\d+)`)
	progressPercent = regexp.MustCompile(`^(\D+)(\d+)%`)
)

// hear takes in a line that may tell how far a stage has come.
func (t *taken) hear(line string) {
	done, total := int64(0), int64(100)
	found := progressOf.FindStringSubmatch(line)
	if found != nil {
		total, _ = strconv.ParseInt(found[3], 10, 64)
	} else if found = progressPercent.FindStringSubmatch(line); found == nil {
		return
	}
	done, _ = strconv.ParseInt(found[2], 10, 64)
	if len(t.stages) == 0 || t.stages[len(t.stages)-1].name != found[1] {
		t.end()
		t.stages = append(t.stages, stage{name: found[1], total: total, began: time.Now()})
	}
	s := &t.stages[len(t.stages)-1]
	if done*10 <= total || s.tenth == 0 {
		s.tenth = t.most
	}
	if done*2 <= total || s.half == 0 {
		s.half = t.most
	}
	s.whole, s.lasted = t.most, time.Since(s.began)
}

// end closes the newest stage.
func (t *taken) end() {
	if len(t.stages) > 0 {
		t.stages[len(t.stages)-1].whole = t.most
	}
}

func heading() {
	fmt.Printf("%-28s %8s %10s %9s %9s %9s %11s\n", "", "seconds", "processor", "MB at 10%", "at 50%", "in the end", "server's MB")
}

// measured runs anxunctl in a folder and prints what it took.
func (g *growth) measured(ctx context.Context, name, dir string, args ...string) error {
	before := time.Duration(0)
	if g.server != nil {
		before = g.server.ProcessorTime()
	}
	t, err := g.command(ctx, dir, args...).measure(nil)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	fmt.Printf("%-28s %8.1f %10.1f %9s %9s %9d", name, t.wall.Seconds(), t.work.Seconds(), "", "", t.most>>10)
	if g.server != nil {
		fmt.Printf(" %11d   (server's processor %.1f s)", t.server>>10, (g.server.ProcessorTime() - before).Seconds())
	}
	fmt.Println()
	for _, s := range t.stages {
		fmt.Printf("  %-26s %8.1f %10s %9d %9d %9d\n", strings.TrimSpace(s.name)+fmt.Sprintf(" (%d)", s.total), s.lasted.Seconds(), "", s.tenth>>10, s.half>>10, s.whole>>10)
		if float64(s.whole) > mostGrowth*float64(s.tenth) && s.whole-s.tenth > 16<<10 {
			g.fat = append(g.fat, name+" "+s.name)
		}
	}
	return nil
}
