package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// fullFolder makes a closed data folder with a record of every kind and the file
// of its evidence.
func fullFolder(t *testing.T) (dir, photo string) {
	t.Helper()
	content := []byte("foto")
	digest := sha256.Sum256(content)
	evidence := inspectiontest.AnEvidence(func(e *inspection.Evidence) { e.SHA256, e.Size = hex.EncodeToString(digest[:]), len(content) })
	dir = folder(t, inspectiontest.AChecklist(), inspectiontest.AnInspector(), inspectiontest.AnInspection(), inspectiontest.AnAnswer(),
		inspectiontest.AHazard(), inspectiontest.AnAction(), evidence)
	photo = filepath.Join(dir, evidenceFolder, evidence.SHA256[:2], evidence.SHA256+".jpg")
	if err := errors.Join(os.MkdirAll(filepath.Dir(photo), 0o700), os.WriteFile(photo, content, 0o600)); err != nil {
		t.Fatal(err)
	}
	s := openNew(t, dir)
	put(t, s, inspectiontest.APlace(func(p *inspection.Place) { p.Beds, p.Area = 9, 12.25 }))
	put(t, s, inspectiontest.AnAnswer(func(a *inspection.Answer) { a.Result = inspection.ResultFail }))
	put(t, s, inspectiontest.AnAnswer(func(a *inspection.Answer) { a.Item = "CF-02" }))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, photo
}

func verify(t *testing.T, dir string) VerifyReport {
	t.Helper()
	s := openNew(t, dir)
	report, err := s.Verify(t.Context(), nil)
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return report
}

