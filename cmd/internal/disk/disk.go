// Package disk says how much room the drive of a folder has, and whether a folder is a bad place for a database.
package disk

import (
	"path/filepath"
	"strings"

	"anxun/ui/room"
)

// Folder looks at the drive of a data folder. It implements room.Drive.
type Folder struct{ path string }

var _ room.Drive = Folder{}

// New returns the drive of the folder at path.
func New(path string) Folder { return Folder{path} }

// Free implements room.Drive.
func (f Folder) Free() (int64, error) { return free(f.path) }

// Unsafe implements room.Drive.
func (f Folder) Unsafe() room.Hazard {
	path, err := filepath.Abs(f.path)
	if err != nil {
		path = f.path
	}
	if network(path) {
		return room.Network
	}
	if synced(path) {
		return room.Synced
	}
	return room.Safe
}

// syncFolders are the names that programs which copy a folder elsewhere give it. Such a program copies the database
// and its -wal file at different moments, and may put back an older one.
var syncFolders = []string{"onedrive", "dropbox", "google drive", "googledrive", "icloud", "icloud drive", "nutstore", "nextcloud", "owncloud", "syncthing",
	"坚果云", "我的坚果云", "百度网盘", "baidunetdisk", "baidusyncdisk", "百度云同步盘", "百度网盘同步空间", "阿里云盘", "wps云盘", "wpsdrive", "wps cloud files", "微云", "weiyun", "天翼云盘", "亿方云", "360云盘"}

// synced reports whether one of the folders of the path has the name of a folder that is synchronized; "OneDrive - 单位"
// counts as OneDrive.
func synced(path string) bool {
	for _, part := range strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' }) {
		name, _, _ := strings.Cut(strings.ToLower(part), " - ")
		for _, known := range syncFolders {
			if strings.TrimSpace(name) == known {
				return true
			}
		}
	}
	return false
}
