package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/cmd/internal/trial"
)

// maxGenerated bounds the size of a trial folder.
const maxGenerated = 1_000_000

// generateCommand fills a folder with made-up inspections of the sample register.
func generateCommand() command {
	n, seed := 0, int64(1)
	return command{
		name: "generate", access: accessCreate, summary: "cli.generate",
		flags: func(f *flag.FlagSet) {
			f.IntVar(&n, "inspections", 0, "cli.flag.inspections")
			f.Int64Var(&seed, "seed", seed, "cli.flag.seed")
		},
		run: func(ctx context.Context, c *call) error {
			if n < 1 || n > maxGenerated {
				return wrongUsage("cli.usage.number", "flag", "--inspections", "minimum", 1, "maximum", maxGenerated)
			}
			filled, err := c.sampleOnly(ctx)
			if err != nil {
				return err
			}
			if !filled {
				if err := setup.LoadSample(ctx, c.Service, trial.Actor); err != nil {
					return err
				}
			}
			began := time.Now()
			counts, err := trial.Generate(ctx, c.Store, trial.Options{Inspections: n, Seed: seed, Now: c.Service.Now(), Library: c.Library, Seal: c.Service.SealRecorded,
				Progress: func(done int) {
					if !c.json {
						fmt.Fprintln(c.log, c.text.T("cli.generate.progress", "done", done, "total", n))
					}
				}})
			if err != nil {
				return err
			}
			return c.printGenerated(counts, time.Since(began))
		},
	}
}

func (c *call) printGenerated(counts trial.Counts, took time.Duration) error {
	type document struct {
		Data        string `json:"data"`
		Inspections int    `json:"inspections"`
		Answers     int    `json:"answers"`
		Hazards     int    `json:"hazards"`
		Actions     int    `json:"actions"`
		Milli       int64  `json:"milliseconds"`
	}
	d := document{c.Dir, counts.Inspections, counts.Answers, counts.Hazards, counts.Actions, took.Milliseconds()}
	return c.emit(d, func() {
		c.say("cli.generate.done", "inspections", d.Inspections, "answers", d.Answers, "hazards", d.Hazards, "actions", d.Actions,
			"seconds", fmt.Sprintf("%.1f", took.Seconds()), "dir", d.Data)
	})
}
