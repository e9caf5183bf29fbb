package backup

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/inspection/sqlite"
)

// A backup comes from a stick. One that was damaged or made to do harm is refused, or named as unsound, in less than 64 MB.
func TestHostileFiles(t *testing.T) {
	clock := &inspectiontest.Clock{}
	good := goodBackup(t, clock)
	database, manifest := readAll(t, good.Database), readAll(t, good.Database+manifestEnding)
	heads := readAll(t, good.Heads)
	var files []inspectiontest.Hostile
	add := func(name string, database, manifest, heads []byte) {
		folder := filepath.Join(t.TempDir(), fmt.Sprint(len(files)))
		path := filepath.Join(folder, "anxun-K7-manual-20261120-090500.db")
		for name, content := range map[string][]byte{path: database, path + manifestEnding: manifest, path + headsEnding: heads} {
			if err := os.MkdirAll(folder, 0o700); err != nil {
				t.Fatal(err)
			}
			if content != nil {
				if err := os.WriteFile(name, content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		files = append(files, inspectiontest.Hostile{Name: name, Size: len(database) + len(manifest) + len(heads), Read: func() error { return restoreFrom(t, clock, path) }})
	}
	for cut := 1024; cut < len(database); cut += 7 * 1024 {
		add("database cut off every 7 KB", database[:cut], manifest, heads)
		add("the same, without manifest", database[:cut], nil, nil)
	}
	for cut := 1; cut < len(manifest)-2; cut += 97 {
		add("manifest cut off every 97 bytes", database, manifest[:cut], heads)
	}
	add("manifest of 17 MB", database, bytes.Repeat([]byte(" "), 17<<20), heads)
	add("manifest that lists 5 million files", database, []byte(`{"evidence":[`+strings.Repeat("{},", 5<<20)+`{}]}`), heads)
	add("manifest 1 million deep", database, []byte(strings.Repeat("[", 1<<20)), heads)
	add("heads of 40 MB in one line", database, manifest, bytes.Repeat([]byte("a"), 40<<20))
	add("no database at all", []byte("SQLite format 3\x00"), nil, nil)
	add("a workbook", []byte("PK\x03\x04"), nil, nil)
	add("database in UTF-16", []byte("S\x00Q\x00L\x00i\x00t\x00e\x00"), nil, nil)
	inspectiontest.RefuseAll(t, "backups", files)
}

// restoreFrom does what restoring does and puts nothing in the place of anything.
func restoreFrom(t testing.TB, clock *inspectiontest.Clock, path string) error {
	set, err := Find(t.Context(), path)
	if err != nil {
		return err
	}
	clock.Advance(1e9) // a second, so that each has a folder of its own
	staged, err := Restoration{Set: set, DataDir: filepath.Join(t.TempDir(), "data"), Clock: clock.Now}.Stage(t.Context())
	if err != nil {
		return err
	}
	if err := staged.Discard(); err != nil {
		t.Fatal(err)
	}
	if !staged.Report.OK() {
		return &inspection.Error{Code: inspection.CodeDamaged, Key: "problem found by verify"}
	}
	return nil
}

func goodBackup(t testing.TB, clock *inspectiontest.Clock) Set {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "data"), sqlite.Options{Clock: clock.Now, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	set, err := Make(t.Context(), Request{Source: store, Out: t.TempDir(), Cause: CauseManual, Program: "test", Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return set
}

func readAll(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// A name in a manifest never leads out of the folder of the backup.
func TestNamesInAManifestLeadNowhere(t *testing.T) {
	clock := &inspectiontest.Clock{}
	good := goodBackup(t, clock)
	content := readAll(t, good.Database+manifestEnding)
	for _, name := range []string{"../../../etc/passwd", `..\..\x.db`, "/etc/passwd", "C:\\x.db"} {
		manifest, err := parseManifest(content)
		if err != nil {
			t.Fatal(err)
		}
		manifest.Database.Name, manifest.Evidence = name, append(manifest.Evidence, File{Name: name, Size: 1, SHA256: strings.Repeat("0", 64)})
		changed, err := json.Marshal(manifest)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(good.Database+manifestEnding, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := restoreFrom(t, clock, good.Database); inspection.CodeOf(err) == inspection.CodeInternal {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzManifest feeds any text to the reader of manifests and compares what it names with a real backup.
func FuzzManifest(f *testing.F) {
	good := goodBackup(f, &inspectiontest.Clock{})
	f.Add(readAll(f, good.Database+manifestEnding))
	f.Add([]byte(`{"database":{"name":"../../x.db","size":1,"sha256":"00"},"heads":{"name":"/etc/passwd"}}`))
	f.Add([]byte(`{"records":{"place":-1},"evidence":[{},{}]}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		manifest, err := parseManifest(content)
		if err != nil {
			return
		}
		set := good
		set.manifest = &manifest
		if err := set.check(); err != nil && inspection.CodeOf(err) == inspection.CodeInternal {
			t.Errorf("no sentence: %v", err)
		}
	})
}
