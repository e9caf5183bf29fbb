package backup

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/inspection/sqlite"
)

const secret = "晚晴 2026 安巡"

func openStore(t *testing.T, dir string, clock *inspectiontest.Clock) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), dir, sqlite.Options{Clock: clock.Now, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() }) // closed by the test already, or of no interest any more
	return store
}

func namesIn(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestAnEncryptedBackupComesBackWithItsPasswordOnly(t *testing.T) {
	clock, dir := &inspectiontest.Clock{}, filepath.Join(t.TempDir(), "data")
	store := openStore(t, dir, clock)
	if _, err := store.Update(t.Context(), "test", func(w inspection.Writer) error {
		return w.Put(t.Context(), inspection.Setting{Name: inspection.SettingOffice, Value: "示例街道"})
	}); err != nil {
		t.Fatal(err)
	}
	stick := t.TempDir()
	made, err := Make(t.Context(), Request{Source: store, Out: stick, Cause: CauseManual, Program: "test", Clock: clock.Now, Passphrase: secret})
	if err != nil {
		t.Fatal(err)
	}
	if names := namesIn(t, stick); len(names) != 1 || !encryptedName.MatchString(names[0]) {
		t.Fatalf("on the stick: %v", names)
	}
	content := readAll(t, made.Database)
	if bytes.Contains(content, []byte("SQLite")) || bytes.Contains(content, []byte("示例街道")) || !IsEncrypted(made.Database) {
		t.Error("it is not encrypted")
	}
	if names := namesIn(t, filepath.Join(dir, Folder)); len(names) != 0 {
		t.Errorf("left in the data folder: %v", names)
	}
	set, err := Find(t.Context(), stick)
	if err != nil || !set.Encrypted || set.Cause != CauseManual || !set.Made.Equal(clock.Now().Truncate(time.Second)) && set.Made.IsZero() {
		t.Fatalf("%+v, %v", set, err)
	}
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	for _, wrong := range []string{"", "晚晴 2025 安巡"} {
		if _, err := (Restoration{Set: set, DataDir: elsewhere, Clock: clock.Now, Passphrase: wrong}).Stage(t.Context()); inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("with %q: %v", wrong, err)
		}
	}
	staged, err := Restoration{Set: set, DataDir: elsewhere, Clock: clock.Now, Passphrase: secret}.Stage(t.Context())
	if err != nil || staged.Rows == 0 || !staged.Report.OK() {
		t.Fatalf("%+v, %v", staged, err)
	}
	if _, err := staged.Switch(); err != nil {
		t.Fatal(err)
	}
	if names := namesIn(t, filepath.Dir(elsewhere)); len(names) != 1 {
		t.Errorf("left beside the data: %v", names)
	}
	back := openStore(t, elsewhere, clock)
	err = back.View(t.Context(), func(r inspection.Reader) error {
		office, err := r.Setting(t.Context(), inspection.SettingOffice)
		if office != "示例街道" {
			t.Errorf("office %q", office)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestEncryptedBackupsThatWereDamagedAreRefused(t *testing.T) {
	clock := &inspectiontest.Clock{}
	store := openStore(t, filepath.Join(t.TempDir(), "data"), clock)
	path := filepath.Join(t.TempDir(), "copy.tar.age")
	if _, err := Make(t.Context(), Request{Source: store, Out: path, Cause: CauseManual, Program: "test", Clock: clock.Now, Passphrase: secret}); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), Request{Source: store, Out: path, Cause: CauseManual, Program: "test", Clock: clock.Now, Passphrase: secret}); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("a second one of that name: %v", err)
	}
	good := readAll(t, path)
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, content := range map[string][]byte{"a flipped bit": flipped, "cut off": good[:len(good)/2], "cut off near the end": good[:len(good)-20], "cut off in the head": good[:100]} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		into := filepath.Join(t.TempDir(), "into")
		if _, err := Unpack(t.Context(), path, secret, into); err == nil || inspection.CodeOf(err) == inspection.CodeInternal || present(into) {
			t.Errorf("%s: %v, left %v", name, err, present(into))
		}
	}
}

// Whoever knows the password may still pack what does not belong there.
func TestNothingIsUnpackedOutsideOrTwice(t *testing.T) {
	database := "anxun-K7-manual-20261120-090500.db"
	for name, headers := range map[string][]tar.Header{
		"traversal":     {{Name: "../../anxun.db", Typeflag: tar.TypeReg}},
		"absolute":      {{Name: "/etc/cron.d/x", Typeflag: tar.TypeReg}},
		"traversal, \\": {{Name: `..\..\x.db`, Typeflag: tar.TypeReg}},
		"link":          {{Name: database, Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}},
		"hard link":     {{Name: database, Typeflag: tar.TypeLink, Linkname: "/etc/passwd"}},
		"device":        {{Name: database, Typeflag: tar.TypeChar}},
		"other":         {{Name: "run.exe", Typeflag: tar.TypeReg}},
		"twice":         {{Name: database, Typeflag: tar.TypeReg}, {Name: database, Typeflag: tar.TypeReg}},
		"evidence":      {{Name: "evidence/../../x.jpg", Typeflag: tar.TypeReg}},
	} {
		var packed bytes.Buffer
		archive := tar.NewWriter(&packed)
		for _, header := range headers {
			if err := archive.WriteHeader(&header); err != nil {
				t.Fatal(err)
			}
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
		taken := 0
		err := eachMember(t.Context(), &packed, "a.tar.age", func(string, int64, io.Reader) error { taken++; return nil })
		if inspection.CodeOf(err) != inspection.CodeDamaged || taken != max(0, len(headers)-1) {
			t.Errorf("%s: %d taken, %v", name, taken, err)
		}
	}
}

func TestFewEncryptedDailyBackupsAreKept(t *testing.T) {
	clock := &inspectiontest.Clock{}
	store := openStore(t, filepath.Join(t.TempDir(), "data"), clock)
	stick := t.TempDir()
	plain := filepath.Join(stick, "anxun-K7-daily-20250101-080000.db")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r := Request{Source: store, Program: "test", Clock: clock.Now, Passphrase: secret}
	for range EncryptedKept + 1 {
		if made, err := Daily(t.Context(), r, 14, stick); err != nil || len(made) != 1 || !made[0].Encrypted {
			t.Fatalf("%+v, %v", made, err)
		}
		if again, err := Daily(t.Context(), r, 14, stick); err != nil || len(again) != 0 {
			t.Errorf("a second one on a day: %v, %v", again, err)
		}
		clock.Advance(24 * time.Hour)
	}
	if names := namesIn(t, stick); len(names) != EncryptedKept+1 || !present(plain) {
		t.Errorf("%v", names)
	}
}
