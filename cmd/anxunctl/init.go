package main

import (
	"context"
	"flag"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// initCommand makes the data folder. Doing it again changes nothing.
func initCommand() command {
	sample := false
	return command{
		name: "init", access: accessCreate, summary: "cli.init",
		flags: func(f *flag.FlagSet) { f.BoolVar(&sample, "sample", false, "cli.flag.sample") },
		run: func(ctx context.Context, c *call) error {
			if sample {
				by, err := c.actor(ctx)
				if err != nil {
					return err
				}
				if err := setup.LoadSample(ctx, c.Service, by); err != nil {
					return err
				}
			}
			return c.describeFolder(ctx)
		},
	}
}

func (c *call) describeFolder(ctx context.Context) error {
	type document struct {
		Data       string `json:"data"`
		Version    string `json:"version"`
		Checklists int    `json:"checklists"`
		Items      int    `json:"items"`
		Places     int    `json:"places"`
		Sample     int    `json:"sample"`
	}
	d := document{Data: c.Dir, Version: setup.Version}
	err := c.Service.View(ctx, func(r inspection.Reader) error {
		checklists, err := r.Checklists(ctx)
		if err != nil {
			return err
		}
		for _, checklist := range inspection.NewestVersions(checklists) {
			d.Checklists++
			d.Items += len(checklist.Items())
		}
		places, err := r.Places(ctx, inspection.PlaceFilter{})
		for _, place := range places {
			d.Places++
			if place.Sample {
				d.Sample++
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.emit(d, func() {
		c.say("cli.init.done", "dir", d.Data)
		c.say("cli.init.content", "checklists", d.Checklists, "items", d.Items, "places", d.Places, "sample", d.Sample)
	})
}
