package sqlite

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func openBeside(t *testing.T, dir string) *Store {
	t.Helper()
	options := testOptions()
	options.ReadOnly, options.Beside = true, true
	s, err := Open(t.Context(), dir, options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// digests returns the SHA-256 of every file below dir but the one in which SQLite keeps
// who reads.
func digests(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "-shm") {
			return err
		}
		found[path], _, err = digestFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestReadingBesideAWriterWritesNothing(t *testing.T) {
	dir := folder(t)
	writer := closed(t, openNew(t, dir))
	put(t, writer, inspection.Setting{Name: inspection.SettingOperator, Value: "张建国"})
	before := digests(t, dir)

	reader := openBeside(t, dir)
	if !reader.Beside() || reader.Moved() {
		t.Errorf("beside %t, moved %t", reader.Beside(), reader.Moved())
	}
	report, err := reader.Verify(t.Context(), nil)
	if err != nil || !report.OK() || len(report.Notices) != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	if err := reader.BackupTo(t.Context(), filepath.Join(t.TempDir(), "copy.db")); err != nil {
		t.Error(err)
	}
	_, err = reader.Update(t.Context(), "李敏", func(w inspection.Writer) error { return w.Put(t.Context(), inspectiontest.APlace()) })
	wantError(t, err, inspection.CodeLocked, "error.opened_beside")
	// The path of the folder, not of its file, can be verified beside a writer.
	foreign, err := VerifyPath(t.Context(), dir, testOptions(), nil)
	if err != nil || !foreign.OK() {
		t.Errorf("%+v, %v", foreign, err)
	}
	_, err = VerifyPath(t.Context(), filepath.Join(dir, databaseFile), testOptions(), nil)
	wantError(t, err, inspection.CodeLocked, "error.data_locked")
	if after := digests(t, dir); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("before %v\nafter  %v", before, after)
	}

	put(t, writer, inspection.Setting{Name: "after", Value: "seen"})
	err = reader.View(t.Context(), func(r inspection.Reader) error {
		value, err := r.Setting(t.Context(), "after")
		if value != "seen" {
			t.Errorf("the reader sees %q", value)
		}
		return err
	})
	if err := errors.Join(err, reader.Close()); err != nil {
		t.Error(err)
	}
}

func TestBesideNeverMigrates(t *testing.T) {
	dir := folder(t)
	closed(t, openNew(t, dir))
	options := testOptions()
	options.ReadOnly, options.Beside, options.migrations = true, true, withMigration(t, 1, "SELECT 1;")
	_, err := Open(t.Context(), dir, options)
	wantError(t, err, inspection.CodeUnwritable, "error.data_needs_migration")
}

func TestAReaderOutlivesTheWriter(t *testing.T) {
	dir := folder(t)
	writer := openNew(t, dir)
	put(t, writer, inspectiontest.AChecklist())
	reader := openBeside(t, dir)
	if err := reader.View(t.Context(), func(inspection.Reader) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	writer = openNew(t, dir) // the reader holds no lock
	put(t, writer, inspection.Setting{Name: "second", Value: "seen"})
	err := reader.View(t.Context(), func(r inspection.Reader) error {
		value, err := r.Setting(t.Context(), "second")
		if value != "seen" {
			t.Errorf("the reader sees %q", value)
		}
		return err
	})
	if err := errors.Join(err, writer.Close(), reader.Close()); err != nil {
		t.Error(err)
	}
	report, err := VerifyPath(t.Context(), dir, testOptions(), nil)
	if err != nil || !report.OK() {
		t.Errorf("%+v, %v", report, err)
	}
	if err := os.Rename(dir, dir+".moved"); err != nil {
		t.Fatal(err)
	}
	if !reader.Moved() {
		t.Error("a folder that is gone is not noticed")
	}
}

func TestTheHolderIsNamed(t *testing.T) {
	dir := folder(t)
	writer := openNew(t, dir)
	put(t, writer, inspection.Setting{Name: inspection.SettingOperator, Value: "张建国"})
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	closed(t, openNew(t, dir))
	_, err := Open(t.Context(), dir, testOptions())
	var known *inspection.Error
	if !errors.As(err, &known) {
		t.Fatal(err)
	}
	host, _ := os.Hostname()
	values := fmt.Sprint(known.Args...)
	for _, wanted := range []string{"张建国", host, fmt.Sprint(os.Getpid()), "2026-11-20 12:00"} {
		if !strings.Contains(values, wanted) {
			t.Errorf("%q is not told: %v", wanted, known.Args)
		}
	}
	if old := parseHolder("anxun, 4711, DESKTOP-7, 2026-11-20 09:05"); old.process != "4711" || old.person != unknown {
		t.Errorf("a line of an older version: %+v", old)
	}
}

// TestTwoProcesses lets another process save without a pause and reads beside it: what
// was reported as saved before a look is seen in it, every look is one consistent state,
// a backup and a verification made meanwhile are sound, and nobody disturbs the writer.
func TestTwoProcesses(t *testing.T) {
	dir := folder(t, inspectiontest.AnInspection())
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), killVariable+"="+dir)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	saved := bufio.NewScanner(output)
	next := func() (n int64) {
		if !saved.Scan() {
			t.Fatal("the writer ended")
		}
		if _, err := fmt.Sscanf(saved.Text(), "saved %d", &n); err != nil {
			t.Fatalf("the writer said %q", saved.Text())
		}
		return n
	}
	next()
	reader := openBeside(t, dir)
	for range 200 {
		// The answer with number n is journal entry n+1.
		wanted := next() + 1
		err := reader.View(t.Context(), func(r inspection.Reader) error {
			head, err := r.SignedHead(t.Context(), "")
			changes, also := r.ChangesAfter(t.Context(), wanted-1, 0)
			if head.Sequence < wanted || int64(len(changes)) != head.Sequence-wanted+1 {
				t.Errorf("entry %d was saved; seen up to %d, %d after it", wanted, head.Sequence, len(changes))
			}
			return errors.Join(err, also)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := errors.Join(reader.BackupTo(t.Context(), copied), reader.BackupHeads(t.Context(), copied, copied+".heads")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{copied, dir} {
		report, err := VerifyPath(t.Context(), path, testOptions(), nil)
		if err != nil || !report.OK() {
			t.Errorf("%s: %+v, %v", path, report, err)
		}
	}
	next() // it still writes
	if err := errors.Join(command.Process.Kill(), reader.Close()); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait() // it was killed
	writer := closed(t, openNew(t, dir))
	report, err := writer.Verify(t.Context(), nil)
	if err != nil || !report.OK() {
		t.Errorf("after the kill: %+v, %v", report, err)
	}
}

// TestAFolderThatIsGoneTakesNothing takes the folder away while it is open, as a disk that is pulled out, and gives it
// back. The files that are still open would take what is written, and lose it.
func TestAFolderThatIsGoneTakesNothing(t *testing.T) {
	dir := folder(t)
	s := closed(t, openNew(t, dir))
	if err := os.Rename(dir, dir+".away"); err != nil {
		t.Fatal(err)
	}
	err := tryPut(t, s, inspection.Setting{Name: "s", Value: "lost"})
	wantError(t, err, inspection.CodeUnwritable, "error.disk_removed")
	if err := os.Rename(dir+".away", dir); err != nil {
		t.Fatal(err)
	}
	put(t, s, inspection.Setting{Name: "s", Value: "kept"})
}
