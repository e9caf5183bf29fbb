package sqlite

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// The folder of a laptop is copied, both go on, and the copy takes another identity. More:
// ANXUN_COPIES=200.
func TestACopyThatTakesAnotherIdentityConverges(t *testing.T) {
	open := func(t *testing.T, clock *inspectiontest.Clock, dir string) inspectiontest.DeviceStore {
		s, err := Open(t.Context(), dir, Options{Clock: clock.Now, Create: true})
		if err != nil {
			t.Fatal(err)
		}
		return verifiedAtClose{s, t}
	}
	count := 3
	if text := os.Getenv("ANXUN_COPIES"); text != "" {
		var err error
		if count, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	inspectiontest.RunCopiedHistories(t, count, func(t *testing.T, clock *inspectiontest.Clock, n int) inspectiontest.DeviceStore {
		return open(t, clock, t.TempDir())
	}, func(t *testing.T, store inspectiontest.DeviceStore, clock, other *inspectiontest.Clock) (inspectiontest.DeviceStore, inspectiontest.DeviceStore) {
		from, to := store.(verifiedAtClose).Dir(), filepath.Join(t.TempDir(), "copy")
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		return open(t, clock, from), open(t, other, to)
	})
}

// A power cut between the commit and the renaming of the key leaves one whole identity.
func TestARenewalThatBrokeOffEndsWithOneIdentity(t *testing.T) {
	dir := folder(t, inspectiontest.APlace())
	oldKey, err := os.ReadFile(filepath.Join(dir, keyFile))
	if err != nil {
		t.Fatal(err)
	}
	openNew := func(t *testing.T, dir string) *Store { // with ids of its own every time
		s, err := Open(t.Context(), dir, Options{Clock: inspectiontest.FixedClock(inspectiontest.Noon)})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := openNew(t, dir)
	before, _ := s.Device()
	if _, err := s.Renew(t.Context(), "张建国", 0, func(inspection.Writer, string) error { return errors.New("no") }); err == nil {
		t.Fatal("a failure was not told")
	}
	shut := func() (device string) {
		device, _ = s.Device()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return device
	}
	if shut() != before {
		t.Error("a renewal that failed changed the identity")
	}
	s = openNew(t, dir) // the key of the failed renewal is thrown away
	if now, err := os.ReadFile(filepath.Join(dir, keyFile)); err != nil || !bytes.Equal(now, oldKey) {
		t.Errorf("the key changed: %v", err)
	}
	if _, err := s.Renew(t.Context(), "张建国", 0, func(inspection.Writer, string) error { return nil }); err != nil {
		t.Fatal(err)
	}
	after := shut()
	if after == before {
		t.Error("the identity is the same")
	}
	newKey, err := os.ReadFile(filepath.Join(dir, keyFile))
	err = errors.Join(err, os.WriteFile(filepath.Join(dir, renewedKey), newKey, 0o600), os.WriteFile(filepath.Join(dir, keyFile), oldKey, 0o600))
	if err != nil {
		t.Fatal(err)
	}
	s = openNew(t, dir)
	put(t, s, inspection.Setting{Name: "a", Value: "1"})
	if now, err := os.ReadFile(filepath.Join(dir, keyFile)); err != nil || !bytes.Equal(now, newKey) {
		t.Errorf("the new key did not take its place: %v", err)
	}
	if shut() != after {
		t.Error("the identity changed again")
	}
	if problems := problemKeys(t, dir); len(problems) > 0 {
		t.Errorf("%v", problems)
	}
}
