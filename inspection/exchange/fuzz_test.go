package exchange

import (
	"bytes"
	"context"
	"errors"
	"os"
	"runtime"
	"testing"

	"anxun/inspection"
	"anxun/inspection/passphrase"
)

// memoryLimit is what reading a small file may allocate altogether, whatever is in it: the buffers, one line of the largest
// size while it grows, and what JSON makes of it.
const memoryLimit = 160 << 20

// reading reads everything of a bundle within the limit.
func reading(t *testing.T, content []byte, secret string) error {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	bundle, err := open(bytes.NewReader(content), int64(len(content)), "in.anxun", secret)
	if err == nil {
		err = bundle.Check(context.Background(), nil)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > memoryLimit {
		t.Errorf("%d bytes made it allocate %d MB (%v)", len(content), used>>20, err)
	}
	if err != nil && inspection.CodeOf(err) == inspection.CodeInternal {
		t.Errorf("no sentence for %v", err)
	}
	return err
}

// FuzzFile reads any file as a bundle.
func FuzzFile(f *testing.F) {
	from, photos := sender(f)
	path, _ := send(f, from, photos)
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte(zipBegins))
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAA 40\n"))
	f.Fuzz(func(t *testing.T, content []byte) { _ = reading(t, content, "") }) // it may be a bundle
}

// FuzzContents reads any manifest, entries and photo in an archive that is sound and signed, as from a laptop that was
// tampered with.
func FuzzContents(f *testing.F) {
	from, _ := sender(f)
	whole := newForgery(from)
	text, err := whole.manifest.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text, whole.entries, "evidence/ab/x.png", []byte("picture"))
	f.Add([]byte(`{"format":"anxun-bundle","version":2}`), []byte("[]\n"), "../x", []byte{})
	f.Add(bytes.Repeat([]byte("["), 100), []byte(`["",1,1,"d","t","a","place","p",[{"field":"f","old":"","new":"n"}],"h"]`+"\n"), "", []byte{})
	f.Fuzz(func(t *testing.T, manifest, entries []byte, name string, photo []byte) {
		if len(name) > 1000 {
			return // ZIP has no room for it
		}
		forgery := newForgery(from)
		forgery.text, forgery.entries = manifest, entries
		if name != "" {
			forgery.files = []forged{{name: name, content: photo}}
		}
		_ = reading(t, forgery.bytes(), "") // it may be a bundle
	})
}

// FuzzEncrypted reads any archive in an encrypted file, and changes the file: what was changed is never taken.
func FuzzEncrypted(f *testing.F) {
	const secret = "晚晴 2026 安巡"
	from, photos := sender(f)
	path, _ := send(f, from, photos)
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, []byte{}, 0)
	f.Add(whole, []byte("x"), len(whole))
	f.Add(whole[:100], []byte("-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n"), 22)
	f.Add([]byte{}, []byte("-> X25519 AA\n"), 22)
	f.Fuzz(func(t *testing.T, archive, patch []byte, at int) {
		var out bytes.Buffer
		w, err := passphrase.NewWriter(&out, secret)
		if err == nil {
			_, err = w.Write(archive)
		}
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		content := out.Bytes()
		changed := bytes.Clone(content)
		copy(changed[uint(at)%uint(len(changed)):], patch)
		if err := reading(t, changed, secret); err == nil && !bytes.Equal(changed, content) {
			t.Error("what was changed was taken")
		}
		if err := reading(t, content, "another password"); inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("with another password: %v", err)
		}
	})
}
