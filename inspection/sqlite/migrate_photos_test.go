package sqlite

import (
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// Photos that were added before the camera's own data was kept come through the
// migration unchanged, and the journal still explains them.
func TestOldPhotosSurviveTheMigration(t *testing.T) {
	old := inspectiontest.AnEvidence(func(e *inspection.Evidence) {
		e.Latitude, e.Longitude, e.Orientation, e.TakenAssumed = "", "", 0, false
		e.Taken = time.Time{}
	})
	dir := folder(t, inspectiontest.AnInspection(), inspectiontest.AHazard(), inspectiontest.AnAction(), old)
	change(t, dir, "ALTER TABLE evidence DROP COLUMN taken", "ALTER TABLE evidence DROP COLUMN taken_assumed",
		"ALTER TABLE evidence DROP COLUMN latitude", "ALTER TABLE evidence DROP COLUMN longitude",
		"ALTER TABLE evidence DROP COLUMN orientation", "DROP TABLE signatures", "DROP TABLE corrections", "DROP TABLE seals", "DROP TABLE report_issues", "DROP TABLE custom_reports", "DROP INDEX hazards_repeat",
		"DROP INDEX hazards_unresolved", "DROP TRIGGER hazards_repeated_insert", "DROP TRIGGER hazards_repeated_update", "DROP INDEX hazards_repeated",
		"DROP INDEX hazards_due", "DROP INDEX hazards_status", "DROP INDEX hazards_place", "DROP INDEX hazards_found", "DROP INDEX hazards_no",
		"ALTER TABLE hazards DROP COLUMN repeated", "ALTER TABLE inspections DROP COLUMN removed", "ALTER TABLE hazards DROP COLUMN removed",
		"DROP TABLE received", "DROP TABLE receipts", "DROP TABLE devices", "DROP TABLE decisions", "DROP TABLE conflicts", "DROP TABLE assignments", "DROP TABLE attestations",
		"ALTER TABLE actions DROP COLUMN set_aside", "PRAGMA user_version = 2")
	s := closed(t, openNew(t, dir))
	err := s.View(t.Context(), func(r inspection.Reader) error {
		photos, err := r.Evidence(t.Context(), old.HazardID)
		if err == nil && (len(photos) != 1 || len(inspection.Diff(old.Fields(), photos[0].Fields())) != 0) {
			t.Errorf("got %+v", photos)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range report.Problems {
		if problem.Key != "problem.evidence_missing" { // there is no file in this test
			t.Errorf("%+v", problem)
		}
	}
}
