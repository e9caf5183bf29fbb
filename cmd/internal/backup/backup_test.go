package backup_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anxun/cmd/internal/backup"
	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/inspection/sqlite"
)

// desk is an open data folder with a clock that is put on by hand.
type desk struct {
	*testing.T
	store *sqlite.Store
	clock *inspectiontest.Clock
	dir   string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, clock: &inspectiontest.Clock{}, dir: filepath.Join(t.TempDir(), "数据")}
	store, err := sqlite.Open(t.Context(), d.dir, sqlite.Options{Clock: d.clock.Now, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	d.store = store
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *desk) request() backup.Request {
	return backup.Request{Source: d.store, Cause: backup.CauseManual, Program: "安巡 test", Clock: d.clock.Now}
}

func (d *desk) name(office string) {
	d.Helper()
	_, err := d.store.Update(d.Context(), "test", func(w inspection.Writer) error {
		return w.Put(d.Context(), inspection.Setting{Name: inspection.SettingOffice, Value: office})
	})
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) files(folder string) string {
	d.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		d.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return strings.Join(names, " ")
}

func TestOneBackupADayAndOnlySoManyAreKept(t *testing.T) {
	d := newDesk(t)
	local, stick := filepath.Join(d.dir, backup.Folder), filepath.Join(t.TempDir(), "stick")
	var newest []backup.Set
	for day := range 5 {
		d.name(strings.Repeat("x", day+1))
		made, err := backup.Daily(t.Context(), d.request(), 3, local, stick)
		if err != nil || len(made) != 2 {
			t.Fatalf("day %d: %v, %v", day, made, err)
		}
		d.clock.Advance(2 * time.Hour)
		if again, err := backup.Daily(t.Context(), d.request(), 3, local, stick); err != nil || len(again) != 0 {
			t.Errorf("day %d: a second backup %v, %v", day, again, err)
		}
		newest = made
		d.clock.Advance(22 * time.Hour)
	}
	for _, folder := range []string{local, stick} {
		sets, err := backup.List(t.Context(), folder)
		if err != nil || len(sets) != 3 || !sets[0].Whole || !sets[0].Made.Equal(newest[0].Made) && !sets[0].Made.Equal(newest[1].Made) {
			t.Errorf("%s: %+v, %v", folder, sets, err)
		}
		if files := d.files(folder); strings.Count(files, ".db") != 9 {
			t.Errorf("%s holds %s", folder, files)
		}
	}
}

func TestBackupsMadeOnPurposeStay(t *testing.T) {
	d := newDesk(t)
	folder := t.TempDir()
	r := d.request()
	r.Out = folder
	kept, err := backup.Make(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		d.clock.Advance(24 * time.Hour)
		if _, err := backup.Daily(t.Context(), d.request(), 1, folder); err != nil {
			t.Fatal(err)
		}
	}
	sets, err := backup.List(t.Context(), folder)
	if err != nil || len(sets) != 2 || sets[1].Database != kept.Database || sets[1].Cause != backup.CauseManual {
		t.Errorf("%+v, %v", sets, err)
	}
}

// failing is a source whose heads cannot be written: the disk became full half way.
type failing struct {
	backup.Source
	err error
}

func (f failing) BackupHeads(context.Context, string, string) error { return f.err }

func TestABackupThatFailsLeavesTheOldOnes(t *testing.T) {
	d := newDesk(t)
	folder := t.TempDir()
	if _, err := backup.Daily(t.Context(), d.request(), 1, folder); err != nil {
		t.Fatal(err)
	}
	before := d.files(folder)
	d.clock.Advance(24 * time.Hour)
	r := d.request()
	r.Source = failing{d.store, errors.New("disk failed")}
	if _, err := backup.Daily(t.Context(), r, 1, folder); inspection.CodeOf(err) != inspection.CodeUnwritable {
		t.Errorf("error %v", err)
	}
	if after := d.files(folder); after != before {
		t.Errorf("before: %s\nafter: %s", before, after)
	}
}

func TestOneFolderThatFailsDoesNotStopTheOther(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	local := t.TempDir()
	made, err := backup.Daily(t.Context(), d.request(), 1, filepath.Join(file, "stick"), local)
	if len(made) != 1 || filepath.Dir(made[0].Database) != local || err == nil {
		t.Errorf("%v, %v", made, err)
	}
}

func TestAnInterruptedBackupIsNoWholeOne(t *testing.T) {
	d := newDesk(t)
	folder := t.TempDir()
	r := d.request()
	r.Out = folder
	whole, err := backup.Make(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	d.clock.Advance(time.Hour)
	half, err := backup.Make(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(half.Database+".json"), os.WriteFile(filepath.Join(folder, "anxun-XX-daily-20261120-090000.db.tmp"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	found, err := backup.Find(t.Context(), folder)
	if err != nil || found.Database != whole.Database {
		t.Errorf("found %+v, %v", found, err)
	}
	d.clock.Advance(time.Hour)
	if _, err := backup.Make(t.Context(), r); err != nil || strings.Contains(d.files(folder), ".tmp") {
		t.Errorf("%s, %v", d.files(folder), err)
	}
}

func TestAnInterruptedSwitchIsFinished(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	aside, staged := dir+".before-restore-20261120-090000", dir+".restoring-20261120-090000"
	if resumed, err := backup.Resume(dir); resumed || err != nil {
		t.Errorf("nothing to resume: %v, %v", resumed, err)
	}
	for _, folder := range []string{dir + ".restoring-20261119-090000", staged, aside} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if resumed, err := backup.Resume(dir); !resumed || err != nil {
		t.Errorf("%v, %v", resumed, err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Error(err)
	}
}

func TestNothingIsSwitchedWhileTheFolderIsOpen(t *testing.T) {
	d := newDesk(t)
	r := d.request()
	r.Out = t.TempDir()
	set, err := backup.Make(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	staged, err := backup.Restoration{Set: set, DataDir: d.dir, Clock: d.clock.Now}.Stage(t.Context())
	if err != nil || !staged.Report.OK() || staged.Rows == 0 {
		t.Fatalf("%+v, %v", staged, err)
	}
	if _, err := staged.Switch(); inspection.CodeOf(err) != inspection.CodeLocked {
		t.Errorf("error %v", err)
	}
	if err := staged.Discard(); err != nil {
		t.Error(err)
	}
	d.name("still in use")
}
