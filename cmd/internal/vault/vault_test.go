package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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
	if err := NewMaker(session, nil).Daily(t.Context(), gone, 0); inspection.CodeOf(err) != inspection.CodeUnwritable {
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

	v := New(dir, clock.Now, nil)
	list, err := v.List(t.Context(), gone)
	if err != nil || len(list) != 1 || !list[0].Whole || list[0].Problem != nil || list[0].Cause != "daily" {
		t.Fatalf("%+v, %v", list, err)
	}
	if found, err := v.Find(t.Context(), dir); err != nil || len(found) != 1 || found[0].Path != dir {
		t.Errorf("a data folder as a backup: %+v, %v", found, err)
	}
	brought, err := v.Stage(t.Context(), list[0].Path, "", nil)
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

// TestFromTheDamagedFolderToTheRescuedOne damages the first page, salvages beside, and puts the result in its place.
func TestFromTheDamagedFolderToTheRescuedOne(t *testing.T) {
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
	err := session.Service.SaveSetting(t.Context(), "test", inspection.SettingOffice, "before the damage")
	if err := errors.Join(err, session.Close()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "anxun.db")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := append(make([]byte, 4096), content[4096:]...)
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Open(t.Context(), setup.Options{Dir: dir, Clock: clock.Now, Create: true}); inspection.CodeOf(err) != inspection.CodeDamaged {
		t.Fatalf("%v", err)
	}

	var stages []string
	rescued, err := New(dir, clock.Now, nil).Rescue(t.Context(), func(stage string, _, _ int64) {
		if len(stages) == 0 || stages[len(stages)-1] != stage {
			stages = append(stages, stage)
		}
	})
	if err != nil || !rescued.Complete || rescued.Found == 0 || fmt.Sprint(stages) != "[reading replaying verifying]" {
		t.Fatalf("%+v, %v, stages %v", rescued, err, stages)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, damaged) {
		t.Errorf("the damaged file was touched: %v", err)
	}
	if err := rescued.Staged.Discard(); err != nil {
		t.Error(err)
	}
	aside, err := rescued.Staged.Switch()
	if err != nil || aside == "" {
		t.Fatalf("%q, %v", aside, err)
	}
	session = open()
	if office, err := session.Service.Setting(t.Context(), inspection.SettingOffice); err != nil || office != "before the damage" {
		t.Errorf("office %q, %v", office, err)
	}
	if err := session.Close(); err != nil {
		t.Error(err)
	}
	if kept, err := os.ReadFile(filepath.Join(aside, "anxun.db")); err != nil || !bytes.Equal(kept, damaged) {
		t.Errorf("the damaged folder was not kept: %v", err)
	}
}

func TestACancelledRescueLeavesNothing(t *testing.T) {
	clock, dir := &inspectiontest.Clock{}, filepath.Join(t.TempDir(), "data")
	session, err := setup.Open(t.Context(), setup.Options{Dir: dir, Clock: clock.Now, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err = New(dir, clock.Now, nil).Rescue(ctx, func(string, int64, int64) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if left, err := filepath.Glob(dir + "*"); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestBackupsThatLeaveTheLaptopAreEncryptedWithTheStartPassword(t *testing.T) {
	clock, dir, stick := &inspectiontest.Clock{}, filepath.Join(t.TempDir(), "data"), t.TempDir()
	session, err := setup.Open(t.Context(), setup.Options{Dir: dir, Clock: clock.Now, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	secret := func() string { return "a start password" }
	maker := NewMaker(session, secret)
	if !maker.Encrypts() || NewMaker(session, func() string { return "" }).Encrypts() {
		t.Error("it says otherwise")
	}
	if err := maker.Daily(t.Context(), stick, 0); err != nil {
		t.Fatal(err)
	}
	if made, err := maker.Make(t.Context(), stick); err != nil || !made.Encrypted {
		t.Errorf("%+v, %v", made, err)
	}
	if made, err := maker.Make(t.Context(), ""); err != nil || made.Encrypted {
		t.Errorf("beside the data: %+v, %v", made, err)
	}
	if err := session.Close(); err != nil {
		t.Fatal(err)
	}
	list, err := New(dir, clock.Now, secret).Find(t.Context(), stick)
	if err != nil || len(list) != 2 || !list[0].Encrypted || !list[1].Encrypted {
		t.Fatalf("%+v, %v", list, err)
	}
	elsewhere := New(filepath.Join(t.TempDir(), "elsewhere"), clock.Now, nil)
	if _, err := elsewhere.Stage(t.Context(), list[0].Path, "", nil); inspection.CodeOf(err) != inspection.CodeInvalid {
		t.Errorf("without the password: %v", err)
	}
	if brought, err := elsewhere.Stage(t.Context(), list[0].Path, "a start password", nil); err != nil || brought.Outcome().Problems != 0 {
		t.Errorf("with it: %v", err)
	}
}
