package ui

import (
	"context"
	"errors"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/recovery"
	"anxun/ui/room"
	"anxun/ui/task"
	"anxun/ui/uitest"
)

// fakeVault has one backup and counts what is done with it.
type fakeVault struct {
	switched, discarded, dailies int
	err                          error
	problems                     int64
}

func (v *fakeVault) List(context.Context, string) ([]recovery.Copy, error) {
	return []recovery.Copy{
		{Path: "/b/0.db", Folder: `D:\备份\安巡`, Made: time.Date(2026, 11, 20, 0, 58, 0, 0, time.UTC), Cause: "daily", Problem: errors.New("damaged")},
		{Path: "/b/1.db", Folder: "/home/office/.local/share/anxun/backups", Made: time.Date(2026, 11, 19, 0, 58, 0, 0, time.UTC), Cause: "daily", Whole: true, Inspections: 318, Hazards: 751, Files: 1204, Bytes: 17 << 20},
		{Path: "/b/2.db", Folder: `D:\备份\安巡`, Made: time.Date(2026, 11, 12, 9, 3, 0, 0, time.UTC), Cause: "manual", Whole: true, Inspections: 301, Hazards: 733, Files: 1190, Bytes: 16 << 20},
	}, nil
}

func (v *fakeVault) Find(context.Context, string) ([]recovery.Copy, error) { return nil, v.err }

func (v *fakeVault) Stage(context.Context, string, string, func(done, total int64)) (recovery.Staged, error) {
	return v, v.err
}

func (v *fakeVault) Make(context.Context, string) (recovery.Copy, error) {
	return recovery.Copy{Folder: "/b"}, v.err
}

func (v *fakeVault) Daily(context.Context, string, int) error { v.dailies++; return v.err }

func (v *fakeVault) Encrypts() bool { return true }

func (v *fakeVault) Outcome() recovery.Outcome {
	return recovery.Outcome{Rows: 20518, Files: 1204, Problems: v.problems}
}

func (v *fakeVault) Switch() (string, error) {
	v.switched++
	return "/home/office/.local/share/anxun.before-restore-20261120-093000", v.err
}

func (v *fakeVault) Discard() error { v.discarded++; return nil }

// newVaultFixture is a window with a vault, with or without data that can be opened.
func newVaultFixture(t *testing.T, opening ...error) (*fixture, *fakeVault) {
	t.Helper()
	vault := &fakeVault{}
	f := newFixtureWith(t, task.Inline{}, vault, opening...)
	return f, vault
}

func TestADamagedFolderIsOfferedItsNewestBackup(t *testing.T) {
	f, vault := newVaultFixture(t, &inspection.Error{Code: inspection.CodeDamaged, Key: "error.data_damaged", Args: []any{"dir", "x"}})
	uitest.HasText(t, f.window, f.T("shell.trouble.damaged.title"), f.T("shell.trouble.damaged.intact"),
		f.T("shell.trouble.damaged.newest", "made", "2026-11-19 08:58", "inspections", 318, "hazards", 751, "files", 1204))
	uitest.TapText(t, f.window, f.T("shell.trouble.restore"))
	uitest.TapText(t, f.window, f.T("recovery.restore"))
	uitest.HasText(t, f.window, f.T("recovery.compared", "rows", 20518, "files", 1204))
	if vault.switched != 0 {
		t.Fatal("switched without being confirmed")
	}
	uitest.TapText(t, f.window, f.T("recovery.use"))
	if vault.switched != 1 || f.session == nil || f.at() != nav.Home {
		t.Errorf("switched %d times, at %s", vault.switched, f.at())
	}
	uitest.HasText(t, f.window, f.T("recovery.done.title"))
}

func TestRestoringClosesTheFolderThatIsOpen(t *testing.T) {
	f, vault := newVaultFixture(t)
	f.OpenBackups()
	f.UseData(vault)
	if vault.switched != 1 || f.closed != 1 || f.session == nil || vault.discarded != 0 {
		t.Errorf("%+v, closed %d times", vault, f.closed)
	}
	f.made[nav.Home].stays = errors.New("disk full")
	f.UseData(vault)
	if vault.switched != 1 || vault.discarded != 1 || f.closed != 1 {
		t.Errorf("a page that could not be left: %+v, closed %d times", vault, f.closed)
	}
}

func TestABackupIsMadeEveryDay(t *testing.T) {
	f, vault := newVaultFixture(t)
	f.timers.Advance(backupDelay)
	if vault.dailies != 1 {
		t.Fatalf("%d backups after the start", vault.dailies)
	}
	vault.err = &inspection.Error{Code: inspection.CodeUnwritable, Key: "error.backup_folder_gone", Args: []any{"path", "/stick"}}
	f.clock.Advance(24 * time.Hour)
	f.timers.Advance(dayCheck)
	if vault.dailies != 2 {
		t.Fatalf("%d backups on the next day", vault.dailies)
	}
	uitest.HasText(t, f.window, f.T("error.backup_folder_gone", "path", "/stick"))
}

// smallDrive is nearly full.
type smallDrive struct{}

func (smallDrive) Free() (int64, error) { return 120 << 20, nil }
func (smallDrive) Unsafe() room.Hazard  { return room.Safe }

func TestALittleRoomIsToldOnce(t *testing.T) {
	f, _ := newVaultFixture(t)
	f.options.Drive = smallDrive{}
	f.timers.Advance(settling)
	warning := f.T("room.little", "mb", 120)
	uitest.HasText(t, f.window, warning)
	if f.FolderWarning() != warning {
		t.Errorf("settings say %q", f.FolderWarning())
	}
	f.host.Dismiss()
	f.timers.Advance(roomCheck)
	if uitest.FindText(f.window, warning) != nil {
		t.Error("told again")
	}
}
