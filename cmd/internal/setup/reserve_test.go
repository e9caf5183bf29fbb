package setup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// fullStore is on a disk that is full as long as the reserve is there.
type fullStore struct {
	inspection.Store
	reserve string
}

func (s fullStore) Update(ctx context.Context, actor string, fn func(inspection.Writer) error) ([]inspection.Change, error) {
	if _, err := os.Stat(s.reserve); err == nil {
		return nil, inspection.Wrap(errors.New("no space left on device"), inspection.CodeUnwritable, "error.disk_full", "dir", filepath.Dir(s.reserve))
	}
	return s.Store.Update(ctx, actor, fn)
}

func TestTheReserveMakesRoomForFinishing(t *testing.T) {
	session := &Session{Dir: t.TempDir()}
	path := filepath.Join(session.Dir, reserveName)
	if err := session.KeepReserve(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != reserveSize {
		t.Fatalf("%v, %v", info, err)
	}
	clock := &inspectiontest.Clock{}
	store := reserving{fullStore{inspectiontest.NewMemory(clock.Now), path}, path}
	save := func() error {
		_, err := store.Update(t.Context(), "test", func(w inspection.Writer) error {
			return w.Put(t.Context(), inspection.Setting{Name: inspection.SettingOffice, Value: "x"})
		})
		return err
	}
	var known *inspection.Error
	if err := save(); !errors.As(err, &known) || known.Key != "error.disk_full_reserve" || known.Code != inspection.CodeUnwritable || len(known.Args) != 2 {
		t.Errorf("%v", err)
	}
	if err := save(); err != nil {
		t.Errorf("after the reserve was given up: %v", err)
	}
}
