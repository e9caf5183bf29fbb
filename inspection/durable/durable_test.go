package durable_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"anxun/inspection/durable"
)

func TestWriteFileReplacesAWholeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "设置.json")
	for _, content := range []string{"first", "", "third, and longer"} {
		if err := durable.WriteFile(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Fatalf("read %q, %v; want %q", got, err, content)
		}
	}
	leftAlone(t, filepath.Dir(path))
}

func TestAFileThatFailedLeavesTheOldOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	if err := durable.WriteFile(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	file, err := durable.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	if err := durable.Finish(file, path, full); !errors.Is(err, full) {
		t.Fatalf("Finish = %v, want the failure it was told", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "old" {
		t.Fatalf("read %q, %v; want the old file", got, err)
	}
	leftAlone(t, filepath.Dir(path))
}

func TestAFolderInTheWayIsNotReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	if err := os.MkdirAll(filepath.Join(path, "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := durable.WriteFile(path, []byte("new")); err == nil {
		t.Fatal("a folder was replaced by a file")
	}
	leftAlone(t, filepath.Dir(path))
}

// leftAlone checks that there is nothing in the folder but the one thing that was written.
func leftAlone(t *testing.T, folder string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("%d files are left, want 1: %v", len(entries), entries)
	}
}
