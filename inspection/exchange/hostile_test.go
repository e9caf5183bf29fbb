package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// attempt takes in what the bytes are and reports whether anything was taken.
func attempt(t testing.TB, content []byte, from *laptop) (err error, taken bool) {
	t.Helper()
	into, photos := receiver(t, from)
	bundle, err := open(bytes.NewReader(content), int64(len(content)), "in.anxun", "")
	if err == nil {
		_, err = bundle.Import(context.Background(), into, photos, Intake{By: "李敏"})
	}
	return err, len(into.entries) > 0
}

func TestABundleThatIsCutAnywhereIsRefused(t *testing.T) {
	from, photos := sender(t)
	path, _ := send(t, from, photos)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range content {
		err, taken := attempt(t, content[:n], from)
		want := "error.bundle_cut"
		if n < len(zipBegins) {
			want = "error.bundle_none"
		}
		if keyOf(err) != want || taken {
			t.Fatalf("cut to %d of %d bytes: %v", n, len(content), err)
		}
	}
	if err, taken := attempt(t, append(content, 0), from); err == nil || taken {
		t.Errorf("a byte more: %v", err)
	}
}

func TestABundleWithAnyByteAlteredIsRefused(t *testing.T) {
	from, photos := sender(t)
	path, _ := send(t, from, photos)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range content {
		altered := bytes.Clone(content)
		altered[i] ^= 1 << (i % 8)
		err, taken := attempt(t, altered, from)
		var known *inspection.Error
		if taken || !errors.As(err, &known) || !strings.HasPrefix(known.Key, "error.bundle_") {
			t.Fatalf("byte %d of %d altered: %v", i, len(content), err)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		altered := bytes.Clone(content)
		for range rapid.IntRange(1, 8).Draw(r, "changes") {
			at := rapid.IntRange(0, len(content)-1).Draw(r, "at")
			altered[at] = rapid.Byte().Draw(r, "byte")
		}
		err, taken := attempt(t, altered, from)
		if whole := bytes.Equal(altered, content); whole != (err == nil) || whole != taken {
			r.Fatalf("altered: %v, %v", !whole, err)
		}
	})
}

