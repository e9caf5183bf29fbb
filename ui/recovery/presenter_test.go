package recovery

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/ui/task"
	"anxun/ui/uitest/fakehost"
)

type shown struct {
	state  State
	work   []string
	title  string
	lines  []string
	sound  bool
	closed bool
	asked  []string // for the password of an encrypted backup: its path, and why the last was refused
}

func (v *shown) Render(s State) { v.state = s }
func (v *shown) Work(title string, handle task.Handle) {
	if handle != nil {
		v.work = append(v.work, title)
	}
}
func (v *shown) Ask(title string, lines []string, sound bool) {
	v.title, v.lines, v.sound = title, lines, sound
}
func (v *shown) AskPassword(path, problem string) { v.asked = append(v.asked, path+"|"+problem) }
func (v *shown) Close()                           { v.closed = true }

type host struct {
	*fakehost.Host
	used Staged
}

func (h *host) UseData(staged Staged) { h.used = staged }

type fakeStaged struct {
	outcome   Outcome
	discarded bool
}

func (s *fakeStaged) Outcome() Outcome        { return s.outcome }
func (s *fakeStaged) Switch() (string, error) { return "aside", nil }
func (s *fakeStaged) Discard() error          { s.discarded = true; return nil }

// fakeVault has one backup at home and one elsewhere, and fails when told to.
type fakeVault struct {
	seconds []string
	staged  *fakeStaged
	err     error

	password string // of the backup; "" for one that is not encrypted
}

var made = Copy{Path: "/b/1.db", Folder: "/b", Made: time.Date(2026, 11, 20, 1, 5, 0, 0, time.UTC), Cause: "daily", Whole: true, Inspections: 3, Hazards: 2, Files: 1, Bytes: 3 << 20}

func (f *fakeVault) List(_ context.Context, second string) ([]Copy, error) {
	f.seconds = append(f.seconds, second)
	return []Copy{made, {Path: "/b/0.db", Problem: errors.New("damaged")}}, nil
}

func (f *fakeVault) Find(context.Context, string) ([]Copy, error) { return nil, f.err }

func (f *fakeVault) Stage(_ context.Context, _, password string, progress func(done, total int64)) (Staged, error) {
	if f.password != "" && password != f.password {
		return nil, inspection.Invalid("error.passphrase_wrong")
	}
	progress(5, 10)
	if f.err != nil {
		return nil, f.err
	}
	return f.staged, nil
}

func (f *fakeVault) Make(context.Context, string) (Copy, error) { return made, f.err }
func (f *fakeVault) Daily(context.Context, string, int) error   { return f.err }
func (f *fakeVault) Encrypts() bool                             { return f.password != "" }

func newFixture(t *testing.T, withData bool) (*Presenter, *shown, *host, *fakeVault) {
	t.Helper()
	h, view, vault := &host{Host: fakehost.New(t)}, &shown{}, &fakeVault{staged: &fakeStaged{outcome: Outcome{Rows: 120, Files: 4}}}
	if withData {
		return NewPresenter(h, vault, vault, view), view, h, vault
	}
	return NewPresenter(h, vault, nil, view), view, h, vault
}

func TestBackupsAreListedWithWhatTheyHold(t *testing.T) {
	p, view, _, _ := newFixture(t, true)
	p.Load()
	rows := view.state.Rows
	if len(rows) != 2 || rows[0].Made != "2026-11-20 09:05" || rows[0].Inspections != "3" || rows[0].Size != "3 MB" || rows[0].Problem != "" || rows[1].Problem == "" {
		t.Errorf("%+v", rows)
	}
}

func TestTheSecondFolderIsKeptAndLookedAt(t *testing.T) {
	p, view, h, vault := newFixture(t, true)
	p.SetSecond("/stick")
	p.SetKept(30)
	if h.Look.BackupFolder != "/stick" || h.Look.BackupsKept != 30 || vault.seconds[0] != "/stick" || view.state.Second != "/stick" || view.state.Kept != 30 {
		t.Errorf("%+v, %v", h.Look, vault.seconds)
	}
}

func TestABackupThatFailsSaysWhy(t *testing.T) {
	p, view, _, vault := newFixture(t, true)
	p.Make()
	if view.state.Failed || !strings.Contains(view.state.Status, "/b") {
		t.Errorf("%+v", view.state)
	}
	vault.err = errors.New("disk full")
	p.Make()
	if !view.state.Failed || !strings.Contains(view.state.Status, "disk full") {
		t.Errorf("%+v", view.state)
	}
}

func TestWhatWasBroughtBackIsUsedOnlyWhenConfirmed(t *testing.T) {
	p, view, h, vault := newFixture(t, false)
	p.Load()
	p.Restore("/b/1.db")
	if !view.sound || h.used != nil || !strings.Contains(view.lines[0], "120") {
		t.Errorf("%q %q", view.title, view.lines)
	}
	p.Drop()
	if !vault.staged.discarded || h.used != nil {
		t.Error("what was dropped stays")
	}
	p.Restore("/b/1.db")
	p.Use()
	if h.used != vault.staged || !view.closed {
		t.Error("not used")
	}
}

func TestProblemsOfABackupAreToldBeforeItIsUsed(t *testing.T) {
	p, view, _, vault := newFixture(t, false)
	vault.staged.outcome = Outcome{Rows: 1, Problems: 7, First: []Message{{Key: "problem.record_missing", Args: []any{"kind", "hazard", "record", "H-1", "name", "H-1"}}}}
	p.Restore("/b/1.db")
	if text := strings.Join(view.lines, "\n"); view.sound || !strings.Contains(text, "隐患 H-1") {
		t.Errorf("%s", text)
	}
	vault.err = errors.New("changed")
	p.Restore("/b/1.db")
	if !view.state.Failed || !strings.Contains(view.state.Status, "changed") {
		t.Errorf("%+v", view.state)
	}
}

func TestCancellingIsNoFailure(t *testing.T) {
	p, view, _, vault := newFixture(t, false)
	vault.err = context.Canceled
	p.Restore("/b/1.db")
	if view.state.Failed || view.state.Status == "" || strings.Contains(view.state.Status, "cancel") {
		t.Errorf("%+v", view.state)
	}
}

func TestWithAStartPasswordItIsSaidThatBackupsElsewhereAreEncrypted(t *testing.T) {
	p, view, _, vault := newFixture(t, true)
	if p.Load(); view.state.Encrypts {
		t.Error("without a start password")
	}
	vault.password = "晚晴 2026 安巡"
	if p.Load(); !view.state.Encrypts {
		t.Error("with one")
	}
}

func TestAnEncryptedBackupAsksForItsPassword(t *testing.T) {
	p, view, _, vault := newFixture(t, true)
	vault.password = "晚晴 2026 安巡"
	p.Restore("/b/1.tar.age")
	p.RestoreWith("/b/1.tar.age", "wrong")
	if len(view.asked) != 2 || view.asked[0] != "/b/1.tar.age|" || !strings.Contains(view.asked[1], "密码不对") || view.title != "" {
		t.Errorf("asked %q, %q", view.asked, view.title)
	}
	if p.RestoreWith("/b/1.tar.age", vault.password); view.title == "" {
		t.Error("the right password does not open it")
	}
}
