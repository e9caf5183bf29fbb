//go:build !windows

package uikit

import (
	"os"
	"path/filepath"
	"testing"
)

func TestUserDirsAreThoseOfTheDesktop(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	if dirs := userDirs(home); len(dirs) != 0 {
		t.Errorf("without the file: %v", dirs)
	}
	if err := os.MkdirAll(filepath.Join(home, ".config"), 0o700); err != nil {
		t.Fatal(err)
	}
	text := "# written by the desktop\nXDG_PICTURES_DIR=\"$HOME/图片\"\nXDG_DOWNLOAD_DIR=\"/data/下载\"\n"
	if err := os.WriteFile(filepath.Join(home, ".config", "user-dirs.dirs"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	dirs := userDirs(home)
	if dirs["XDG_PICTURES_DIR"] != filepath.Join(home, "图片") || dirs["XDG_DOWNLOAD_DIR"] != "/data/下载" {
		t.Errorf("read %v", dirs)
	}
}

func TestWhatIsPluggedIn(t *testing.T) {
	media := t.TempDir()
	for _, name := range []string{"CANON", "U盘"} {
		if err := os.Mkdir(filepath.Join(media, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(media, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	found := pluggedIn(filepath.Join(media, "missing"), media)
	if len(found) != 2 || driveName(found[0]) != "CANON" || driveName(found[1]) != "U盘" {
		t.Errorf("found %q", found)
	}
}
