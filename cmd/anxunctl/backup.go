package main

import (
	"context"
	"flag"
	"runtime"

	"anxun/cmd/internal/backup"
	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// backupCommand makes a checked backup of database and evidence.
func backupCommand() command {
	out, encrypt, plain, file := "", false, false, ""
	return command{
		name: "backup", access: accessRead, summary: "cli.backup",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&out, "out", "", "cli.flag.backup_out")
			f.BoolVar(&encrypt, "encrypt", false, "cli.flag.backup_encrypt")
			f.BoolVar(&plain, "plain", false, "cli.flag.backup_plain")
			f.StringVar(&file, "backup-password-file", "", "cli.flag.backup_password_file")
		},
		run: func(ctx context.Context, c *call) error {
			if out == "" {
				return need("out")
			}
			if encrypt && plain {
				return wrongUsage("cli.usage.flags_both", "a", "--encrypt", "b", "--plain")
			}
			request := backup.Request{Source: c.Store, Out: out, Cause: backup.CauseManual, Program: setup.Program(), Clock: c.Clock}
			if encrypt || c.secret != "" && !plain {
				var err error
				if request.Passphrase, err = c.newBackupSecret(file); err != nil {
					return err
				}
			}
			set, err := backup.Make(ctx, request)
			if err != nil {
				return err
			}
			return c.emit(describeBackup(set), func() {
				if set.Encrypted {
					c.say("cli.backup.encrypted")
				}
				c.say("cli.backup.done", "file", set.Database, "kb", set.Bytes>>10, "files", set.Files)
				c.say("cli.backup.counts", "inspections", set.Count(inspection.KindInspection), "hazards", set.Count(inspection.KindHazard), "sequence", set.Sequence)
				if len(set.Missing) > 0 {
					c.say("cli.backup.missing", "n", len(set.Missing))
				}
			})
		},
	}
}

// backupDocument is a backup in JSON.
type backupDocument struct {
	Out      string                          `json:"out"`
	Locked   bool                            `json:"encrypted"`
	Size     int64                           `json:"size"` // of the database, bytes
	Made     string                          `json:"made"` // RFC 3339
	Evidence int                             `json:"evidence_files"`
	Missing  []string                        `json:"missing"` // evidence that the data folder lacked
	Sequence int64                           `json:"sequence"`
	Records  map[inspection.RecordKind]int64 `json:"records"`
}

func describeBackup(set backup.Set) backupDocument {
	missing := set.Missing
	if missing == nil {
		missing = []string{}
	}
	return backupDocument{Out: set.Database, Locked: set.Encrypted, Size: set.Bytes, Made: inspection.FormatInstant(set.Made), Evidence: set.Files, Missing: missing,
		Sequence: set.Sequence, Records: set.Records}
}

// restoreCommand brings a backup back in place of the data folder, which is renamed.
func restoreCommand() command {
	withProblems, file := false, ""
	return command{
		name: "restore", args: []string{"FROM"}, access: accessNone, summary: "cli.restore",
		flags: func(f *flag.FlagSet) {
			f.BoolVar(&withProblems, "with-problems", false, "cli.flag.restore_problems")
			f.StringVar(&file, "backup-password-file", "", "cli.flag.backup_password_file")
		},
		run: func(ctx context.Context, c *call) error {
			folder, err := setup.DataFolder(c.data, c.env.Environment)
			if err != nil {
				return err
			}
			if err := c.unlock(folder); err != nil {
				return err
			}
			set, err := backup.Find(ctx, c.args[0])
			if err != nil {
				return err
			}
			restoration := backup.Restoration{Set: set, DataDir: folder, Clock: c.env.clock}
			if set.Encrypted {
				if restoration.Passphrase, err = c.backupSecret(file); err != nil {
					return err
				}
			}
			staged, err := restoration.Stage(ctx)
			if err != nil {
				return err
			}
			if !staged.Report.OK() && !withProblems {
				if err := staged.Discard(); err != nil {
					return err
				}
				return c.printVerify(staged.Report)
			}
			aside, err := staged.Switch()
			if err != nil {
				return err
			}
			return c.printRestored(set, staged, folder, aside)
		},
	}
}

func (c *call) printRestored(set backup.Set, staged backup.Staged, folder, aside string) error {
	type document struct {
		backupDocument
		Data     string          `json:"data"`
		Aside    string          `json:"aside"` // what the former data folder is called now; "" if there was none
		Rows     int64           `json:"rows"`  // compared with the backup
		Problems []verifyFinding `json:"problems"`
	}
	d := document{describeBackup(set), folder, aside, staged.Rows, c.findings(staged.Report.Problems)}
	return c.emit(d, func() {
		c.say("cli.restore.done", "folder", folder, "made", set.Made.In(inspection.Zone).Format("2006-01-02 15:04"), "rows", staged.Rows, "files", staged.Files)
		if aside != "" {
			c.say("cli.restore.aside", "folder", aside)
		}
		for _, problem := range d.Problems {
			c.say("cli.verify.problem", "text", problem.Message)
		}
	})
}

func versionCommand() command {
	return command{
		name: "version", access: accessNone, summary: "cli.version",
		run: func(_ context.Context, c *call) error {
			type document struct {
				Program string `json:"program"`
				Version string `json:"version"`
				Go      string `json:"go"`
				System  string `json:"system"`
			}
			d := document{"anxunctl", setup.Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
			return c.emit(d, func() { c.say("cli.version.line", "version", d.Version, "go", d.Go, "system", d.System) })
		},
	}
}
