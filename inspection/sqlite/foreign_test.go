package sqlite

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// smallDatabase is the content of a closed database with a few entries.
func smallDatabase(t testing.TB) []byte {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	s := openNew(t, dir)
	if _, err := s.Update(t.Context(), "test", func(w inspection.Writer) error {
		return w.Put(t.Context(), inspection.Setting{Name: inspection.SettingOffice, Value: "示例街道"})
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// A foreign database whose table is a view that never ends must not be read.
func TestViewsAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), databaseFile)
	if err := os.WriteFile(path, smallDatabase(t), 0o600); err != nil {
		t.Fatal(err)
	}
	pool, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"ALTER TABLE meta RENAME TO other", "CREATE VIEW meta AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS id, '' AS device, max(x) AS sequence, '' AS hash, '' AS time FROM c"} {
		if _, err := pool.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := DescribeCopy(t.Context(), path); inspection.CodeOf(err) != inspection.CodeDamaged {
		t.Errorf("described: %v", err)
	}
	report, err := VerifyPath(t.Context(), path, Options{Clock: inspectiontest.FixedClock(inspectiontest.Noon)}, nil)
	if err != nil || report.OK() {
		t.Errorf("verified: %+v, %v", report, err)
	}
}

// FuzzCopy changes bytes of a database and reads it as a backup, with SQLite.
func FuzzCopy(f *testing.F) {
	good := smallDatabase(f)
	f.Add([]byte("a"), 100, 4096)
	f.Add([]byte{0x0d, 0, 0, 0xff, 0xff}, 4096, len(good))
	f.Add([]byte("SQLite format 3\x00"), 0, 50)
	path := filepath.Join(f.TempDir(), databaseFile)
	f.Fuzz(func(t *testing.T, patch []byte, at, length int) {
		if err := os.WriteFile(path, patched(good, patch, at, length), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := DescribeCopy(t.Context(), path); inspection.CodeOf(err) == inspection.CodeInternal {
			t.Errorf("no sentence: %v", err)
		}
		if _, err := EvidenceOfCopy(t.Context(), path); inspection.CodeOf(err) == inspection.CodeInternal {
			t.Errorf("no sentence: %v", err)
		}
	})
}

// FuzzRemains changes bytes of a database and of a -wal file and reads what is left, without SQLite.
func FuzzRemains(f *testing.F) {
	good := smallDatabase(f)
	f.Add([]byte("a"), 100, len(good), []byte{})
	f.Add([]byte{0x0d, 0, 0, 0xff, 0xff, 0x7f, 0xff}, 4096, len(good), []byte("\x37\x7f\x06\x82"))
	f.Add([]byte{}, 0, 0, []byte{})
	dir := f.TempDir()
	path := filepath.Join(dir, databaseFile)
	f.Fuzz(func(t *testing.T, patch []byte, at, length int, wal []byte) {
		err := errors.Join(os.WriteFile(path, patched(good, patch, at, length), 0o600), os.WriteFile(path+"-wal", wal, 0o600))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := openPages(path)
		if err != nil {
			return
		}
		left := readRemains(t.Context(), raw)
		if err := raw.close(); err != nil {
			t.Error(err)
		}
		if int64(len(left.at)) > left.last {
			t.Errorf("%d entries up to %d", len(left.at), left.last)
		}
	})
}

func patched(good, patch []byte, at, length int) []byte {
	changed := append([]byte(nil), good[:uint(length)%uint(len(good)+1)]...)
	if len(changed) > 0 {
		copy(changed[uint(at)%uint(len(changed)):], patch)
	}
	return changed
}
