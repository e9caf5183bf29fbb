package disk

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

func free(path string) (int64, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	var available uint64
	err = windows.GetDiskFreeSpaceEx(name, &available, nil, nil)
	return int64(available), err
}

// network reports whether the folder lies on another computer: a drive that is mapped, or a path such as \\server\share.
func network(path string) bool {
	volume := filepath.VolumeName(path)
	if len(volume) > 2 {
		return true
	}
	name, err := windows.UTF16PtrFromString(volume + `\`)
	return err == nil && windows.GetDriveType(name) == windows.DRIVE_REMOTE
}
