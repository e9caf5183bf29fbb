package main

import (
	"context"
	"flag"

	"anxun/cmd/internal/backup"
	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// rescueCommand salvages what is left of a damaged data folder into a new one.
func rescueCommand() command {
	out := ""
	return command{
		name: "rescue", access: accessNone, summary: "cli.rescue",
		flags: func(f *flag.FlagSet) { f.StringVar(&out, "out", "", "cli.flag.rescue_out") },
		run: func(ctx context.Context, c *call) error {
			if out == "" {
				return need("out")
			}
			folder, err := setup.DataFolder(c.data, c.env.Environment)
			if err != nil {
				return err
			}
			if err := c.unlock(folder); err != nil {
				return err
			}
			rescued, err := backup.Rescue(ctx, folder, out, c.env.clock, nil)
			if err != nil {
				return err
			}
			return c.printRescued(rescued)
		},
	}
}

type rescueDocument struct {
	Out      string           `json:"out"`
	Complete bool             `json:"complete"`
	Expected int64            `json:"expected_entries"`
	Entries  int64            `json:"entries"`
	Pages    int64            `json:"unreadable_pages"`
	Records  map[string]int64 `json:"records"`
	Evidence int              `json:"evidence_files"`
	Lost     [][2]int64       `json:"lost_entries"` // ranges, both ends included
	Doubtful []recordDocument `json:"doubtful_records"`
	Problems []verifyFinding  `json:"problems"` // of the new folder
}

type recordDocument struct {
	Kind   string `json:"kind"`
	Record string `json:"record"`
}

func (c *call) printRescued(r backup.Rescued) error {
	d := rescueDocument{Out: r.Folder, Complete: r.Complete(), Expected: r.Expected, Entries: r.Entries, Pages: r.Pages, Records: r.Records,
		Evidence: r.Files, Lost: [][2]int64{}, Doubtful: []recordDocument{}, Problems: c.findings(r.Verify.Problems)}
	for _, lost := range r.Lost {
		d.Lost = append(d.Lost, [2]int64{lost.From, lost.To})
	}
	for _, name := range r.Doubtful {
		d.Doubtful = append(d.Doubtful, recordDocument{string(name.Kind), string(name.Record)})
	}
	err := c.emit(d, func() {
		c.say("cli.rescue.done", "folder", d.Out, "found", d.Entries, "expected", d.Expected, "pages", d.Pages)
		c.say("cli.rescue.records", "inspections", d.Records[string(inspection.KindInspection)], "answers", d.Records[string(inspection.KindAnswer)],
			"hazards", d.Records[string(inspection.KindHazard)], "files", d.Evidence)
		for _, lost := range d.Lost {
			c.say("cli.rescue.lost", "from", lost[0], "to", lost[1])
		}
		for _, name := range d.Doubtful {
			c.say("cli.rescue.doubtful", "kind", c.recordKind(inspection.RecordKind(name.Kind)), "record", name.Record)
		}
		for _, problem := range d.Problems {
			c.say("cli.verify.problem", "text", problem.Message)
		}
		if d.Complete {
			c.say("cli.rescue.complete")
		}
	})
	if err == nil && !d.Complete {
		return errDamage
	}
	return err
}
