package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/exchange"
	"anxun/inspection/passphrase"
)

// bundleWanted is what the flags of bundle export say.
type bundleWanted struct {
	out, since, inspection, person, secretFile string
	all                                        bool
}

// bundleExportCommand writes what other laptops lack into a file.
func bundleExportCommand() command {
	wanted := bundleWanted{}
	return command{
		name: "bundle export", access: accessWrite, summary: "cli.bundle_export",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&wanted.out, "out", "", "cli.flag.bundle_out")
			f.BoolVar(&wanted.all, "all", false, "cli.flag.bundle_all")
			f.StringVar(&wanted.since, "since", "", "cli.flag.bundle_since")
			f.StringVar(&wanted.inspection, "inspection", "", "cli.flag.bundle_inspection")
			f.StringVar(&wanted.person, "for", "", "cli.flag.bundle_for")
			f.StringVar(&wanted.secretFile, "passphrase-file", "", "cli.flag.passphrase_file")
		},
		run: func(ctx context.Context, c *call) error {
			if err := wanted.check(); err != nil {
				return err
			}
			order, err := c.bundleOrder(ctx, wanted)
			if err != nil {
				return err
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			written, err := exchange.Export(ctx, c.Service, c.Evidence, order)
			if err != nil {
				return err
			}
			if err := exchange.Remember(ctx, c.Service, by, written); err != nil {
				return err
			}
			return c.printWritten(written, order.Passphrase != "")
		},
	}
}

func (w bundleWanted) check() error {
	given := 0
	for _, flag := range []bool{w.all, w.since != "", w.inspection != "", w.person != ""} {
		if flag {
			given++
		}
	}
	switch {
	case w.out == "":
		return need("out")
	case given > 1:
		return wrongUsage("cli.usage.bundle_one")
	}
	return nil
}

// bundleOrder says what is to be in the bundle.
func (c *call) bundleOrder(ctx context.Context, w bundleWanted) (exchange.Order, error) {
	order := exchange.Order{Out: w.out, Content: exchange.ContentAll, Program: setup.Program(), Clock: c.env.clock, Progress: c.bundleProgress()}
	secret, err := readPassphrase(w.secretFile)
	if err != nil {
		return order, err
	}
	order.Passphrase = secret
	switch {
	case w.inspection != "":
		order.Content, order.Subject = exchange.ContentInspection, w.inspection
		err = c.Service.View(ctx, func(r inspection.Reader) error {
			visit, err := r.InspectionByNo(ctx, w.inspection)
			order.Selection.Inspections = []inspection.ID{visit.ID}
			return err
		})
	case w.person != "":
		order.Content, order.Subject = exchange.ContentPerson, w.person
		if order.Selection, err = c.Service.SelectionFor(ctx, w.person); err == nil && !order.Selection.Partial() {
			err = inspection.NotFound("error.bundle_nothing_for", "person", w.person)
		}
	case w.since != "":
		order.Content = exchange.ContentSince
		order.Selection.Known, err = c.knownSince(ctx, w.since)
	}
	return order, err
}

// knownSince is what the receiver has: what the last bundle covered, or what a laptop, named by its two characters, had when
// it made its newest bundle.
func (c *call) knownSince(ctx context.Context, since string) (inspection.Knowledge, error) {
	if strings.EqualFold(since, "LAST") {
		last, err := exchange.LastSent(ctx, c.Service)
		if err == nil && last.Made.IsZero() {
			err = inspection.NotFound("error.bundle_none_before")
		}
		return last.Covers, err
	}
	device, err := c.findDevice(ctx, since)
	if err == nil && len(device.Known) == 0 {
		err = inspection.NotFound("error.bundle_none_from", "code", device.Code)
	}
	return device.Known, err
}

