package main

import (
	"context"

	"anxun/inspection"
)

type binDocument struct {
	ID      inspection.ID           `json:"id"`
	Kind    inspection.BinKind      `json:"kind"`
	Name    string                  `json:"name"`
	Of      string                  `json:"of"`
	By      string                  `json:"by"`
	At      *string                 `json:"at"`
	Blocked string                  `json:"blocked,omitempty"` // why it cannot be brought back now
	Sample  *inspection.SampleCount `json:"sample,omitempty"`
}

// binListCommand lists what was taken off, the newest first.
func binListCommand() command {
	return command{
		name: "bin list", access: accessRead, summary: "cli.bin_list",
		run: func(ctx context.Context, c *call) error {
			entries, err := c.Service.Bin(ctx)
			if err != nil {
				return err
			}
			documents := []binDocument{}
			for _, entry := range entries {
				documents = append(documents, c.binJSON(entry))
			}
			return c.emit(documents, func() {
				lines := table{header: c.columns("record", "record_kind", "name", "actor", "at", "note")}
				for _, entry := range entries {
					blocked := ""
					if entry.Blocked != nil {
						blocked = c.text.Error(entry.Blocked)
					}
					lines.add(string(entry.ID), c.text.T("bin.kind."+string(entry.Kind)), c.binName(entry), entry.By, clockTime(entry.At), orDash(blocked))
				}
				lines.write(c.out)
				c.say("cli.total", "n", len(entries))
			})
		},
	}
}

// binRestoreCommand brings one thing back.
func binRestoreCommand() command {
	return command{
		name: "bin restore", args: []string{"ID"}, access: accessWrite, summary: "cli.bin_restore",
		run: func(ctx context.Context, c *call) error {
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			restored, err := c.Service.RestoreFromBin(ctx, by, inspection.ID(c.args[0]))
			if err != nil {
				return err
			}
			return c.emit(c.binJSON(restored), func() { c.say("cli.bin.restored", "name", c.binName(restored)) })
		},
	}
}

// sampleRemoveCommand takes all sample data off.
func sampleRemoveCommand() command {
	return command{
		name: "sample remove", access: accessWrite, summary: "cli.sample_remove",
		run: func(ctx context.Context, c *call) error {
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			count, err := c.Service.RemoveSample(ctx, by)
			if err != nil {
				return err
			}
			return c.emit(count, func() {
				if !count.Any() {
					c.say("cli.sample.none")
					return
				}
				c.say("cli.sample.removed", "places", count.Places, "inspections", count.Inspections, "hazards", count.Hazards)
			})
		},
	}
}

func (c *call) binJSON(entry inspection.BinEntry) binDocument {
	d := binDocument{ID: entry.ID, Kind: entry.Kind, Name: entry.Name, Of: entry.Of, By: entry.By, At: instant(entry.At)}
	if entry.Blocked != nil {
		d.Blocked = c.text.Error(entry.Blocked)
	}
	if entry.Kind == inspection.BinSample {
		d.Sample = &entry.Sample
	}
	return d
}

func (c *call) binName(entry inspection.BinEntry) string {
	if entry.Kind == inspection.BinSample {
		return c.text.T("bin.sample", "places", entry.Sample.Places, "inspections", entry.Sample.Inspections, "hazards", entry.Sample.Hazards)
	}
	if entry.Of == "" {
		return entry.Name
	}
	return entry.Of + " " + entry.Name
}