func TestVerifyClean(t *testing.T) {
	dir, _ := fullFolder(t)
	s := closed(t, openNew(t, dir))
	var last, of int64
	report, err := s.Verify(t.Context(), func(done, total int64) { last, of = done, total })
	if err != nil || !report.OK() {
		t.Fatalf("%v, %v", report.Problems, err)
	}
	if report.Changes != 13 || report.Records != 11 || report.EvidenceFiles != 1 || last != of || of != 27 {
		t.Errorf("got %+v, progress %d of %d", report, last, of)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Verify(ended, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
}

// A program that is killed leaves no last line, and neither did one that opened the folder after it and changed nothing, although
// it closed the database for both.
func TestVerifyAfterAKillAndALook(t *testing.T) {
	dir := folder(t)
	s := openNew(t, dir)
	put(t, s, inspectiontest.APlace(func(p *inspection.Place) { p.Beds = 9 }))
	killed := t.TempDir()
	if err := os.CopyFS(killed, os.DirFS(dir)); err != nil { // a copy of the files, as a kill leaves them
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := openNew(t, killed).Close(); err != nil {
		t.Fatal(err)
	}
	report, err := VerifyPath(t.Context(), killed, Options{}, nil)
	if err != nil || !report.OK() {
		t.Errorf("%v, %v", report.Problems, err)
	}
}

const unguarded = "DROP TRIGGER journal_keep_update; DROP TRIGGER journal_keep_delete; "

func TestVerifyFindsTampering(t *testing.T) {
	for name, test := range map[string]struct {
		statement string
		want      []string
	}{
		"field changed":          {"UPDATE places SET name = '别处'", []string{"problem.field_differs"}},
		"number changed":         {"UPDATE places SET beds = 10", []string{"problem.field_differs"}},
		"flag changed":           {"UPDATE hazards SET withdrawn = 1", []string{"problem.field_differs"}},
		"repeats marked":         {"UPDATE hazards SET repeated = 1", []string{"problem.repeated_differs"}},
		"answer changed":         {"UPDATE answers SET result = 'pass' WHERE item = 'CF-01'", []string{"problem.field_differs"}},
		"answer deleted":         {"DELETE FROM answers WHERE item = 'CF-02'", []string{"problem.record_missing"}},
		"answer slipped in":      {"INSERT INTO answers SELECT inspection, 'CF-03', checklist, result, value, note, origin, \"by\", at FROM answers LIMIT 1", []string{"problem.record_unexplained"}},
		"place deleted":          {"DELETE FROM places", []string{"problem.record_missing", "problem.reference_missing", "problem.reference_missing"}},
		"entry rewritten":        {unguarded + "UPDATE journal SET actor = '别人' WHERE sequence = 5", []string{"problem.chain_broken", "problem.guard_missing"}},
		"entry respelled":        {unguarded + `UPDATE journal SET fields = replace(fields, '"field"', '"Field"') WHERE sequence = 12`, []string{"problem.chain_broken", "problem.guard_missing"}},
		"value rewritten":        {unguarded + "UPDATE journal SET fields = replace(fields, 'fail', 'pass') WHERE sequence = 12", []string{"problem.chain_broken", "problem.field_differs", "problem.guard_missing"}},
		"entry unreadable":       {unguarded + "UPDATE journal SET fields = '[' WHERE sequence = 12", []string{"problem.entry_unreadable", "problem.field_differs", "problem.guard_missing"}},
		"entry dropped":          {unguarded + "DELETE FROM journal WHERE sequence = 11", []string{"problem.field_differs", "problem.field_differs", "problem.guard_missing", "problem.sequence_gap"}},
		"journal cut short":      {unguarded + "DELETE FROM journal WHERE sequence = 13", []string{"problem.guard_missing", "problem.head_differs", "problem.journal_cut", "problem.record_unexplained"}},
		"cut short with its row": {unguarded + "DELETE FROM journal WHERE sequence = 13; DELETE FROM answers WHERE item = 'CF-02'", []string{"problem.guard_missing", "problem.head_differs", "problem.journal_cut"}},
		"head rewritten":         {"UPDATE meta SET hash = 'x'", []string{"problem.head_differs"}},
		"evidence record": {"UPDATE evidence SET sha256 = '../../etc/passwd'",
			[]string{"problem.evidence_missing", "problem.field_differs"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir, _ := fullFolder(t)
			change(t, dir, test.statement)
			report := verify(t, dir)
			var got []string
			for _, problem := range report.Problems {
				key, _ := problem.MessageKey()
				got = append(got, key)
			}
			slices.Sort(got)
			if !slices.Equal(got, test.want) || report.ProblemCount != int64(len(test.want)) {
				t.Errorf("got %v, want %v", report.Problems, test.want)
			}
		})
	}
}

func TestVerifyEvidence(t *testing.T) {
	dir, photo := fullFolder(t)
	if err := os.WriteFile(photo, []byte("fot0"), 0o600); err != nil {
		t.Fatal(err)
	}
	if report := verify(t, dir); len(report.Problems) != 1 || report.Problems[0].Key != "problem.evidence_changed" {
		t.Errorf("a changed photo: %v", report.Problems)
	}
	if err := os.Remove(photo); err != nil {
		t.Fatal(err)
	}
	if report := verify(t, dir); len(report.Problems) != 1 || report.Problems[0].Key != "problem.evidence_missing" {
		t.Errorf("a missing photo: %v", report.Problems)
	}
}

func TestVerifyCapsTheList(t *testing.T) {
	dir := t.TempDir()
	s := openNew(t, dir)
	var many []inspection.Record
	for n := range maxProblems + 50 {
		many = append(many, setting(n))
	}
	put(t, s, many...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	change(t, dir, "UPDATE settings SET value = 'x' WHERE name LIKE 's%'")
	if report := verify(t, dir); len(report.Problems) != maxProblems || report.ProblemCount != maxProblems+50 {
		t.Errorf("%d problems listed, %d counted", len(report.Problems), report.ProblemCount)
	}
}

func TestVerifyDamagedFile(t *testing.T) {
	dir := t.TempDir()
	s := openNew(t, dir)
	var many []inspection.Record
	for n := range 500 {
		many = append(many, setting(n))
	}
	put(t, s, many...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, databaseFile)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(content) - 40*4096; i < len(content)-10*4096; i++ {
		content[i] = 0
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if report := verify(t, dir); report.OK() || report.Problems[0].Key != "problem.structure" {
		t.Errorf("a file with holes: %+v", report.Problems)
	}
}

func TestBackup(t *testing.T) {
	dir, _ := fullFolder(t)
	s := closed(t, openNew(t, dir))
	target := filepath.Join(t.TempDir(), "备份 1.db")
	if err := s.BackupTo(t.Context(), target); err != nil {
		t.Fatal(err)
	}
	wantError(t, s.BackupTo(t.Context(), target), inspection.CodeConflict, "error.backup_exists")
	wantError(t, s.BackupTo(t.Context(), filepath.Join(t.TempDir(), "no", "b.db")), inspection.CodeUnwritable, "error.disk_failed")
	files, err := os.ReadDir(filepath.Dir(target))
	if err != nil || len(files) != 1 {
		t.Errorf("beside the backup: %v, %v", files, err)
	}
	// Restored in place of the original it is the same data, evidence included.
	restored := t.TempDir()
	if err := errors.Join(s.BackupHeads(t.Context(), target, filepath.Join(restored, headsFile)), os.Rename(target, filepath.Join(restored, databaseFile)), os.CopyFS(filepath.Join(restored, evidenceFolder), os.DirFS(filepath.Join(dir, evidenceFolder)))); err != nil {
		t.Fatal(err)
	}
	looked, err := VerifyPath(t.Context(), restored, testOptions(), nil)
	if err != nil || !looked.OK() || looked.Changes != 13 || len(looked.Notices) != 0 {
		t.Errorf("the restored copy: %+v, %v", looked, err)
	}
	// Opened without the private key it goes on with another, which is on record.
	if report := verify(t, restored); !report.OK() || report.Changes != 14 || len(report.Notices) != 1 || report.Notices[0].Key != "notice.key_replaced" {
		t.Errorf("the restored copy in use: %+v", report)
	}
}
