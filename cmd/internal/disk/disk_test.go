package disk

import (
	"testing"

	"anxun/ui/room"
)

func TestSyncedFoldersAreNamed(t *testing.T) {
	for path, want := range map[string]room.Hazard{
		"/home/li/.local/share/anxun":       room.Safe,
		"/home/li/Dropbox/anxun":            room.Synced,
		`/mnt/c/Users/li/OneDrive - 桐柏路/安巡`: room.Synced,
		"/home/li/我的坚果云/工作/安巡":              room.Synced,
		"/home/li/百度网盘资料/安巡":                room.Safe,
		"/home/li/onedrive-alt/安巡":          room.Safe,
	} {
		if got := New(path).Unsafe(); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}

func TestFreeRoomIsRead(t *testing.T) {
	free, err := New(t.TempDir()).Free()
	if err != nil || free <= 0 {
		t.Errorf("%d bytes, %v", free, err)
	}
	if _, err := New("/no/such/folder").Free(); err == nil {
		t.Error("a folder that is not there has room")
	}
}
