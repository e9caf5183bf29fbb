package main

import (
	"context"
	"errors"
	"flag"
	"strconv"
	"strings"

	"anxun/cmd/internal/backup"
	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/sqlite"
)

// verifyCommand looks whether data agree with themselves and with what was signed. It
// works on this computer's folder, on a foreign one and on a backup alike, trusts none
// of them and changes nothing.
func verifyCommand() command {
	expected, secret := sqlite.Expected{}, ""
	return command{
		name: "verify", args: []string{"FILE|DIR"}, free: 1, access: accessNone, summary: "cli.verify",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&expected.Key, "key", "", "cli.flag.verify_key")
			f.StringVar(&secret, "backup-password-file", "", "cli.flag.backup_password_file")
			f.Var(headFlag{&expected}, "head", "cli.flag.verify_head")
		},
		run: func(ctx context.Context, c *call) (err error) {
			path := ""
			if len(c.args) == 1 {
				path = c.args[0]
			} else if path, err = setup.DataFolder(c.data, c.env.Environment); err != nil {
				return err
			}
			progress := &percent{out: c.log, text: c.text}
			told := func(done, total int64) {
				if !c.json {
					progress.total = int(total)
					progress.Add(int(done) - progress.done)
				}
			}
			options := sqlite.Options{Clock: c.env.clock, Expected: expected}
			var report sqlite.VerifyReport
			if backup.IsEncrypted(path) {
				report, err = c.verifyEncrypted(ctx, path, secret, options, told)
			} else if err = c.unlock(path); err == nil { // only a folder can have a password
				report, err = sqlite.VerifyPath(ctx, path, options, told)
			}
			if err != nil {
				return err
			}
			return c.printVerify(report)
		},
	}
}

// headFlag takes a head of the journal written SEQUENCE:HASH.
type headFlag struct{ expected *sqlite.Expected }

func (f headFlag) String() string { return "" }

// Set implements flag.Value.
func (f headFlag) Set(text string) (err error) {
	sequence, hash, found := strings.Cut(text, ":")
	if f.expected.Sequence, err = strconv.ParseInt(sequence, 10, 64); err != nil || !found || hash == "" || f.expected.Sequence < 1 {
		return errors.New("not SEQUENCE:HASH")
	}
	f.expected.Hash = hash
	return nil
}

type verifyDocument struct {
	OK           bool            `json:"ok"`
	Changes      int64           `json:"changes"`
	Records      int64           `json:"records"`
	Evidence     int64           `json:"evidence_files"`
	Seals        int64           `json:"seals"`
	Heads        int64           `json:"heads"`
	Signed       int64           `json:"signed"`   // entries of other laptops that their authors signed
	Unsigned     int64           `json:"unsigned"` // and those that they did not
	Key          string          `json:"key"`
	Sequence     int64           `json:"sequence"`
	Hash         string          `json:"hash"`
	ProblemCount int64           `json:"problem_count"`
	Problems     []verifyFinding `json:"problems"`
	Notices      []verifyFinding `json:"notices"`
}

type verifyFinding struct {
	Key     string         `json:"key"`
	Message string         `json:"message"`
	Values  map[string]any `json:"values"` // kind, record, field, expected, actual …
}

func (c *call) findings(problems []sqlite.Problem) []verifyFinding {
	list := []verifyFinding{}
	for _, problem := range problems {
		values, shown := map[string]any{}, []any{}
		for i := 0; i+1 < len(problem.Args); i += 2 {
			name, value := problem.Args[i].(string), problem.Args[i+1]
			values[name] = value
			if name == "kind" || name == "target" { // people are told the Chinese word
				value = c.recordKind(inspection.RecordKind(value.(string)))
			}
			shown = append(shown, name, value)
		}
		list = append(list, verifyFinding{problem.Key, c.text.T(problem.Key, shown...), values})
	}
	return list
}

func (c *call) printVerify(report sqlite.VerifyReport) error {
	d := verifyDocument{OK: report.OK(), Changes: report.Changes, Records: report.Records, Evidence: report.EvidenceFiles, Seals: report.Seals,
		Heads: report.Heads, Signed: report.Signed, Unsigned: report.Unsigned, Key: report.Key, Sequence: report.Last, Hash: report.LastHash, ProblemCount: report.ProblemCount,
		Problems: c.findings(report.Problems), Notices: c.findings(report.Notices)}
	err := c.emit(d, func() {
		c.say("cli.verify.looked", "changes", d.Changes, "records", d.Records, "files", d.Evidence)
		c.say("cli.verify.signed", "seals", d.Seals, "heads", d.Heads, "key", orDash(d.Key))
		if d.Signed+d.Unsigned > 0 {
			c.say("cli.verify.authors", "signed", d.Signed, "unsigned", d.Unsigned)
		}
		for _, notice := range d.Notices {
			c.say("cli.verify.notice", "text", notice.Message)
		}
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
