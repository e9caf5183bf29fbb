package exchange

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"anxun/inspection"
)

var update = flag.Bool("update", false, "write the golden files anew")

const secret = "晚晴 2026 安巡"

func TestWhatOneLaptopSendsAnotherReceives(t *testing.T) {
	for name, passphrase := range map[string]string{"plain": "", "encrypted": secret} {
		t.Run(name, func(t *testing.T) {
			from, photos := sender(t)
			path, written := send(t, from, photos, func(o *Order) { o.Passphrase = passphrase })
			into, album := receiver(t, from)
			outcome, err := take(path, passphrase, into, album)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(into.entries, from.entries) {
				t.Errorf("received %v\nsent %v", into.entries, from.entries)
			}
			if outcome.Photos != 2 || album.count() != 2 || outcome.Entries != 8 || outcome.Known != 0 || outcome.Accepted {
				t.Errorf("%+v, %d photos", outcome, album.count())
			}
			if missing := written.Manifest.Missing; len(missing) != 1 || missing[0].Name != "lost.png" {
				t.Errorf("the lost photo is not told: %v", missing)
			}
			again, err := take(path, passphrase, into, album)
			if err != nil || again.Known != again.Entries || again.Photos != 0 || len(into.entries) != 8 {
				t.Errorf("a second time: %+v, %v", again, err)
			}
		})
	}
}

func TestTheManifestIsAsDocumented(t *testing.T) {
	from, photos := sender(t)
	_, written := send(t, from, photos)
	got, err := written.Manifest.encode()
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "manifest.json")
	if *update {
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v; the manifest is now\n%s", err, got)
	}
}

func TestADamagedPhotoIsNamedAndNotSent(t *testing.T) {
	from, photos := sender(t)
	broken := Photo{SHA256: digestOf([]byte("picture of exit.png")), Format: "png"}
	if err := os.WriteFile(photos.Path(broken.evidence()), []byte("picture of nothing."), 0o600); err != nil {
		t.Fatal(err)
	}
	_, written := send(t, from, photos)
	var names []string
	for _, photo := range written.Manifest.Missing {
		names = append(names, photo.Name)
	}
	slices.Sort(names)
	if !slices.Equal(names, []string{"exit.png", "lost.png"}) || len(written.Manifest.Photos) != 1 {
		t.Errorf("missing %v, sent %v", names, written.Manifest.Photos)
	}
}

func TestSinceTheLastBundle(t *testing.T) {
	from, photos := sender(t)
	first, written := send(t, from, photos)
	if err := Remember(t.Context(), from, "张建国", written); err != nil {
		t.Fatal(err)
	}
	last, err := LastSent(t.Context(), from)
	if err != nil || !last.Made.Equal(made) || last.Covers.String() != from.known.String() {
		t.Fatalf("remembered %+v, %v", last, err)
	}
	since := func(o *Order) {
		o.Content, o.Selection = ContentSince, inspection.Selection{Known: last.Covers}
	}
	none, written := send(t, from, photos, since)
	if _, err := os.Stat(none); written.Path != "" || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file was made of nothing: %v, %v", written, err)
	}
	from.write(inspection.KindPlace, "place-2", set("code", "YL-002"))
	second, _ := send(t, from, photos, since)

	into, album := receiver(t, from)
	if _, err := take(second, "", into, album); keyOf(err) != "error.delivery_out_of_order" || len(into.entries) != 0 {
		t.Errorf("out of order: %v", err)
	}
	for _, path := range []string{first, second, first} {
		if _, err := take(path, "", into, album); err != nil {
			t.Fatal(err)
		}
	}
	if len(into.entries) != 9 {
		t.Errorf("%d entries", len(into.entries))
	}
}

func TestOnlyWholeBundlesAreRemembered(t *testing.T) {
	from, photos := sender(t)
	_, written := send(t, from, photos, func(o *Order) { o.Content, o.Subject = ContentInspection, "J2026-K7-0001" })
	if err := Remember(t.Context(), from, "张建国", written); err != nil || len(from.settings) != 0 {
		t.Errorf("%v, %v", err, from.settings)
	}
}

