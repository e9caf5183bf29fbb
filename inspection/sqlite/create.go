package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
	"anxun/inspection/durable"
)

const (
	evidenceFolder = "evidence"
	backupFolder   = "backups"
	unfinishedFile = "anxun.db.new"

	// programActor is who makes the changes that no person makes.
	programActor = "安巡"
)

// create makes the database under another name and renames it when it is whole,
// so that anxun.db is never half made: an empty anxun.db is always damage.
func create(ctx context.Context, dir string, options Options, migrations []migration) error {
	path := filepath.Join(dir, unfinishedFile)
	for _, ending := range []string{"", "-wal", "-shm"} { // left over from an interrupted creation
		if err := os.Remove(path + ending); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileError(err, dir)
		}
	}
	if err := createPrivate(path); err != nil {
		return fileError(err, dir)
	}
	s := &Store{dir: dir, clock: options.Clock}
	if err := errors.Join(s.fill(ctx, path, options, migrations), s.closeConnections()); err != nil {
		return s.errorFor(err, "making the database")
	}
	if err := os.Rename(path, filepath.Join(dir, databaseFile)); err != nil {
		return fileError(err, dir)
	}
	return fileError(durable.SyncFolder(dir), dir)
}

// fill gives a new database its shape, its device and its device code.
func (s *Store) fill(ctx context.Context, path string, options Options, migrations []migration) error {
	if err := s.openConnections(ctx, path, accessWrite); err != nil {
		return s.errorFor(err, "making the database")
	}
	if err := migrate(ctx, s.writer, s.dir, migrations, func(int) error { return nil }); err != nil {
		return err
	}
	if err := s.writer.exec(ctx, "INSERT INTO meta (id, device) VALUES (1, ?)", string(options.IDs())); err != nil {
		return s.errorFor(err, "naming the device")
	}
	if err := s.loadDevice(ctx, s.writer); err != nil {
		return err
	}
	code, err := newDeviceCode(options.Random)
	if err != nil {
		return err
	}
	_, err = s.Update(ctx, programActor, func(w inspection.Writer) error {
		return w.Put(ctx, inspection.Setting{Name: inspection.SettingDeviceCode, Value: code})
	})
	return err
}
