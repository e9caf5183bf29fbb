package sqlite

import (
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func TestStore(t *testing.T) {
	inspectiontest.RunStoreTests(t, func(t *testing.T) inspection.Store { return openNew(t, t.TempDir()) })
}

// testOptions make the same store in every run.
func testOptions() Options {
	return Options{Clock: inspectiontest.FixedClock(inspectiontest.Noon), IDs: inspectiontest.SequentialIDs(), Create: true}
}

// openNew makes a store in dir, or opens the one there. The caller closes it.
func openNew(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// closed closes the store at the end of the test.
func closed(t testing.TB, s *Store) *Store {
	t.Helper()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	return s
}

func put(t testing.TB, s *Store, records ...inspection.Record) {
	t.Helper()
	if err := tryPut(t, s, records...); err != nil {
		t.Fatal(err)
	}
}

func tryPut(t testing.TB, s *Store, records ...inspection.Record) error {
	ctx := t.Context()
	_, err := s.Update(ctx, "张建国", func(w inspection.Writer) error {
		for _, record := range records {
			if err := w.Put(ctx, record); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func wantError(t testing.TB, err error, code inspection.Code, key string) {
	t.Helper()
	if inspection.CodeOf(err) != code || !hasKey(err, key) {
		t.Errorf("got %v (code %q), want %s with code %q", err, inspection.CodeOf(err), key, code)
	}
}