// readPassphrase reads the first line of a file; "" for no file.
func readPassphrase(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", inspection.Wrap(err, inspection.CodeNotFound, "error.file_missing", "file", path)
	}
	if err != nil {
		return "", inspection.Wrap(err, inspection.CodeInvalid, "error.file_unreadable", "file", path)
	}
	content, err := io.ReadAll(io.LimitReader(file, passphrase.MaxLength+8))
	if err = errors.Join(err, file.Close()); err != nil {
		return "", inspection.Wrap(err, inspection.CodeInvalid, "error.file_unreadable", "file", path)
	}
	line, _, _ := bytes.Cut(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), []byte("\n")) // Notepad begins files with a mark
	line = bytes.TrimSuffix(line, []byte("\r"))
	if len(line) == 0 {
		return "", inspection.Invalid("error.passphrase_file_empty", "file", path)
	}
	return string(line), nil
}

// bundleProgress tells the stages of long work.
func (c *call) bundleProgress() exchange.Progress {
	if c.json {
		return nil
	}
	stage, meter := exchange.Stage(""), &percent{}
	return func(now exchange.Stage, done, total int64) {
		if now != stage {
			stage, meter = now, &percent{out: c.log, text: c.text}
		}
		if total > 0 {
			meter.total = int(total)
			meter.Add(int(done) - meter.done)
		}
	}
}

// bundleDocument is a bundle in JSON.
type bundleDocument struct {
	File      string           `json:"file"` // "" if there was nothing to hand over
	Size      int64            `json:"size"`
	Encrypted bool             `json:"encrypted"`
	Content   exchange.Content `json:"content"`
	Subject   string           `json:"subject"`
	Made      *string          `json:"made"`
	Program   string           `json:"program"`
	From      deviceDocument   `json:"from"`
	Base      string           `json:"base"`
	Covers    string           `json:"covers"`
	Entries   int64            `json:"entries"`
	Records   exchange.Counts  `json:"records"`
	Photos    int              `json:"photos"`
	Bytes     int64            `json:"photo_bytes"`
	Missing   []exchange.Photo `json:"missing"`
}

func describeBundle(file string, size int64, encrypted bool, m exchange.Manifest) bundleDocument {
	return bundleDocument{File: file, Size: size, Encrypted: encrypted, Content: m.Content, Subject: m.Subject, Made: instant(m.MadeAt()), Program: m.Program,
		From: describeCard(m.From.Device()), Base: m.Base, Covers: m.Covers, Entries: m.Entries, Records: m.Counts, Photos: len(m.Photos), Bytes: m.Bytes(), Missing: m.Missing}
}

func (c *call) printWritten(written exchange.Written, encrypted bool) error {
	m := written.Manifest
	d := describeBundle(written.Path, written.Size, encrypted, m)
	if written.Path == "" {
		d.Size = 0
	}
	return c.emit(d, func() {
		if written.Path == "" {
			c.say("cli.bundle.nothing")
			return
		}
		c.say("cli.bundle.written", "file", filepath.Base(written.Path), "kb", (written.Size+1023)>>10)
		c.sayContents(m)
		c.sayMissing(m)
		if encrypted {
			c.say("cli.bundle.encrypted")
		}
		c.say("cli.bundle.fingerprint", "fingerprint", d.From.Fingerprint)
	})
}

func (c *call) sayContents(m exchange.Manifest) {
	c.say("cli.bundle.contents", "inspections", m.Counts[inspection.KindInspection], "answers", m.Counts[inspection.KindAnswer],
		"hazards", m.Counts[inspection.KindHazard], "actions", m.Counts[inspection.KindAction], "photos", len(m.Photos), "entries", m.Entries)
}

// sayMissing names the photos that the sender lacked.
func (c *call) sayMissing(m exchange.Manifest) {
	if len(m.Missing) == 0 {
		return
	}
	var names []string
	for _, photo := range m.Missing[:min(len(m.Missing), 5)] {
		names = append(names, firstOf(photo.Name, photo.SHA256[:min(12, len(photo.SHA256))]+"."+photo.Format))
	}
	c.say("cli.bundle.missing", "n", len(m.Missing), "names", strings.Join(names, "、"))
}

func firstOf(words ...string) string {
	for _, word := range words {
		if word != "" {
			return word
		}
	}
	return ""
}
