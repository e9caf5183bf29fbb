// Package carrying lets the page 数据交换 use bundles and the office's server without knowing them.
package carrying

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"anxun/cmd/internal/disk"
	"anxun/cmd/internal/setup"
	"anxun/inspection"
	bundle "anxun/inspection/exchange"
	"anxun/ui/exchange"
)

// Bundles makes and reads bundles of an open data folder.
type Bundles struct{ session *setup.Session }

// NewBundles returns the bundles of a session.
func NewBundles(session *setup.Session) *Bundles { return &Bundles{session} }

// LastSent implements exchange.Bundles.
func (b *Bundles) LastSent(ctx context.Context) (time.Time, error) {
	last, err := bundle.LastSent(ctx, b.session.Service)
	return last.Made, err
}

// Propose implements exchange.Bundles.
func (b *Bundles) Propose(ctx context.Context, folder, subject string) (string, error) {
	card, err := b.session.Service.Card(ctx)
	if err != nil {
		return "", err
	}
	return filepath.Join(usable(folder), bundle.FileName(card, subject, b.session.Clock())), nil
}

// usable is the folder, or the person's own if there is no such folder now: a stick may have been pulled out.
func usable(folder string) string {
	if info, err := os.Stat(folder); folder != "" && err == nil && info.IsDir() {
		return folder
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return string(filepath.Separator)
	}
	for _, name := range []string{"Desktop", "桌面"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}

// Send implements exchange.Bundles.
func (b *Bundles) Send(ctx context.Context, by string, wanted exchange.Wanted, progress exchange.Progress) (exchange.Sent, error) {
	if _, err := os.Lstat(wanted.Path); err == nil {
		return exchange.Sent{}, inspection.Conflict("error.bundle_exists", "file", filepath.Base(wanted.Path))
	}
	order := bundle.Order{Out: wanted.Path, Subject: wanted.Subject, Passphrase: wanted.Passphrase, Program: setup.Program(), Clock: b.session.Clock,
		Progress: telling(progress)}
	if err := b.choose(ctx, wanted, &order); err != nil {
		return exchange.Sent{}, err
	}
	written, err := bundle.Export(ctx, b.session.Service, b.session.Evidence, order)
	if err != nil {
		return exchange.Sent{}, err
	}
	sent := exchange.Sent{Path: written.Path, Size: written.Size, Contents: contentsOf(written.Manifest)}
	return sent, bundle.Remember(ctx, b.session.Service, by, written)
}

// choose selects what is wanted.
func (b *Bundles) choose(ctx context.Context, wanted exchange.Wanted, order *bundle.Order) (err error) {
	switch wanted.What {
	case exchange.WhatInspection:
		order.Content = bundle.ContentInspection
		return b.session.Service.View(ctx, func(r inspection.Reader) error {
			visit, err := r.InspectionByNo(ctx, wanted.Subject)
			order.Selection.Inspections = []inspection.ID{visit.ID}
			return err
		})
	case exchange.WhatPerson:
		order.Content = bundle.ContentPerson
		if order.Selection, err = b.session.Service.SelectionFor(ctx, wanted.Subject); err == nil && !order.Selection.Partial() {
			err = inspection.NotFound("error.bundle_nothing_for", "person", wanted.Subject)
		}
		return err
	case exchange.WhatSince:
		order.Content = bundle.ContentSince
		last, err := bundle.LastSent(ctx, b.session.Service)
		order.Selection.Known = last.Covers
		return err
	}
	order.Content = bundle.ContentAll
	return nil
}

func contentsOf(m bundle.Manifest) exchange.Contents {
	return exchange.Contents{Inspections: int(m.Counts[inspection.KindInspection]), Hazards: int(m.Counts[inspection.KindHazard]),
		Photos: len(m.Photos), Missing: len(m.Missing)}
}

func telling(progress exchange.Progress) bundle.Progress {
	return func(stage bundle.Stage, done, total int64) { progress(string(stage), done, total) }
}

// Open implements exchange.Bundles.
func (b *Bundles) Open(_ context.Context, path, passphrase string) (exchange.Bundle, error) {
	file, err := bundle.Open(path, passphrase)
	if err != nil {
		return nil, err
	}
	return &opened{session: b.session, file: file}, nil
}

// opened is a bundle that came from another laptop.
type opened struct {
	session *setup.Session
	file    *bundle.Bundle
}

// About implements exchange.Bundle.
func (o *opened) About() exchange.About {
	m := o.file.Manifest
	return exchange.About{Name: filepath.Base(o.file.Path), Size: o.file.Size, From: o.file.From(), Made: m.MadeAt(), What: exchange.What(m.Content),
		Subject: m.Subject, Contents: contentsOf(m)}
}

// Preview implements exchange.Bundle. A laptop that is not known yet is let through, since nothing is taken in: a person
// compares its code before Import.
func (o *opened) Preview(ctx context.Context, by string, progress exchange.Progress) (exchange.Outcome, error) {
	outcome, err := o.file.Preview(ctx, o.session.Service, o.session.Evidence, o.intake(by, true, progress))
	return outcomeOf(outcome), err
}

// Import implements exchange.Bundle.
func (o *opened) Import(ctx context.Context, by string, compared bool, progress exchange.Progress) (exchange.Outcome, error) {
	outcome, err := o.file.Import(ctx, o.session.Service, o.session.Evidence, o.intake(by, compared, progress))
	return outcomeOf(outcome), err
}

func (o *opened) intake(by string, compared bool, progress exchange.Progress) bundle.Intake {
	how := bundle.Intake{By: by, Free: disk.New(o.session.Dir).Free, Progress: telling(progress)}
	if compared {
		how.Code = o.file.From().Fingerprint()
	}
	return how
}

// Close implements exchange.Bundle.
func (o *opened) Close() error { return o.file.Close() }

func outcomeOf(o bundle.Outcome) exchange.Outcome {
	return exchange.Outcome{Unknown: o.Accepted, New: o.New, Changed: o.Changed, Photos: o.Photos, Conflicts: o.Conflicts, Ahead: o.ClockAway,
		Nothing: o.Known == o.Entries && o.Photos == 0}
}
