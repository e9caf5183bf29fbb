package sqlite

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"anxun/inspection"
)

// newest is the number of the newest embedded migration.
func newest(t *testing.T) int {
	t.Helper()
	migrations, err := readMigrations(embedded)
	if err != nil {
		t.Fatal(err)
	}
	return len(migrations)
}

// withMigration returns the embedded migrations and one more, numbered ahead of the
// newest; 1 is the next.
func withMigration(t *testing.T, ahead int, text string) fs.FS {
	t.Helper()
	migrations, err := readMigrations(embedded)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{fmt.Sprintf("migrations/%04d_more.sql", len(migrations)+ahead): {Data: []byte(text)}}
	for _, step := range migrations {
		files["migrations/"+step.name] = &fstest.MapFile{Data: []byte(step.text)}
	}
	return files
}

func openWith(t *testing.T, dir string, migrations fs.FS) (*Store, error) {
	t.Helper()
	options := testOptions()
	options.migrations = migrations
	return Open(t.Context(), dir, options)
}

func TestMigrationKeepsACopy(t *testing.T) {
	dir := folder(t)
	s, err := openWith(t, dir, withMigration(t, 1, "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; INSERT INTO more VALUES (7);"))
	if err != nil {
		t.Fatal(err)
	}
	version, err := userVersion(t.Context(), s.writer)
	if err != nil || version != newest(t)+1 {
		t.Errorf("version %d, %v", version, err)
	}
	put(t, s, inspection.Setting{Name: inspection.SettingOffice, Value: "桐柏路"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	copies, err := filepath.Glob(filepath.Join(dir, backupFolder, fmt.Sprintf("anxun-v%d-20261120-120000.db", newest(t))))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies: %v, %v", copies, err)
	}
	// The copy is a whole data folder of the version before.
	old := t.TempDir()
	content, err := os.ReadFile(copies[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(old, databaseFile), content, 0o600); err != nil {
		t.Fatal(err)
	}
	copied := closed(t, openNew(t, old))
	err = copied.View(t.Context(), func(r inspection.Reader) error {
		_, err := r.PlaceByCode(t.Context(), "YL-001")
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestFailedMigrationChangesNothing(t *testing.T) {
	dir := folder(t)
	_, err := openWith(t, dir, withMigration(t, 1, "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (7);"))
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%04d_more.sql", newest(t)+1)) {
		t.Fatalf("got %v, want an error that names the migration", err)
	}
	s := closed(t, openNew(t, dir)) // still the version before, else it would be refused as newer
	var tables int
	if err := s.writer.conn.QueryRowContext(t.Context(), "SELECT count(*) FROM sqlite_schema WHERE name = 'more'").Scan(&tables); err != nil || tables != 0 {
		t.Errorf("%d tables of the failed migration stayed, %v", tables, err)
	}
}

func TestReadOnlyDoesNotMigrate(t *testing.T) {
	dir := folder(t)
	options := testOptions()
	options.ReadOnly, options.migrations = true, withMigration(t, 1, "SELECT 1;")
	_, err := Open(t.Context(), dir, options)
	wantError(t, err, inspection.CodeUnwritable, "error.data_needs_migration")
}

func TestMigrationNumbers(t *testing.T) {
	if _, err := openWith(t, t.TempDir(), withMigration(t, 2, "SELECT 1;")); err == nil {
		t.Error("a gap in the numbers was accepted")
	}
}

// derived are the columns that the database keeps itself: they follow from other rows and are no fields of a record.
var derived = map[string]bool{"hazards.repeated": true}

// TestTablesHaveTheirColumns compares the descriptions with the schema.
func TestTablesHaveTheirColumns(t *testing.T) {
	s := closed(t, openNew(t, t.TempDir()))
	for _, kind := range inspection.RecordKinds() {
		described := tables[kind]
		names := append([]string{}, described.keys...)
		for _, c := range described.columns {
			names = append(names, c.field)
		}
		var got []string
		rows, err := s.writer.conn.QueryContext(t.Context(), "SELECT name FROM pragma_table_info(?)", described.name)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			if !derived[described.name+"."+name] {
				got = append(got, name)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		if strings.Join(got, " ") != strings.Join(names, " ") {
			t.Errorf("%s: the table has %v, the description %v", kind, got, names)
		}
	}
}

func TestJournalIsAppendOnly(t *testing.T) {
	s := closed(t, openNew(t, t.TempDir()))
	for _, statement := range []string{"UPDATE journal SET actor = 'x'", "DELETE FROM journal"} {
		if _, err := s.writer.conn.ExecContext(context.Background(), statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v", statement, err)
		}
	}
}
