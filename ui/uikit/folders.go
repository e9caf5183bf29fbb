package uikit

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// fileRow is one line of a file dialog.
type fileRow struct {
	name     string
	folder   bool
	size     int64
	modified time.Time
}

// readFolder lists folders by name and then, unless only folders are wanted, files with one of the extensions, the newest first: what is
// looked for was mostly made a moment ago. Hidden ones are left out.
func readFolder(dir string, extensions []string, foldersOnly bool) ([]fileRow, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var rows []fileRow
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		info, err := os.Stat(filepath.Join(dir, entry.Name())) // follows links
		if err != nil {
			continue // it went away, or leads nowhere
		}
		wanted := len(extensions) == 0 || slices.Contains(extensions, strings.ToLower(filepath.Ext(entry.Name())))
		if info.IsDir() || info.Mode().IsRegular() && wanted && !foldersOnly {
			rows = append(rows, fileRow{name: entry.Name(), folder: info.IsDir(), size: info.Size(), modified: info.ModTime()})
		}
	}
	slices.SortFunc(rows, func(a, b fileRow) int {
		if a.folder != b.folder {
			if a.folder {
				return -1
			}
			return 1
		}
		if a.folder {
			return cmp.Compare(a.name, b.name)
		}
		return cmp.Or(b.modified.Compare(a.modified), cmp.Compare(a.name, b.name))
	})
	return rows, nil
}

// usualFolder is a place where files of people are.
type usualFolder struct{ key, dir string }

// usualFolders lists those that there are. Desktops of Linux name them in the person's
// language and say so in user-dirs.dirs; elsewhere they have their English names.
func usualFolders() []usualFolder {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	named := userDirs(home)
	folders := []usualFolder{}
	for _, place := range []struct{ key, name, variable string }{
		{"files.pictures", "Pictures", "XDG_PICTURES_DIR"},
		{"files.downloads", "Downloads", "XDG_DOWNLOAD_DIR"},
		{"files.desktop", "Desktop", "XDG_DESKTOP_DIR"},
	} {
		dir := cmp.Or(named[place.variable], filepath.Join(home, place.name))
		if info, err := os.Stat(dir); err == nil && info.IsDir() && dir != home {
			folders = append(folders, usualFolder{place.key, dir})
		}
	}
	return append(folders, usualFolder{"files.home", home})
}

// userDirs reads where the desktop keeps its folders (xdg-user-dirs); nothing where
// there is no such file.
func userDirs(home string) map[string]string {
	config := cmp.Or(os.Getenv("XDG_CONFIG_HOME"), filepath.Join(home, ".config"))
	text, err := os.ReadFile(filepath.Join(config, "user-dirs.dirs"))
	if err != nil {
		return nil // most systems have none, and the English names do
	}
	dirs := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if name, value, found := strings.Cut(strings.TrimSpace(line), "="); found {
			dirs[name] = strings.Replace(strings.Trim(value, `"`), "$HOME", home, 1)
		}
	}
	return dirs
}

// driveName is what people call a drive: its letter on Windows, elsewhere the name of what is plugged in.
func driveName(dir string) string {
	if name := filepath.Base(dir); name != string(filepath.Separator) {
		return name
	}
	return strings.TrimRight(dir, `\`)
}
