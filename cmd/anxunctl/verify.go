package main

import (
	"context"
	"errors"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/sqlite"
)

// verifyCommand looks whether the data agree with themselves. It opens the folder
// itself, because a database that cannot be opened at all is damage too.
func verifyCommand() command {
	return command{
		name: "verify", access: accessNone, summary: "cli.verify",
		run: func(ctx context.Context, c *call) (err error) {
			folder, err := setup.DataFolder(c.data, c.env.Environment)
			if err != nil {
				return err
			}
			c.Session, err = setup.Open(ctx, setup.Options{Dir: folder, Clock: c.env.clock, ReadOnly: true})
			if inspection.CodeOf(err) == inspection.CodeDamaged {
				c.reportError(err)
				return errDamage
			}
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, c.Session.Close()) }()
			progress := &percent{out: c.log, text: c.text}
			report, err := c.Store.Verify(ctx, func(done, total int64) {
				if !c.json {
					progress.total = int(total)
					progress.Add(int(done) - progress.done)
				}
			})
			if err != nil {
				return err
			}
			return c.printVerify(report)
		},
	}
}

func (c *call) printVerify(report sqlite.VerifyReport) error {
	type finding struct {
		Key     string `json:"key"`
		Message string `json:"message"`
	}
	type document struct {
		OK           bool      `json:"ok"`
		Changes      int64     `json:"changes"`
		Records      int64     `json:"records"`
		Evidence     int64     `json:"evidence_files"`
		ProblemCount int64     `json:"problem_count"`
		Problems     []finding `json:"problems"`
	}
	d := document{OK: report.OK(), Changes: report.Changes, Records: report.Records, Evidence: report.EvidenceFiles, ProblemCount: report.ProblemCount, Problems: []finding{}}
	for _, problem := range report.Problems {
		d.Problems = append(d.Problems, finding{problem.Key, c.text.T(problem.Key, problem.Args...)})
	}
	err := c.emit(d, func() {
		c.say("cli.verify.looked", "changes", d.Changes, "records", d.Records, "files", d.Evidence)
		for _, problem := range d.Problems {
			c.say("cli.verify.problem", "text", problem.Message)
		}
		if d.OK {
			c.say("cli.verify.ok")
		} else {
			c.say("cli.verify.damage", "n", d.ProblemCount)
		}
	})
	if err == nil && !d.OK {
		return errDamage
	}
	return err
}
