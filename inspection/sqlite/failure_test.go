package sqlite

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// setting makes the n-th of many records of about a kilobyte.
func setting(n int) inspection.Setting {
	return inspection.Setting{Name: inspection.ID(fmt.Sprintf("s%04d", n)), Value: strings.Repeat("满", 300)}
}

// fillUp puts settings until the disk is full and returns how many were kept.
func fillUp(t *testing.T, s *Store) int {
	t.Helper()
	for n := range 100_000 {
		if err := tryPut(t, s, setting(n)); err != nil {
			wantError(t, err, inspection.CodeUnwritable, "error.disk_full")
			return n
		}
	}
	t.Fatal("the disk never filled up")
	return 0
}

// wantKept looks that exactly the acknowledged settings are stored.
func wantKept(t *testing.T, s *Store, kept int) {
	t.Helper()
	err := s.View(t.Context(), func(r inspection.Reader) error {
		settings, err := r.Settings(t.Context())
		if err == nil && len(settings) != kept+2 { // the device has a code and a key
			t.Errorf("%d settings are stored, %d were acknowledged", len(settings)-2, kept)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	report, err := s.Verify(t.Context(), nil)
	if err != nil || !report.OK() {
		t.Errorf("verify: %v, %v", report.Problems, err)
	}
}

// TestDatabaseFull provokes SQLITE_FULL without a small disk.
func TestDatabaseFull(t *testing.T) {
	s := closed(t, openNew(t, t.TempDir()))
	limit := func(pages int) {
		if _, err := s.writer.conn.ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(200)
	kept := fillUp(t, s)
	wantKept(t, s, kept)
	// A transaction that fails half way leaves nothing.
	_, err := s.Update(t.Context(), "张建国", func(w inspection.Writer) error {
		for n := range 200 {
			_ = w.Put(t.Context(), setting(90_000+n)) // a caller that goes on after errors
		}
		return nil
	})
	wantError(t, err, inspection.CodeUnwritable, "error.disk_full")
	wantKept(t, s, kept)
	limit(100_000)
	put(t, s, setting(kept))
	wantKept(t, s, kept+1)
}

// TestDiskFull does the same on a real small disk where one can be mounted;
// TestDatabaseFull runs everywhere.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if !mountSmallDisk(t, dir) {
		t.Log("no small disk can be mounted here; TestDatabaseFull covers the handling")
		return
	}
	data := filepath.Join(dir, "data")
	s := openNew(t, data)
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	kept := fillUp(t, s)
	wantKept(t, s, kept)
	if err := s.BackupTo(t.Context(), filepath.Join(dir, "copy.db")); !hasKey(err, "error.disk_full") {
		t.Errorf("a backup on the full disk: %v", err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	put(t, s, setting(kept))
	wantKept(t, s, kept+1)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openNew(t, data)
	wantKept(t, s, kept+1)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	readOnlyDisk(t, dir, data)
}

// mountSmallDisk is false where none can be mounted; where ANXUN_MOUNTS is "required", see
// .ci/mounts, that fails the test.
func mountSmallDisk(t *testing.T, dir string) bool {
	t.Helper()
	if output, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", dir).CombinedOutput(); err != nil {
		if os.Getenv("ANXUN_MOUNTS") == "required" {
			t.Fatalf("no small disk can be mounted: %v: %s", err, output)
		}
		return false
	}
	t.Cleanup(func() {
		if output, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("unmounting: %v: %s", err, output)
		}
	})
	return true
}

// readOnlyDisk looks at a disk that cannot be written: writing is refused with a
// clear error, reading works, with and without a lock file.
func readOnlyDisk(t *testing.T, disk, data string) {
	t.Helper()
	if err := os.Remove(filepath.Join(data, lockFile)); err != nil {
		t.Fatal(err)
	}
	if output, err := exec.Command("mount", "-o", "remount,ro", disk).CombinedOutput(); err != nil {
		t.Fatalf("remounting: %v: %s", err, output)
	}
	_, err := Open(t.Context(), data, testOptions())
	if inspection.CodeOf(err) != inspection.CodeUnwritable {
		t.Errorf("opening on a read-only disk: %v", err)
	}
	options := testOptions()
	options.ReadOnly = true
	s, err := Open(t.Context(), data, options)
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Verify(t.Context(), nil)
	if err := errors.Join(err, s.Close()); err != nil || !report.OK() {
		t.Errorf("%v, %v", report.Problems, err)
	}
	_, err = Open(t.Context(), filepath.Join(disk, "new"), testOptions())
	wantError(t, err, inspection.CodeUnwritable, "error.disk_readonly")
}

func TestFailedPutPoisonsTheTransaction(t *testing.T) {
	s := closed(t, openNew(t, t.TempDir()))
	// A journal that refuses entries: the row is written, its entry is not.
	if _, err := s.writer.conn.ExecContext(t.Context(), "CREATE TRIGGER refuse BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'refused'); END"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Update(t.Context(), "张建国", func(w inspection.Writer) error {
		_ = w.Put(t.Context(), inspectiontest.APlace())
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v", err)
	}
	err = s.View(t.Context(), func(r inspection.Reader) error {
		_, err := r.Place(t.Context(), "place-1")
		return err
	})
	wantError(t, err, inspection.CodeNotFound, "error.place_not_found")
}
