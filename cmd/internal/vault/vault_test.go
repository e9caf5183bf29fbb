package vault

import (
	"os"
	"path/filepath"
	"testing"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func TestFromTheBackupOfTheDayToTheRestoredFolder(t *testing.T) {
	clock, dir := &inspectiontest.Clock{}, filepath.Join(t.TempDir(), "data")
	open := func() *setup.Session {
		t.Helper()
		session, err := setup.Open(t.Context(), setup.Options{Dir: dir, Clock: clock.Now, Create: true})
		if err != nil {
			t.Fatal(err)
		}
		return session
	}
	session := open()
	gone := filepath.Join(t.TempDir(), "not connected")
	if err := NewMaker(session).Daily(t.Context(), gone, 0); inspection.CodeOf(err) != inspection.CodeUnwritable {
		t.Errorf("a drive that is not connected: %v", err)
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("the folder of a drive that is not connected was made")
	}
	if err := session.Service.SaveSetting(t.Context(), "test", inspection.SettingOffice, "after the backup"); err != nil {
		t.Fatal(err)
	}
	if err := session.Close(); err != nil {
		t.Fatal(err)
	}

	v := New(dir, clock.Now)
	list, err := v.List(t.Context(), gone)
	if err != nil || len(list) != 1 || !list[0].Whole || list[0].Problem != nil || list[0].Cause != "daily" {
		t.Fatalf("%+v, %v", list, err)
	}
	if found, err := v.Find(t.Context(), dir); err != nil || len(found) != 1 || found[0].Path != dir {
		t.Errorf("a data folder as a backup: %+v, %v", found, err)
	}
	brought, err := v.Stage(t.Context(), list[0].Path, nil)
	if err != nil || brought.Outcome().Rows == 0 || brought.Outcome().Problems != 0 {
		t.Fatalf("%v", err)
	}
	aside, err := brought.Switch()
	if err != nil || aside == "" {
		t.Fatalf("%q, %v", aside, err)
	}
	session = open()
	if office, err := session.Service.Setting(t.Context(), inspection.SettingOffice); err != nil || office != "" {
		t.Errorf("office %q, %v", office, err)
	}
	if err := session.Close(); err != nil {
		t.Error(err)
	}
	if again, err := v.List(t.Context(), ""); err != nil || len(again) != 1 {
		t.Errorf("the backups did not come along: %+v, %v", again, err)
	}
}
