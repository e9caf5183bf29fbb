package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"anxun/cmd/internal/disk"
	"anxun/inspection"
	"anxun/inspection/exchange"
)

// bundleShowCommand reads a bundle from end to end, checks all of it, and tells who sent what.
func bundleShowCommand() command {
	secretFile := ""
	return command{
		name: "bundle show", args: []string{"FILE"}, access: accessRead, summary: "cli.bundle_show",
		flags: func(f *flag.FlagSet) { f.StringVar(&secretFile, "passphrase-file", "", "cli.flag.passphrase_file") },
		run: func(ctx context.Context, c *call) error {
			return c.withBundle(c.args[0], secretFile, func(b *exchange.Bundle) error {
				if err := b.Check(ctx, c.bundleProgress()); err != nil {
					return err
				}
				standing, err := exchange.StandingOf(ctx, c.Service, b.From())
				if err != nil {
					return err
				}
				return c.printBundle(b, standing)
			})
		},
	}
}

// withBundle opens a bundle for fn.
func (c *call) withBundle(path, secretFile string, fn func(*exchange.Bundle) error) (err error) {
	secret, err := readPassphrase(secretFile)
	if err != nil {
		return err
	}
	b, err := exchange.Open(path, secret)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	return fn(b)
}

func (c *call) printBundle(b *exchange.Bundle, standing exchange.Standing) error {
	type document struct {
		bundleDocument
		Standing exchange.Standing `json:"standing"`
	}
	d := document{describeBundle(b.Path, b.Size, b.Encrypted, b.Manifest), standing}
	return c.emit(d, func() {
		c.sayFrom(b)
		c.say("cli.bundle.standing."+string(standing), "fingerprint", d.From.Fingerprint)
		c.sayContents(b.Manifest)
		c.sayMissing(b.Manifest)
		c.say("cli.bundle.whole")
	})
}

// sayFrom tells who sent it, when, and what it was meant to be.
func (c *call) sayFrom(b *exchange.Bundle) {
	m := b.Manifest
	c.say("cli.bundle.from", "file", filepath.Base(b.Path), "kb", (b.Size+1023)>>10, "code", m.From.Code, "person", orDash(m.From.Person),
		"office", orDash(m.From.Office), "made", clockTime(m.MadeAt()))
	c.say("cli.bundle.content."+string(m.Content), "subject", m.Subject)
}

// bundleImportCommand shows what a bundle would bring and, with --yes, takes it in.
func bundleImportCommand() command {
	secretFile, code, yes := "", "", false
	return command{
		name: "bundle import", args: []string{"FILE"}, access: accessWrite, summary: "cli.bundle_import",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&code, "accept", "", "cli.flag.bundle_accept")
			f.BoolVar(&yes, "yes", false, "cli.flag.bundle_yes")
			f.StringVar(&secretFile, "passphrase-file", "", "cli.flag.passphrase_file")
		},
		run: func(ctx context.Context, c *call) error {
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			how := exchange.Intake{By: by, Code: code, Free: disk.New(c.Dir).Free, Progress: c.bundleProgress()}
			return c.withBundle(c.args[0], secretFile, func(b *exchange.Bundle) error {
				take := b.Preview
				if yes {
					take = b.Import
				}
				outcome, err := take(ctx, c.Service, c.Evidence, how)
				if err != nil {
					c.hintAccept(err)
					return err
				}
				return c.printOutcome(b, outcome, yes)
			})
		},
	}
}

// hintAccept tells how a laptop is accepted here, where that is what is missing.
func (c *call) hintAccept(err error) {
	var known *inspection.Error
	if !c.json && errors.As(err, &known) && known.Key == "error.bundle_unknown" {
		fmt.Fprintln(c.log, c.text.T("cli.bundle.accept_hint"))
	}
}

type outcomeDocument struct {
	bundleDocument
	Applied   bool                          `json:"applied"`
	Accepted  bool                          `json:"accepted"`      // the laptop was, or would be, accepted
	Known     int64                         `json:"known"`         // entries that were here already
	New       map[inspection.RecordKind]int `json:"new"`           // records
	Changed   map[inspection.RecordKind]int `json:"changed"`       // records
	Conflicts int                           `json:"conflicts"`     // that a person must settle
	Stored    int                           `json:"photos_stored"` // that this laptop lacked
	Ahead     int64                         `json:"clock_ahead"`   // seconds by which the sender's clock is ahead
}

func (c *call) printOutcome(b *exchange.Bundle, o exchange.Outcome, applied bool) error {
	d := outcomeDocument{bundleDocument: describeBundle(b.Path, b.Size, b.Encrypted, b.Manifest), Applied: applied, Accepted: o.Accepted, Known: o.Known,
		New: o.New, Changed: o.Changed, Conflicts: o.Conflicts, Stored: o.Photos, Ahead: int64(o.ClockAway / time.Second)}
	return c.emit(d, func() {
		c.sayFrom(b)
		c.sayMissing(b.Manifest)
		if d.Ahead > 0 {
			c.say("cli.bundle.clock", "minutes", (d.Ahead+59)/60)
		}
		if o.Known == o.Entries && o.Photos == 0 {
			c.say("cli.bundle.known")
			return
		}
		c.outcomeTable(o).write(c.out)
		if o.Conflicts > 0 {
			c.say("cli.bundle.conflicts", "n", o.Conflicts)
		}
		if !applied {
			c.say("cli.bundle.preview")
			return
		}
		if o.Accepted {
			c.say("cli.bundle.accepted", "code", b.From().Code)
		}
		c.say("cli.bundle.applied", "entries", o.Entries-o.Known, "photos", o.Photos)
	})
}

// outcomeTable has a row for each kind of record of which something is new or changed.
func (c *call) outcomeTable(o exchange.Outcome) *table {
	lines := &table{header: c.columns("record_kind", "new", "changed")}
	touched := maps.Clone(o.New)
	maps.Copy(touched, o.Changed)
	for _, kind := range inspection.RecordKinds() {
		if touched[kind] > 0 && kind != inspection.KindReceipt && kind != inspection.KindDevice {
			lines.add(c.recordKind(kind), strconv.Itoa(o.New[kind]), strconv.Itoa(o.Changed[kind]))
		}
	}
	lines.add(c.text.T("cli.bundle.photo_files"), strconv.Itoa(o.Photos), "0")
	return lines
}

// bundleCommands lists the commands for carrying work between laptops.
func bundleCommands() []command {
	return slices.Concat([]command{bundleExportCommand(), bundleShowCommand(), bundleImportCommand()}, deviceCommands())
}
