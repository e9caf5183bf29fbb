package backup

import (
	"archive/tar"
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"anxun/inspection"
	"anxun/inspection/passphrase"
)

// FuzzUnpack reads any archive as an encrypted backup, packed by somebody who has the password and changed afterwards by
// somebody who has not. What was changed never comes out; nothing is left, and nothing is written elsewhere.
func FuzzUnpack(f *testing.F) {
	for _, name := range []string{"anxun-K7-manual-20261120-090500.db.json", "../x", "evidence/ab/../../../x.jpg", "/etc/passwd"} {
		f.Add(tarOf(f, name, tar.TypeReg), []byte{}, 0)
	}
	f.Add(tarOf(f, "anxun-K7-manual-20261120-090500.db", tar.TypeSymlink), []byte("x"), 300)
	f.Add([]byte("no archive"), []byte("-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n"), 22)
	dir := f.TempDir()
	path, into := filepath.Join(dir, "copy.tar.age"), filepath.Join(dir, "into")
	f.Fuzz(func(t *testing.T, archive, patch []byte, at int) {
		content := encrypted(t, archive)
		changed := bytes.Clone(content)
		copy(changed[uint(at)%uint(len(changed)):], patch)
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Unpack(t.Context(), path, secret, into)
		switch {
		case inspection.CodeOf(err) == inspection.CodeInternal && err != nil:
			t.Errorf("no sentence: %v", err)
		case err == nil && !bytes.Equal(changed, content):
			t.Error("what was changed came out")
		case err != nil && present(into):
			t.Error("something is left of it")
		}
		if names := namesIn(t, dir); len(names) > 2 {
			t.Errorf("written elsewhere: %v", names)
		}
		if err := os.RemoveAll(into); err != nil {
			t.Fatal(err)
		}
	})
}

// tarOf is an archive with one member.
func tarOf(t testing.TB, name string, kind byte) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := tar.NewWriter(&out)
	header := &tar.Header{Name: name, Typeflag: kind, Mode: 0o600}
	if content := []byte(`{"database":{}}`); kind == tar.TypeReg {
		header.Size = int64(len(content))
		if err := archive.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write(content); err != nil {
			t.Fatal(err)
		}
	} else if header.Linkname = "/etc/passwd"; archive.WriteHeader(header) != nil {
		t.Fatal("a link could not be packed")
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func encrypted(t testing.TB, content []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := passphrase.NewWriter(&out, secret)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
