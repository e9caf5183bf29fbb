package machine

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"anxun/inspection"
)

// tree makes the files that Linux shows of a computer.
func tree(t *testing.T, files map[string]string, links map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range links {
		if err := os.MkdirAll(filepath.Join(root, target), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join(root, target), filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestOnlyLastingPartsTellAComputer(t *testing.T) {
	root := tree(t, map[string]string{
		"etc/machine-id":                        "AB12\n",
		"sys/class/net/wlp2s0/address":          "3c:6a:00:00:00:01\n",
		"sys/class/net/wlp2s0/addr_assign_type": "0\n",
		"sys/class/net/eth9/address":            "00:e0:00:00:00:09\n", // in a dock
		"sys/class/net/eth9/addr_assign_type":   "0\n",
		"sys/class/net/wlan1/address":           "5e:00:00:00:00:77\n", // made up by the system
		"sys/class/net/wlan1/addr_assign_type":  "3\n",
		"sys/class/net/docker0/address":         "02:42:00:00:00:01\n", // virtual
		"sys/block/nvme0n1/wwid":                "eui.0025\n",
		"sys/block/nvme0n1/removable":           "0\n",
		"sys/block/sdb/removable":               "1\n", // a stick
		"sys/block/sdb/device/wwid":             "stick\n",
		"sys/block/sda/removable":               "0\n",
		"sys/block/sda/serial":                  "0000\n", // says nothing
	}, map[string]string{
		"sys/class/net/wlp2s0/device": "sys/devices/pci0000:00/a",
		"sys/class/net/wlan1/device":  "sys/devices/pci0000:00/b",
		"sys/class/net/eth9/device":   "sys/devices/pci0000:00/usb1/c",
		"sys/block/nvme0n1/device":    "sys/devices/pci0000:00/nvme",
		"sys/block/sda/device":        "sys/devices/pci0000:00/ata",
	})
	want := inspection.Machine{System: "ab12", Network: []string{"3c:6a:00:00:00:01"}, Disks: []string{"eui.0025"}}
	if got := readLinux(root); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if got := readLinux(t.TempDir()); !reflect.DeepEqual(got, inspection.Machine{}) {
		t.Errorf("from nothing: %+v", got)
	}
}

func TestBoardOfFirmware(t *testing.T) {
	uuid := []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}
	system := append([]byte{1, 27, 1, 0, 1, 2, 3, 4}, append(uuid, 0, 0, 0)...)
	bios := append([]byte{0, 6, 0, 0, 1, 0}, "Maker\x00V1\x00\x00"...)
	table := append(bios, append(system, "Name\x00\x00"...)...)
	raw := append([]byte{0, 3, 0, 0, 0, 0, 0, 0}, table...)
	binary.LittleEndian.PutUint32(raw[4:], uint32(len(table)))
	if got := boardOf(raw); got != "0102030405060708090a0b0c0d0e0f10" {
		t.Errorf("got %q", got)
	}
	for cut := range raw { // never more than what is there is read
		if got := boardOf(raw[:cut]); got != "" && got != "0102030405060708090a0b0c0d0e0f10" {
			t.Errorf("cut at %d: %q", cut, got)
		}
	}
	copy(raw[8+len(bios)+8:], make([]byte, 16)) // makers leave it empty
	if got := boardOf(raw); got != "" {
		t.Errorf("an empty UUID gives %q", got)
	}
}
