//go:build linux

package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"anxun/cmd/internal/setup"
)

// smallDisk is the size of the disk of the laptop whose disk gets full.
const smallDisk = "size=192m"

// laptop is a data folder and who uses it. The folder is open only while something is done.
type laptop struct {
	person  string
	dir     string
	mounted bool
	full    bool // its disk can be filled
}

// use opens the data folder for fn.
func (l *laptop) use(ctx context.Context, create bool, fn func(*setup.Session) error) error {
	s, err := setup.Open(ctx, setup.Options{Dir: filepath.Join(l.dir, "data"), Clock: time.Now, Create: create})
	if err != nil {
		return err
	}
	return errors.Join(fn(s), s.Close())
}

// mountSmall gives the laptop a small disk of its own, which only root can do.
func (l *laptop) mountSmall() bool {
	if os.Geteuid() != 0 || os.MkdirAll(l.dir, 0o755) != nil {
		return false
	}
	l.mounted = syscall.Mount("tmpfs", l.dir, "tmpfs", 0, smallDisk) == nil
	return l.mounted
}

func (l *laptop) unmount() error {
	if !l.mounted {
		return nil
	}
	return syscall.Unmount(l.dir, 0)
}

// fill leaves so many bytes free on the laptop's disk. The returned function makes room again.
func (l *laptop) fill(leave int64) (func() error, error) {
	path := filepath.Join(l.dir, "filler")
	var disk syscall.Statfs_t
	if err := syscall.Statfs(l.dir, &disk); err != nil {
		return nil, err
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	_, err = io.CopyN(file, zeroes{}, max(0, int64(disk.Bavail)*disk.Bsize-leave))
	if errors.Is(err, syscall.ENOSPC) {
		err = nil
	}
	return func() error { return os.Remove(path) }, errors.Join(err, file.Close())
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) { clear(p); return len(p), nil }
