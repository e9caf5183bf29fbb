package passphrase_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/passphrase"
)

const secret = "晚晴 2026 安巡"

func encrypted(t *testing.T, content []byte) []byte {
	t.Helper()
	var file bytes.Buffer
	w, err := passphrase.NewWriter(&file, secret)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func keyOf(err error) string {
	var known *inspection.Error
	if errors.As(err, &known) {
		return known.Key
	}
	return ""
}

func TestWhatIsEncryptedIsReadWithThePassphraseOnly(t *testing.T) {
	content := bytes.Repeat([]byte("隐患 "), 40_000)
	file := encrypted(t, content)
	if !passphrase.Encrypted(file[:30]) || bytes.Contains(file, []byte("隐患")) {
		t.Error("it is not encrypted")
	}
	// 晚晴　２０２６　安巡 as an input method in full-width mode writes it.
	for _, typed := range []string{secret, "晚晴　２０２６　安巡"} {
		r, err := passphrase.NewReader(bytes.NewReader(file), typed)
		if err != nil {
			t.Fatal(err)
		}
		if read, err := io.ReadAll(r); err != nil || !bytes.Equal(read, content) {
			t.Errorf("read %d of %d bytes, %v", len(read), len(content), err)
		}
	}
	if _, err := passphrase.NewReader(bytes.NewReader(file), "晚晴 2025 安巡"); keyOf(err) != "error.passphrase_wrong" {
		t.Errorf("a wrong passphrase: %v", err)
	}
	if _, err := passphrase.NewReader(bytes.NewReader(file), ""); keyOf(err) != "error.passphrase_needed" {
		t.Errorf("no passphrase: %v", err)
	}
}

func TestWhatWasChangedOrCutOffIsNamed(t *testing.T) {
	file := encrypted(t, bytes.Repeat([]byte{7}, 200_000))
	flipped := bytes.Clone(file)
	flipped[len(flipped)-1000] ^= 1
	for name, damaged := range map[string][]byte{"a flipped bit": flipped, "cut within a block": file[:150_000], "cut after a block": file[:len(file)-(len(file)-200)%65552]} {
		r, err := passphrase.NewReader(bytes.NewReader(damaged), secret)
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if inspection.CodeOf(err) != inspection.CodeDamaged {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestForeignFilesAreRefusedWithoutWork(t *testing.T) {
	costly := "age-encryption.org/v1\n-> scrypt " + strings.Repeat("A", 22) + " 30\n" + strings.Repeat("A", 43) + "\n--- " + strings.Repeat("A", 43) + "\n"
	key := "age-encryption.org/v1\n-> X25519 " + strings.Repeat("A", 43) + "\n" + strings.Repeat("A", 43) + "\n--- " + strings.Repeat("A", 43) + "\n"
	for name, file := range map[string]string{"nothing": "", "a text": "hello", "more work than we ask for": costly, "made with a key": key, "only a beginning": "age-encryption.org/v1\n-> scr"} {
		if _, err := passphrase.NewReader(strings.NewReader(file), secret); keyOf(err) != "error.passphrase_foreign" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNewPassphrases(t *testing.T) {
	for text, key := range map[string]string{"": "error.passphrase_short", "安巡2026": "error.passphrase_short", "安巡安巡2026": "", strings.Repeat("安", 400): "error.passphrase_long"} {
		if err := passphrase.Check(text); keyOf(err) != key {
			t.Errorf("%q: %v", text, err)
		}
	}
}
