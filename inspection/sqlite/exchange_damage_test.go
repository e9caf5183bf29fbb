package sqlite

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// receivingFolder makes a data folder that received a place from another laptop.
func receivingFolder(t *testing.T) string {
	t.Helper()
	ctx := t.Context()
	sender := inspection.NewService(inspectiontest.NewMemoryDevice(nil, "laptop-b", "B7"), nil, inspectiontest.FixedClock(inspectiontest.Noon), inspectiontest.SequentialIDs())
	place := inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" })
	for _, phone := range []string{"1", "2"} {
		place.Phone = phone
		var err error
		if place, err = sender.SavePlace(ctx, "李敏", place); err != nil {
			t.Fatal(err)
		}
	}
	var entries []inspection.Change
	covers, err := sender.EachEntry(ctx, inspection.Selection{}, func(c inspection.Change) error {
		entries = append(entries, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	card, err := sender.Card(ctx)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	s := openNew(t, dir)
	receiver := inspection.NewService(s, nil, inspectiontest.FixedClock(inspectiontest.Noon), inspectiontest.SequentialIDs())
	_, err = receiver.Receive(ctx, "张建国", inspection.Delivery{From: card, Via: inspection.ViaBundle, Covers: covers,
		Entries: func(fn func(inspection.Change) error) error {
			for _, entry := range entries {
				if err := fn(entry); err != nil {
					return err
				}
			}
			return nil
		}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Whatever is done to what was received is named.
func TestVerifyNamesDamageToReceivedEntries(t *testing.T) {
	dir := receivingFolder(t)
	if keys := problemKeys(t, dir); len(keys) != 0 {
		t.Fatalf("a sound folder: %v", keys)
	}
	const unguarded = "DROP TRIGGER received_keep_update; DROP TRIGGER received_keep_delete; "
	for name, c := range map[string]struct {
		sql  string
		want string
	}{
		"altered":    {"UPDATE received SET actor = '别人' WHERE arrival = 1", "problem.received_altered"},
		"deleted":    {"DELETE FROM received WHERE arrival = 1", "problem.received_differs"},
		"respelled":  {`UPDATE received SET fields = replace(fields, '"field"', '"Field"') WHERE arrival = 1`, "problem.received_altered"},
		"unreadable": {"UPDATE received SET fields = '[' WHERE arrival = 1", "problem.received_altered"},
		"all gone":   {"DELETE FROM received", "problem.received_differs"},
	} {
		t.Run(name, func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "data")
			if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			change(t, copied, unguarded+c.sql)
			if keys := problemKeys(t, copied); !slices.Contains(keys, c.want) {
				t.Errorf("named as %v, want %s", keys, c.want)
			}
		})
	}
}

func problemKeys(t *testing.T, dir string) []string {
	t.Helper()
	s := openNew(t, dir)
	defer s.Close()
	report, err := s.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, problem := range report.Problems {
		keys = append(keys, problem.Key)
	}
	return keys
}

// A rescue brings along what other laptops wrote.
func TestRescueKeepsReceivedEntries(t *testing.T) {
	dir := receivingFolder(t)
	out := filepath.Join(t.TempDir(), "out")
	report, err := Rescue(t.Context(), dir, out, testOptions())
	if err != nil || report.Received != 3 || // one of them the signature of their author
		!report.Complete() {
		t.Fatalf("%+v, %v", report, err)
	}
	if keys := problemKeys(t, out); len(keys) != 0 {
		t.Errorf("the rescued folder: %v", keys)
	}
}
