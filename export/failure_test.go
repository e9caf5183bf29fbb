package export

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"anxun/inspection"
)

// fuse is a context that is cancelled when it was asked so many times whether it is.
type fuse struct {
	context.Context
	left   atomic.Int64
	cancel context.CancelFunc
}

func newFuse(asked int64) *fuse {
	f := &fuse{}
	f.Context, f.cancel = context.WithCancel(context.Background())
	f.left.Store(asked)
	return f
}

// Err implements context.Context.
func (f *fuse) Err() error {
	if f.left.Add(-1) <= 0 {
		f.cancel()
	}
	return f.Context.Err()
}

// TestCancelledAtAnyMoment cancels while rows are read, photos are stored, temporary files
// are written and the workbook is put together; neither a workbook nor a temporary file
// remains, and a workbook that was there is as it was.
func TestCancelledAtAnyMoment(t *testing.T) {
	const photos, rounds = 400, 60
	temporary, folder := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("TMP", temporary) // Windows
	path := filepath.Join(folder, "out.xlsx")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := &album{photos: map[string][]byte{}, differ: true}
	for i := range photos {
		a.photos[fmt.Sprint(i)] = photo(t, i, 20, 15, "jpg")
	}
	store := fixture(t)
	write := func(f *fuse, path string) error {
		return store.View(context.Background(), func(reader inspection.Reader) error {
			request := photoRequest(a)
			request.Overwrite = true
			_, err := Write(f, path, request, manyHazards{reader, photos}, nil, fixtureDepartments, Noop{})
			return err
		})
	}
	const plenty = 1 << 40
	whole := newFuse(plenty)
	if err := write(whole, filepath.Join(t.TempDir(), "whole.xlsx")); err != nil {
		t.Fatal(err)
	}
	asked, random := plenty-whole.left.Load(), rand.New(rand.NewPCG(1, 2))
	for range rounds {
		moment := 1 + random.Int64N(asked-1)
		if err := write(newFuse(moment), path); !errors.Is(err, context.Canceled) {
			t.Fatalf("cancelled at %d of %d: %v", moment, asked, err)
		}
		wantOnly(t, folder, "out.xlsx")
		wantOnly(t, temporary)
		if content, err := os.ReadFile(path); string(content) != "old" {
			t.Fatalf("cancelled at %d: the file now holds %d bytes, %v", moment, len(content), err)
		}
	}
}

// TestNamesThatAreTooLong end with one sentence that names the file.
func TestNamesThatAreTooLong(t *testing.T) {
	folder := t.TempDir()
	for _, path := range []string{
		filepath.Join(folder, strings.Repeat("很长的文件名", 60)+".xlsx"),
		filepath.Join(folder, strings.Repeat(strings.Repeat("a", 200)+string(filepath.Separator), 40), "out.xlsx"),
	} {
		_, err := writeTo(context.Background(), fixture(t), path, nil)
		wantError(t, err, inspection.CodeUnwritable, "error.export_long")
		wantOnly(t, folder)
	}
}

// TestFullDisk fills a small disk, where the system lets the test make one, with a workbook
// and with the temporary files of one; elsewhere the error alone is looked at.
func TestFullDisk(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: filepath.Join(t.TempDir(), "x.tmp"), Err: diskFull()}
	wantError(t, unwritable(full, "/out.xlsx"), inspection.CodeUnwritable, "error.export_full")
	disk := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk).Run(); err != nil {
		if os.Getenv("ANXUN_MOUNTS") == "required" { // see .ci/mounts, which says it elsewhere
			t.Errorf("no small disk can be mounted: %v", err)
		}
		return
	}
	t.Cleanup(func() {
		if output, err := exec.Command("umount", disk).CombinedOutput(); err != nil {
			t.Errorf("unmounting: %v: %s", err, output)
		}
	})
	path := filepath.Join(disk, "out.xlsx")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	big := func(yield func([]any, error) bool) {
		for range 20_000 {
			if !yield([]any{random.IntN(1 << 60), fmt.Sprintf("%x", random.Uint64())}, nil) {
				return
			}
		}
	}
	list := someList("表", "数", "文")
	list.Overwrite = true
	_, err := Table(context.Background(), path, list, big)
	wantError(t, err, inspection.CodeUnwritable, "error.export_full")
	wantOnly(t, disk, "out.xlsx")
	if content, err := os.ReadFile(path); string(content) != "old" {
		t.Errorf("the file now holds %d bytes, %v", len(content), err)
	}
	t.Setenv("TMPDIR", disk)
	elsewhere := t.TempDir()
	_, err = Table(context.Background(), filepath.Join(elsewhere, "out.xlsx"), list, big)
	wantError(t, err, inspection.CodeUnwritable, "error.export_full")
	wantOnly(t, disk, "out.xlsx")
	wantOnly(t, elsewhere)
}

func diskFull() error {
	if runtime.GOOS == "windows" {
		return windowsDiskFull
	}
	return syscall.ENOSPC
}
