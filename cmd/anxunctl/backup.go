package main

import (
	"context"
	"flag"
	"os"
	"runtime"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// backupCommand writes a checked copy of the database.
func backupCommand() command {
	out := ""
	return command{
		name: "backup", access: accessRead, summary: "cli.backup",
		flags: func(f *flag.FlagSet) { f.StringVar(&out, "out", "", "cli.flag.backup_out") },
		run: func(ctx context.Context, c *call) error {
			if out == "" {
				return need("out")
			}
			if err := c.Store.BackupTo(ctx, out); err != nil {
				return err
			}
			info, err := os.Stat(out)
			if err != nil {
				return inspection.Wrap(err, inspection.CodeUnwritable, "error.file_unreadable", "file", out)
			}
			type document struct {
				Out  string `json:"out"`
				Size int64  `json:"size"` // bytes
			}
			return c.emit(document{out, info.Size()}, func() { c.say("cli.backup.done", "file", out, "kb", info.Size()>>10) })
		},
	}
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
