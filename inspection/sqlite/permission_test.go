package sqlite

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"anxun/inspection"
)

// loose lists what others than the owner may look into.
func loose(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if info, err := entry.Info(); err != nil {
			return err
		} else if info.Mode().Perm()&0o077 != 0 {
			names = append(names, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestOnlyTheOwnerCanReadADataFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // there are no such permissions; the folder lies in the person's profile
	}
	dir := filepath.Join(t.TempDir(), "data")
	s := openNew(t, dir)
	change := func() {
		t.Helper()
		if _, err := s.Update(t.Context(), "test", func(w inspection.Writer) error {
			return w.Put(t.Context(), inspection.Setting{Name: inspection.SettingOffice, Value: dir})
		}); err != nil {
			t.Fatal(err)
		}
	}
	change()
	if open := loose(t, dir); len(open) > 0 {
		t.Errorf("while in use: %v", open)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// As versions before this one made it.
	old := filepath.Join(dir, evidenceFolder, "ab")
	if err := os.MkdirAll(old, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(old, "photo.jpg"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]fs.FileMode{dir: 0o755, filepath.Join(dir, databaseFile): 0o644, filepath.Join(dir, headsFile): 0o644} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	s = openNew(t, dir)
	change()
	if open := loose(t, dir); len(open) > 0 {
		t.Errorf("after it was opened: %v", open)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderWithForeignFilesIsLeftAsItIs(t *testing.T) {
	if runtime.GOOS == "windows" {
		return
	}
	dir := t.TempDir()
	foreign := filepath.Join(dir, "工作计划.docx")
	if err := os.WriteFile(foreign, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := openNew(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	if open := loose(t, dir); len(open) != 2 {
		t.Errorf("%v", open)
	}
}
