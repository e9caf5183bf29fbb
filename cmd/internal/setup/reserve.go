package setup

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
)

const (
	// reserveName is a file in the data folder that only takes up room. When the disk is full it is removed, so that an
	// inspection can still be finished.
	reserveName = "anxun.reserve"
	reserveSize = 8 << 20
)

// reserving is a store that gives up the reserve when the disk is full.
type reserving struct {
	inspection.Store
	path string
}

// Update implements inspection.Store. When the disk is full and there was a reserve, the error says that it was given
// up and that trying again will succeed.
func (r reserving) Update(ctx context.Context, actor string, fn func(inspection.Writer) error) ([]inspection.Change, error) {
	changes, err := r.Store.Update(ctx, actor, fn)
	var known *inspection.Error
	if errors.As(err, &known) && known.Key == "error.disk_full" && os.Remove(r.path) == nil {
		err = inspection.Wrap(err, inspection.CodeUnwritable, "error.disk_full_reserve", known.Args...)
	}
	return changes, err
}

// Renew implements inspection.Renewing.
func (r reserving) Renew(ctx context.Context, actor string, since int64, fn func(w inspection.Writer, before string) error) ([]inspection.Change, error) {
	store, able := r.Store.(inspection.Renewing)
	if !able {
		return nil, errors.ErrUnsupported
	}
	return store.Renew(ctx, actor, since, fn)
}

// KeepReserve makes the reserve if it is not there. It takes as long as the disk needs for 8 MB.
func (s *Session) KeepReserve() (err error) {
	path := filepath.Join(s.Dir, reserveName)
	if info, err := os.Stat(path); err == nil && info.Size() == reserveSize {
		return nil
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	// Not zeroes, which some file systems do not store.
	_, err = io.CopyN(file, rand.Reader, reserveSize)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		return nil
	}
	if removing := os.Remove(path); !errors.Is(removing, fs.ErrNotExist) {
		err = errors.Join(err, removing)
	}
	return err
}
