package sqlite

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"anxun/inspection"
)

// damagedFolder makes a data folder with a history and damages its database.
func damagedFolder(t *testing.T, damage func([]byte) []byte) (dir string, sound VerifyReport) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	if err := trialFolder(t.Context(), dir, 11); err != nil {
		t.Fatal(err)
	}
	sound, err := VerifyPath(t.Context(), dir, testOptions(), nil)
	if err != nil || !sound.OK() {
		t.Fatalf("%+v, %v", sound.Problems, err)
	}
	path := filepath.Join(dir, databaseFile)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, damage(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, sound
}

// rescued rescues a folder and brings its evidence along.
func rescued(t *testing.T, dir string) (RescueReport, string) {
	t.Helper()
	before, err := os.ReadFile(filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "rescued")
	report, err := Rescue(t.Context(), dir, out, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(out, evidenceFolder), os.DirFS(filepath.Join(dir, evidenceFolder))); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(filepath.Join(dir, databaseFile)); err != nil || !bytes.Equal(before, after) {
		t.Error("rescuing changed the damaged file", err)
	}
	return report, out
}

// zeroPages zeroes the pages for which which is true.
func zeroPages(content []byte, which func(page []byte, number int) bool) []byte {
	for i := 0; i+usualPageSize <= len(content); i += usualPageSize {
		if page := content[i : i+usualPageSize]; which(page, i/usualPageSize+1) {
			clear(page)
		}
	}
	return content
}

func TestRescueWithoutLoss(t *testing.T) {
	for _, test := range []struct {
		name   string
		damage func([]byte) []byte
	}{
		{"wrong header", func(b []byte) []byte { clear(b[:100]); return b }},
		{"first page blank", func(b []byte) []byte { clear(b[:usualPageSize]); return b }},
		{"every page that is no leaf of a table blank", func(b []byte) []byte {
			return zeroPages(b, func(page []byte, number int) bool {
				return number > 1 && (page[0] == 2 || page[0] == 5 || page[0] == 10)
			})
		}},
		{"nothing", func(b []byte) []byte { return b }},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, sound := damagedFolder(t, test.damage)
			report, out := rescued(t, dir)
			if !report.Complete() || report.Kept != sound.Last || report.Expected != sound.Last {
				t.Errorf("%+v, want %d entries", report, sound.Last)
			}
			verified, err := VerifyPath(t.Context(), out, testOptions(), nil)
			if err != nil || !verified.OK() || verified.Last != sound.Last || verified.LastHash != sound.LastHash || verified.Records != sound.Records {
				t.Errorf("%+v, %v; want %+v", verified, err, sound)
			}
		})
	}
}

func TestRescueNamesWhatIsLost(t *testing.T) {
	for _, test := range []struct {
		name   string
		damage func([]byte) []byte
	}{
		{"cut by a tenth", func(b []byte) []byte { return b[:len(b)*9/10] }},
		{"every fifth page blank", func(b []byte) []byte {
			return zeroPages(b, func(_ []byte, number int) bool { return number > 1 && number%5 == 0 })
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, sound := damagedFolder(t, test.damage)
			report, out := rescued(t, dir)
			if report.Complete() || len(report.Lost) == 0 || report.Expected != sound.Last || report.Entries == 0 && report.Tables == 0 {
				t.Errorf("%+v, want losses out of %d", report, sound.Last)
			}
			lost := int64(0)
			for _, gap := range report.Lost {
				lost += gap.To - gap.From + 1
			}
			if lost+report.Entries != report.Expected {
				t.Errorf("%d lost and %d found of %d", lost, report.Entries, report.Expected)
			}
			s, err := Open(t.Context(), out, testOptions())
			if err != nil {
				t.Fatal(err)
			}
			put(t, s, inspection.Setting{Name: inspection.SettingOffice, Value: "goes on"})
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			verified, err := VerifyPath(t.Context(), out, testOptions(), nil)
			if err != nil {
				t.Fatal(err)
			}
			// The new folder agrees with itself; that history is missing is said by the seals and heads.
			for _, problem := range verified.Problems {
				if slices.Contains([]string{"problem.structure", "problem.chain_broken", "problem.sequence_gap", "problem.field_differs", "problem.record_unexplained"}, problem.Key) {
					t.Errorf("%+v", problem)
				}
			}
		})
	}
}

func TestRescueReadsAFileThatWasNotClosed(t *testing.T) {
	dir := folder(t)
	s, err := Open(t.Context(), dir, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, inspection.Setting{Name: inspection.SettingOffice, Value: "in the -wal file only"})
	killed := filepath.Join(t.TempDir(), "killed")
	if err := os.CopyFS(killed, os.DirFS(dir)); err != nil { // a copy of the files, as a kill leaves them
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(killed, databaseFile)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(content[:100])
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	_, out := rescued(t, killed)
	again, err := Open(t.Context(), out, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	closed(t, again)
	err = again.View(t.Context(), func(r inspection.Reader) error {
		office, err := r.Setting(t.Context(), inspection.SettingOffice)
		if office != "in the -wal file only" {
			t.Errorf("office %q", office)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestRescueRefuses(t *testing.T) {
	dir, _ := damagedFolder(t, func(b []byte) []byte { clear(b); return b })
	out := filepath.Join(t.TempDir(), "out")
	_, err := Rescue(t.Context(), dir, out, testOptions())
	wantError(t, err, inspection.CodeDamaged, "error.rescue_nothing")
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder is left: %v", err)
	}
	sound := folder(t)
	if err := openNew(t, sound).Close(); err != nil {
		t.Fatal(err)
	}
	_, err = Rescue(t.Context(), sound, t.TempDir(), testOptions())
	wantError(t, err, inspection.CodeConflict, "error.rescue_exists")
	_, err = Rescue(t.Context(), t.TempDir(), filepath.Join(t.TempDir(), "out"), testOptions())
	wantError(t, err, inspection.CodeNotFound, "error.data_missing")
	closed(t, openNew(t, sound))
	_, err = Rescue(t.Context(), sound, filepath.Join(t.TempDir(), "out"), testOptions())
	wantError(t, err, inspection.CodeLocked, "error.data_locked")
}

func TestALostDatabaseIsNotReplacedByAnEmptyOne(t *testing.T) {
	dir, _ := damagedFolder(t, func(b []byte) []byte { return b })
	if err := os.Remove(filepath.Join(dir, databaseFile)); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{"heads and evidence", "evidence"} {
		options := testOptions()
		options.Create = true
		_, err := Open(t.Context(), dir, options)
		wantError(t, err, inspection.CodeDamaged, "error.database_gone")
		if _, err := os.Stat(filepath.Join(dir, databaseFile)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("with %s left: a database was made: %v", left, err)
		}
		if err := os.RemoveAll(filepath.Join(dir, headsFile)); err != nil {
			t.Fatal(err)
		}
	}
}
