package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func hasKey(err error, key string) bool {
	var known *inspection.Error
	return errors.As(err, &known) && known.Key == key
}

// change runs SQL on a closed data folder, as somebody with a tool might.
func change(t testing.TB, dir string, statements ...string) {
	t.Helper()
	pool, err := sql.Open("sqlite", strings.Replace(dsn(filepath.Join(dir, databaseFile), accessReadOnly), "mode=ro", "mode=rw", 1))
	if err != nil {
		t.Fatal(err)
	}
	pool.SetMaxOpenConns(1)
	for _, statement := range append([]string{"PRAGMA foreign_keys = off"}, statements...) {
		if _, err := pool.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
}

// folder makes a data folder with a place in it and closes it.
func folder(t testing.TB, records ...inspection.Record) string {
	t.Helper()
	dir := t.TempDir()
	s := openNew(t, dir)
	put(t, s, append([]inspection.Record{inspectiontest.APlace()}, records...)...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOpenMissing(t *testing.T) {
	options := testOptions()
	options.Create = false
	dir := filepath.Join(t.TempDir(), "nowhere")
	_, err := Open(t.Context(), dir, options)
	wantError(t, err, inspection.CodeNotFound, "error.data_missing")
	if present, _ := exists(dir); present {
		t.Error("the folder was made")
	}
	empty := t.TempDir()
	options.ReadOnly, options.Create = true, true
	_, err = Open(t.Context(), empty, options)
	wantError(t, err, inspection.CodeNotFound, "error.data_missing")
	if files, _ := os.ReadDir(empty); len(files) != 0 {
		t.Errorf("files were made: %v", files)
	}
}

func TestOpenAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "数据 #1 (50%)?&=x+y")
	s := openNew(t, dir)
	id, code := s.Device()
	put(t, s, inspectiontest.APlace())
	if len(code) != 2 || strings.Trim(code, deviceCodeLetters) != "" || id == "" || s.Dir() != dir {
		t.Errorf("device %q %q in %q", id, code, s.Dir())
	}
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	s = closed(t, openNew(t, dir))
	if againID, againCode := s.Device(); againID != id || againCode != code {
		t.Errorf("the device changed from %s %s to %s %s", id, code, againID, againCode)
	}
	put(t, s, inspection.Setting{Name: inspection.SettingDeviceCode, Value: "ZZ"})
	if _, code := s.Device(); code != "ZZ" {
		t.Errorf("the code was set to ZZ and is %s", code)
	}
	files, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(files) != 1 {
		t.Errorf("beside the data folder: %v, %v", files, err)
	}
}

func TestDeviceCode(t *testing.T) {
	code, err := newDeviceCode(bytes.NewReader([]byte{255, 0, 248, 30}))
	if err != nil || code != "2Z" {
		t.Errorf("got %q, %v; bytes of 248 and more must be drawn again", code, err)
	}
	if _, err := newDeviceCode(bytes.NewReader(nil)); err == nil {
		t.Error("no randomness, no error")
	}
}

func TestLocked(t *testing.T) {
	dir := folder(t)
	s := openNew(t, dir)
	for _, readOnly := range []bool{false, true} {
		options := testOptions()
		options.ReadOnly = readOnly
		_, err := Open(t.Context(), dir, options)
		wantError(t, err, inspection.CodeLocked, "error.data_locked")
		if !strings.Contains(err.Error(), "2026-11-20 12:00") || !strings.Contains(err.Error(), "sqlite") {
			t.Errorf("%v does not say who holds the lock", err)
		}
	}
	put(t, s, inspectiontest.AChecklist())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if present, _ := exists(filepath.Join(dir, lockInfoFile)); present {
		t.Error("the description of the holder stayed")
	}
	closed(t, openNew(t, dir))
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "data")} {
		_, err := Open(t.Context(), dir, testOptions())
		wantError(t, err, inspection.CodeUnwritable, "error.data_unwritable")
	}
}

func TestNewerIsLeftUntouched(t *testing.T) {
	dir := folder(t)
	change(t, dir, "PRAGMA user_version = 99")
	path := filepath.Join(dir, databaseFile)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		options := testOptions()
		options.ReadOnly = readOnly
		_, err := Open(t.Context(), dir, options)
		wantError(t, err, inspection.CodeNewer, "error.data_newer")
		if !strings.Contains(err.Error(), fmt.Sprintf("found=99 known=%d", newest(t))) {
			t.Errorf("%v does not name the versions", err)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was touched (%v)", err)
	}
}

func TestNoDatabase(t *testing.T) {
	for name, content := range map[string]string{"empty": "", "text": strings.Repeat("这不是数据库\n", 500), "header only": "SQLite format 3\x00"} {
		dir := t.TempDir()
		path := filepath.Join(dir, databaseFile)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(t.Context(), dir, testOptions())
		t.Log(name)
		wantError(t, err, inspection.CodeDamaged, "error.data_damaged")
		if after, _ := os.ReadFile(path); string(after) != content {
			t.Errorf("%s: the file was touched", name)
		}
	}
	dir := folder(t)
	change(t, dir, "PRAGMA application_id = 7")
	_, err := Open(t.Context(), dir, testOptions())
	wantError(t, err, inspection.CodeDamaged, "error.data_damaged")
}

func TestReadOnly(t *testing.T) {
	dir := folder(t)
	path := filepath.Join(dir, databaseFile)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	options := testOptions()
	options.ReadOnly = true
	first, err := Open(t.Context(), dir, options)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Open(t.Context(), dir, options) // several may read
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), dir, testOptions())
	wantError(t, err, inspection.CodeLocked, "error.data_locked")
	wantError(t, tryPut(t, first, inspectiontest.AChecklist()), inspection.CodeUnwritable, "error.disk_readonly")
	err = second.View(t.Context(), func(r inspection.Reader) error {
		_, err := r.PlaceByCode(t.Context(), "YL-001")
		return err
	})
	report, verifyErr := second.Verify(t.Context(), nil)
	if err := errors.Join(err, verifyErr, first.BackupTo(t.Context(), filepath.Join(t.TempDir(), "copy.db")), first.Close(), second.Close()); err != nil {
		t.Fatal(err)
	}
	if !report.OK() {
		t.Errorf("problems: %v", report.Problems)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was touched (%v)", err)
	}
}

func TestInterruptedCreation(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, unfinishedFile), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	put(t, closed(t, openNew(t, dir)), inspectiontest.APlace())
	if present, _ := exists(filepath.Join(dir, unfinishedFile)); present {
		t.Error("the unfinished database stayed")
	}
}
