package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"anxun/inspection"
)

func recent(t *testing.T, dir string, change func(*Store)) VerifyReport {
	t.Helper()
	s := openNew(t, dir)
	if change != nil {
		change(s)
	}
	report, err := s.VerifyRecent(t.Context(), nil)
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return report
}

// office changes a setting.
func office(t *testing.T, value string) func(*Store) {
	return func(s *Store) { put(t, s, inspection.Setting{Name: inspection.SettingOffice, Value: value}) }
}

func TestVerifyRecentLooksAtWhatIsNew(t *testing.T) {
	dir := t.TempDir()
	if err := trialFolder(t.Context(), dir, 5); err != nil {
		t.Fatal(err)
	}
	first := recent(t, dir, nil)
	if !first.OK() || first.Changes < 30 || first.Seals == 0 {
		t.Fatalf("the first time: %+v", first)
	}
	if again := recent(t, dir, nil); !again.OK() || again.Changes != 0 || again.Last != first.Last {
		t.Errorf("nothing new: %+v", again)
	}
	if added := recent(t, dir, office(t, "桐柏路街道办事处")); !added.OK() || added.Changes != 1 || added.Records != 1 {
		t.Errorf("one change: %+v", added)
	}
	if err := os.Remove(filepath.Join(dir, verifiedFile)); err != nil {
		t.Fatal(err)
	}
	if whole := recent(t, dir, nil); !whole.OK() || whole.Changes != first.Changes+1 {
		t.Errorf("without what it remembers: %+v", whole)
	}
	s := closed(t, openNew(t, dir))
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.VerifyRecent(ended, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
}

func TestVerifyRecentFindsWhatIsWrong(t *testing.T) {
	for name, test := range map[string]struct {
		statement string
		key       string
	}{
		"journal rewritten before": {unguarded + "UPDATE journal SET hash = 'x' WHERE sequence = (SELECT max(sequence) FROM journal)", "problem.chain_broken"},
		"journal cut short":        {unguarded + "DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal)", "problem.head_differs"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := trialFolder(t.Context(), dir, 5); err != nil {
				t.Fatal(err)
			}
			recent(t, dir, nil)
			change(t, dir, test.statement)
			report := recent(t, dir, nil)
			for _, problem := range report.Problems {
				if problem.Key == test.key {
					return
				}
			}
			t.Errorf("got %+v", report.Problems)
		})
	}
	dir := t.TempDir()
	if err := trialFolder(t.Context(), dir, 5); err != nil {
		t.Fatal(err)
	}
	recent(t, dir, nil)
	report := recent(t, dir, func(s *Store) {
		office(t, "一")(s)
		if _, err := s.writer.conn.ExecContext(t.Context(), "UPDATE settings SET value = '二' WHERE name = ?", string(inspection.SettingOffice)); err != nil {
			t.Fatal(err)
		}
	})
	if len(report.Problems) != 1 || report.Problems[0].Key != "problem.field_differs" {
		t.Errorf("a new record that was changed: %+v", report.Problems)
	}
}
