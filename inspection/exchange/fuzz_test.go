package exchange

import (
	"bytes"
	"context"
	"os"
	"runtime"
	"testing"

	"anxun/inspection"
)

// memoryLimit is what reading a small file may allocate altogether, whatever is in it: the buffers, one line of the largest
// size while it grows, and what JSON makes of it.
const memoryLimit = 160 << 20

// reading reads everything of a bundle within the limit.
func reading(t *testing.T, content []byte) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	bundle, err := open(bytes.NewReader(content), int64(len(content)), "in.anxun", "")
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
	f.Fuzz(func(t *testing.T, content []byte) { reading(t, content) })
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
		reading(t, forgery.bytes())
	})
}
