package passphrase_test

import (
	"bytes"
	"io"
	"testing"

	"anxun/inspection"
	"anxun/inspection/passphrase"
)

// FuzzNewReader reads any bytes as an encrypted file.
func FuzzNewReader(f *testing.F) {
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n"))
	f.Add([]byte("age-encryption.org/v1\n-> X25519 AA\n--- AA\n"))
	f.Add([]byte("-----BEGIN AGE ENCRYPTED FILE-----"))
	f.Fuzz(func(t *testing.T, content []byte) {
		r, err := passphrase.NewReader(bytes.NewReader(content), secret)
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if code := inspection.CodeOf(err); code != inspection.CodeInvalid && code != inspection.CodeDamaged {
			t.Errorf("no sentence: %v", err)
		}
	})
}
