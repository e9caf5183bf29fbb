//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest/cluster"
	"anxun/inspection/hub/postgres"
)

const (
	office = "桐柏路街道办事处"
	// silence is how long a server may say nothing before a laptop gives up; short, so that the trial is.
	silence = time.Second
)

// trial is one run.
type trial struct {
	random  *rand.Rand
	dir     string
	server  *cluster.Cluster
	laptops []*laptop
	faults  map[fault]*tally
	notices map[hub.Notice]int
	saved   saved
}

// tally says how often a fault was tried, and how often it hit.
type tally struct{ rounds, hit int }

// saved is what people were told is saved.
type saved struct {
	inspections []inspection.ID
	hazards     []inspection.ID
	photos      []inspection.Evidence
	steps       map[inspection.ID]inspection.ID // step of a hazard, by its id
}

func begin(ctx context.Context, random *rand.Rand) (t *trial, err error) {
	t = &trial{random: random, faults: map[fault]*tally{}, notices: map[hub.Notice]int{}, saved: saved{steps: map[inspection.ID]inspection.ID{}}}
	if t.server, err = cluster.Start(ctx, "fsync=off"); err != nil {
		return nil, err
	}
	if t.dir, err = os.MkdirTemp("", "anxun-trial-"); err != nil {
		return nil, errors.Join(err, t.server.Close())
	}
	setUp := postgres.SetUp{Office: office, Role: "anxun", Clock: time.Now}
	if _, err := postgres.Init(ctx, postgres.Options{DSN: t.server.DSN("owner")}, setUp); err != nil {
		return nil, errors.Join(err, t.close())
	}
	for i, person := range []string{"张建国", "李敏", "王强"} {
		l := &laptop{person: person, dir: filepath.Join(t.dir, fmt.Sprint("laptop-", i+1))}
		if i == 2 {
			l.full = l.mountSmall()
		}
		t.laptops = append(t.laptops, l)
		err := l.use(ctx, true, func(s *setup.Session) error {
			if err := s.Service.SaveSetting(ctx, person, inspection.SettingOperator, person); err != nil || i > 0 {
				return err
			}
			return setup.LoadSample(ctx, s.Service, person)
		})
		if err != nil {
			return nil, errors.Join(err, t.close())
		}
	}
	return t, nil
}

func (t *trial) close() error {
	var problems []error
	for _, l := range t.laptops {
		problems = append(problems, l.unmount())
	}
	return errors.Join(append(problems, t.server.Close(), os.RemoveAll(t.dir))...)
}

// first lets everybody get what the first laptop has.
func (t *trial) first(ctx context.Context) error {
	for _, l := range t.laptops {
		if err := t.exchange(ctx, l, t.server.DSN("anxun")); err != nil {
			return err
		}
	}
	return nil
}

// exchange is one whole exchange of a laptop.
func (t *trial) exchange(ctx context.Context, l *laptop, dsn string) error {
	return l.use(ctx, false, func(s *setup.Session) error {
		outcome, err := exchange(ctx, s, l.person, dsn)
		t.notices[outcome.Notice]++
		return err
	})
}

func exchange(ctx context.Context, s *setup.Session, person, dsn string) (hub.Outcome, error) {
	h, err := postgres.Open(ctx, postgres.Options{DSN: dsn, Office: office, Silence: silence})
	if err != nil {
		return hub.Outcome{}, err
	}
	e := &hub.Exchange{Laptop: s.Service, Hub: h, Photos: s.Evidence, By: person, Clock: s.Clock, Parts: hub.Parts{Dir: filepath.Join(s.Dir, "cache", "hub")},
		PageRows: 200} // small, so that a cut finds more places
	outcome, err := e.Sync(ctx)
	return outcome, errors.Join(err, h.Close())
}

// childExchange is the whole life of the program that is killed.
func childExchange(ctx context.Context, dir, dsn string) int {
	l := &laptop{dir: dir, person: "王强"}
	err := l.use(ctx, false, func(s *setup.Session) error {
		_, err := exchange(ctx, s, l.person, dsn)
		return err
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// together lets all laptops write and exchange at the same moment, several times.
func (t *trial) together(ctx context.Context) error {
	for range 3 {
		for _, l := range t.laptops {
			if err := t.work(ctx, l, 3); err != nil {
				return err
			}
		}
		var group sync.WaitGroup
		failures := make([]error, len(t.laptops))
		for i, l := range t.laptops {
			group.Go(func() {
				failures[i] = l.use(ctx, false, func(s *setup.Session) error {
					_, err := exchange(ctx, s, l.person, t.server.DSN("anxun"))
					return err
				})
			})
		}
		group.Wait()
		if err := errors.Join(failures...); err != nil {
			return err
		}
	}
	return nil
}

// settle exchanges undisturbed until everybody has everything: what merging itself tells the others comes a round later.
func (t *trial) settle(ctx context.Context) error {
	for range 3 {
		for _, l := range t.laptops {
			if err := t.exchange(ctx, l, t.server.DSN("anxun")); err != nil {
				return fmt.Errorf("%s: %w", l.person, err)
			}
		}
	}
	return nil
}

// keepBackup copies the server as it is.
func (t *trial) keepBackup(ctx context.Context) error {
	if err := t.server.Stop(); err != nil {
		return err
	}
	if err := t.server.Copy("data", "old"); err != nil {
		return err
	}
	return t.server.Run(ctx)
}

// setBack restores the server from that copy, and looks that everybody notices and nothing is lost.
func (t *trial) setBack(ctx context.Context) error {
	if err := t.server.Stop(); err != nil {
		return err
	}
	if err := t.server.Copy("old", "data"); err != nil {
		return err
	}
	if err := t.server.Run(ctx); err != nil {
		return err
	}
	before := t.notices[hub.NoticeRestored]
	if err := t.settle(ctx); err != nil {
		return err
	}
	if noticed := t.notices[hub.NoticeRestored] - before; noticed != len(t.laptops) {
		return fmt.Errorf("%d of %d laptops noticed", noticed, len(t.laptops))
	}
	return nil
}