// endAfter is a context that ends when it was asked so many times.
type endAfter struct {
	context.Context
	left int
}

func (c *endAfter) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestACancelledExportLeavesNothing(t *testing.T) {
	from, photos := sender(t)
	for i := range 3000 {
		from.write(inspection.KindPlace, inspection.ID("place"), set("code", string(rune('a'+i%26))))
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "out.anxun")
	if err := os.WriteFile(path, []byte("the one before"), 0o600); err != nil {
		t.Fatal(err)
	}
	for asked := range 6 { // three times among the entries, three among the photos
		if _, err := Export(&endAfter{t.Context(), asked}, from, photos, orderTo(path)); !errors.Is(err, context.Canceled) {
			t.Fatalf("asked %d times: %v", asked, err)
		}
		content, err := os.ReadFile(path)
		if files, _ := os.ReadDir(dir); err != nil || len(files) != 1 || string(content) != "the one before" {
			t.Fatalf("asked %d times: %v, %q", asked, files, content)
		}
	}
	if _, err := Export(t.Context(), from, photos, orderTo(path)); err != nil {
		t.Fatal(err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("left over: %v", files)
	}
}

func TestACancelledImportLeavesNoRecordAndGoesOnLater(t *testing.T) {
	from, photos := sender(t)
	path, _ := send(t, from, photos)
	into, album := receiver(t, from)
	bundle, err := Open(path, "")
	if err != nil {
		t.Fatal(err)
	}
	defer bundle.Close()
	if _, err := bundle.Import(&endAfter{t.Context(), 1}, into, album, Intake{By: "李敏"}); !errors.Is(err, context.Canceled) || len(into.entries) != 0 || album.count() != 1 {
		t.Fatalf("%v, %d entries, %d photos", err, len(into.entries), album.count())
	}
	outcome, err := bundle.Import(t.Context(), into, album, Intake{By: "李敏"})
	if err != nil || outcome.Photos != 1 || len(into.entries) != 8 {
		t.Errorf("%+v, %v", outcome, err)
	}
}

func TestAFullDiskLeavesNoRecord(t *testing.T) {
	from, photos := sender(t)
	path, _ := send(t, from, photos)
	into, album := receiver(t, from)
	album.limit = 1
	if _, err := take(path, "", into, album); inspection.CodeOf(err) != inspection.CodeUnwritable || len(into.entries) != 0 {
		t.Errorf("%v, %d entries", err, len(into.entries))
	}
	bundle, err := Open(path, "")
	if err != nil {
		t.Fatal(err)
	}
	defer bundle.Close()
	little := func() (int64, error) { return 100 << 20, nil }
	if _, err := bundle.Import(t.Context(), into, album, Intake{Free: little}); keyOf(err) != "error.bundle_no_room" {
		t.Errorf("%v", err)
	}
	if _, err := Export(t.Context(), from, photos, orderTo(filepath.Join(t.TempDir(), "none", "out.anxun"))); keyOf(err) != "error.bundle_unwritable" {
		t.Errorf("%v", err)
	}
}

func TestAPreviewChangesNothing(t *testing.T) {
	from, photos := sender(t)
	path, _ := send(t, from, photos)
	into, album := receiver(t)
	bundle, err := Open(path, "")
	if err != nil {
		t.Fatal(err)
	}
	defer bundle.Close()
	if err := bundle.Check(t.Context(), nil); err != nil {
		t.Errorf("whole, but: %v", err)
	}
	outcome, err := bundle.Preview(t.Context(), into, album, Intake{By: "李敏", Code: from.card.Fingerprint()})
	if err != nil || !outcome.Accepted || outcome.Photos != 2 || outcome.New[inspection.KindEvidence] != 3 {
		t.Errorf("%+v, %v", outcome, err)
	}
	if len(into.entries)+len(into.devices)+album.count() != 0 {
		t.Error("something changed")
	}
}

func TestWhoseBundlesAreTaken(t *testing.T) {
	from, photos := sender(t)
	path, _ := send(t, from, photos)
	code := from.card.Fingerprint()
	otherKey := from.card
	otherKey.PublicKey = newLaptop("X1", "").card.PublicKey
	otherID := from.card
	otherID.ID = "01930000-0000-7000-8000-0000000000Z9"
	for _, test := range []struct {
		name     string
		known    []inspection.Device
		own      bool
		code     string
		key      string
		accepted bool
	}{
		{name: "an accepted laptop", known: []inspection.Device{{DeviceCard: from.card, Accepted: true}}},
		{name: "an unknown laptop", key: "error.bundle_unknown"},
		{name: "one that was only heard of", known: []inspection.Device{{DeviceCard: from.card}}, key: "error.bundle_unknown"},
		{name: "the right code", code: code, accepted: true},
		{name: "the right code by a Chinese input method, run together", code: "　" + fullWidth(code), accepted: true},
		{name: "a wrong code", code: "0000 0000 0000 0000", key: "error.bundle_code_differs"},
		{name: "no digits", code: "是", key: "error.bundle_code_differs"},
		{name: "another key than before", known: []inspection.Device{{DeviceCard: otherKey, Accepted: true}}, key: "error.bundle_key_changed"},
		{name: "another key than before, compared", known: []inspection.Device{{DeviceCard: otherKey, Accepted: true}}, code: code, key: "error.bundle_key_changed"},
		{name: "another key than the one that was blocked", known: []inspection.Device{{DeviceCard: otherKey, Accepted: true, Blocked: true}}, key: "error.bundle_unknown"},
		{name: "another key than the one that was blocked, compared", known: []inspection.Device{{DeviceCard: otherKey, Accepted: true, Blocked: true}}, code: code, accepted: true},
		{name: "blocked", known: []inspection.Device{{DeviceCard: from.card, Accepted: true, Blocked: true}}, code: code, key: "error.bundle_blocked"},
		{name: "blocked, with another id", known: []inspection.Device{{DeviceCard: otherID, Blocked: true}}, code: code, key: "error.bundle_blocked"},
		{name: "this laptop", own: true, code: code, key: "error.bundle_own"},
	} {
		t.Run(test.name, func(t *testing.T) {
			into, album := receiver(t)
			into.devices = test.known
			if test.own {
				into.card = from.card
			}
			bundle, err := Open(path, "")
			if err != nil {
				t.Fatal(err)
			}
			defer bundle.Close()
			outcome, err := bundle.Import(t.Context(), into, album, Intake{By: "李敏", Code: test.code})
			if keyOf(err) != test.key || outcome.Accepted != test.accepted {
				t.Errorf("%v, %+v", err, outcome)
			}
			if test.key != "" && (len(into.entries) != 0 || album.count() != 0) {
				t.Error("something was taken")
			}
			if test.accepted && !into.devices[0].Accepted {
				t.Error("not accepted for the future")
			}
		})
	}
}

func fullWidth(code string) string {
	var text []rune
	for _, r := range code {
		if r != ' ' {
			text = append(text, r-'0'+'０')
		}
	}
	return string(text)
}

func TestFileName(t *testing.T) {
	card := inspection.DeviceCard{Code: "K7", Person: "张/建:国"}
	if got := FileName(card, "J2026-K7-0001", made); got != "安巡-K7-张建国-J2026-K7-0001-20261120-1830.anxun" {
		t.Error(got)
	}
}

// A bundle that an older Anxun made is read as before.
func TestABundleOfTheFirstVersionIsRead(t *testing.T) {
	from, photos := sender(t)
	path, written := send(t, from, photos, func(o *Order) { o.older = 1 })
	if written.Manifest.Version != 1 {
		t.Fatalf("written as version %d", written.Manifest.Version)
	}
	b, err := Open(path, "")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	into, album := receiver(t, from)
	outcome, err := b.Import(t.Context(), into, album, Intake{By: "李敏"})
	if err != nil || outcome.Entries != written.Manifest.Entries {
		t.Errorf("%+v, %v", outcome, err)
	}
}
