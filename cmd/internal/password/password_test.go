package password_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"anxun/cmd/internal/password"
	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

const secret = "晚晴 2026 安巡"

func keyOf(err error) string {
	var known *inspection.Error
	if errors.As(err, &known) {
		return known.Key
	}
	return ""
}

func TestThePasswordOpensAndNothingElseDoes(t *testing.T) {
	dir := t.TempDir()
	guard := password.NewGuard(dir)
	if guard.Locked() || guard.Unlock(t.Context(), "") != nil || guard.Secret() != "" {
		t.Error("a folder without a password is closed")
	}
	if err := guard.Change(t.Context(), "", "short"); keyOf(err) != "error.passphrase_short" || guard.Locked() {
		t.Errorf("a short password: %v", err)
	}
	if err := guard.Change(t.Context(), "", secret); err != nil || !guard.Locked() || guard.Secret() != secret {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(dir, password.FileName))
	if err != nil || bytes.Contains(content, []byte(secret)) {
		t.Errorf("the password stands in the file, %v", err)
	}
	if info, err := os.Stat(filepath.Join(dir, password.FileName)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	again := password.NewGuard(dir)
	for text, key := range map[string]string{"": "error.password_wrong", "晚晴 2025 安巡": "error.password_wrong", secret: "", "晚晴　２０２６　安巡": ""} {
		if err := again.Unlock(t.Context(), text); keyOf(err) != key || (key == "") != (err == nil) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if err := again.Change(t.Context(), "wrong", "another one"); keyOf(err) != "error.password_wrong" {
		t.Errorf("changed without the present one: %v", err)
	}
	if err := again.Change(t.Context(), secret, "another one"); err != nil || password.Check(dir, secret) == nil || password.Check(dir, "another one") != nil {
		t.Errorf("changing: %v", err)
	}
	if err := again.Remove(t.Context(), secret); keyOf(err) != "error.password_wrong" {
		t.Errorf("removed without it: %v", err)
	}
	if err := again.Remove(t.Context(), "another one"); err != nil || again.Locked() || again.Secret() != "" {
		t.Errorf("removing: %v", err)
	}
}

// A file that was damaged, or asks for gigabytes of memory, opens nothing.
func TestADamagedFileOpensNothing(t *testing.T) {
	dir := t.TempDir()
	if err := password.Set(dir, secret); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, password.FileName)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"empty":       {},
		"cut off":     good[:len(good)/2],
		"no digest":   bytes.Replace(good, []byte(`"digest"`), []byte(`"x"`), 1),
		"4 GB":        bytes.Replace(good, []byte(`"memory_kb": 64`), []byte(`"memory_kb": 4194304`), 1),
		"an old one":  bytes.Replace(good, []byte("argon2id"), []byte("md5"), 1),
		"large":       bytes.Repeat([]byte(" "), 1<<20),
		"no passes":   bytes.Replace(good, []byte(`"passes": 3`), []byte(`"passes": 0`), 1),
		"many passes": bytes.Replace(good, []byte(`"passes": 3`), []byte(`"passes": 4294967295`), 1),
	} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		var answer error
		if peak := inspectiontest.Peak(func() { answer = password.Check(dir, secret) }); peak > 16<<20 {
			t.Errorf("%s: took %d MB", name, peak>>20)
		}
		if inspection.CodeOf(answer) != inspection.CodeDamaged || !password.IsSet(dir) {
			t.Errorf("%s: %v", name, answer)
		}
	}
}
