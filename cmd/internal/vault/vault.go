// Package vault lets the window back up and restore without knowing how that is done.
package vault

import (
	"context"
	"errors"
	"path/filepath"

	"anxun/cmd/internal/backup"
	"anxun/cmd/internal/disk"
	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/ui/recovery"
	"anxun/ui/room"
)

// Vault finds backups of a data folder and brings them back. It needs no open data
// folder and implements recovery.Vault.
type Vault struct {
	dir   string
	clock inspection.Clock
	// secret is the start password while it is known; nil for none.
	secret func() string
}

var (
	_ recovery.Vault = (*Vault)(nil)
	_ recovery.Maker = (*Maker)(nil)
)

// New returns the vault of the data folder dir.
// secret tells the start password, with which encrypted backups are opened unless another one is given.
func New(dir string, clock inspection.Clock, secret func() string) *Vault {
	return &Vault{dir: dir, clock: clock, secret: secret}
}

// List implements recovery.Vault.
func (v *Vault) List(ctx context.Context, second string) ([]recovery.Copy, error) {
	folders := []string{filepath.Join(v.dir, backup.Folder)}
	if second != "" {
		folders = append(folders, second)
	}
	sets, err := backup.List(ctx, folders...)
	return copies(sets), err
}

// Find implements recovery.Vault.
func (v *Vault) Find(ctx context.Context, path string) ([]recovery.Copy, error) {
	sets, err := backup.List(ctx, path)
	if err == nil && len(sets) > 0 {
		return copies(sets), nil
	}
	set, err := backup.Find(ctx, path)
	if err != nil {
		return nil, err
	}
	return copies([]backup.Set{set}), nil
}

// Stage implements recovery.Vault.
func (v *Vault) Stage(ctx context.Context, path, password string, progress func(done, total int64)) (recovery.Staged, error) {
	set, err := backup.Find(ctx, path)
	if err != nil {
		return nil, err
	}
	if password == "" && v.secret != nil {
		password = v.secret()
	}
	brought, err := backup.Restoration{Set: set, DataDir: v.dir, Clock: v.clock, Progress: progress, Passphrase: password}.Stage(ctx)
	if err != nil {
		return nil, err
	}
	return staged{brought}, nil
}

func copies(sets []backup.Set) []recovery.Copy {
	list := make([]recovery.Copy, len(sets))
	for i, set := range sets {
		list[i] = describe(set)
	}
	return list
}

func describe(set backup.Set) recovery.Copy {
	path := set.Database
	if set.IsFolder() {
		path = filepath.Dir(path)
	}
	return recovery.Copy{Path: path, Folder: filepath.Dir(path), Made: set.Made, Cause: set.Cause, Whole: set.Whole,
		Inspections: set.Count(inspection.KindInspection), Hazards: set.Count(inspection.KindHazard), Files: set.Files, Bytes: set.Bytes, Problem: set.Unusable, Encrypted: set.Encrypted}
}

// staged is a backup that was brought back beside the data folder.
type staged struct{ backup.Staged }

// Outcome implements recovery.Staged.
func (s staged) Outcome() recovery.Outcome {
	outcome := recovery.Outcome{Rows: s.Rows, Files: s.Files, Problems: s.Report.ProblemCount}
	for _, problem := range s.Report.Problems[:min(len(s.Report.Problems), recovery.ShownProblems)] {
		key, args := problem.MessageKey()
		outcome.First = append(outcome.First, recovery.Message{Key: key, Args: args})
	}
	return outcome
}

// Maker backs up an open data folder. It implements recovery.Maker.
type Maker struct {
	session *setup.Session
	secret  func() string // the start password, "" if there is none; nil for none
}

// NewMaker returns the maker of the backups of an open data folder. With a start password, backups in the second folder,
// which may be carried away, are encrypted; those beside the data are as open as the data are.
func NewMaker(session *setup.Session, secret func() string) *Maker { return &Maker{session, secret} }

func (m *Maker) passphrase() string {
	if m.secret == nil {
		return ""
	}
	return m.secret()
}

func (m *Maker) request() backup.Request {
	return backup.Request{Source: m.session.Store, Cause: backup.CauseManual, Program: setup.Program(), Clock: m.session.Clock}
}

// local is the folder that backups go to in any case.
func (m *Maker) local() string { return filepath.Join(m.session.Dir, backup.Folder) }

// Make implements recovery.Maker.
func (m *Maker) Make(ctx context.Context, second string) (recovery.Copy, error) {
	r := m.request()
	if r.Out = m.local(); second != "" {
		r.Out, r.Passphrase = second, m.passphrase()
		if err := backup.Reachable(second); err != nil {
			return recovery.Copy{}, err
		}
	}
	set, err := backup.Make(ctx, r)
	return describe(set), err
}

// Encrypts implements recovery.Maker.
func (m *Maker) Encrypts() bool { return m.passphrase() != "" }

// Daily implements recovery.Maker.
func (m *Maker) Daily(ctx context.Context, second string, kept int) error {
	if kept == 0 {
		kept = backup.DefaultKept
	}
	_, err := backup.Daily(ctx, m.request(), kept, m.local())
	if second != "" {
		err = errors.Join(err, m.dailyAway(ctx, second, kept))
	}
	err = errors.Join(err, m.reserve())
	if errors.Is(err, context.Canceled) {
		return nil // the window was closed; the next start makes it
	}
	return err
}

// dailyAway makes the backup of the day in the second folder.
func (m *Maker) dailyAway(ctx context.Context, second string, kept int) error {
	if err := backup.Reachable(second); err != nil {
		return err
	}
	r := m.request()
	r.Passphrase = m.passphrase()
	_, err := backup.Daily(ctx, r, kept, second)
	return err
}

// reserve keeps room for a disk that becomes full, as long as it is not nearly so already.
func (m *Maker) reserve() error {
	free, err := disk.New(m.session.Dir).Free()
	if err != nil || free < room.Little {
		return nil // not known, or too late
	}
	return inspection.Wrap(m.session.KeepReserve(), inspection.CodeUnwritable, "error.data_unwritable", "dir", m.session.Dir)
}
