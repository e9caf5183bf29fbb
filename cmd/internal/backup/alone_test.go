package backup

import (
	"testing"

	"anxun/inspection"
)

func TestOneBackupOfAFolderAtATime(t *testing.T) {
	dir := t.TempDir()
	release, err := alone(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := alone(dir); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("%v", err)
	}
	release()
	again, err := alone(dir)
	if err != nil {
		t.Fatal(err)
	}
	again()
}