func TestAnEncryptedBundleIsRefused(t *testing.T) {
	from, photos := sender(t)
	path, _ := send(t, from, photos, func(o *Order) { o.Passphrase = secret })
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(content, []byte("entries.ndjson")) || bytes.Contains(content, []byte("picture of")) {
		t.Error("not encrypted")
	}
	last := bytes.Clone(content)
	last[len(last)-1] ^= 1
	middle := bytes.Clone(content)
	middle[len(middle)/2] ^= 1
	for _, test := range []struct {
		name    string
		content []byte
		secret  string
		key     string
	}{
		{"without a passphrase", content, "", "error.bundle_passphrase_needed"},
		{"with a wrong one", content, "晚晴 2025 安巡", "error.bundle_passphrase_wrong"},
		{"cut", content[:len(content)-100], secret, "error.bundle_altered"},
		{"cut in the header", content[:40], secret, "error.bundle_altered"},
		{"altered at the end", last, secret, "error.bundle_altered"},
		{"altered in the middle", middle, secret, "error.bundle_altered"},
	} {
		_, err := open(bytes.NewReader(test.content), int64(len(test.content)), "in.anxun", test.secret)
		if keyOf(err) != test.key {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if _, err := Export(t.Context(), from, photos, Order{Out: path, Passphrase: "kurz", Clock: inspection.Clock(nil)}); keyOf(err) != "error.passphrase_short" {
		t.Errorf("%v", err)
	}
}

func TestFilesThatAreNoBundles(t *testing.T) {
	dir := t.TempDir()
	var foreign bytes.Buffer
	w := zip.NewWriter(&foreign)
	f, _ := w.Create("xl/workbook.xml")
	_, _ = f.Write([]byte("<workbook/>"))
	_ = w.Close()
	for name, content := range map[string]string{"empty": "", "text": "检查记录", "picture": "\x89PNG\r\n\x1a\n", "workbook": foreign.String(),
		"end only": endBegins + strings.Repeat("\x00", 18), "begin only": zipBegins} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(path, "")
		if key := keyOf(err); key != "error.bundle_none" && name != "workbook" && name != "begin only" || key == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open(filepath.Join(dir, "gone"), ""); keyOf(err) != "error.file_missing" {
		t.Error(err)
	}
	if _, err := Open(dir, ""); keyOf(err) != "error.bundle_none" {
		t.Error(err)
	}
}

// forgery is a bundle put together by hand and signed with a true key: what a laptop could send that was tampered with, or
// that runs another program.
type forgery struct {
	manifest Manifest
	text     []byte // in place of the manifest
	entries  []byte
	files    []forged // in place of the photos
	method   uint16   // of the entries
	signer   *laptop
	comment  func([]byte) []byte
}

type forged struct {
	name    string
	content []byte
	method  uint16
}

func newForgery(from *laptop) *forgery {
	f := &forgery{signer: from, method: zip.Deflate, manifest: Manifest{Format: formatName, Version: FormatVersion, Program: "x", Made: "2026-11-20T10:30:00Z", From: cardOf(from.card),
		Content: ContentAll, Covers: from.known.String(), Counts: Counts{}, Photos: []Photo{}, Missing: []Photo{}}}
	for _, entry := range from.entries {
		f.add(entry)
	}
	return f
}

func (f *forgery) add(entry inspection.Change) {
	line, err := encodeEntry(entry)
	if err != nil {
		panic(err)
	}
	f.entries = append(f.entries, line...)
	f.manifest.Entries++
	f.manifest.Size += int64(len(line))
}

func (f *forgery) photo(name string, photo Photo, content []byte, method uint16) {
	f.manifest.Photos = append(f.manifest.Photos, photo)
	f.files = append(f.files, forged{name, content, method})
}

func (f *forgery) bytes() []byte {
	var out bytes.Buffer
	a := newArchive(&out)
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: entriesName, Method: f.method})
	if err == nil {
		_, err = w.Write(f.entries)
	}
	for _, file := range f.files {
		if file.method == zip.Store {
			err = errors.Join(err, a.addPhoto(file.name, file.content))
		} else if w, err = a.create(file.name); err == nil {
			_, err = w.Write(file.content)
		}
	}
	if f.text == nil {
		f.text, _ = f.manifest.encode()
	}
	if w, err = a.create(manifestName); err == nil {
		_, err = w.Write(f.text)
	}
	err = errors.Join(err, a.finish(func(digest string) ([]byte, error) {
		head, _ := f.signer.SignedHead(context.Background(), statement(f.manifest.Version, digest))
		comment, err := encodeSignature(head)
		if f.comment != nil {
			comment = f.comment(comment)
		}
		return comment, err
	}))
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

// forging is one way to put a bundle together that must be refused, or read for an empty key.
type forging struct {
	forge func(*forgery)
	key   string
}

func forgings(from *laptop) map[string]forging {
	data := []byte("picture")
	photo := Photo{SHA256: digestOf(data), Format: "png", Size: int64(len(data))}
	absurd := photo
	absurd.Size = 1 << 50
	traversal := photo
	traversal.Format = "../../x"
	other := newLaptop("X1", "")
	return map[string]forging{
		"nothing wrong":             {func(*forgery) {}, ""},
		"a photo, all right":        {func(f *forgery) { f.photo(photo.name(), photo, data, zip.Store) }, ""},
		"a photo with another name": {func(f *forgery) { f.photo("evidence/../../x.png", photo, data, zip.Store) }, "error.bundle_hostile"},
		"a format that leads out":   {func(f *forgery) { f.photo("evidence/x", traversal, data, zip.Store) }, "error.bundle_altered"},
		"a photo of absurd size":    {func(f *forgery) { f.photo(photo.name(), absurd, data, zip.Store) }, "error.bundle_altered"},
		"a photo that is packed":    {func(f *forgery) { f.photo(photo.name(), photo, data, zip.Deflate) }, "error.bundle_hostile"},
		"a photo twice": {func(f *forgery) {
			f.photo(photo.name(), photo, data, zip.Store)
			f.photo(photo.name(), photo, data, zip.Store)
		}, "error.bundle_altered"},
		"a photo that is another": {func(f *forgery) {
			other := photo
			other.SHA256 = digestOf([]byte("other"))
			f.photo(other.name(), other, data, zip.Store)
		}, "error.bundle_altered"},
		"a file that is not listed": {func(f *forgery) { f.files = append(f.files, forged{"x.exe", data, zip.Store}) }, "error.bundle_hostile"},
		"a photo that is not there": {func(f *forgery) { f.manifest.Photos = append(f.manifest.Photos, photo) }, "error.bundle_hostile"},
		"a bomb": {func(f *forgery) {
			f.entries = bytes.Repeat([]byte(" "), 8<<20)
			f.manifest.Size = 8 << 20
		}, "error.bundle_hostile"},
		"a line without end": {func(f *forgery) {
			f.entries = bytes.Repeat([]byte("[1]"), maxEntry/3+2) // 250 times smaller when packed
			for i := range f.entries {
				if i%40 == 0 {
					f.entries[i] = byte('a' + i*i%23)
				}
			}
			f.manifest.Size = int64(len(f.entries))
		}, "error.bundle_altered"},
		"entries that are not packed":  {func(f *forgery) { f.method = zip.Store }, "error.bundle_hostile"},
		"fewer entries than said":      {func(f *forgery) { f.manifest.Entries++ }, "error.bundle_altered"},
		"more entries than said":       {func(f *forgery) { f.manifest.Entries-- }, "error.bundle_altered"},
		"a size that is not so":        {func(f *forgery) { f.manifest.Size++ }, "error.bundle_hostile"},
		"a last line without end":      {func(f *forgery) { f.entries = f.entries[:len(f.entries)-1]; f.manifest.Size-- }, "error.bundle_altered"},
		"an entry that is not covered": {func(f *forgery) { f.manifest.Covers = from.card.ID + ":1-7" }, "error.bundle_altered"},
		"coverage that cannot be read": {func(f *forgery) { f.manifest.Covers = "all" }, "error.bundle_altered"},
		"an entry of another content":  {func(f *forgery) { e := from.entries[2]; e.Actor = "李四"; f.add(e) }, "error.bundle_altered"},
		"an entry that breaks the chain": {func(f *forgery) {
			e := from.entries[7]
			e.Previous, e.Sequence = strings.Repeat("0", 64), 9
			e.Hash = e.ComputeHash()
			f.manifest.Covers = from.card.ID + ":1-9"
			f.add(e)
		}, "error.bundle_altered"},
		"an entry without a device": {func(f *forgery) { e := from.entries[2]; e.Device = ""; e.Hash = e.ComputeHash(); f.add(e) }, "error.bundle_altered"},
		"an entry of eleven values": {func(f *forgery) {
			f.entries = bytes.Replace(f.entries, []byte("\"]\n"), []byte("\",1]\n"), 1)
			f.manifest.Size += 2
		}, "error.bundle_altered"},
		"an entry of nothing": {func(f *forgery) {
			f.entries = append(f.entries, "null\n"...)
			f.manifest.Size += 5
			f.manifest.Entries++
		}, "error.bundle_altered"},
		"a newer version": {func(f *forgery) {
			f.text = []byte(`{"format":"anxun-bundle","version":3,"program":"安巡 9.0","new":[]}`)
		}, "error.bundle_newer"},
		"a manifest of other things": {func(f *forgery) { f.text = []byte(`{"format":"else","version":1}`) }, "error.bundle_altered"},
		"a manifest with more in it": {func(f *forgery) { f.text = []byte(`{"format":"anxun-bundle","version":1,"more":1}`) }, "error.bundle_altered"},
		"a manifest that goes on": {func(f *forgery) {
			text, _ := f.manifest.encode()
			f.text = append(text, "{}"...)
		}, "error.bundle_altered"},
		"a manifest nested deep":        {func(f *forgery) { f.text = bytes.Repeat([]byte("["), 1<<20) }, "error.bundle_altered"},
		"no date":                       {func(f *forgery) { f.manifest.Made = "gestern" }, "error.bundle_altered"},
		"no sender":                     {func(f *forgery) { f.manifest.From = Card{} }, "error.bundle_altered"},
		"the name of another laptop":    {func(f *forgery) { f.signer = other }, "error.bundle_altered"},
		"the key of another laptop":     {func(f *forgery) { f.manifest.From.ID = other.card.ID; f.manifest.From.Key = other.card.PublicKey }, "error.bundle_altered"},
		"no signature":                  {func(f *forgery) { f.comment = func([]byte) []byte { return nil } }, "error.bundle_altered"},
		"a signature written otherwise": {func(f *forgery) { f.comment = func(c []byte) []byte { return append([]byte(" "), c...) } }, "error.bundle_altered"},
		"a signature in capitals": {func(f *forgery) {
			f.comment = func(c []byte) []byte {
				at := bytes.Index(c, []byte(`"signature":"`)) + len(`"signature":"`)
				return append(bytes.Clone(c[:at]), bytes.ToUpper(c[at:])...)
			}
		}, "error.bundle_altered"},
	}
}

func TestBundlesMadeToDoHarmAreRefused(t *testing.T) {
	from, _ := sender(t)
	for name, test := range forgings(from) {
		t.Run(name, func(t *testing.T) {
			f := newForgery(from)
			test.forge(f)
			err, taken := attempt(t, f.bytes(), from)
			if keyOf(err) != test.key || taken != (test.key == "") {
				t.Errorf("%v, taken: %v", err, taken)
			}
		})
	}
}

// TestHostileFiles is the table of `make hostile`.
func TestHostileFiles(t *testing.T) {
	from, photos := sender(t)
	var files []inspectiontest.Hostile
	add := func(name string, content []byte, key string) {
		files = append(files, inspectiontest.Hostile{Name: name, Size: len(content), Key: key, Accepted: key == "", Read: func() error {
			err, _ := attempt(t, content, from)
			return err
		}})
	}
	all := forgings(from)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f := newForgery(from)
		all[name].forge(f)
		add(name, f.bytes(), all[name].key)
	}
	path, _ := send(t, from, photos)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := len(zipBegins); n < len(content); n += 100 {
		add("cut off", content[:n], "error.bundle_cut")
	}
	for i := 0; i < len(content); i += 100 {
		altered := bytes.Clone(content)
		altered[i] ^= 1
		files = append(files, inspectiontest.Hostile{Name: "one bit altered", Size: len(altered), Read: func() error {
			err, _ := attempt(t, altered, from)
			return err
		}})
	}
	inspectiontest.RefuseAll(t, "bundle", files)
}

// An archive may say of itself what it wants; the directory must not be read into memory before its size is known.
func TestADirectoryBeyondTheLimitsIsRefusedUnread(t *testing.T) {
	from, _ := sender(t)
	whole := newForgery(from).bytes()
	at := bytes.LastIndex(whole, []byte(endBegins))
	for name, change := range map[string]func(end []byte){
		"files":     func(end []byte) { binary.LittleEndian.PutUint16(end[10:], 0xffff) },
		"directory": func(end []byte) { binary.LittleEndian.PutUint32(end[12:], maxDirectory+1) },
		"offset":    func(end []byte) { binary.LittleEndian.PutUint32(end[16:], 0xffffffff) },
	} {
		content := bytes.Clone(whole)
		change(content[at:])
		read := &counted{r: bytes.NewReader(content)}
		_, err := open(read, int64(len(content)), "in.anxun", "")
		if keyOf(err) != "error.bundle_hostile" || read.calls > 3 {
			t.Errorf("%s: %v after %d reads", name, err, read.calls)
		}
	}
}

type counted struct {
	r     io.ReaderAt
	calls int
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	c.calls++
	return c.r.ReadAt(p, at)
}
