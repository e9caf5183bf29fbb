//go:build !windows

package uikit

import (
	"os"
	"os/user"
	"path/filepath"
)

// drives lists what is plugged in, such as a camera card, where desktops of Linux put it.
func drives() []string {
	person, err := user.Current()
	if err != nil {
		return nil
	}
	return pluggedIn("/media/"+person.Username, "/run/media/"+person.Username)
}

// pluggedIn lists the folders in the given ones, of which some may be missing. Nothing is read from them.
func pluggedIn(roots ...string) []string {
	var found []string
	for _, root := range roots {
		entries, err := os.ReadDir(root)
		if err != nil {
			continue // this desktop uses the other one
		}
		for _, entry := range entries {
			if entry.IsDir() {
				found = append(found, filepath.Join(root, entry.Name()))
			}
		}
	}
	return found
}
