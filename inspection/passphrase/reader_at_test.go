package passphrase_test

import (
	"bytes"
	"io"
	"testing"

	"anxun/inspection"
	"anxun/inspection/passphrase"
)

func TestAnyPlaceOfAnEncryptedFileCanBeRead(t *testing.T) {
	content := bytes.Repeat([]byte("变更与照片 "), 20_000) // several pieces of 64 KB
	file := encrypted(t, content)
	plain, length, err := passphrase.NewReaderAt(bytes.NewReader(file), int64(len(file)), secret)
	if err != nil || length != int64(len(content)) {
		t.Fatalf("%d bytes, %v", length, err)
	}
	for _, at := range []int64{0, 65_530, 131_072, length - 5} {
		got := make([]byte, 5)
		if _, err := plain.ReadAt(got, at); err != nil && err != io.EOF || !bytes.Equal(got, content[at:at+5]) {
			t.Errorf("at %d: %q, %v", at, got, err)
		}
	}

	altered := bytes.Clone(file)
	altered[len(altered)/2] ^= 1
	plain, _, err = passphrase.NewReaderAt(bytes.NewReader(altered), int64(len(altered)), secret)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(io.NewSectionReader(plain, 0, length)); inspection.CodeOf(err) != inspection.CodeDamaged {
		t.Errorf("altered: %v", err)
	}
	if _, _, err := passphrase.NewReaderAt(bytes.NewReader(file), int64(len(file)-1), secret); keyOf(err) != "error.passphrase_foreign" {
		t.Errorf("cut off: %v", err)
	}
	if _, _, err := passphrase.NewReaderAt(bytes.NewReader(file), int64(len(file)), secret+"x"); keyOf(err) != "error.passphrase_wrong" {
		t.Errorf("another passphrase: %v", err)
	}
	if _, _, err := passphrase.NewReaderAt(bytes.NewReader(file), int64(len(file)), ""); keyOf(err) != "error.passphrase_needed" {
		t.Errorf("no passphrase: %v", err)
	}
}
