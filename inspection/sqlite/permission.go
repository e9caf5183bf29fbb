package sqlite

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// What lies in a data folder, apart from files whose names begin with "anxun.". Other names are somebody else's.
var ownNames = map[string]bool{evidenceFolder: true, backupFolder: true, "cache": true, "logs": true, "preferences.json": true, "preferences.json.bak": true}

const (
	privateFile   = 0o600
	privateFolder = 0o700
)

// createPrivate makes an empty file that only its owner can read, for SQLite to fill: it would make one as the system is
// set, which usually lets everybody read it. Its -wal and -shm files get the permissions of the file itself.
func createPrivate(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, privateFile)
	if err != nil {
		return err
	}
	return file.Close()
}

// makePrivate lets only the owner into a data folder that an older version made, or that was copied. The folder itself is
// left as it is if it also holds what is not Anxun's. Files below it are looked at only if the database was open to others:
// afterwards everything is made private from the start. Windows keeps such folders in the person's profile, which others
// cannot read.
//
// What cannot be changed, on a stick without permissions or in a folder of somebody else, is left: nobody must be kept from
// their work by it.
func makePrivate(dir string) {
	if runtime.GOOS == "windows" {
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // opening the database will say so
	}
	info, err := os.Stat(filepath.Join(dir, databaseFile))
	deep := err == nil && info.Mode().Perm()&0o077 != 0
	foreign := false
	for _, entry := range entries {
		if !ownNames[entry.Name()] && !strings.HasPrefix(entry.Name(), "anxun.") {
			foreign = true
			continue
		}
		path := filepath.Join(dir, entry.Name())
		if !entry.IsDir() || !deep {
			restrict(path, entry)
			continue
		}
		_ = filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error { // see above
			if err == nil {
				restrict(path, entry)
			}
			return nil
		})
	}
	if !foreign {
		_ = os.Chmod(dir, privateFolder) // see above
	}
}

// restrict takes the permissions of others away. Links are not followed.
func restrict(path string, entry fs.DirEntry) {
	info, err := entry.Info()
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return
	}
	switch {
	case info.IsDir():
		_ = os.Chmod(path, privateFolder)
	case info.Mode().IsRegular():
		_ = os.Chmod(path, privateFile)
	}
}
