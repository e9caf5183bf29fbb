package machine

import (
	"os"
	"path/filepath"
	"strings"

	"anxun/inspection"
)

// readLinux looks at /etc and /sys below root.
func readLinux(root string) inspection.Machine {
	m := inspection.Machine{System: serial(first(filepath.Join(root, "etc/machine-id"), filepath.Join(root, "var/lib/dbus/machine-id")))}
	for _, adapter := range list(filepath.Join(root, "sys/class/net")) {
		// Virtual ones have no device; adapters on USB and in docks go from computer to computer; an address of
		// another kind than 0 was made up by the system.
		if !builtIn(adapter) || first(filepath.Join(adapter, "addr_assign_type")) != "0" {
			continue
		}
		if address := serial(first(filepath.Join(adapter, "address"))); address != "" {
			m.Network = append(m.Network, address)
		}
	}
	for _, disk := range list(filepath.Join(root, "sys/block")) {
		if !builtIn(disk) || first(filepath.Join(disk, "removable")) == "1" {
			continue
		}
		number := first(filepath.Join(disk, "wwid"), filepath.Join(disk, "device/wwid"), filepath.Join(disk, "device/serial"), filepath.Join(disk, "serial"))
		if number = serial(number); number != "" {
			m.Disks = append(m.Disks, number)
		}
	}
	return m
}

// builtIn reports whether an entry of /sys belongs to a device that is not on USB.
func builtIn(path string) bool {
	device, err := filepath.EvalSymlinks(filepath.Join(path, "device"))
	return err == nil && !strings.Contains(device, "/usb")
}

func list(folder string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	paths := make([]string, len(entries))
	for i, entry := range entries {
		paths[i] = filepath.Join(folder, entry.Name())
	}
	return paths
}

// first is the content of the first file that has any.
func first(paths ...string) string {
	for _, path := range paths {
		if content, err := os.ReadFile(path); err == nil && strings.TrimSpace(string(content)) != "" {
			return strings.TrimSpace(string(content))
		}
	}
	return ""
}
