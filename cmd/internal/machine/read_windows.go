package machine

import (
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"anxun/inspection"
)

func read() inspection.Machine {
	return inspection.Machine{System: systemID(), Board: boardOf(firmware())}
}

// systemID is the id that Windows got when it was installed.
func systemID() string {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Cryptography`, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if err != nil {
		return ""
	}
	defer func() { _ = key.Close() }() // only read
	text, _, err := key.GetStringValue("MachineGuid")
	if err != nil {
		return ""
	}
	return serial(text)
}

var firmwareTable = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetSystemFirmwareTable")

// firmware is the raw SMBIOS table; nil if there is none.
func firmware() []byte {
	const provider = 'R'<<24 | 'S'<<16 | 'M'<<8 | 'B'
	if firmwareTable.Find() != nil {
		return nil
	}
	size, _, _ := firmwareTable.Call(provider, 0, 0, 0)
	if size == 0 || size > 1<<20 {
		return nil
	}
	table := make([]byte, size)
	written, _, _ := firmwareTable.Call(provider, 0, uintptr(unsafe.Pointer(&table[0])), size)
	return table[:min(written, size)]
}
